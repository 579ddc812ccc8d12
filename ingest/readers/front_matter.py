"""Front matter: `key: value` lines between two lines of `---` at the top of a text.

A small tolerant reading of what looks like YAML, on purpose no YAML: no tags, anchors or nesting, so nothing is ever built,
and a value may hold a colon. What cannot be read is a warning, never a reason to lose the document.
"""

from __future__ import annotations

import re

MAX_LINES = 200
MAX_CHARACTERS = 20_000

_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
_COMMENT = re.compile(r"\s+#.*$")
_BLOCK = re.compile(r"[>|][+-]?$")


def split_front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """(values by key, the text below, warnings). Without front matter: no values, and the text as it was."""
    head, newline, _ = text.lstrip("\ufeff").partition("\n")
    if head.strip() != "---" or not newline:
        return {}, text, ()
    lines = text[:MAX_CHARACTERS].split("\n")[1 : MAX_LINES + 1]
    end = next((n for n, line in enumerate(lines) if line.strip() in {"---", "..."}), None)
    if end is None:
        looks_meant = any(_PAIR.match(line) for line in lines[:3])
        return {}, text, ("front_matter_open",) if looks_meant else ()
    body = "\n".join(text.split("\n")[end + 2 :])
    values, warnings = _pairs(lines[:end])
    return values, body, warnings


def _pairs(lines: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    values: dict[str, str] = {}
    bad, key = False, ""
    for line in lines:
        pair = _PAIR.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pair:
            key = pair["key"].strip().lower().replace("-", "_").replace(" ", "_")
            values[key] = _value(pair["value"] or "")
        elif key and line[:1] in " \t-":  # a folded value, or a list: kept as words
            values[key] = f"{values[key]} {_value(line.strip().removeprefix('- '))}".strip()
        else:
            bad = True
    return values, ("front_matter_line",) if bad else ()


def _value(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    text = "" if text.startswith("#") else _COMMENT.sub("", text)
    return "" if _BLOCK.match(text) or text.lower() in {"null", "~", "none"} else text
