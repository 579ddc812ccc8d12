"""A generation is only given its name when every chunk is in its index and comes up by its own vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.database import open_database
from knowledge.embedding import Vectors, content_key, embedded_text, vectors_of
from knowledge.errors import EmbeddingMismatch, IndexDamaged, StorageUnavailable
from knowledge.generations_build import Builder, Entry, Recipe
from knowledge.generations_files import Store
from knowledge.generations_manifest import Manifest
from knowledge.generations_verify import check_ids, found_share, verify
from knowledge.index import DenseIndex, Place
from knowledge.settings import KnowledgeSettings
from knowledge.types import Chunk, Document, Language, Metadata, Version
from tests.making import HashEmbedder, contents

VERSION = Version(1, Document("avtale", "/documents", "avtale.md"), "f" * 64, Metadata(title="Avtale"))


def entry(number: int, text: str, language: Language = "nb") -> Entry:
    return Chunk(number, 1, number, text, ("Avtale",), None, language, "text", content_key(text)), VERSION


def many(first: int, last: int) -> list[Entry]:
    return [entry(n, f"Ledd {n} om sak {n * 7}", "nb" if n % 3 else "en") for n in range(first, last)]


@pytest.fixture
def vectors(sqlite_settings: KnowledgeSettings) -> Vectors:
    embedder = HashEmbedder()
    made = vectors_of(open_database(sqlite_settings), embedder.fingerprint, embedder.dimensions, embedder)
    assert made is not None
    return made


@pytest.fixture
def store(sqlite_settings: KnowledgeSettings) -> Store:
    return Store(sqlite_settings.data_dir)


def recipe(name: str, entries: Sequence[Entry], base: str | None = None, removed: Sequence[Entry] = ()) -> Recipe:
    return Recipe(
        generation=name,
        entries=entries,
        embedding="hash:one",
        dimensions=32,
        base=base,
        removed=[chunk for chunk, _ in removed],
        added=frozenset(chunk.id for chunk, _ in entries if base is None or chunk.id >= 100),
    )


def steps_of(store: Store, vectors: Vectors, made: Recipe) -> list[str]:
    steps: list[str] = []
    Builder(store, vectors, None, step=steps.append).build(made)
    return steps


def dense_ids(store: Store, name: str) -> list[int]:
    index = DenseIndex(Place(name, directory=store.path(name) / "chroma"))
    try:
        return sorted(number for language in ("nb", "nn", "en") for number in index.ids(language))
    finally:
        index.close()


def test_the_next_generation_is_a_copy_with_the_changes(store: Store, vectors: Vectors) -> None:
    """The second generation begins as a copy of the first, holds what was added and not what was removed; the first is unchanged."""
    first = many(1, 60)
    steps_of(store, vectors, recipe("g1", first))
    before = contents(store.path("g1"))
    second = [*first[5:], *many(100, 110)]
    steps = steps_of(store, vectors, recipe("g2", second, base="g1", removed=first[:5]))
    assert steps[0] == "dense copied"
    assert dense_ids(store, "g2") == [chunk.id for chunk, _ in second]
    assert contents(store.path("g1")) == before
    assert sum(Manifest.read(store.path("g2")).dead.values()) == 5


def test_what_was_deleted_does_not_pile_up(store: Store, vectors: Vectors) -> None:
    """When deleted vectors would take much of the room, the dense index is built from nothing and holds none of them."""
    first = many(1, 90)
    steps_of(store, vectors, recipe("g1", first))
    steps = steps_of(store, vectors, recipe("g2", first[60:], base="g1", removed=first[:60]))
    assert "dense copied" not in steps
    assert sum(Manifest.read(store.path("g2")).dead.values()) == 0
    assert dense_ids(store, "g2") == [chunk.id for chunk, _ in first[60:]]


@pytest.mark.parametrize("lost", ["chunk", "vector"])
def test_a_lossy_index_is_not_published(
    lost: str, store: Store, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When chunks go missing in the index, or stand there with others' vectors, there is no generation at all."""
    add = DenseIndex.add

    def lossy(self: DenseIndex, entries: Sequence[Entry], rows: np.ndarray) -> None:
        if lost == "chunk":
            add(self, entries[1:], rows[1:])
        else:
            add(self, entries, np.roll(rows, 1, axis=0))

    monkeypatch.setattr(DenseIndex, "add", lossy)
    with pytest.raises(IndexDamaged):
        Builder(store, vectors, None).build(recipe("g1", many(1, 60)))
    assert not store.path("g1").exists()
    assert [path.name for path in store.path("g1").parent.iterdir()] == []


def test_a_copy_that_goes_wrong_is_built_from_nothing(
    store: Store, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When deleting in the copy fails to delete, the generation is built from nothing instead."""
    first = many(1, 60)
    steps_of(store, vectors, recipe("g1", first))
    monkeypatch.setattr(DenseIndex, "delete", lambda self, chunk_ids: None)
    steps = steps_of(store, vectors, recipe("g2", first[5:], base="g1", removed=first[:5]))
    assert steps.count("dense written") == 2
    assert dense_ids(store, "g2") == [chunk.id for chunk, _ in first[5:]]


class Narrow:
    """An index that finds a chunk only when it searches widely enough."""

    def __init__(self, chunks: Sequence[Chunk], needed: int) -> None:
        self.chunks, self.needed, self.width = chunks, needed, 100

    def ids(self, language: Language) -> list[int]:
        return [chunk.id for chunk in self.chunks if chunk.language == language]

    def search_width(self, ef_search: int) -> None:
        self.width = ef_search

    def nearest(self, vectors: np.ndarray, k: int, language: Language) -> list[list[tuple[int, float]]]:
        found = self.width >= self.needed
        return [[(int(row[0]) if found else -1, 0.5)] for row in vectors]


def numbers(chunks: Sequence[Chunk]) -> np.ndarray:
    return np.array([[chunk.id] for chunk in chunks])


@pytest.mark.parametrize(("needed", "width"), [(100, 100), (150, 200), (800, 800)])
def test_the_search_is_widened_until_chunks_find_themselves(needed: int, width: int) -> None:
    """ef_search is raised until 99 % of the chunks looked up are among the first three, and no further."""
    chunks = {chunk.id: chunk for chunk, _ in many(1, 30)}
    index: object = Narrow(list(chunks.values()), needed)
    assert verify(index, chunks, set(), numbers, "g1") == width  # type: ignore[arg-type]


def test_an_index_that_never_finds_is_damaged() -> None:
    """When no width finds enough, the generation is refused."""
    chunks = {chunk.id: chunk for chunk, _ in many(1, 30)}
    index: object = Narrow(list(chunks.values()), 10**9)
    with pytest.raises(IndexDamaged):
        verify(index, chunks, set(), numbers, "g1")  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [lambda ids: ids[1:], lambda ids: [*ids, 999], lambda ids: [*ids[1:], ids[1]]])
def test_ids_are_compared_exactly(change: Callable[[list[int]], list[int]]) -> None:
    """One chunk missing, one too many, or one twice: each is noticed."""
    chunks = {chunk.id: chunk for chunk, _ in many(1, 30) if chunk.language == "nb"}
    index = Narrow(list(chunks.values()), 0)
    check_ids(index, chunks, "g1")  # type: ignore[arg-type]
    found = change(index.ids("nb"))
    index.ids = lambda language: found if language == "nb" else []  # type: ignore[method-assign]
    with pytest.raises(IndexDamaged):
        check_ids(index, chunks, "g1")  # type: ignore[arg-type]


def test_equal_texts_count_as_one(tmp_path: Path) -> None:
    """Ten chunks with the same text find themselves, though only three of them can be among the first three."""
    same = [entry(n, "Partene varsler hverandre.") for n in range(1, 11)]
    rows = HashEmbedder().embed([embedded_text(chunk) for chunk, _ in same])
    index = DenseIndex(Place("g1", directory=tmp_path), create=True)
    try:
        index.add(same, rows)
        assert found_share(index, [chunk for chunk, _ in same], lambda part: rows[: len(part)]) == 1
    finally:
        index.close()


def test_each_text_is_embedded_once(sqlite_settings: KnowledgeSettings) -> None:
    """Equal texts are embedded once, known ones not at all, and what comes back is of unit length."""
    embedder = HashEmbedder()
    made = vectors_of(open_database(sqlite_settings), embedder.fingerprint, 32, embedder)
    assert made is not None
    chunks = [entry(1, "En")[0], entry(2, "En")[0], entry(3, "To")[0]]
    assert len(made.fill(chunks)) == 2
    assert made.fill(chunks) == set()
    rows = made.of(chunks)
    assert len(embedder.embedded) == 2
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.array_equal(rows[0], rows[1])


def test_missing_vectors_without_their_embedder_are_told(sqlite_settings: KnowledgeSettings) -> None:
    """Vectors that are not in the cache, of an embedding that is not at hand, are an EmbeddingMismatch."""
    made = vectors_of(open_database(sqlite_settings), "hash:lost", 32, HashEmbedder("another"))
    assert made is not None
    with pytest.raises(EmbeddingMismatch):
        made.of([entry(1, "En")[0]])


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, vectors: Vectors) -> None:
    """A data folder that cannot be written to is StorageUnavailable."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "generations").write_text("in the way")
    with pytest.raises(StorageUnavailable):
        Builder(Store(tmp_path / "blocked"), vectors, None).build(recipe("g1", many(1, 5)))


def test_a_generation_built_twice_at_once_is_one(store: Store, vectors: Vectors) -> None:
    """Two processes that derive the same generation do not disturb each other: the first one's directory stays."""
    entries = many(1, 20)

    def another_first(step: str) -> None:
        if step == "manifest written":
            Builder(store, vectors, None).build(recipe("g1", entries))

    Builder(store, vectors, None, step=another_first).build(recipe("g1", entries))
    assert store.has("g1")
    assert [path.name for path in store.path("g1").parent.iterdir()] == ["g1"]
