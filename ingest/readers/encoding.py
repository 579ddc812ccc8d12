"""Bytes to text: UTF-8 with or without its mark, UTF-16 and UTF-32, else Windows-1252, which Latin-1 is nearly.

Texts that were put together from several files may hold two of them: what is no UTF-8 is read as Windows-1252 where it stands, and
letters that were encoded twice (`Ã¸`) are mended. Both are warned of.
"""

from __future__ import annotations

import codecs
import re

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


LETTERS = "æøåÆØÅéèêëóòôöüäÉÖÜÄ–—‘’“”•…«»§°"  # that our languages' texts have beside ASCII
LISTED = 10  # line numbers in a warning


def decode(data: bytes) -> str:
    """The text of a text file, line ends as `\\n`. Raises FileRefused (`not_text`) for binary data."""
    return decode_told(data)[0]


def decode_told(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The same, with warnings of what had to be mended and in which lines."""
    text, strange = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    warnings = [f"mixed_encoding: {_listed(strange)}"] if strange else []
    doubled = [n for n, line in enumerate(text.split("\n"), 1) if "Ã" in line or "â€" in line or "Â" in line]
    doubled = [n for n in doubled if _DOUBLED.search(text.split("\n")[n - 1])] if doubled else []
    if doubled:
        text = _DOUBLED.sub(lambda found: _TWICE[found.group()], text)
        warnings.append(f"double_encoded: {_listed(doubled)}")
    return text, tuple(warnings)


def _decode(data: bytes) -> tuple[str, list[int]]:
    """The text, and the numbers of the lines that were encoded otherwise than the rest."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace"), []
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if not any(c > "\x7f" for c in data.decode("utf-8", errors="ignore")):
        return data.decode("cp1252", errors="replace"), []
    strange = [n for n, line in enumerate(data.split(b"\n"), 1) if not _is_utf8(line)]
    return data.decode("utf-8", errors=_AS_WINDOWS), strange


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, read as Windows-1252 where that gives a letter or sign of our languages; the rest is damage."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - decoding is all that this is used for
    read = error.object[error.start : error.end].decode("cp1252", errors="replace")
    return "".join(c if c in LETTERS or c.isascii() else "\ufffd" for c in read), error.end


_AS_WINDOWS = "ingest.cp1252"
codecs.register_error(_AS_WINDOWS, _as_windows)


def _twice() -> dict[str, str]:
    """What the letters and signs of our languages look like when they are encoded twice."""
    found = {}
    for letter in LETTERS:
        twice = letter.encode()
        for encoding in ("cp1252", "latin-1"):
            try:
                found[twice.decode(encoding)] = letter
            except UnicodeDecodeError:
                continue
    return found


_TWICE = _twice()
_DOUBLED = re.compile("|".join(sorted(map(re.escape, _TWICE), key=len, reverse=True)))


def _listed(numbers: list[int]) -> str:
    more = "" if len(numbers) <= LISTED else f" … ({len(numbers)})"
    return ", ".join(map(str, numbers[:LISTED])) + more


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
