"""What the publication of a staged generation touches beside the documents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.contradictions.record import Recorded
from knowledge.library import Library
from knowledge.library_difference import Difference
from knowledge.reliances import Reliances
from knowledge.touched import Touched, touched


@dataclass(frozen=True, slots=True)
class Impact:
    """Answers and drafts that rest on sentences which go, and the contradictions that the new versions are part of."""

    answers: tuple[Touched, ...]
    drafts: tuple[Touched, ...]
    contradictions: tuple[Recorded, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "answers": [asdict(one) for one in self.answers],
            "drafts": [asdict(one) for one in self.drafts],
            "contradictions": [one.as_json() for one in self.contradictions],
        }


def impact(library: Library, found: Difference, contradictions: Sequence[Recorded] = ()) -> Impact:
    """The impact of going from one set of versions to another."""
    rests = touched(Reliances(library.engine), found, lambda version: library.chunks_of(version.id))
    return Impact(
        answers=tuple(one for one in rests if one.kind == "answer"),
        drafts=tuple(one for one in rests if one.kind == "draft"),
        contradictions=tuple(contradictions),
    )


def touched_drafts(library: Library, found: Difference) -> list[Touched]:
    """The drafts whose authors get a note when this is published."""
    return list(impact(library, found).drafts)
