"""What an ingest decides: which documents come, change, stay, go, and which files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline_plan import Plan, ReadFile, Refusal, Shelf, identity_of, make_plan
from ingest.sources import SourceFile
from knowledge.errors import FileRefused, RemovalRefused
from knowledge.types import Document, Metadata, Version


def source_file(name: str, source: str = "/docs") -> SourceFile:
    return SourceFile(source, name, Path(source) / name, 10)


def read_file(name: str, source: str = "/docs", file_hash: str = "new", **metadata: str) -> ReadFile:
    return ReadFile(source_file(name, source), file_hash, Metadata(**metadata), (), (), 0.0)  # type: ignore[arg-type]


def version(number: int, name: str, identity: str | None = None, source: str = "/docs") -> Version:
    document = Document(identity or f"{source}/{name}", source, name)
    return Version(number, document, f"hash-{name}", Metadata())


def plan(shelf: Shelf, *, folders: tuple[str, ...] = ("/docs",), allow_removal: bool = False, **parts: list) -> Plan:
    return make_plan(
        shelf,
        folders,
        parts.get("unchanged", []),
        parts.get("read", []),
        parts.get("refused", []),
        allow_removal=allow_removal,
    )


@pytest.mark.parametrize(
    ("metadata", "identity"),
    [
        ({"id": "a-1", "url": "https://example.org/a"}, "a-1"),
        ({"url": "https://example.org/a"}, "https://example.org/a"),
        ({}, "/docs/sub/a.md"),
    ],
)
def test_identity_is_id_then_address_then_place(metadata: dict[str, str], identity: str) -> None:
    """Front matter id, else address, else source and relative path."""
    assert identity_of(read_file("sub/a.md", **metadata), Shelf([])) == identity


def test_a_file_that_loses_its_address_stays_the_same_document() -> None:
    """Without id and address a file is the document that it has been so far."""
    shelf = Shelf([version(1, "a.md", "https://example.org/a")])
    assert identity_of(read_file("a.md"), shelf) == "https://example.org/a"


def test_a_renamed_file_with_an_id_is_an_update() -> None:
    """A document that says its id may change its file's name: it is updated, not retired and added."""
    shelf = Shelf([version(1, "old.md", "a-1")])
    made = plan(shelf, read=[read_file("new.md", id="a-1")])
    assert [one.replaced for one in made.incoming] == [shelf.versions[0]]
    assert made.retired == ()
    assert made.kept == ()


def test_what_is_missing_from_a_folder_is_retired() -> None:
    """A folder owns its files; other sources, and folders whose names only begin alike, are untouched."""
    shelf = Shelf(
        [version(1, "a.md"), version(2, "b.md"), version(3, "a.md", source="/docs2"), version(4, "x.md", source="/o")]
    )
    made = plan(shelf, unchanged=[shelf.versions[0]])
    assert [v.id for v in made.retired] == [2]
    assert [v.id for v in made.kept] == [1, 3, 4]


def test_a_single_file_retires_nothing() -> None:
    """Without a folder nothing is missing."""
    shelf = Shelf([version(1, "a.md"), version(2, "b.md")])
    assert plan(shelf, folders=(), read=[read_file("a.md")]).retired == ()


def test_a_folder_within_a_source_owns_its_part_of_it() -> None:
    """Bringing in a subfolder retires what is missing from it, and nothing beside it; files are found where they are."""
    shelf = Shelf([version(1, "a.md"), version(2, "sub/b.md"), version(3, "sub/c.md")])
    assert shelf.same(source_file("b.md", "/docs/sub"), "hash-sub/b.md") is shelf.versions[1]
    made = plan(shelf, folders=("/docs/sub",), unchanged=[shelf.versions[1]])
    assert [v.id for v in made.retired] == [3]


def test_a_file_given_another_id_replaces_the_document_it_was_only_with_its_folder() -> None:
    """A file that now says another id is another document; the first one is retired when its folder is brought in."""
    shelf = Shelf([version(1, "a.md", "a-1")])
    alone = plan(shelf, folders=(), read=[read_file("a.md", id="a-2")])
    assert ([one.replaced for one in alone.incoming], alone.retired) == ([None], ())
    with_folder = plan(shelf, read=[read_file("a.md", id="a-2")])
    assert [v.id for v in with_folder.retired] == [1]


def test_two_files_of_one_identity_are_told() -> None:
    """The file that is in already stays in, or else the first comes in; every other is refused with the first one's place."""
    shelf = Shelf([version(1, "a.md", "a-1")])
    made = plan(
        shelf,
        unchanged=[shelf.versions[0]],
        read=[read_file("b.md", id="a-1"), read_file("c.md", id="c-1"), read_file("d.md", id="c-1")],
    )
    assert [one.read.file.path for one in made.incoming] == ["c.md"]
    assert [(one.path, one.error.reason, one.error.facts["other"]) for one in made.refused] == [
        ("b.md", "same_identity", "/docs/a.md"),
        ("d.md", "same_identity", "/docs/c.md"),
    ]


def test_what_cannot_be_read_is_not_missing() -> None:
    """A file that is refused keeps its earlier version in, and so does everything in a folder that cannot be opened."""
    shelf = Shelf([version(1, "a.md"), version(2, "closed/b.md"), version(3, "c.md")])
    refused = [
        Refusal("/docs", "a.md", FileRefused(reason="damaged")),
        Refusal("/docs", "closed", FileRefused(reason="folder_not_readable")),
    ]
    made = plan(shelf, refused=refused)
    assert [v.id for v in made.retired] == [3]
    assert "/docs/a.md" in made.standing


@pytest.mark.parametrize(
    ("missing", "total", "refused"), [(3, 4, False), (4, 20, False), (4, 19, True), (10, 10, True)]
)
def test_retiring_much_needs_to_be_allowed(missing: int, total: int, refused: bool) -> None:
    """More than a fifth of a folder's documents, and more than three, are only retired when that is allowed."""
    shelf = Shelf(
        [version(n, f"{n}.md") for n in range(total)] + [version(99 + n, f"{n}.md", source="/o") for n in range(50)]
    )
    here = list(shelf.versions[missing:total])
    if refused:
        with pytest.raises(RemovalRefused) as caught:
            plan(shelf, unchanged=here)
        assert caught.value.facts == {"count": str(missing), "total": str(total), "source": "/docs"}
    assert refused or len(plan(shelf, unchanged=here).retired) == missing
    assert len(plan(shelf, unchanged=here, allow_removal=True).retired) == missing
