"""What a maintainer is shown of a staged state of the library, and what came of publishing it. Plain values: Slack and others draw them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Review:
    """A staged generation: what it changes and what its publication touches, in lines of plain text; `due` when it is to be published."""

    generation: str
    summary: tuple[str, ...]
    impact: tuple[str, ...]
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """What readers see after a publication or a rollback, and what they saw before; `notes` is how many drafts' authors get a note."""

    generation: str
    before: str | None
    added: int
    updated: int
    removed: int
    notes: int
