"""A question in, an answer with its quotes out: understand, retrieve, decide, compose.

The model writes where one is set and holds; otherwise, and whenever it fails a check, the quotes serve. Nothing here knows Slack.
"""

from __future__ import annotations

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
from knowledge.answering.contract import ANSWER_LENGTH, LIST_LENGTH
from knowledge.answering.matching import covered_words
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Evidence
from knowledge.answering.refusing import by_rule, confidence, judge, refusal
from knowledge.answering.selecting import select
from knowledge.answering.settling import Settled, unsettled
from knowledge.answering.together import together
from knowledge.answering.understanding import SHOWN, Found, PassageSource, Understood, look_up, understand
from knowledge.answering.vagueness import asked_back, has_subject, is_vague
from knowledge.answering.wording import texts
from knowledge.answering.wordtable import WordTable, WordVectorSource
from knowledge.answering.writing import Pen
from knowledge.errors import ModelFailure
from knowledge.language.glossary import Glossary
from knowledge.memory import settle_memory
from knowledge.partnership import Partnership
from knowledge.providers import ChatModel
from knowledge.types import Answer, Language, Question, Reason, Turn

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
        settle_memory()

    def answer(self, question: Question, today: date, show: Show | None = None) -> Answer:
        """The answer to a question as of a day. Raises LibraryEmpty where nothing has been published yet.

        `show` gets the answer as far as it is written and checked, on another thread, where a model writes one.
        """
        started = time.perf_counter()
        pen = Pen(self._model, self._cover, self._deadline) if self._model is not None else None
        understood = understand(question)
        if pen is not None:
            understood = pen.understood(question, understood)
        told = understood.text if understood.changed else None
        shown = partial(_shown, show, told) if show else None
        with self._open_source() as source:
            answer = self._answer(source, understood, today, pen, shown)
        return replace(answer, understood=told, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _answer(
        self, source: PassageSource, understood: Understood, today: date, pen: Pen | None, show: Show | None
    ) -> Answer:
        asked = split_questions(understood.asked)
        if len(asked) == 1 or (understood.changed and not understood.whole):
            return self._one(source, understood, today, pen, show)
        parts = [replace(understood, asked=text, text=text, changed=False) for text in asked]
        answers = [self._one(source, part, today, pen, share=len(parts) - number) for number, part in enumerate(parts)]
        return together(asked, answers, understood.language, SHOWN)

    def _one(
        self,
        source: PassageSource,
        understood: Understood,
        today: date,
        pen: Pen | None,
        show: Show | None = None,
        share: int = 1,
    ) -> Answer:
        text, language = understood.text, understood.language
        found = look_up(source, understood, today, self._table, self._glossary, self._partnership)
        evidence = found.evidence
        reason = judge(text, evidence)
        foreign = has_subject(understood) and reason == "out_of_scope"
        if is_vague(understood) and not foreign and by_rule(text) is None:
            return replace(asked_back(understood, found.passages), generation=source.generation)
        if reason:
            # The decision stands: a model that would answer all the same is not asked (knowledge/answering/refusing.py).
            answer = self._refuse(reason, evidence, source, language)
        else:
            answer = self._extract(evidence, language, today)
            if pen is not None:
                answer = self._written(pen, answer, text, found, source, today, show, share)
        return replace(
            answer,
            passages=tuple(found.passages),
            generation=source.generation,
            confidence=confidence(reason, evidence),
        )

    def _written(
        self,
        pen: Pen,
        quoted: Answer,
        text: str,
        found: Found,
        source: PassageSource,
        today: date,
        show: Show | None,
        share: int,
    ) -> Answer:
        """The model's answer where each of its claims holds; the quoted one, labelled, where it fails. It may refuse what was accepted."""
        language = quoted.language
        try:
            shown = partial(_written_so_far, show, language) if show else None
            composed = pen.write(text, found.read, language, today, shown, share)
        except ModelFailure:
            return replace(quoted, text=_labelled(quoted, found.evidence.asked.wants_list), fallback=True)
        if composed is None:
            return self._refuse("not_in_documents", found.evidence, source, language)
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


def _shown(show: Show, understood: str | None, part: Answer) -> None:
    show(replace(part, understood=understood))


def _labelled(quoted: Answer, is_list: bool) -> str:
    """The quoted answer under a line that says that the model's is missing. Lines that no longer fit go whole: a cut quotation is none."""
    lines = [texts()("fallback", quoted.language), *quoted.text.split("\n")]
    limit = LIST_LENGTH if is_list else ANSWER_LENGTH
    while len("\n".join(lines)) > limit and len(lines) > 2:
        lines.pop()
    return "\n".join(lines)
