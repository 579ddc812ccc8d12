"""What a foreign text names is said in the reader's language, and nothing that the text does not hold."""

from __future__ import annotations

import pytest

from knowledge.answering.gloss import gloss, listed
from knowledge.answering.gloss import said as named
from knowledge.answering.lexicon import lexicon
from knowledge.answering.phrases import phrases
from knowledge.types import Language

TO_NORWEGIAN = [
    ("Three partners sign: the mayor, an external adviser and the research groups.",
     ["tre partnere", "ordfører", "ekstern rådgiver", "forskningsgrupper"]),
    ("Send the form no later than 14 days before data collection.", ["skjema", "senest 14 dager før datainnsamling"]),
    ("Grants of up to 75,000 kroner are announced on 20 February.", ["bevilgninger", "inntil 75 000 kroner", "20. februar"]),
    ("Every fifth resident uses the municipality's health services.", ["hver femte innbygger", "kommunens helsetjenester"]),
    ("Mayor Kari Brenna met Rector Ola Dahlum.", ["ordfører Kari Brenna", "rektor Ola Dahlum"]),
    ("A new area of collaboration was proposed by the project owner.", ["nytt område", "samarbeid", "prosjekteier"]),
]  # fmt: skip
TO_ENGLISH = [
    ("Avtalen ble undertegnet av ordfører Kari Brenna 14. mars 2024.", ["agreement", "mayor Kari Brenna", "14 March 2024"]),
    ("Styret vedtok 185 millioner kroner til forskningsavtaler.", ["board", "185 million kroner", "research agreements"]),
    ("De møtes én gang i året med kommunens ansatte.", ["once a year", "municipality's employees"]),
    ("Prosjektleiarane i dei to kommunane skriv ein ny rapport.", ["project managers", "two municipalities", "new report"]),
    ("Minst 80 prosent kjem frå Forskingsrådet.", ["at least 80 per cent", "Research Council of Norway"]),
    ("Innsjøby kommune leder arbeidet.", ["Innsjøby municipality", "work"]),
]  # fmt: skip


def said(text: str, written: Language, to: Language) -> list[str]:
    return [phrase.text for phrase in phrases(text, "english" if written == "en" else "norwegian", to)]


@pytest.mark.parametrize(("text", "expected"), TO_NORWEGIAN)
def test_english_phrases_in_norwegian(text: str, expected: list[str]) -> None:
    """Nouns with their number and kind, names with titles, dates and sums are said as Norwegian writes them."""
    assert said(text, "en", "nb") == expected


@pytest.mark.parametrize(("text", "expected"), TO_ENGLISH)
def test_norwegian_phrases_in_english(text: str, expected: list[str]) -> None:
    """Inflected nouns and compounds, bokmål and nynorsk, are said in English; verbs are not said."""
    assert said(text, "nb", "en") == expected


@pytest.mark.parametrize(
    ("text", "written", "to", "never"),
    [
        ("Teams form networks and document the results.", "en", "nb", ["skjema", "dokument"]),
        ("You may contact us in 2027.", "en", "nb", ["mai", "kontakt"]),
        ("De skal møte studentene og støtte dem.", "nb", "en", ["meeting", "support"]),
        ("Hun leder gruppa i vår by.", "nb", "en", ["leader", "spring"]),
        ("Arbeidet er organisert rundt fem mål.", "nb", "en", ["about"]),
    ],
)
def test_a_verb_is_no_noun(text: str, written: Language, to: Language, never: list[str]) -> None:
    """A word that is a verb or a pronoun where it stands is not said as the noun that it looks like."""
    told = " ".join(said(text, written, to))
    assert not [word for word in never if word in told]


def test_nynorsk_is_written_for_its_reader() -> None:
    """The terms of a quote are said in nynorsk to who asks in nynorsk."""
    assert said("The research groups of two municipalities", "en", "nn") == ["forskingsgrupper", "to kommunar"]


def test_what_is_not_known_is_not_said() -> None:
    """A text without a known term gets no sentence of key terms."""
    assert gloss("Bla bla, hurra!", "nb", "en", 200) == ""


def test_no_more_than_a_reader_takes_in() -> None:
    """Of a long text at most eight phrases are said, and what the question says itself is left out first."""
    text = "Students, teachers, researchers, nurses, managers, employees, residents, pupils, parents and politicians meet in May 2027."
    found = named(text, "en", "nb", 400, asked="Når møtes studenter og lærere?")
    told = [phrase.text for phrase in found]
    assert len(told) <= 8
    assert "mai 2027" in told
    assert "studenter" not in told


def test_an_enumeration_keeps_its_colon() -> None:
    """What leads into an enumeration stands before a colon, as in the text."""
    told = listed(named("The board: the rector, the dean and two students.", "en", "nb", 200), "nb")
    assert told == "styre: rektor, dekan og to studenter"


def test_every_term_has_its_three_languages() -> None:
    """Every line of the terms is read, and found in each of its languages."""
    assert lexicon("english").find(["research", "adviser"], 0) is not None
    assert lexicon("norwegian").find(["forskingsrådgivarane"], 0) is not None
    assert lexicon("norwegian").find(["forskningsrådgiverne"], 0) is not None
