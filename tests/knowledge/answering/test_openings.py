"""What answers stands first: the cell, the name, the figure, yes or no; and a wrong yes or no is never said."""

from __future__ import annotations

import pytest

from knowledge.answering.agents import agent_in
from knowledge.answering.asking import read_question
from knowledge.answering.deciding import decision
from knowledge.answering.leading import lead
from knowledge.answering.people import people_in
from knowledge.answering.rows import read_row
from knowledge.answering.units import Unit, read_units
from knowledge.types import Language

TABLE = "| Gruppe | Hvem | Møter |\n|---|---|---|\n| Havnestyret | havnesjefen og to rådgivere | 5. mars 2027 |\n"
PLACES = "| Tema | Minste antall plasser |\n|---|---|\n| Båtbygging og seil | 4 |\n"


def sentence(text: str, lead_in: str = "") -> Unit:
    return Unit(text, "sentence", lead_in, -1, 0)


@pytest.mark.parametrize(
    ("question", "table", "written", "language", "expected"),
    [
        ("Hvem sitter i havnestyret?", TABLE, "nb", "nb", "Havnestyret: havnesjefen og to rådgivere."),
        ("Når har havnestyret møter?", TABLE, "nb", "nb", "Havnestyret, møter: 5. mars 2027."),
        ("Hva er havnestyret?", TABLE, "nb", "nb", "Havnestyret: havnesjefen og to rådgivere; møter: 5. mars 2027."),
        ("Hvor mange plasser har båtbygging?", PLACES, "nb", "nb", "Båtbygging og seil: 4 (minste antall plasser)."),
        ("When does the board meet?", TABLE, "nb", "en", "5 March 2027."),
    ],
)  # fmt: skip
def test_a_row_is_read_out(question: str, table: str, written: Language, language: Language, expected: str) -> None:
    """Of a row the cell that was asked for is said with its label; a bare figure with its column's name; in the reader's language."""
    row = next(unit for unit in read_units(table) if unit.kind == "row")
    assert expected in read_row(read_question(question), row, written, language)


@pytest.mark.parametrize(
    ("question", "text", "decided"),
    [
        ("Er Fjordvik en smartby?", "Betegnelsen smartby brukes ikke.", False),
        ("Kan studenter bruke båten?", "Studenter kan ikke bruke båten; de snakker med veilederen.", False),
        ("Must projects be reported to the harbour?", "Every project must be reported to the harbour.", True),
        ("Does the harbour claim ownership?", "The harbour makes no claim to ownership.", False),
        ("Kan jeg søke?", "Ja, alle kan søke.", True),
        ("Må prosjekter meldes til havna?", "Store prosjekter må meldes til havna.", None),
        ("Må prosjekter meldes til havna?", "Prosjekter må meldes til havna dersom de bruker båt.", None),
        ("Kan bare studenter bruke båten?", "Studenter kan bruke båten.", None),
        ("Kan 20 studenter bruke båten?", "Studenter kan bruke båten.", None),
        ("Er båten ny?", "Båten er rød.", None),
        ("Kan studenter bruke båten?", "Havna sier at de som ikke har kort, ikke kan bruke båten.", None),
    ],
)
def test_yes_and_no(question: str, text: str, decided: bool | None) -> None:
    """Yes or no is said only where a clause says it plainly, of all that was asked, without a condition."""
    covered = 0.9 if decided is not None else 0.7
    assert decision(read_question(question), sentence(text), covered) is decided


@pytest.mark.parametrize(
    ("text", "written", "language", "expected"),
    [
        ("Avtalen er signert av ordfører Kari Brenna og rektor Ola Dahlum.", "nb", "nb", "Ordfører Kari Brenna og rektor Ola Dahlum"),
        ("Avtalen er signert av ordfører Kari Brenna og rektor Ola Dahlum.", "nb", "en", "Mayor Kari Brenna and rector Ola Dahlum"),
        ("Kontaktpersonen er Mona Lunde.", "nb", "nb", "Mona Lunde"),
        ("Konferansen arrangeres under navnet Nordlys Blå Hav.", "nb", "nb", ""),
        ("Universitetet i Innsjøby og Innsjøby Kommune samarbeider.", "nb", "nb", ""),
    ],
)  # fmt: skip
def test_people_are_named_with_their_titles(text: str, written: Language, language: Language, expected: str) -> None:
    """People are told from other names by a title or the form of the sentence, and their titles are said in the reader's language."""
    assert people_in(text, written, language) == expected


LONG = "Kontoret, som ligger ved kaia og har åpent hele året, skal svare på alle henvendelser innen minst 30 dager etter at de kom inn."


def test_a_figure_keeps_how_exactly_it_is_meant() -> None:
    """The figure that leads stands with its "at least", in each language."""
    asked = read_question("Hvor lang tid tar det?")
    assert lead(asked, sentence(LONG), "nb", "nb", 0.5).text == "Minst 30 dager."
    english = read_question("How long does it take?")
    assert lead(english, sentence("Svar kommer minst 30 dager etter."), "nb", "en", 0.5).text.startswith(
        "At least 30 days"
    )


def test_a_share_is_not_how_many() -> None:
    """Asked how many there are, the number leads, not the share that stands beside it."""
    unit = sentence("Fjordvik har 41 300 innbyggere, altså hver femte av dem som bor ved den lange fjorden i vest.")
    opened = lead(read_question("Hvor mange bor i Fjordvik?"), unit, "nb", "nb", 0.5)
    assert opened.text == "41 300 innbyggere."


def test_a_person_of_another_role_does_not_lead() -> None:
    """Asked for the holder of a role, a sentence about somebody of another role does not begin the answer with that name."""
    unit = sentence(
        "Kari Brenna, byråd for havn, venter seg mer støtte til dem som arbeider ute ved kaiene og på ferjene."
    )
    assert lead(read_question("Hvem er rektoren for havn?"), unit, "nb", "nb", 0.5).text == ""
    assert lead(read_question("Hvem er byråden for havn?"), unit, "nb", "nb", 0.5).text == "Kari Brenna."


def test_an_item_stands_under_its_lead_in() -> None:
    """A list item that is no sentence is given with what it stands under; one that is a sentence stands alone."""
    text = "Skjemaet spør om:\n- hva båten skal brukes til\n- Alle må ha vest på."
    items = [unit for unit in read_units(text) if unit.kind == "item"]
    asked = read_question("Hva spør skjemaet om?")
    assert [lead(asked, item, "nb", "nb", 0.5).text for item in items] == ["Skjemaet spør om:", ""]


@pytest.mark.parametrize(
    ("question", "text", "written", "language", "expected"),
    [
        ("Hvem skal godkjenne kartet?", "Kart: Havnesjefen skal ha godkjent et kart som viser alle bøyer.", "nb", "nb", "Havnesjefen"),
        ("Hvem avgjør saken?", "Rådgiveren skriver et notat, og direktøren avgjør saken.", "nb", "nb", "Direktøren"),
        ("Who decides?", "Rådgiveren skriver et notat, og direktøren avgjør saken.", "nb", "en", "The director"),
        ("Hvem forvalter kartet?", "The mayor owns it and the pro-rector manages it.", "en", "nb", "Prorektoren"),
        ("Hvem godkjenner budsjettet?", "Budsjettet godkjennes av kommunedirektøren hvert år.", "nb", "nb", "Kommunedirektøren"),
        ("Hvem kan søke?", "Virksomheten er selv både søker og ansvarlig.", "nb", "nb", ""),
        ("Hvem eier båten?", "Båten ligger ved kaia, der havnesjefen bor.", "nb", "nb", ""),
        ("Hvem leder arbeidet?", "De leder arbeidet.", "nb", "nb", ""),
    ],
)  # fmt: skip
def test_who_does_it(question: str, text: str, written: Language, language: Language, expected: str) -> None:
    """Who does it is the subject of the question's own verb, or stands behind its "by"; where neither is there, nobody is named."""
    assert agent_in(question, sentence(text), written, language) == expected


def test_a_bare_figure_that_counts_something_else_does_not_lead() -> None:
    """A number that counts other things than the question asks for is left to the quote."""
    unit = sentence("Prosjektet meldes senest 30 dager før de 12 båtene legger fra kai i den lange fjorden i vest.")
    assert "30" not in lead(read_question("Hvor mange studenter har Fjordvik?"), unit, "nb", "nb", 0.3).text


@pytest.mark.parametrize(
    ("question", "told", "yes"),
    [
        ("Må vi melde båten hvis den er ny?", "Er båten ny, skal den ikke meldes.", False),
        (
            "Kan vi seile før havnesjefen har svart?",
            "Båten kan ikke seile før svaret fra havnesjefen foreligger.",
            False,
        ),
        (
            "Kan en fisker trekke seg fra laget?",
            "Samtykke: En fisker som er med i et lag, kan trekke seg når som helst.",
            True,
        ),
    ],
)
def test_a_condition_that_the_question_names_decides(question: str, told: str, yes: bool) -> None:
    """Yes or no is said where the sentence speaks of the very condition that the question names."""
    assert decision(read_question(question), sentence(told), 0.7) is yes


def test_the_heading_over_a_list_decides_for_its_items() -> None:
    """Asked of one item, what the heading over the list says of all its items is the answer."""
    item = Unit("nytt navn", "item", "Dette trenger du ikke melde", 0, 1, heading="Dette trenger du ikke melde")
    assert decision(read_question("Trenger jeg melde nytt navn på båten?"), item, 0.5) is False
