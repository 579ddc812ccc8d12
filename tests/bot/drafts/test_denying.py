"""A refusal of one thing ends no draft; a refusal of the whole does."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership
from tests.bot.drafts.talking import Person

READER = Reader(load_partnership())
OF_ONE_THING = (
    "Nei, vi skal ikke bruke helseopplysninger likevel",
    "nei, vi trenger ikke penger likevel",
    "Det blir ikke noe av intervjuene likevel, vi bruker bare logger.",
    "Det er ikke lenger aktuelt med kamera.",
    "Nei, sjukeheimen skal ikkje vere med likevel.",
    "Me treng ikkje studentar lenger, berre ein forskar.",
    "Vi har ombestemt oss om lydopptakene, de trengs ikke lenger.",
    "No, we won't use interviews after all",
    "We no longer need the sensors.",
    "We've decided not to collect any names.",
    "We changed our minds about the survey, only logs now.",
    "Vi gir opp å få med legevakta.",
)
OF_THE_WHOLE = (
    "Vi skal ikke gjøre dette likevel.",
    "Nei, det blir ikke noe av likevel, dessverre.",
    "Det er ikke aktuelt lenger, sjefen sa nei.",
    "Vi har bestemt oss for å ikke søke likevel.",
    "Me skal ikkje ha noko samarbeid likevel.",
    "Vi ombestemte oss og skal ikke sende inn noe.",
    "We won't be going ahead after all.",
    "I no longer want to send this.",
    "We have decided not to apply after all.",
    "We've changed our minds, we don't want this any more.",
)


def intent(text: str, asked: str) -> str | None:
    context = Context(form_of("innovation"), date(2026, 11, 24), asked=asked, drafting=True, values={"title": "Ro"})
    return READER.read(text, context).intent


@pytest.mark.parametrize("text", OF_ONE_THING)
@pytest.mark.parametrize("asked", ["benefit", "personal_data", "funding"])
def test_a_refusal_of_one_thing(text: str, asked: str) -> None:
    """Who takes back a method, money or a partner keeps the draft, whatever was asked."""
    assert intent(text, asked) is None


@pytest.mark.parametrize("text", OF_THE_WHOLE)
def test_a_refusal_of_the_whole(text: str) -> None:
    """Who takes back the whole matter ends the draft."""
    assert intent(text, "benefit") == "cancel"


def test_a_refusal_is_no_value(chat: DraftingChat) -> None:
    """What will not be done is stored as no answer to another question, and the draft stays open."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    person.say("Tittel: Full bøtte")
    before = person.fields
    person.say("Nei, vi skal ikke bruke kamera likevel")
    assert (person.draft["status"], person.fields) == ("collecting", before)
