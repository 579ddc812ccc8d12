"""A question that leans on the one before is completed from it; one that stands alone is left alone."""

from __future__ import annotations

import pytest

from knowledge.language.followups import leans_back, resolve_followup
from knowledge.types import Question, Turn

LEANING = """
Og hvem signerte den?
og når da?
Hva med studenter?
Hvem leder det?
Hvor lenge varer den?
Hvorfor?
Er de ansatt i kommunen?
Hvem sitter i utvalget der?
Hvor mange møter har rådet der med ordføreren?
Kva med dei tilsette?
Kor mange er dei?
Kan dei søkje?
Men gjelder det også private?
Hvor finner jeg skjemaet for det?
What about the budget?
And who signed it?
How long does it last?
Who leads them?
When was that?
Is she still in charge?
Are they paid?
Which of them is the largest?
"""
ALONE = """
Hvem signerte avtalen mellom kommunen og universitetet?
Er det mulig å søke om midler til forprosjekt?
Finnes det en frist for henvendelser om forskning?
Hva skjer i de største prosjektene våre?
Hvordan får de ansatte tid til forskning?
Kan alle som vil, delta i forskningsprosjekter?
Hvor mange studenter har universitetet?
Hva er Unikom?
What is a DPIA?
Hvilke prosjekter finnes der kommunen deltar?
Kva tyder temaområdet Unikom?
Er det krav om godkjenning frå etisk komité?
Is it possible to apply for research funding?
Is there a deadline for research requests?
How long does it take to process a request for collaboration?
Who signs the agreement on student projects?
What happens to personal data when a project ends this year?
"""


@pytest.mark.parametrize("text", LEANING.strip().splitlines())
def test_leans_back(text: str) -> None:
    """A question with a pointer, an opener or too few words leans on the one before."""
    assert leans_back(text)


@pytest.mark.parametrize("text", ALONE.strip().splitlines())
def test_stands_alone(text: str) -> None:
    """A question with its own subject stands alone, also where "det" or "it" only fills a place."""
    assert not leans_back(text)


def test_topic_is_added() -> None:
    """The earlier question's words complete the question, and it is said that it was changed."""
    history = (Turn("user", "Har Bodø en avtale med universitetet?"), Turn("assistant", "Ja, fra 2019."))
    text, changed = resolve_followup(Question("Hvem signerte den?", history))
    assert changed
    assert text.startswith("Hvem signerte den?")
    assert {"Bodø", "avtale", "universitetet", "2019"} <= set(
        text.replace(",", "").strip("()").replace("(", "").split()
    )


def test_names_of_the_answer_are_added() -> None:
    """A name in the answer is what "he" may mean."""
    history = (Turn("user", "Who leads the office?"), Turn("assistant", "The office is led by Kari Nordmann."))
    assert "Nordmann" in resolve_followup(Question("How can I reach her?", history))[0]


def test_two_turns_back() -> None:
    """Where the earlier question leans back itself, the one before it is used too."""
    history = (Turn("user", "Hva er praksisordningen i barnehagene?"), Turn("user", "Hvem kan søke på den?"))
    assert "praksisordningen" in resolve_followup(Question("Og når?", history))[0]


def test_unchanged_without_history() -> None:
    """Without a thread the question is left as it is."""
    assert resolve_followup(Question("Hvem signerte den?")) == ("Hvem signerte den?", False)


def test_unchanged_when_it_stands_alone() -> None:
    """A new subject in an old thread is left as it is."""
    history = (Turn("user", "Har Bodø en avtale med universitetet?"),)
    text = "Hvilke krav gjelder for personvern i studentoppgaver?"
    assert resolve_followup(Question(text, history)) == (text, False)


def test_the_answer_alone_is_no_topic() -> None:
    """A thread without an earlier question changes nothing."""
    assert not resolve_followup(Question("Og da?", (Turn("assistant", "Hei!"),)))[1]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Takk! Over til noko anna: kor mange båtar har Vika?", "kor mange båtar har Vika?"),
        ("Noe helt annet: hvem eier naustet?", "hvem eier naustet?"),
        ("Bytter tema. Hva koster leien?", "Hva koster leien?"),
        ("Nytt spørsmål: når åpner kaia?", "når åpner kaia?"),
        ("Thanks. On to something different: who owns the boat?", "who owns the boat?"),
        ("Let's change the subject. Who owns it?", "Who owns it?"),
        ("By the way, who pays?", "who pays?"),
    ],
)
def test_a_new_subject_is_left_alone(text: str, rest: str) -> None:
    """Who says that the subject changes asks a question that stands alone, and what says so is no part of it."""
    history = (Turn("user", "Hva er fristen for havneprosjektet?"), Turn("assistant", "1. mai 2026."))
    assert resolve_followup(Question(text, history)) == (rest, False)


def test_thanks_alone_leave_nothing() -> None:
    """Thanks in front of a question that leans back do not make it stand alone."""
    history = (Turn("user", "Når ble havneavtalen vedtatt?"), Turn("assistant", "I 2024."))
    text, changed = resolve_followup(Question("Takk! Og hvem signerte den?", history))
    assert changed
    assert text.startswith("Og hvem signerte den? (")
    assert "havneavtalen" in text


def test_where_an_answer_stands_is_no_subject() -> None:
    """The line that names the source of the last answer lends no words to a follow-up question."""
    answer = "«Rådet møtes i Bodø.»\nFra Samarbeid om havn, avsnittet Korleis møtest rådet?"
    history = (Turn("user", "Hvor møtes rådet?"), Turn("assistant", answer))
    text, _ = resolve_followup(Question("Og når er det?", history))
    assert "Bodø" in text
    assert not {"Fra", "Samarbeid", "Korleis"} & set(text.replace(",", " ").replace("(", " ").split())
