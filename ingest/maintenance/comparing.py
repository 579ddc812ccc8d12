"""Documents of two states of the library, compared clause by clause, as text, JSON and a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ingest.changes import Change, Comparison, compare
from ingest.changes.highlights import highlights
from ingest.changes.page import Side, page
from ingest.changes.summary import summary, texts
from knowledge.library import Library
from knowledge.library_difference import Difference
from knowledge.types import Language, Version

Style = Literal["head", "gone", "new", "dim", "plain"]
Line = tuple[Style, str]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What becomes of one document. `before` None: it is new; `after` None: it goes; `comparison` is there where both are."""

    before: Version | None
    after: Version | None
    comparison: Comparison | None

    @property
    def version(self) -> Version:
        """The later one that there is."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them always is
        return found

    @property
    def identity(self) -> str:
        """The document."""
        return self.version.document.identity

    @property
    def title(self) -> str:
        """Its title, else its file's name."""
        return self.version.metadata.title or self.version.document.file_name

    def summary(self, language: Language, limit: int = 8) -> tuple[str, ...]:
        """A few lines: the counts, then what matters most. One line where the document comes or goes as a whole."""
        if self.comparison is None:
            key = "document_new" if self.before is None else "document_gone"
            return (texts()(key, language, title=self.title),)
        return summary(self.comparison, self.title, language, limit)

    def lines(self, language: Language) -> Iterator[Line]:
        """The whole comparison for a terminal."""
        head, *rest = self.summary(language, limit=50)
        yield "head", head
        yield from (("plain", line) for line in rest)
        section: tuple[str, ...] | None = None
        for change in self.comparison.changes if self.comparison else ():
            if change.kind == "unchanged":
                continue
            if change.place.section != section:
                section = change.place.section
                yield "dim", " › ".join(section) or self.title
            yield from _change(change, language)

    def html(self, language: Language) -> str:
        """The comparison as a page of its own; of a document that comes or goes, all of it."""
        empty = compare((), ())
        return page(
            self.comparison or empty, _side(self.before or self.after), _side(self.after or self.before), language
        )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        found = self.comparison
        return {
            "document": self.identity,
            "title": self.title,
            "before": self.before.id if self.before else None,
            "after": self.after.id if self.after else None,
            "counts": found.counts if found else None,
            "metadata": [asdict(change) for change in found.metadata] if found else [],
            "headings": [asdict(change) for change in found.headings] if found else [],
            "highlights": [
                {
                    "group": h.group,
                    "how": h.how,
                    "before": h.before,
                    "after": h.after,
                    "section": h.change.place.section,
                }
                for h in highlights(found)
            ]
            if found
            else [],
            "changes": [_as_json(change) for change in found.changes if change.kind != "unchanged"] if found else [],
        }


def compare_versions(library: Library, before: Version, after: Version) -> DocumentChange:
    """Two versions, of one document or of two."""
    old, new = library.chunks_of(before.id), library.chunks_of(after.id)
    return DocumentChange(before, after, compare(old, new, before.metadata, after.metadata))


def document_changes(library: Library, found: Difference) -> list[DocumentChange]:
    """Every document that a difference touches: those in a new version first, then those that come, then those that go."""
    return [
        *(compare_versions(library, before, after) for before, after in found.updated),
        *(DocumentChange(None, version, None) for version in found.added),
        *(DocumentChange(version, None, None) for version in found.removed),
    ]


def _side(version: Version | None) -> Side:
    assert version is not None  # noqa: S101 - one of the two always is
    return Side(version.id, version.metadata)


def _change(change: Change, language: Language) -> Iterator[Line]:
    badge = texts()(f"badge.{change.kind}", language)
    if change.kind == "moved":
        yield "plain", f"  ~ {change.new_text} ({badge})"
        return
    if change.old:
        yield "gone", f"  - {change.old_text}"
    if change.new:
        yield "new", f"  + {change.new_text}"


def _as_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "moved": change.moved,
        "old": change.old_text or None,
        "new": change.new_text or None,
        "section": list(change.place.section),
        "page": change.place.page,
        "words": [asdict(segment) for segment in change.words],
        "facets": [asdict(facet) for facet in change.facets],
    }
