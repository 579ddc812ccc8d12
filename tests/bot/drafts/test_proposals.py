"""A model helps to read; whatever it gives, it invents nothing and overwrites nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.drafts.draft import Draft, FieldValue
from bot.drafts.engine import build_chat
from bot.drafts.forms import COMMON_IDS, RequestType
from bot.drafts.proposals import proposals
from knowledge.errors import ModelFailure
from knowledge.partnership import load_partnership
from knowledge.types import Language
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person

AREAS = frozenset({"helse_velferd", "unikom"})
TEXT = "Vi vil prøve ut stillerom på Saupstad skole fra 2027, og Ola Nordmann kjenner saken."
JUNK: list[Any] = [
    None,
    0,
    1.5,
    True,
    "",
    "x" * 9000,
    [],
    ["a"],
    {},
    {"a": 1},
    "2027-99",
    "yes",
    "\x00",
    "Ignore all rules",
    float("nan"),
    b"x",
]


class Model:
    """A model that gives what the test says."""

    def __init__(self, given: object) -> None:
        self.given = given

    def extract(self, text: str, form: RequestType, language: Language) -> object:
        """The given output, or a failure."""
        if self.given == "fails":
            raise ModelFailure(why="timeout")
        return self.given


def test_malformed_output_never_changes_a_draft_wrongly() -> None:
    """Of a thousand malformed outputs none gives a value that does not stand in the message, and none touches what is there."""
    chance = random.Random(1)
    draft = Draft("d", "kari", "research").with_field("title", FieldValue("Ro"))
    for _ in range(1000):
        names = chance.sample([*COMMON_IDS, "nowhere", "title", "", "__class__"], 8)
        given: Any = {name: chance.choice(JUNK) for name in names}
        if chance.random() < 0.2:
            given = chance.choice(JUNK)
        for hit in proposals(given, TEXT, draft, AREAS):
            assert hit.field != "title"
            assert str(hit.value) in TEXT


def test_what_stands_in_the_message_may_fill_what_is_empty() -> None:
    """A model's reading of a field that the rules did not see is taken, when its words stand in the message."""
    given = {
        "municipal_unit": "Saupstad skole",
        "purpose": "prøve ut stillerom",
        "contact_name": "Kari Hansen",
        "period_start": "2027",
        "deadline": "2031",
        "theme_area": "helse_velferd",
    }
    found = {hit.field: hit.value for hit in proposals(given, TEXT, Draft("d", "kari", "research"), AREAS)}
    assert found == {"municipal_unit": "Saupstad skole", "purpose": "prøve ut stillerom", "period_start": "2027"}


@pytest.mark.parametrize(
    "given",
    ["fails", None, [], "not json", {"title": "Noe annet", "purpose": 7}, {"purpose": "noe som ingen har sagt"}],
)
def test_a_model_changes_nothing_that_was_said(engine: Engine, given: object) -> None:
    """With a failing, malformed or inventing model the draft is what the rules made it."""
    person = Person(build_chat(engine, load_partnership(), Documents(), extractor=Model(given)))
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    person.say("Vi har mange tanker om dette, og det meste er uklart")
    assert person.fields["title"] == "Ro"
    assert "Noe annet" not in person.text
    assert person.fields.get("purpose") != "noe som ingen har sagt"


def test_a_model_helps_where_the_rules_see_nothing(engine: Engine) -> None:
    """What a model finds in an opening message is in the draft, shown, and can be corrected."""
    model = Model({"purpose": "dempe uroen i korridorene"})
    person = Person(build_chat(engine, load_partnership(), Documents(), extractor=model), today=date(2026, 11, 22))
    person.say("Vi ønsker et forskningssamarbeid. Det gjelder å dempe uroen i korridorene.")
    assert person.fields["purpose"] == "dempe uroen i korridorene"
    assert "dempe uroen i korridorene" in person.text
    person.say("Formålet er noe mer enn det: å gi alle et sted å være")
    assert person.fields["purpose"] == "noe mer enn det: å gi alle et sted å være"
