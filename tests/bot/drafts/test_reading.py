"""What one message says, by itself or as the answer to a question. Precision first: what is not sure is not read."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.message import LONGEST_RUN, Message, mended
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())


def read(text: str, asked: str | None = None, *, drafting: bool = True, **values: str) -> Reading:
    context = Context(
        form_of("research"), date(2026, 11, 22), asked=asked, drafting=drafting, values=values, recent=tuple(values)
    )
    return READER.read(text, context)


def fields(reading: Reading) -> dict[str, str | None]:
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Formålet med prosjektet er å få flere til å sykle.", {"purpose": "å få flere til å sykle"}),
        ("Kontaktperson blir Kari Nordmann (kari@kommune.example).",
         {"contact_name": "Kari Nordmann", "contact_email": "kari@kommune.example"}),
        ("Jeg jobber på Byplankontoret", {"municipal_unit": "Byplankontoret"}),
        ("Vi har snakket med professor Anne Berg ved Institutt for psykologi.",
         {"university_unit": "professor Anne Berg ved Institutt for psykologi"}),
        ("Kommunen stiller med to lærere, og innbyggerne får bedre skoler.",
         {"contribution": "to lærere", "benefit": "innbyggerne får bedre skoler"}),
        ("Vi bruker anonyme svar fra en spørreundersøkelse.", {"personal_data": "no"}),
        ("Vi vet ikke om vi trenger REK", {"ethics_rek": "unknown"}),
        ("Verken personopplysninger eller REK er aktuelt", {"personal_data": "no", "ethics_rek": "no"}),
        ("Ingen personopplysninger, men vi må søke REK", {"personal_data": "no", "ethics_rek": "yes"}),
        ("Det haster ikke med svar", {"deadline": "none"}),
        ("Vi kaller det «Trygg skolevei»", {"title": "Trygg skolevei"}),
        ("The benefit for residents is shorter queues.", {"benefit": "shorter queues"}),
        ("It belongs under urban development", {"theme_area": "byutvikling_kultur"}),
        ("Prosjekteieren er Ola Nordmann", {"project_owner": "Ola Nordmann"}),
    ],
)  # fmt: skip
def test_what_a_sentence_says(text: str, expected: dict[str, str]) -> None:
    """A sentence about a field fills that field with the person's own words, and no other."""
    assert fields(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Elevene ved Saupstad skole har det fint", "NTNU er en god partner for oss", "I 2019 fikk vi avslag",
        "Vi snakket om det i går", "Ola og Kari er enige",
        "Søknadsfristen i Forskningsrådet er 11. februar", "Rapporten «Barn og unge 2030» kom i fjor",
        "kommunen er stor", "Det er mange elever som starter på skolen i august",
        "The university has many departments", "prosjektet er viktig", "vi vet ikke hva vi skal svare",
    ],
)  # fmt: skip
def test_what_is_only_mentioned_fills_nothing(text: str) -> None:
    """Schools, years and universities that are only mentioned are not the unit, the period or the partner."""
    assert fields(read(text)) == {}


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("title", "Kanskje «Ro og orden»?", "Ro og orden"), ("title", "Trygg skolevei", "Trygg skolevei"),
        ("purpose", "Få ned fraværet", "Få ned fraværet"),
        ("municipal_unit", "Det er Byplankontoret", "Byplankontoret"),
        ("municipal_unit", "hjemmetjenesten på Byåsen", "hjemmetjenesten på Byåsen"),
        ("university_unit", "IDI", "IDI"), ("contact_name", "det er meg, Kari Nordmann", "Kari Nordmann"),
        ("contact_name", "kari nordmann", "kari nordmann"),
        ("contact_email", "skriv til kari@kommune.example", "kari@kommune.example"),
        ("theme_area", "den andre", "helse_velferd"), ("theme_area", "hels og velferd", "helse_velferd"),
        ("theme_area", "noe med barnehager", "oppvekst_utdanning"), ("personal_data", "nei, helt anonymt", "no"),
        ("personal_data", "tror ikke det", "no"), ("personal_data", "usikker", "unknown"),
        ("personal_data", "ja, navn og e-post", "yes"), ("ethics_rek", "formålet er medisinsk", "yes"),
        ("ethics_rek", "Nei, dette er ikke helseforskning", "no"),
        ("period_start", "januar", "2027-01"), ("period_end", "2029", "2029"), ("deadline", "nei", "none"),
        ("deadline", "når dere har tid", "none"), ("deadline", "1. mars", "2027-03-01"),
        ("funding", "nei", "nei"),
        ("funding", "Ingen ennå, men vi søker Forskningsrådet i februar", "Ingen ennå, men vi søker Forskningsrådet i februar"),
        ("contribution", "data", "data"),
    ],
)  # fmt: skip
def test_an_answer_to_what_was_asked(asked: str, text: str, value: str) -> None:
    """A bare answer fills the field that was asked, and only that."""
    assert fields(read(text, asked)) == {asked: value}


@pytest.mark.parametrize(
    "asked", ["title", "purpose", "municipal_unit", "theme_area", "period_start", "contact_email", "deadline"]
)
@pytest.mark.parametrize(
    "text",
    [
        "haha, endelig fredag",
        "takk!",
        "for et vær i dag",
        "du er flink",
        "😀😀",
        "hmm",
        "vent litt",
        "sdfghjkl",
        "jeg er så sliten",
    ],
)
def test_small_talk_fills_nothing(asked: str, text: str) -> None:
    """Small talk is never an answer, whatever was asked."""
    reading = read(text, asked)
    assert reading.hits == ()
    assert reading.question is None


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("nei, det var Heimdal", {"municipal_unit": "Saupstad"}, {"municipal_unit": "Heimdal"}),
        ("change the title to Warm schools", {"title": "x"}, {"title": "Warm schools"}),
        ("feil, jeg mente august", {"period_start": "2027-07"}, {"period_start": "2027-08"}),
        ("ikke Saupstad, men Heimdal", {"municipal_unit": "Saupstad skole"}, {"municipal_unit": "Heimdal skole"}),
        ("Sorry, not Henrik Falk but Helene Falk", {"contact_name": "Henrik Falk"}, {"contact_name": "Helene Falk"}),
        ("E-posten er feil, det skal være ny@kommune.example", {"contact_email": "a@b.no"},
         {"contact_email": "ny@kommune.example"}),
        ("Oppstarten skal være i oktober, ikke august", {"period_start": "2027-08"}, {"period_start": "2027-10"}),
        ("the end date should be June 2029", {"period_end": "2028"}, {"period_end": "2029-06"}),
        ("Kan du endre formålet til å spare strøm?", {"purpose": "x"}, {"purpose": "å spare strøm"}),
        ("nei, innovasjon og omstilling", {"theme_area": "unikom"}, {"theme_area": "innovasjon_omstilling"}),
    ],
)  # fmt: skip
def test_a_correction_goes_where_it_belongs(text: str, values: dict[str, str], expected: dict[str, str]) -> None:
    """A correction changes the field it names, or the one that fits and was told last."""
    assert fields(read(text, "benefit", **values)) == expected


@pytest.mark.parametrize("text", ["nei", "Nei, dette er ikke helseforskning", "no, nothing like that"])
def test_a_no_is_an_answer_before_it_is_a_correction(text: str) -> None:
    """When yes or no was asked, a no answers that, and what was told before stays."""
    assert fields(read(text, "ethics_rek", personal_data="yes")) == {"ethics_rek": "no"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pause", "pause"), ("vi fortsetter i morgen", "pause"), ("I have to run", "pause"),
        ("fortsett utkastet mitt", "resume"), ("hald fram med utkastet", "resume"), ("vis", "show"),
        ("hva mangler?", "show"),
        ("what do we have so far?", "show"), ("hopp over", "skip"), ("skip this one please", "skip"),
        ("ta det senere", "skip"), ("tilbake", "back"), ("go back", "back"), ("avbryt", "cancel"),
        ("glem det, slett utkastet", "cancel"),
        ("angre", "undo"), ("send inn", "submit"), ("vet ikke", "unknown"), ("I don't know yet", "unknown"),
        ("hvorfor spør du om det?", "why"), ("hva mener du?", "why"), ("hjelp", "help"), ("mine utkast", "list"),
        ("fortset utkastet mit", "resume"), ("Kan vi ta en pause? Må i møte", "pause"), ("det er alt", "thats_all"),
    ],
)  # fmt: skip
def test_commands(text: str, intent: str) -> None:
    """What is asked of the conversation is understood in three languages, with typing errors."""
    assert read(text, "purpose").intent == intent


@pytest.mark.parametrize(
    "text", ["Pause i skoledagen", "Tilbake til naturen", "Vis og Fortell i barnehagen", "Neste generasjon sykehjem"]
)
def test_a_title_is_no_command(text: str) -> None:
    """A title that contains a command's word is a title."""
    assert fields(read(text, "title")) == {"title": text}


def test_words_are_mended_but_kept() -> None:
    """Typing errors are understood, and what is stored is what was written."""
    message = Message("Formaalet er å lære meir om forsknig")
    assert message.text.startswith("formålet er å lære")
    start = message.text.index("lære")
    assert message.words(start, len(message.text)) == "lære meir om forsknig"


@pytest.mark.parametrize(
    "word", ["formal", "finansierer", "prosjekter", "nytta", "posten", "starter", "contacts", "funded"]
)
def test_right_words_are_not_mended(word: str) -> None:
    """A word that is right is never turned into another."""
    assert mended(word) == word


def test_a_long_message_is_read_in_bounded_time_and_told() -> None:
    """A message of a million characters is cut, and what it says first is read."""
    reading = read("Tittel: Ro\n" + "ord " * 300_000)
    assert reading.cut
    assert fields(reading)["title"] == "Ro"


def test_nothing_raises() -> None:
    """Odd characters, control characters and unfinished markup are read without an error."""
    for text in (
        "\x00\x01",
        "«",
        "?" * 500,
        "(((" * 200,
        "Tittel:",
        "- \n- \n",
        "🙂" * 400,
        "a" * 9000,
        "\u202e\u200b",
        "%s {x} {0}",
        "nei nei nei " * 300,
    ):
        for asked in ("title", "period_start", "theme_area", None):
            read(text, asked)


@pytest.mark.parametrize("run", ["a", "A", "Ab", "a-", "a."])
def test_a_run_without_a_space_is_bounded(run: str) -> None:
    """However long a run of characters without a space is, patterns see the same short piece of it, and the message counts as cut."""
    short, long = Message(run * 1000), Message(run * 6000)
    assert short.text == long.text
    assert len(long.text) <= LONGEST_RUN
    assert long.cut


def test_what_stands_behind_a_long_run_is_read() -> None:
    """A run without a space hides nothing behind it."""
    assert fields(read("x" * 5000 + "\nTittel: Ro i klassen", "purpose"))["title"] == "Ro i klassen"
