"""A request as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.drafts.export.outline import Grid, Heading, Piece, outline


def as_markdown(document: Mapping[str, Any]) -> bytes:
    """The request as UTF-8 Markdown."""
    return ("\n\n".join(_piece(piece) for piece in outline(document)) + "\n").encode()


def _piece(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return f"{'#' * piece.level} {_escaped(' '.join(piece.text.split()))}"
    if isinstance(piece, Grid):
        head = piece.head or ("",) * len(piece.rows[0])
        rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in (head, *piece.rows)]
        return "\n".join([rows[0], "|" + " --- |" * len(head), *rows[1:]])
    return "\\\n".join(_escaped(line) for line in piece.text.split("\n") if line.strip())


def _cell(text: str) -> str:
    return "<br>".join(_escaped(line) for line in text.split("\n"))


MARKUP = re.compile(r"([\\`*_\[\]<>|#~&$!])")
BEGINNING = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")  # what begins a list, a rule or a heading


def _escaped(line: str) -> str:
    """What a person wrote is text, never markup."""
    escaped = MARKUP.sub(r"\\\1", line.replace("\t", " ").strip())
    return BEGINNING.sub(lambda found: found[1] + "\\" if found[1][0].isdigit() else "\\" + found[1], escaped)
