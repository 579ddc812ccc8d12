"""Bokmål, nynorsk and English are told apart, also in a few words."""

from __future__ import annotations

import pytest

from knowledge.language.detection import detect_language, markers
from knowledge.types import LANGUAGES, Language

BOKMAL = """
Hvem kan hjelpe meg?
Hvordan søker vi?
Hva koster det å delta?
jeg lurer på hvem som bestemmer
Kan en barnehage være med?
Gi meg en liste over temaene
hvor finner jeg skjemaet
Er avtalen signert ennå?
Trenger vi godkjenning fra REK?
hvorfor fikk vi ikke svar
maa vi soke paa nytt
hva gjor jeg naa
Hvilke prosjekter ble støttet i fjor?
Skal studentene ha veileder?
hvem er ansvarlig for personopplysningene
Hva er deadline for application?
"""
NYNORSK = """
Kven kan hjelpe meg?
Korleis søkjer vi?
Når går fristen ut for søkjarar?
Kva kostar det å vere med?
eg lurer på kven som bestemmer
Kan ein barnehage vere med?
Gje meg ei liste over temaa
kor finn eg skjemaet
Er avtala signert enno?
Treng vi løyve frå REK?
kvifor fekk vi ikkje svar
Kva prosjekt fekk støtte i fjor?
Skal studentane ha rettleiar?
kven er ansvarleg for personopplysningane
Kan dei tilsette trekkje seg?
Kor mange forskarar er med?
Kva er deadline for dette?
Finst det ein mal for avtalar?
"""
ENGLISH = """
Who can help me?
How do we apply?
When is the deadline?
What does it cost to take part?
i wonder who decides
Can a kindergarten join?
List the theme areas
where is the form
Has the agreement been signed yet?
Do we need approval from REK?
why did we get no answer
Which projects got support last year?
Should students have a supervisor?
who is responsible for the personal data
Is Trondheim kommune a partner of NTNU?
What does universitetskommune mean?
Tell me about forskningssamarbeid
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize(
    ("language", "question"),
    [("nb", q) for q in lines(BOKMAL)] + [("nn", q) for q in lines(NYNORSK)] + [("en", q) for q in lines(ENGLISH)],
)
def test_short_questions(language: Language, question: str) -> None:
    """A question of a few words, also mixed or without æøå, is given the language it is asked in, whatever the default."""
    assert {detect_language(question, default=default) for default in LANGUAGES} == {language}


@pytest.mark.parametrize("question", ["Når er fristen?", "Kan du sende oss feedback på draftet?", "Er kommunen med?"])
def test_what_both_norwegians_write(question: str) -> None:
    """A question that is spelled alike in bokmål and nynorsk is nynorsk only where the thread is."""
    assert [detect_language(question, default=default) for default in LANGUAGES] == ["nb", "nn", "nb"]


@pytest.mark.parametrize("default", LANGUAGES)
@pytest.mark.parametrize("text", ["", "   ", "TRD3.0", "NTNU?", "2026", "🙂", "漢字", "a@b.no"])
def test_no_evidence_is_the_default(text: str, default: Language) -> None:
    """A text without evidence for any language is given the default, so that the thread's language goes on."""
    assert detect_language(text, default=default) == default


def test_norwegian_names_do_not_make_an_english_question_norwegian() -> None:
    """Names of units and people do not decide a question's language."""
    assert detect_language("Who leads Enhet for Økonomi og Styring?", "nb") == "en"


def test_an_english_title_does_not_make_a_norwegian_question_english() -> None:
    """A quoted English title inside a Norwegian question leaves it Norwegian."""
    assert detect_language("Hvem har skrevet rapporten Cities of the Future?", "en") == "nb"


def test_nynorsk_paragraph() -> None:
    """A running text in nynorsk is nynorsk even when the default is bokmål."""
    text = "Kommunen og universitetet arbeider saman om fleire prosjekt. Dei tilsette får tid til forsking, og resultata vert delte."
    assert detect_language(text, "nb") == "nn"


def test_words_belong_to_known_languages() -> None:
    """Every marker word is evidence for languages that exist."""
    assert {language for found in markers().words.values() for language in found} == set(LANGUAGES)
