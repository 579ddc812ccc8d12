"""A model that fails in every way a real one does: never shown as an answer, the quotes within five seconds, and no storm of calls."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from knowledge.circuit import CircuitBreaker
from knowledge.types import Turn
from tests.knowledge.answering.conftest import CHUNKS
from tests.reliability.model_rig import rig
from tests.standins.model_server import Behaviour, failures, good

ASKED = "Hvem undertegnet avtalen for Innsjøby?"
FOLLOW_UP = "Og hvem undertegnet den?"
THREAD = (
    Turn("user", "Hvor lenge gjelder samarbeidsavtalen for Innsjøby?"),
    Turn("assistant", "«Den gjelder i fem år.»"),
)
SIGNED = "Avtalen ble undertegnet av ordfører Kari Brenna og rektor Ola Dahlum 14. mars 2024."
CLAIM = "Ordfører Kari Brenna og rektor Ola Dahlum undertegnet avtalen."
ELSEWHERE = "Kontoret vurderer henvendelsen sammen med fagavdelingen."
WITHIN_S = 5.0
MINUTE = 60


def _reply(quote: str = SIGNED) -> dict[str, Any]:
    return {"answerable": True, "claims": [{"text": CLAIM, "passage": 1, "quote": quote}]}


def kinds() -> dict[str, Behaviour]:
    """The ways to fail: those of the stand-in, and a citation of another sentence than the one that bears the claim."""
    return {**failures(_reply()), "wrong citation": good(_reply(ELSEWHERE))}


def run(times: int, seed: int = 1) -> str:
    """Each kind `times` times with the settings as they come, then a minute of questions, one a second, while the endpoint says 429."""
    seen: Counter[str] = Counter()
    slowest = 0.0
    behaviours = kinds()
    with rig(CHUNKS) as made:
        for behaviour in behaviours.values():
            made.server.behaviour = behaviour
            for number in range(times):
                began = time.monotonic()
                # Every other question is a follow-up, which the model is asked to complete first.
                answer, shown = made.ask(FOLLOW_UP, THREAD) if number % 2 else made.ask(ASKED)
                took = time.monotonic() - began
                slowest = max(slowest, took)
                seen["as an answer"] += answer.mode == "generative"
                seen["unchecked"] += any(not part.text.startswith(CLAIM) for part in shown)
                seen["quotes"] += answer.fallback and SIGNED in answer.text and took <= WITHIN_S
    total = times * len(behaviours)
    return (
        f"{len(behaviours)} kinds of failure × {times}, every other one a follow-up: shown as an answer {seen['as an answer']}, "
        f"unchecked text shown {seen['unchecked']}, quotes within 5 s {seen['quotes']} of {total} (slowest {slowest:.1f} s); "
        f"a minute of 429, a question a second: {storm()} calls"
    )


def storm() -> int:
    """How many calls an endpoint gets that answers 429 for a minute of the breaker's clock, with a question each second."""
    now = [0.0]
    with rig(CHUNKS, CircuitBreaker(clock=lambda: now[0])) as made:
        made.server.behaviour = failures(_reply())["too_many"]
        for second in range(MINUTE):
            now[0] = float(second)
            answer, _ = made.ask(ASKED)
            assert answer.fallback
        return len(made.server.requests)
