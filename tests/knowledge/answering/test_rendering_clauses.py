"""What a word means by what stands beside it, and where it stands in the other language's clause."""

import pytest

from knowledge.answering.rendering.translating import render
from knowledge.types import Language


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The rules apply from 1 May.", "Reglene gjelder fra 1. mai."),
        ("The pupils apply for a grant.", "Elevene søker om en bevilgning."),
        ("The members meet in June.", "Medlemmene møtes i juni."),
        ("The members meet the mayor in June.", "Medlemmene møter ordføreren i juni."),
        ("The fee may be increased by ten per cent.", "Honoraret kan økes med ti prosent."),
        ("The form must be signed by 3 June.", "Skjemaet må signeres innen 3. juni."),
    ],
)
def test_a_word_means_what_its_neighbours_make_of_it(written: str, said: str) -> None:
    """A verb's sense follows its subject and object, a preposition's the date or measure behind it."""
    assert render(written, "nb").text == said


@pytest.mark.parametrize(
    ("written", "to", "said"),
    [
        ("The library also lends books.", "nb", "Biblioteket låner også ut bøker."),
        ("If the form is ready, the student fills in the date.", "nb", "Hvis skjemaet er ferdig, fyller studenten ut datoen."),
        ("Reports received after the deadline will not be read.", "nb", "Rapporter som er mottatt etter fristen, vil ikke leses."),
        ("Each school pays its own expenses.", "nb", "Hver skole betaler sine egne utgifter."),
        ("The guide explains how to apply.", "nb", "Veilederen forklarer hvordan man kan søke."),
        ("Biblioteket har også et seminar.", "en", "The library also has a seminar."),
        ("Skjemaet kan du fylle ut hjemme.", "en", "You can fill in the form hjemme."),
        ("Det finnes ingen frist.", "en", "There is no deadline."),
        ("Rektoren har ikke mulighet til å betale.", "en", "The rector does not have the opportunity to pay."),
        ("De er med på å skrive planen.", "en", "They take part in writing the plan."),
        ("The board has a plan for the next two years.", "nb", "Styret har en plan i de neste to årene."),
        ("If you need it, you must pay before the course starts.", "nb", "Hvis du trenger det, må du betale før emnet starter."),
        ("Det gis ikke støtte.", "en", "Support is not given."),
        ("Elever som leverer rapporten, får svar.", "en", "Pupils who deliver the report receive answers."),
        ("Styret seier opp avtalen, og rektoren lyser han ut.", "en", "The board terminates the agreement, and the rector announces it."),
    ],
)  # fmt: skip
def test_words_stand_where_the_language_has_them(written: str, to: Language, said: str) -> None:
    """Adverbs, particles, what describes a thing, and empty subjects take the other language's place."""
    assert render(written, to).text == said


@pytest.mark.parametrize(
    "written", ["Søknaden blir ikke behandlet.", "Møtet skal ikke flyttes.", "Rektor har ikke svart."]
)
def test_a_denial_is_never_lost(written: str) -> None:
    """What a sentence denies its translation denies, or it is not shown."""
    rough = render(written, "en")
    assert " not " in rough.text or not rough.holds


def test_nynorsk_articles_know_three_genders() -> None:
    """A feminine thing has "ei", a neuter one "eit"."""
    assert render("A task and an agreement need a form.", "nn").text == "Ei oppgåve og ein avtale treng eit skjema."


@pytest.mark.parametrize(
    ("label", "said"), [("Course must end by", "Emnet må slutte innen"), ("Every third", "Hver tredje")]
)  # fmt: skip
def test_a_label_names_its_subject_as_a_sentence_does(label: str, said: str) -> None:
    """A label without articles is said with the definite form that Norwegian needs before a verb."""
    rough = render(label, "nb")
    assert rough.text == said or not rough.holds


def test_an_unknown_word_hides_behind_no_capital() -> None:
    """A sentence that begins with a word nobody listed is not shown as if that were a name."""
    assert not render("Glomringen betaler reisen.", "en").holds
