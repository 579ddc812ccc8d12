"""Lines that a margin broke, joined again."""

from __future__ import annotations


def join_lines(text: str, line: str) -> str:
    """Two lines of a text as one, a word that was hyphenated at the line's end mended."""
    if not text:
        return line
    head, first = text.split(" ")[-1], line.split(" ")[0].strip(".,;:")
    hyphenated = len(head) > 2 and head.endswith("-") and head[-2].islower() and not any(c.isupper() for c in head[1:])
    if hyphenated and line[:1].islower() and first not in {"og", "eller", "and", "or", "to"}:
        return text[:-1] + line
    compound = (
        head.endswith("-") and len(head) > 1 and line[:1].isalnum() and first not in {"og", "eller", "and", "or", "to"}
    )
    return text + line if compound else f"{text} {line}"
