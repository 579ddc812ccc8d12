"""How each document stands on a day. Pure: from the library's records and the counts of citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from knowledge.answering.validity import standing
from knowledge.answering.wording import parse_day
from knowledge.library_rows import VersionRecord
from knowledge.reliances import CitationCount

Mark = Literal[
    "in_force", "not_yet", "closed", "expiring", "expired", "superseded", "review", "no_owner", "never_cited", "example"
]
MARKS: tuple[Mark, ...] = get_args(Mark)
WITHIN = 90  # days before its end in which a document counts as expiring


@dataclass(frozen=True, slots=True)
class Standing:
    """A document with its marks: the first says whether it is in force, the others what a maintainer should look at.

    `answers` is how many answers quoted it, `last` when last; `versions` how many it has had.
    """

    record: VersionRecord
    marks: tuple[Mark, ...]
    answers: int
    last: datetime | None

    @property
    def title(self) -> str:
        """Its title, else its file's name."""
        version = self.record.version
        return version.metadata.title or version.document.file_name

    @property
    def wants_care(self) -> bool:
        """Whether there is something for a maintainer to do about it."""
        return bool({"expiring", "expired", "superseded", "review", "no_owner"} & set(self.marks))

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        version, metadata = self.record.version, self.record.version.metadata
        return {
            "document": version.document.file_name,
            "identity": version.document.identity,
            "title": self.title,
            "version": version.id,
            "marks": list(self.marks),
            "valid_from": metadata.valid_from,
            "valid_to": metadata.valid_to,
            "review_date": metadata.review_date,
            "owner": metadata.owner,
            "publisher": metadata.publisher,
            "answers": self.answers,
            "last_cited": self.last.isoformat() if self.last else None,
        }


def overview(
    records: Sequence[VersionRecord], counts: Mapping[str, CitationCount], today: date, within: int = WITHIN
) -> list[Standing]:
    """The documents on a day, in the order of `records`. A document is superseded when another one in the library says so."""
    replaced = frozenset(r.version.metadata.supersedes for r in records if r.version.metadata.supersedes)
    found = []
    for record in records:
        count = counts.get(record.version.document.identity)
        marks = tuple(_marks(record, count, today, replaced, within))
        found.append(Standing(record, marks, count.answers if count else 0, count.last if count else None))
    return found


def counted(found: Sequence[Standing]) -> dict[Mark, int]:
    """How many documents have each mark."""
    return {mark: sum(mark in one.marks for one in found) for mark in MARKS}


def _marks(
    record: VersionRecord, count: CitationCount | None, today: date, replaced: frozenset[str], within: int
) -> Iterator[Mark]:
    metadata = record.version.metadata
    state = standing(record.version, today, replaced)
    yield state
    end = parse_day(metadata.valid_to, last=True)
    if state == "in_force" and end is not None and end - today <= timedelta(days=within):
        yield "expiring"
    review = parse_day(metadata.review_date, last=True)
    if review is not None and review < today:
        yield "review"
    if not metadata.owner and not record.version.is_example:
        yield "no_owner"
    if count is None:
        yield "never_cited"
    if record.version.is_example:
        yield "example"
