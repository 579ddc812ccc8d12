"""The facts in a unit that are of the kinds a question asks for; those that are part of another fact are none."""

from __future__ import annotations

from knowledge.answering.facts import VAGUE, Fact, FactKind, facts, number_words
from knowledge.answering.units import Unit
from knowledge.types import Language

HOLDERS: tuple[FactKind, ...] = ("date", "phone", "reference", "clock")  # whose figures are no figures of their own


def matching_facts(unit: Unit, expected: tuple[FactKind, ...], written: Language) -> list[str]:
    """The facts of the expected kinds that a unit holds, in order; figures inside dates, phone numbers and references do not count."""
    free = _free(unit.text, expected, written)
    whole = [
        f
        for f in free
        if not any(o is not f and o.start <= f.start and f.end <= o.end and len(o.text) > len(f.text) for o in free)
    ]
    return [fact.text for fact in sorted(whole, key=lambda fact: fact.start)]


def holds_fact(unit: Unit, expected: tuple[FactKind, ...], written: Language) -> bool:
    """Whether there are any: the longest of several is always whole."""
    return bool(_free(unit.text, expected, written))


def _free(text: str, expected: tuple[FactKind, ...], written: Language) -> list[Fact]:
    """Those that stand in no fact of another kind. Most texts have none, and are not searched for what might hold them."""
    found = [fact for kind in expected for fact in facts(text, kind)]
    if "number" in expected:
        found += [word for word in number_words(text, written == "en") if word.text.lower() not in VAGUE]
    if not found:
        return found
    taken = [(f.start, f.end) for kind in HOLDERS if kind not in expected for f in facts(text, kind)]
    return [fact for fact in found if not any(start <= fact.start < end for start, end in taken)]
