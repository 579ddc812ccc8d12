"""Bytes to text: UTF-8 with or without its mark, UTF-16 and UTF-32, else Windows-1252, which Latin-1 is nearly."""

from __future__ import annotations

import codecs

from knowledge.errors import FileRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"


def decode(data: bytes) -> str:
    """The text of a text file, line ends as `\\n`. Raises FileRefused (`not_text`) for binary data."""
    text = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    replaced = data.decode("utf-8", errors="replace")
    # A few broken bytes in a long UTF-8 text are damage; many bytes that are no UTF-8 are another encoding.
    valid = sum(1 for c in replaced if c > "\x7f" and c != "\ufffd")
    if valid > 3 * replaced.count("\ufffd"):
        return replaced
    return data.decode("cp1252", errors="replace")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: in Latin script every other byte is zero."""
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if data.count(0) or controls > len(data) * 0.02:
        raise FileRefused(reason="not_text")
