"""What a question is taken to ask, in the light of its thread, and what the library holds for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log1p
from typing import Protocol

from knowledge.answering.asked_words import AskedWords
from knowledge.answering.asking import read_question
from knowledge.answering.doing import DEEP, telling_who, told_who
from knowledge.answering.intents import in_documents_words
from knowledge.answering.ranking import Evidence, gather
from knowledge.answering.sections import headed
from knowledge.answering.turning import TURNS_TO
from knowledge.answering.validity import asks_about_past, weigh
from knowledge.answering.wording import norwegian
from knowledge.answering.wordtable import WordTable
from knowledge.language.analysis import content_words
from knowledge.language.detection import detect_language
from knowledge.language.followups import resolve_followup, without_switch
from knowledge.language.glossary import Glossary
from knowledge.partnership import Partnership
from knowledge.types import Language, Passage, Question

READ = 8  # passages read sentence by sentence
SHOWN = 10
LATER = 1.1  # log-odds that a passage loses by the logarithm of its place in the search
DOCUMENT = 3.0  # log-odds that a passage gains by its document, where that speaks most of the question's words


# What a contact section is headed by: a question whom to turn to seldom says so.
CONTACT: Mapping[Language, str] = {"nb": "kontakt", "nn": "kontakt", "en": "contact"}


class PassageSource(Protocol):
    """One generation, open for questions."""

    @property
    def generation(self) -> str:
        """Its name, which answers carry."""
        ...

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        ...

    def meant(self, words: Sequence[str], language: Language) -> dict[str, str]:
        """The misspelt ones of these words, each with the word that was probably meant."""
        ...

    def idf(self, word: str) -> float:
        """How rare a word is."""
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was read: as asked, as it is searched for, its language, and whether the thread changed it.

    `whole`: it can be understood by itself (a model has seen to that), so that it may be several questions.
    """

    asked: str
    text: str
    language: Language
    changed: bool
    whole: bool = False


def understand(question: Question) -> Understood:
    """The language is the question's own; one too short to tell follows the thread."""
    asked = [turn.text for turn in question.history if turn.role == "user"]
    before = detect_language(asked[-1]) if asked else "nb"
    language = question.language or detect_language(question.text, before)
    text, changed = resolve_followup(question)
    return Understood(without_switch(question.text)[0], text, language, changed)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the passages, best first, those of them that were read, and the evidence in these."""

    passages: Sequence[Passage]
    read: Sequence[Passage]
    evidence: Evidence


def look_up(
    source: PassageSource,
    question: Understood,
    today: date,
    table: WordTable,
    glossary: Glossary,
    partnership: Partnership | None = None,
) -> Found:
    """Search for one question, and read the best passages sentence by sentence; by `partnership` its parties' names are known."""
    language = question.language
    text = in_documents_words(question.text, language, partnership)
    asked = text if question.asked == question.text else question.asked
    unsaid = TURNS_TO.search(text) and CONTACT[language] not in text.lower()
    sought = f"{text} {CONTACT[language]}" if unsaid else text
    passages = source.retrieve(sought, language, SHOWN)
    read = weigh(passages[:READ], today, asks_about_past(text, today))
    words = AskedWords(source.idf, source.meant(content_words(text), language))
    asking = read_question(asked)
    evidence = gather(asking, read, words, table, glossary, language, text)
    if not told_who(evidence) and (further := telling_who(asking, source.retrieve(sought, language, DEEP)[READ:])):
        known = {passage.chunk.id for passage in passages}
        passages = [*passages, *(one for one in further if one.chunk.id not in known)]
        read = weigh([*passages[:READ], *further], today, asks_about_past(text, today))
        evidence = gather(asking, read, words, table, glossary, language, text)
    evidence = headed(evidence)
    return Found(reordered(passages, evidence), read, evidence)


def reordered(passages: Sequence[Passage], evidence: Evidence) -> list[Passage]:
    """The passages with those that were read in the order of their best units, which see more than a search of whole chunks does.

    A later place in the search counts against a passage, by its logarithm, and its whole document's words for it: a unit that answers
    well in a document about something else seldom does. Passages that were not read come after, as they were.
    """
    best: dict[int, float] = {}
    for candidate in evidence.candidates:
        best.setdefault(candidate.passage.chunk.id, candidate.score)
    place = {passage.chunk.id: number for number, passage in enumerate(passages)}
    about = _documents(passages)
    reached = {
        chunk: score - LATER * log1p(place[chunk]) + DOCUMENT * about[chunk]
        for chunk, score in best.items()
        if chunk in place
    }
    order = sorted(passages, key=lambda passage: -reached.get(passage.chunk.id, float("-inf")))
    return [replace(passage, score=1.0 / (1 + number)) for number, passage in enumerate(order)]


def _documents(passages: Sequence[Passage]) -> dict[int, float]:
    """How much each passage's document speaks of the question, by chunk: 1 for the one that does most among those in its language."""
    told = [(norwegian(p.chunk.language), p.chunk.id, p.signals.get("document_grams", 0.0)) for p in passages]
    most = {side: max((grams for other, _, grams in told if other is side), default=0.0) for side in (True, False)}
    return {chunk: grams / most[side] if most[side] else 0.0 for side, chunk, grams in told}
