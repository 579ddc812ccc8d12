"""Questions and answers of our own about an agreement that does not exist."""

from __future__ import annotations

from typing import Any

from knowledge.evaluation.questions import GoldQuestion

DOCUMENTS = {
    "avtale.md": "# Avtalen\n\n**Avtalen** varer i fem år, og ble signert av ordfører Kari Brenna 14. mars 2024.\n",
    "grants.md": "The grant is *at most* 75,000 kroner for each pilot – and never more.\n",
}

SIGNED = GoldQuestion(
    id="1",
    question="Hvem signerte avtalen?",
    lang="nb",
    kind="who",
    gold_docs=("avtale.md",),
    gold_quotes=("signert av ordfører Kari Brenna",),
    answer_keywords=("kari brenna",),
)
GRANT = GoldQuestion(
    id="2",
    question="How large is the grant?",
    lang="en",
    kind="factual",
    gold_docs=("grants.md",),
    gold_quotes=("at most 75,000 kroner",),
    answer_keywords=("75,000|75 000",),
)
PARKING = GoldQuestion(id="3", question="Hvor mange parkeringsplasser er det?", lang="nb", kind="unanswerable")


def line(answer: str = "", *, abstained: bool = False, **others: Any) -> dict[str, Any]:
    """An answer as the contract writes it."""
    return {
        "answer": answer,
        "abstained": abstained,
        "language": "nb",
        "mode": "refused" if abstained else "extractive",
        "citations": [],
        "passages": [],
        "elapsed_ms": 5.0,
        **others,
    }


def passage(document: str, text: str, score: float = 1.0) -> dict[str, Any]:
    """A passage as the contract writes it."""
    return {"document": document, "text": text, "score": score}


def citation(document: str, quote: str | None) -> dict[str, Any]:
    """The parts of a citation that are measured."""
    return {"document": document, "title": document, "quote": quote}


SIGNED_RIGHT = line(
    "«signert av ordfører Kari Brenna 14. mars 2024.» Det står i avtalen, og det er den som gjelder.",
    passages=[passage("grants.md", "The grant"), passage("avtale.md", "Avtalen ble signert av ordfører Kari Brenna")],
    citations=[citation("avtale.md", "signert av ordfører Kari Brenna 14. mars 2024.")],
)
GRANT_WRONG = line(
    "It is not stated in the documents that I have.",
    abstained=True,
    passages=[passage("avtale.md", "Avtalen varer i fem år.")],
)
PARKING_REFUSED = line("Det står ikke i dokumentene som jeg har.", abstained=True)

ANSWERS = {"1": SIGNED_RIGHT, "2": GRANT_WRONG, "3": PARKING_REFUSED}
QUESTIONS = [SIGNED, GRANT, PARKING]
