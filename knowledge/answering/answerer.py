"""A question in, an answer with its quotes out: understand, retrieve, decide, compose.

The model writes where one is set and holds; otherwise, and whenever it fails a check, the quotes serve. Nothing here knows Slack.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from datetime import date
from functools import partial

from knowledge.answering.asking import split_questions
from knowledge.answering.composing import Composed, compose
from knowledge.answering.contact import QUERIES, Contact, find_contact
from knowledge.answering.contract import ANSWER_LENGTH
from knowledge.answering.generating import generate
from knowledge.answering.matching import covered_words
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Evidence
from knowledge.answering.refusing import by_rule, confidence, judge, refusal
from knowledge.answering.selecting import select
from knowledge.answering.settling import Settled, unsettled
from knowledge.answering.together import together
from knowledge.answering.understanding import SHOWN, PassageSource, Understood, look_up, understand
from knowledge.answering.vagueness import asked_back, has_subject, is_vague
from knowledge.answering.wording import texts
from knowledge.answering.wordtable import WordTable, WordVectorSource
from knowledge.errors import ModelFailure
from knowledge.language.glossary import Glossary
from knowledge.partnership import Partnership
from knowledge.providers import ChatModel
from knowledge.types import Answer, Language, Passage, Question, Reason, Turn

REHEARSED = (
    "Hvem er kontaktperson for samarbeidet?",
    "Når ble avtalen signert, og hvor lenge varer prosjektet?",
    "Og hvem signerte den?",
    "Who signed the agreement, and how long does the project last?",
    "What is the deadline?",
    "Hva er søkandsfirsten?",  # misspelt, for the tables of how words are spelt
)
Show = Callable[[Answer], None]


class Answerer:
    """Answers questions. `open_source` gives the current generation for the length of one answer."""

    def __init__(
        self,
        open_source: Callable[[], AbstractContextManager[PassageSource]],
        partnership: Partnership,
        contact: str | None = None,
        vectors: WordVectorSource | None = None,
        glossary: Glossary | None = None,
        model: ChatModel | None = None,
        deadline: float = 30.0,
        settled: Settled = unsettled,
    ) -> None:
        """`model` writes the answers where it is given; `deadline` is the seconds a question may take with it.

        `settled` tells what a maintainer decided on two sentences that contradict each other.
        """
        self._settled = settled
        self._open_source = open_source
        self._partnership = partnership
        self._contact = contact
        self._table = WordTable(vectors)
        self._glossary = glossary or everyday_glossary()
        self._model = model
        self._deadline = deadline
        self._contacts: dict[str, Contact | None] = {}

    def warm(self, today: date) -> None:
        """Open the generation and read tables ahead of the first question, by answering a few of no one's; asks no model.

        Raises LibraryEmpty where nothing has been published yet.
        """
        if self._model is not None:
            self._model.warm()
        rehearsing = copy(self)  # with the same tables
        rehearsing._model = None
        for text in REHEARSED:
            rehearsing.answer(Question(text, (Turn("user", REHEARSED[0]),)), today)
        with self._open_source() as source:
            self._contact_line(source, "nb")
        gc.collect()
        gc.freeze()  # tables stay: looking through them again cost every hundredth question 0.2 to 0.4 s

    def answer(self, question: Question, today: date, show: Show | None = None) -> Answer:
        """The answer to a question as of a day. Raises LibraryEmpty where nothing has been published yet.

        `show` gets the answer as far as it is written and checked, on another thread, where a model writes one.
        """
        started = time.perf_counter()
        understood = understand(question)
        with self._open_source() as source:
            answer = self._answer(source, understood, today, started, show)
        return _timed(answer, started)

    def _answer(
        self, source: PassageSource, understood: Understood, today: date, started: float, show: Show | None
    ) -> Answer:
        asked = split_questions(understood.asked)
        if len(asked) == 1 or understood.changed:
            answer = self._one(source, understood, today, started, show)
            return replace(answer, understood=understood.text if understood.changed else None)
        parts = [replace(understood, asked=text, text=text) for text in asked]
        answers = [self._one(source, part, today, started) for part in parts]
        return together(asked, answers, understood.language, SHOWN)

    def _one(
        self, source: PassageSource, understood: Understood, today: date, started: float, show: Show | None = None
    ) -> Answer:
        text, language = understood.text, understood.language
        found = look_up(source, understood, today, self._table, self._glossary)
        evidence = found.evidence
        reason = judge(text, evidence)
        foreign = has_subject(understood) and reason == "out_of_scope"
        if is_vague(understood) and not foreign and by_rule(text) is None:
            return replace(asked_back(understood, found.passages), generation=source.generation)
        answer = (
            self._refuse(reason, evidence, source, language) if reason else self._extract(evidence, language, today)
        )
        if self._model is not None and reason in {None, "not_in_documents"}:
            answer = self._written(self._model, answer, text, found.read, evidence, source, today, started, show)
        return replace(
            answer,
            passages=tuple(found.passages),
            generation=source.generation,
            confidence=confidence(reason, evidence),
        )

    def _written(
        self,
        model: ChatModel,
        otherwise: Answer,
        text: str,
        read: Sequence[Passage],
        evidence: Evidence,
        source: PassageSource,
        today: date,
        started: float,
        show: Show | None,
    ) -> Answer:
        """The model's answer where each of its claims holds; `otherwise`, labelled, where it fails. One deadline for the whole question."""
        language = otherwise.language
        left = self._deadline - (time.perf_counter() - started)
        try:
            if left <= 0:
                raise ModelFailure(why="timeout")
            shown = partial(_written_so_far, show, language) if show else None
            composed = generate(model, text, read, language, today, self._cover, left, shown)
        except ModelFailure:
            note = texts()("fallback", language)
            return replace(otherwise, text=f"{note}\n{otherwise.text}"[:ANSWER_LENGTH], fallback=True)
        if composed is None:
            return self._refuse("not_in_documents", evidence, source, language)
        return _generative(composed, language)

    def _cover(self, claim: str, ground: str) -> Sequence[float]:
        return [float(share) for share in covered_words(claim, ground, self._table, self._glossary)]

    def _refuse(self, reason: Reason, evidence: Evidence, source: PassageSource, language: Language) -> Answer:
        said = refusal(reason, evidence, language, self._partnership, self._contact_line(source, language))
        return Answer(said, True, language, "refused", (), (), 0.0, reason=reason)

    def _extract(self, evidence: Evidence, language: Language, today: date) -> Answer:
        composed = compose(evidence.asked, select(evidence, today), language, today, self._settled)
        return Answer(composed.text, False, language, "extractive", composed.citations, (), 0.0)

    def _contact_line(self, source: PassageSource, language: Language) -> str:
        if source.generation not in self._contacts:
            passages = [p for asker, query in QUERIES for p in source.retrieve(query, asker, 10)]
            self._contacts = {source.generation: find_contact(passages, self._partnership)}
        named = self._contacts[source.generation]
        if named and (named.ours or not self._contact):
            return texts()("refused.contact_named", language, contact=named.line)
        if self._contact:
            return texts()("refused.contact_set", language, contact=self._contact)
        names = {
            "municipality": self._partnership.municipality.names[language],
            "university": self._partnership.university.names[language],
        }
        return texts()("refused.contact_none", language, **names)


def _generative(composed: Composed, language: Language) -> Answer:
    return Answer(composed.text, False, language, "generative", composed.citations, (), 0.0)


def _written_so_far(show: Show, language: Language, composed: Composed) -> None:
    show(_generative(composed, language))


def _timed(answer: Answer, started: float) -> Answer:
    return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)
