"""The model's part in one question: one deadline for all that it is asked, and an end to asking once the endpoint has failed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.answering.composing import Composed
from knowledge.answering.generating import Completes, Show, generate
from knowledge.answering.grounding import Cover
from knowledge.answering.refusing import by_rule
from knowledge.answering.rewriting import rewrite
from knowledge.answering.understanding import Understood
from knowledge.errors import ModelFailure
from knowledge.language.followups import without_switch
from knowledge.types import Language, Passage, Question

AWAY = {"open", "timeout", "unreachable"}  # failures after which a second call would only make the asker wait again
LEAST_S = 0.5  # below it a call is not worth making
FOR_REWRITING = 3  # the share of the deadline that understanding may take is one third


class Pen:
    """A model for the length of one question. `deadline`: seconds from now for everything that it writes."""

    def __init__(
        self, model: Completes, cover: Cover, deadline: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._model, self._cover, self._clock = model, cover, clock
        self._until = clock() + deadline
        self._away = False

    def understood(self, question: Question, by_rules: Understood) -> Understood:
        """A question of a thread as the model understands it; as the rules do where it fails, or where there is nothing to resolve."""
        asked = by_rules.asked
        in_thread = any(turn.role == "user" for turn in question.history) and not without_switch(question.text)[1]
        if not in_thread or by_rule(asked) is not None:
            return by_rules
        try:
            seconds = self._left(FOR_REWRITING)
            text = rewrite(self._model, asked, question.history, by_rules.language, self._cover, seconds)
        except ModelFailure as failure:
            self._away = failure.facts.get("why") in AWAY
            return by_rules
        return replace(by_rules, asked=text, text=text, changed=text != asked, whole=True)

    def write(
        self,
        question: str,
        passages: Sequence[Passage],
        language: Language,
        today: date,
        show: Show | None = None,
        share: int = 1,
    ) -> Composed | None:
        """A checked answer within this question's part of the time left (one of `share`); None where the passages do not answer.

        Raises ModelFailure.
        """
        if self._away:
            raise ModelFailure(why="open")
        try:
            return generate(self._model, question, passages, language, today, self._cover, self._left(share), show)
        except ModelFailure as failure:
            self._away = failure.facts.get("why") in AWAY
            raise

    def _left(self, share: float) -> float:
        left = (self._until - self._clock()) / share
        if left < LEAST_S:
            raise ModelFailure(why="open")  # no fault of the endpoint's
        return left
