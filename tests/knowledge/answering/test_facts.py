"""Facts in running text."""

from __future__ import annotations

import pytest

from knowledge.answering.facts import NEEDED, PATTERNS, FactKind, facts, found_in


@pytest.mark.parametrize(
    "text",
    [
        "Kommunedirektøren og NTNUs rektor leder styringsgruppa; sekretæren skriver.",
        "The vice-rector's office, 12 companies and all staff_members meet the Ministry.",
        "Båten går klokka ni.",
        "",
    ],
)
def test_roles_are_the_words_that_the_pattern_holds(text: str) -> None:
    """Looking at one word at a time finds the roles that the pattern finds in the whole text, at the same places."""
    whole = [(match.group(), match.start(), match.end()) for match in PATTERNS["role"].finditer(text)]
    assert [(fact.text, fact.start, fact.end) for fact in facts(text, "role")] == whole


def test_a_role_is_found_in_any_form() -> None:
    """Compounds and inflected forms name roles; other words do not."""
    assert [fact.text for fact in facts("Prosjektlederne møtte båtens eier.", "role")] == ["Prosjektlederne", "eier"]


@pytest.mark.parametrize("kind", sorted(NEEDED))
def test_no_fact_is_passed_over_for_what_its_text_lacks(kind: FactKind) -> None:
    """A text is left unsearched only where the pattern would find nothing."""
    texts = (
        "Skriv til post@havna.no eller ring 73 00 00 00, innen 1. mai 2027 kl. 12.",
        "Se https://havna.no/søk, www.Havna.NO og sak 24/1234.",
        "Havnegata 12, 7010 Trondheim; 3 000 plasser.",
        "Ingen tall, ingen adresse.",
    )
    for text in texts:
        assert [m.span() for m in found_in(text, kind)] == [m.span() for m in PATTERNS[kind].finditer(text)]
    assert any(found_in(text, kind) for text in texts)
    assert not found_in(texts[-1], kind)
