"""Facts of the kinds that a question asks for."""

from __future__ import annotations

import pytest

from knowledge.answering.asked_facts import holds_fact, matching_facts
from knowledge.answering.facts import FactKind
from knowledge.answering.units import Unit


def unit(text: str) -> Unit:
    return Unit(text, "sentence", "", -1, 0)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Båten går 4. mai 2031.", ("number",), []),
        ("Båten tar 40 passasjerer fra 4. mai 2031.", ("number",), ["40"]),
        ("Ring 73 50 60 70 om båten.", ("number",), []),
        ("Turen varer i tre dager.", ("duration", "number"), ["tre dager"]),
        ("Båten er rød.", ("number", "date"), []),
    ],
)
def test_a_figure_inside_another_fact_is_none(text: str, expected: tuple[FactKind, ...], found: list[str]) -> None:
    """A figure of a date or a telephone number is no number; of a number inside a length of time the length is told."""
    assert matching_facts(unit(text), expected, "nb") == found
    assert holds_fact(unit(text), expected, "nb") is bool(found)
