"""The library: what was published is there, whole, in every generation it belongs to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from knowledge.clauses import clause_hashes
from knowledge.database import open_database, read
from knowledge.errors import IngestBusy, NotFound
from knowledge.library import Library
from knowledge.library_embeddings import EmbeddingCache, forget_except
from knowledge.library_publishing import Publication, commit, discard, publish, reserve
from knowledge.library_tables import questions
from knowledge.reliances import Reliances
from knowledge.settings import KnowledgeSettings
from knowledge.types import Answer, Citation, Metadata
from tests.making import commit_generation, new_version, numbered

METADATA = Metadata(
    id="avtale-1",
    title="Avtale",
    language="nb",
    publisher="Kommunen",
    owner="Samarbeidskontoret",
    url="https://example.org/avtale",
    valid_from="2024-01-01",
    valid_to="2027-12-31",
    supersedes="avtale-0",
    status="example",
    updated="2025-05-05",
    review_date="2026-05-05",
)


@pytest.fixture
def library(settings: KnowledgeSettings) -> Library:
    return Library(open_database(settings))


def test_an_empty_library_is_empty(library: Library) -> None:
    """Before the first publication there is no current generation, and no document."""
    assert library.pointer().current is None
    assert library.current() is None
    assert library.documents() == []
    assert library.history("avtale") == []


def test_what_goes_in_comes_out(library: Library) -> None:
    """Metadata, text, section and order of a published document come back as they went in."""
    [new] = commit_generation(library, "g1", [new_version("avtale", ["Første ledd.", "Andre ledd: æøå €"], METADATA)])
    ids = [chunk.id for chunk in new.chunks]
    assert library.fetch(list(reversed(ids))) == [(chunk, new.version) for chunk in reversed(new.chunks)]
    assert list(library.chunks("g1")) == [(chunk, new.version) for chunk in new.chunks]
    assert library.chunks_of(new.version.id) == list(new.chunks)
    assert library.members("g1") == [new.version]
    record = library.current()
    assert record is not None
    assert (record.id, record.documents, record.chunks, record.state) == ("g1", 1, 2, "published")


def test_an_identical_clause_in_two_documents_stays_two(library: Library) -> None:
    """The same words in two documents are two chunks with one content hash."""
    one, two = commit_generation(library, "g1", [new_version("a", ["Lik."]), new_version("b", ["Lik."])])
    assert one.chunks[0].content_hash == two.chunks[0].content_hash
    assert {version.document.identity for _, version in library.chunks("g1")} == {"a", "b"}


def test_a_generation_stays_as_it_was(library: Library) -> None:
    """A later generation changes neither the members nor the chunks of an earlier one."""
    a, b = commit_generation(library, "g1", [new_version("a", ["Gammel."]), new_version("b", ["Fast."])])
    [newer] = commit_generation(library, "g2", [new_version("a", ["Ny."])], kept=[b.version.id])
    assert library.members("g1") == [a.version, b.version]
    assert library.members("g2") == [b.version, newer.version]
    assert [chunk.text for chunk, _ in library.chunks("g1")] == ["Gammel.", "Fast."]
    pointer = library.pointer()
    assert (pointer.current, pointer.previous) == ("g2", "g1")


def test_history_tells_when_each_version_was_first_shown(library: Library) -> None:
    """A document's history lists its versions, newest first, and says which one is current."""
    commit_generation(library, "g1", [new_version("a", ["Gammel."])])
    commit_generation(library, "g2", [new_version("a", ["Ny."])])
    commit_generation(library, "g3", [new_version("a", ["Nyest."])], state="staged")
    newest, newer, old = library.history("a")
    assert [record.current for record in (newest, newer, old)] == [False, True, False]
    assert newest.published_at is None
    assert newer.published_at is not None
    assert old.published_at is not None
    assert old.published_at <= newer.published_at


def test_documents_are_found_by_identity_path_and_title(library: Library) -> None:
    """A person may name a document by its identity, its file name, its path or its title."""
    item = new_version("avtale-1", ["Tekst."], METADATA, path="mappe/avtalen.md")
    commit_generation(library, "g1", [item, new_version("annen", ["Annet."])])
    for name in ("avtale-1", "avtalen.md", "mappe/avtalen.md", "avtale"):
        assert library.find(name) == ["avtale-1"], name
    assert library.find("talen.md") == []
    assert [record.version.document.identity for record in library.documents()] == ["annen", "avtale-1"]


def test_a_rollback_shows_the_earlier_generation_again(library: Library) -> None:
    """Publishing an earlier generation again makes it current, and the one before it stays known as the previous."""
    commit_generation(library, "g1", [new_version("a", ["Gammel."])])
    first = library.history("a")[0].published_at
    commit_generation(library, "g2", [new_version("a", ["Ny."])])
    publish(library.engine, "g1", expected="g2")
    assert (library.pointer().current, library.pointer().previous) == ("g1", "g2")
    publish(library.engine, "g1", expected="g1")
    assert library.pointer().previous == "g2"
    assert library.history("a")[1].published_at == first


def test_a_staged_generation_is_shown_to_nobody_until_published(library: Library) -> None:
    """Staging moves no pointer; publishing the staged one does; a discarded one cannot be published."""
    commit_generation(library, "g1", [new_version("a", ["Gammel."])])
    commit_generation(library, "g2", [new_version("a", ["Ny."])], state="staged")
    commit_generation(library, "g3", [new_version("a", ["Feil."])], state="staged")
    assert library.pointer().current == "g1"
    discard(library.engine, "g3")
    with pytest.raises(NotFound):
        publish(library.engine, "g3", expected="g1")
    publish(library.engine, "g2", expected="g1")
    assert library.pointer().current == "g2"
    with pytest.raises(NotFound):
        discard(library.engine, "g2")


def test_two_publications_on_the_same_ground_do_not_overwrite_each_other(library: Library) -> None:
    """A generation built on another than the current one is refused, and leaves nothing behind."""
    commit_generation(library, "g1", [new_version("a", ["Gammel."])])
    [late] = numbered(library.engine, [new_version("b", ["For sent."])])
    commit_generation(library, "g2", [new_version("a", ["Ny."])])
    with pytest.raises(IngestBusy):
        commit(library.engine, Publication("g3", "g1", None, None, [], [late], 1))
    assert library.generation("g3") is None
    assert library.history("b") == []
    with pytest.raises(IngestBusy):
        publish(library.engine, "g1", expected="g1")


def test_numbers_are_never_given_out_twice(library: Library) -> None:
    """Numbers that were reserved and not used are gone: a chunk's number never comes to mean another text."""
    version, chunk = reserve(library.engine, 2, 10)
    assert reserve(library.engine, 1, 1) == (version + 2, chunk + 10)


def test_vectors_are_kept_by_content_and_embedding(library: Library) -> None:
    """A cached vector comes back bit for bit, and only to the embedding that made it."""
    one, other = EmbeddingCache(library.engine, "one"), EmbeddingCache(library.engine, "other")
    vectors = {f"h{n}": np.full(4, n / 7, dtype=np.float32) for n in range(1500)}
    one.put(vectors)
    one.put({"h1": vectors["h2"]})
    found = one.get([*vectors, "missing"])
    assert found.keys() == vectors.keys()
    assert all(np.array_equal(found[key], vectors[key]) for key in vectors)
    assert other.get(vectors) == {}
    other.put({"h1": vectors["h2"]})


def test_vectors_of_an_embedding_that_no_kept_generation_has_are_dropped(library: Library) -> None:
    """After a rebuild with another embedding the cache keeps what the current and the previous generation were built with."""
    caches = [EmbeddingCache(library.engine, name) for name in ("first", "second", "third")]
    for cache in caches:
        cache.put({"h": np.ones(4, dtype=np.float32)})
    for number, name in enumerate(("first", "second", "third")):
        based_on = library.pointer().current
        commit(library.engine, Publication(f"g{number}", based_on, name, 4, [], [], 0))
    forget_except(library.engine, library.kept_generations())
    assert [list(cache.get(["h"])) for cache in caches] == [[], ["h"], ["h"]]


def test_questions_are_noted_without_their_words(library: Library) -> None:
    """Of a question asked the library keeps when, in which language and how it was answered; no text of it."""
    answer = Answer("Hemmelig svar", True, "nn", "refused", (), (), 12.4, reason="too_vague", generation="g1")
    library.record_answers([answer, replace(answer, reason=None)])
    library.record_answers([])
    with read(library.engine) as connection:
        rows = connection.execute(select(questions)).all()
    assert [(row.language, row.mode, row.refused, row.generation_id, row.elapsed_ms) for row in rows] == [
        ("nn", "refused", True, "g1", 12)
    ] * 2
    assert "Hemmelig" not in str(rows)


def test_what_an_answer_rests_on_is_noted_with_the_question(library: Library) -> None:
    """The clauses that an answer quotes are noted under the number of its question."""
    commit_generation(library, "g1", [new_version("avtale", ("Kommunen skal varsle NTNU innen 30 dager.",))])
    quoted = Citation("avtale.md", "Avtale", "Kommunen skal varsle NTNU innen 30 dager.", (), None, 1, None, None, None)
    library.record_answers([Answer("", False, "nb", "extractive", (quoted,), (), 1.0)])
    (found,) = Reliances(library.engine).touched("avtale", clause_hashes(quoted.quote))
    with read(library.engine) as connection:
        assert connection.execute(select(questions.c.id)).scalars().all() == [found.reference]
