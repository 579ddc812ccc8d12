"""Facts in running text."""

from __future__ import annotations

import pytest

from knowledge.answering.facts import PATTERNS, facts


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
