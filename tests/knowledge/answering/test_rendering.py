"""A quote said in the reader's other language: what it says, and in the order of that language."""

import random

import pytest

from knowledge.answering.gloss import gloss
from knowledge.answering.lexicon import lexicon
from knowledge.answering.rendering.translating import render
from knowledge.types import LANGUAGES, Language


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "Prosjektet kan ikke begynne før søknaden er godkjent.",
            "The project cannot begin before the application is approved.",
        ),
        ("I emnet Byliv arbeider studentene sammen.", "In the course Byliv the students work together."),
        ("I 2021 vedtok kommunestyret en ny strategi.", "In 2021 the municipal council adopted a new strategy."),
        ("Er studien anonym, skal den ikke meldes.", "If the study is anonymous, it shall not be reported."),
        ("Rektoren vurderer om avtalen gjelder.", "The rector assesses whether the agreement applies."),
        (
            "Kommunen betaler ikke reisen uten avtale.",
            "The municipality does not pay the journey without an agreement.",
        ),
        (
            "Kommunens første forsknings- og utviklingsprosjekt",
            "The municipality's first research and development project",
        ),
        ("Søknaden sendes inn av en lærer.", "The application is submitted by a teacher."),
    ],
)
def test_norwegian_is_said_in_english_order(written: str, said: str) -> None:
    """A Norwegian sentence gets the English order, articles, agreement and "do"."""
    assert render(written, "en").text == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The new agreement must be signed by the dean.", "Den nye avtalen må signeres av dekanen."),
        ("The teacher does not own the results.", "Læreren eier ikke resultatene."),
        ("In 2021 the municipality adopted a strategy.", "I 2021 vedtok kommunen en strategi."),
        (
            "The students who write a thesis need a supervisor.",
            "Studentene som skriver en avhandling, trenger en veileder.",
        ),
        ("Contact the research adviser and the mayor.", "Kontakt forskningsrådgiveren og ordføreren."),
        ("The students may play all roles at once.", "Studentene kan spille alle roller på én gang."),
        ("It is impossible to apply without reporting the data.", "Det er umulig å søke uten å melde dataene."),
    ],
)
def test_english_is_said_in_norwegian_order(written: str, said: str) -> None:
    """An English sentence gets Norwegian genders and definite forms, and the verb second."""
    assert render(written, "nb").text == said


def test_nynorsk_has_its_own_forms() -> None:
    """For a reader of nynorsk verbs, pronouns and definite forms are nynorsk."""
    assert render("The university does not own the research.", "nn").text == "Universitetet eig ikkje forskinga."


def test_what_is_not_known_is_counted() -> None:
    """A text of words that nobody listed does not count as said."""
    assert not render("Gloobers frandle the wubbish.", "nb").holds


def test_nothing_but_the_quote_stands_in_quotation_marks() -> None:
    """Quotation marks inside a text are not taken over: what stands in them would pass for a quotation."""
    assert not set('«»“”"') & set(render("Strategien heter «Byen» og gjelder nå.", "en").text)


def test_the_forms_of_a_term_are_found_by_its_first_word() -> None:
    """A term of several words is found whole where it begins, and a word by itself is not stretched over its neighbours."""
    known = lexicon("norwegian")
    assert known.find(["ekstern", "helseøkonom"], 0) is not None
    found = known.find(["offentlig", "sektor", "betaler"], 0)
    assert found is not None
    assert found[1] == 2
    assert known.find(["betaler"], 1) is None


def test_any_row_of_words_is_read() -> None:
    """Whatever words and marks stand beside each other, a text is read to its end: a strange sentence takes no answer down."""
    first = "å to ikke kan must er reported 42 000 - , : ; | ( ) « » % NTNU planen own få by"
    words = f"{first} 5. mai 2027 some og and om som that sign møter".split()
    chance = random.Random(7)
    for _ in range(3000):
        text = " ".join(chance.choice(words) for _ in range(chance.randint(1, 9)))
        for to in LANGUAGES:
            assert 0 <= render(text, to).known <= 1


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The harbour builds on a long tradition, aiming at moving the boats further out.", "nb"),
        ("The act, which zorbles the rules, applies to the project.", "nb"),
        ("Kommunen taler og klaprer med universitetet.", "en"),
        ("If the date matters to you, ask the contact person.", "nb"),
        ("The old habit used to help people talk.", "nb"),
        ("Students are invited to a visit with their starting meeting.", "nb"),
    ],
)
def test_what_reads_badly_is_not_shown(text: str, to: Language) -> None:
    """A clause hung on by "-ing" or without a verb, an unknown verb, two foreign words, an order the language does not have: not shown."""
    assert not render(text, to).holds


def test_one_common_word_is_no_key_term() -> None:
    """A lone word of the field is not told as a key term: the quote with its language says more."""
    assert gloss("litt fleire eller færre glomrande informantar zorbler", "nn", "en", 240) == ""
