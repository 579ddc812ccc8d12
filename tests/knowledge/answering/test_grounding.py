"""What a model's text may not add to what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.answering.grounding import figures, months, names, turns_round
from knowledge.types import Language


def cover(text: str, ground: str) -> Sequence[float]:
    """Words that stand in the ground, by their letters alone."""
    small = {"kan", "the", "can", "ikke", "not", "de", "er", "is"}
    known = set(ground.lower().replace(".", "").split())
    return [float(word in known) for word in text.lower().replace(".", "").split() if word not in small]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Den gjelder i fem år fra 2024.", "nb", {"5", "2024"}),
        ("It covers four areas and 42,000 pupils.", "en", {"4", "42000"}),
        ("Dei fekk tolv millionar, ein for kvar.", "nn", {"12"}),
        ("One of them goes to the fire station.", "en", set()),
        ("Det koster 75 000 kroner.", "nb", {"75000"}),
    ],
)
def test_figures_count_in_digits_and_in_words(text: str, language: Language, found: set[str]) -> None:
    """A number is the same in digits and in words; what is a word of another kind in the text's language is none."""
    assert figures(text, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Signert 14. mars 2024, i kraft fra mai.", {"mars", "mai"}),
        ("You may march on in May 2024.", {"may"}),
        ("Søknaden mangler skjema.", set()),
        ("Due in October.", {"october"}),
    ],
)
def test_months_are_told_from_words(text: str, found: set[str]) -> None:
    """A month is a month; "may" and "march" are months only beside a figure."""
    assert months(text) == found


def test_names_are_names() -> None:
    """Names inside a sentence and in capitals count; the first word of a sentence and months do not."""
    assert names("Avtalen ble signert av Kari Brenna ved NTNU i Mars.") == {"kari brenna", "ntnu"}


NOT = "Studenter kan ikke bruke skjemaet, men ansatte kan bruke skjemaet."


@pytest.mark.parametrize(
    ("claim", "stated", "turned"),
    [
        ("Studenter kan bruke skjemaet.", NOT, True),
        ("Studenter kan ikke bruke skjemaet.", NOT, False),
        ("Ansatte kan bruke skjemaet.", NOT, False),
        ("Ansatte kan ikke bruke skjemaet.", "Ansatte kan bruke skjemaet.", True),
        ("Nei, bare ansatte kan bruke skjemaet.", "Ansatte kan bruke skjemaet.", False),
        ("Studenter kan ikke bruke skjemaet.", "Bare ansatte kan bruke skjemaet.", False),
        ("No, the fee is 10 kroner.", "The fee is 10 kroner.", False),
        ("The board cannot change the budget.", "The board can change the budget.", True),
    ],
)
def test_a_sentence_is_not_turned_round(claim: str, stated: str, turned: bool) -> None:
    """A "not" that is not there, or that is left out of what is repeated, turns a sentence round; an answering "no" does not."""
    assert turns_round(claim, stated, cover) is turned
