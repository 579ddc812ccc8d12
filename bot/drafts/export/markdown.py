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
        return f"{'#' * piece.level} {_escaped(piece.text)}"
    if isinstance(piece, Grid):
        head = piece.head or ("",) * len(piece.rows[0])
        rule = ("---",) * len(head)
        return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in (head, rule, *piece.rows))
    return _escaped(piece.text)


def _cell(text: str) -> str:
    return text if text == "---" else _escaped(text).replace("\n", "<br>")


def _escaped(text: str) -> str:
    """What a person wrote is text, never markup."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)
