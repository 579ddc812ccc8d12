"""A thing is said to be of a kind only where a sentence says so of that very thing."""

from __future__ import annotations

import pytest

from knowledge.answering.identity import identifies
from knowledge.answering.units import Unit


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("Er HAV2 en kystkommune?", "Kystkommunen Nordlys heter HAV2 til daglig.", True),
        ("Is HAV2 a harbour partnership?", "The harbour partnership HAV2 is run by three towns.", True),
        ("Er HAV2 ein kystkommune?", "Kystkommunens leder heter HAV2 til daglig.", False),
        ("Er Nordlys en kommune?", "Kommunen samarbeider med Nordlys om båter.", False),
        ("Er Nordlys en kystkommune?", "Kystkommunen Nordlys 2 er et prosjekt.", False),
        ("Er HAV2 en kystkommune?", "Kystkommunen Nordlys heter ikke HAV2 lenger.", False),
        ("Is HAV2 a town?", "The town's office HAV2 is closed.", False),
    ],
)
def test_a_sentence_identifies(question: str, text: str, wanted: bool) -> None:
    """The kind's own name stands beside the thing's, or is called by it, undenied."""
    assert identifies(question, Unit(text, "sentence", "", -1, 0)) is wanted
