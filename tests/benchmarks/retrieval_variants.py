"""The whole of retrieval, and the whole with one part taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from knowledge import retrieval, retrieval_late, retrieval_merging, retrieval_scoring
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.understanding import Understood, look_up
from knowledge.answering.wordtable import WordTable
from knowledge.language.glossary import Glossary
from knowledge.retrieval import HybridRetriever
from knowledge.retrieval_spelling import Speller
from knowledge.types import Language, Passage
from tests.benchmarks.retrieval_data import Collection
from tests.benchmarks.retrieval_measures import Search

TODAY = date(2026, 11, 24)


class Reader:
    """The retriever with its passages put in the order of what was read in them, as answers show them."""

    generation = "benchmark"

    def __init__(self, retriever: HybridRetriever, collection: Collection) -> None:
        self._retriever, self._collection = retriever, collection
        self._table, self._glossary = WordTable(collection.vectors), everyday_glossary()
        self.meant = retriever.meant
        self.idf = retriever.idf
        self.retrieve = retriever.retrieve

    def passages(self, text: str, language: Language) -> Sequence[Passage]:
        """Ten, best first."""
        question = Understood(text, text, language, False)
        return look_up(self, question, TODAY, self._table, self._glossary).passages


Change = Callable[[ExitStack], None]


@dataclass(frozen=True)
class Variant:
    """`change` takes a part away for as long as the stack is open."""

    name: str
    change: Change = lambda stack: None
    followups: bool = True
    vectors: bool = True
    dense: bool = True
    glossary: bool = True
    thesaurus: bool = True
    read: bool = True

    @contextmanager
    def applied(self) -> Iterator[None]:
        """With the part taken away."""
        with ExitStack() as stack:
            self.change(stack)
            yield

    def search(self, collection: Collection) -> Search:
        """What gives the ten best passages for a question in this variant."""
        retriever = self.retriever(collection)
        return Reader(retriever, collection).passages if self.read else retriever.retrieve

    def retriever(self, collection: Collection) -> HybridRetriever:
        """The retriever of this variant."""
        vectors = collection.vectors if self.vectors else None
        glossary = (Glossary.wide() if self.thesaurus else Glossary.load()) if self.glossary else Glossary([])
        return HybridRetriever(collection, vectors, collection.vectors if self.dense else None, glossary)


def _without(signal: str) -> Change:
    def change(stack: ExitStack) -> None:
        for table in (retrieval_scoring.OWN, retrieval_scoring.OTHER):
            stack.enter_context(patch.dict(table, {signal: 0.0}))

    return change


def _set(module: object, name: str, value: object) -> Change:
    return lambda stack: stack.enter_context(patch.object(module, name, value)) and None


def _in_turns(stack: ExitStack) -> None:
    for name, value in (("EVEN", 0.5), ("SLOPE", 0.0)):
        stack.enter_context(patch.object(retrieval_merging, name, value))


VARIANTS = (
    Variant("all of it"),
    Variant("without 4-grams of the chunk", _without("chunk_grams")),
    Variant("without 4-grams of the document", _without("document_grams")),
    Variant("without stems of the document", _without("document_stems")),
    Variant("without late interaction, whole chunk", _without("whole")),
    Variant("without late interaction, best stretch", _without("stretch")),
    Variant("without late interaction, headings", _without("heading")),
    Variant("headings do not count for stretches", _set(retrieval_late, "HEADING", 0.0)),
    Variant("without dense candidates", dense=False),
    Variant("without word vectors at all", vectors=False, dense=False),
    Variant("without the thesaurus", thesaurus=False),
    Variant("without glossary and thesaurus", glossary=False),
    Variant("without spelling correction", _set(Speller, "correct", lambda self, word, language: None)),
    Variant("the languages strictly in turns", _in_turns),
    Variant("the asker's weights for both languages", _set(retrieval, "OTHER", retrieval_scoring.OWN)),
    Variant("passages not widened", _set(retrieval, "widened", lambda chunk, around: chunk.text)),
    Variant("passages as the search orders them", read=False),
    Variant("follow-ups not resolved", followups=False),
)
