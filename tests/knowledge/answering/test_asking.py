"""What a question asks for is read from its words alone."""

from __future__ import annotations

import pytest

from knowledge.answering.asking import read_question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kan du si meg hvem som eier naustet?", "who"),
        ("Vet du hvor mye leien koster?", "how_much"),
        ("Jeg lurer på når kaia åpner", "when"),
        ("Could you tell me who owns the boat?", "who"),
        ("Eg vil gjerne vite kvifor båten ligg i opplag", "why"),
    ],
)
def test_politeness_is_seen_through(text: str, kind: str) -> None:
    """A question inside "can you tell me" is read as the question that it is."""
    assert read_question(text).kind == kind


@pytest.mark.parametrize("text", ["Kan vi leie båten?", "Kan du svømme?", "Would you recommend the harbour?"])
def test_a_real_can_you_stays(text: str) -> None:
    """What asks whether something can be done is a yes-or-no question."""
    assert read_question(text).kind == "yes_no"


@pytest.mark.parametrize(
    "text",
    [
        "Kan du gi meg navnene på de tre havnefogdene?",
        "Kva heiter leiaren for hamna?",
        "Can you give me the names of all the owners?",
    ],
)
def test_names_are_people(text: str) -> None:
    """Who asks for names wants people, not what they do."""
    asked = read_question(text)
    assert (asked.kind, asked.expected) == ("who", ("person",))


@pytest.mark.parametrize(("text", "kind"), [("kem e det som eie båten?", "who"), ("koffor ligg han der?", "why")])
def test_spoken_forms(text: str, kind: str) -> None:
    """Questions as they are spoken are read like written ones."""
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvem er ordfører?", ("person",)),
        ("Hvem er det som leder båtrådet?", ("person", "role")),
        ("Who is responsible for the harbour?", ("person", "role")),
        ("Hvor mange kroner får havna?", ("money",)),
        ("How much does the city spend on boats?", ("money",)),
        ("Hvor stor andel av båtene er leid ut?", ("percent",)),
    ],
)
def test_the_fact_is_as_narrow_as_it_was_asked_for(text: str, expected: tuple[str, ...]) -> None:
    """Who holds a role is a person, who does a task may be a body; money and shares are no other figures."""
    assert read_question(text).expected == expected


@pytest.mark.parametrize("text", ["What is the latest we can set sail?", "Hva er det seneste vi kan dra?"])
def test_the_latest_is_a_time(text: str) -> None:
    """Asking for the latest or the earliest asks when."""
    assert read_question(text).kind == "when"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Er IP-adresse en personopplysning?", "yes_no"),
        ("Er et mobilnummer sensitivt?", "yes_no"),
        ("Must we state the case number?", "yes_no"),
        ("Må me oppgje e-postadressa til foreldra?", "yes_no"),
        ("Is a phone number personal data?", "yes_no"),
        ("Kan jeg få e-postadressen til havna?", "contact"),
        ("Har dere et telefonnummer?", "contact"),
        ("Is there a phone number for the harbour?", "contact"),
        ("Hva er adressen til havna?", "address"),
        ("Hvor tit møtes båtrådet?", "how_often"),
        ("Kor hyppig går ferja?", "how_often"),
    ],
)
def test_asking_about_a_number_is_not_asking_for_it(text: str, kind: str) -> None:
    """Yes-or-no questions about addresses and numbers want a yes or a no, unless they ask to get one."""
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hva heter havnevakt-lederen?", ("person",)),
        ("What is the name of the harbour director?", ("person",)),
        ("Kva er namnet på hamnesjefen?", ("person",)),
        ("What is the name of the harbour?", ()),
        ("Hva heter båten?", ()),
        ("Hvor mye penger får havna?", ("money",)),
        ("Kor mykje av pengane får hamna?", ("money", "percent", "number")),
    ],
)
def test_names_of_people_and_amounts_of_money(text: str, expected: tuple[str, ...]) -> None:
    """The name of who holds a post is a person's; "how much money" an amount, "how much of the money" a share as well."""
    assert read_question(text).expected == expected
