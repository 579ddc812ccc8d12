"""Dates of obligations: what was told as a month or a year is said so, what is counted from it is a day."""

from __future__ import annotations

import json

import pytest

from bot.blocks.request_card import follows
from bot.drafts.chat import DraftingChat
from bot.drafts.export.formats import export
from bot.drafts.reworded import in_language
from knowledge.texts import Texts
from knowledge.types import Language
from tests.bot.drafts.talking import TODAY, Person

SLACK = Texts.load("bot.texts", "drafts_slack.toml")


def told(chat: DraftingChat, start: str) -> Person:
    """A research draft with personal data and a start."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittel: Les mer")
    person.say("Personopplysninger: ja")
    person.say(f"Oppstart: {start}")
    return person


@pytest.mark.parametrize(
    ("language", "said", "counted"),
    [
        ("nb", "ved oppstart i januar 2027", "2. desember 2026"),
        ("nn", "ved oppstart i januar 2027", "2. desember 2026"),
        ("en", "at the start in January 2027", "2 December 2026"),
    ],
)
def test_a_month_is_said_as_a_month(chat: DraftingChat, language: Language, said: str, counted: str) -> None:
    """A start told as a month stands so in the export and on the desk's card; days counted back from it are days; both stay ISO dates."""
    document = chat.records.document(told(chat, "januar 2027").draft["id"], TODAY)
    shown = in_language(document, chat.records.wording(language))
    written = export({**shown}, "md").content.decode().replace("\\", "")
    card = json.dumps(follows(shown, SLACK), ensure_ascii=False)
    for text in (written, card):
        assert said in text
        assert counted in text
        assert "1. januar 2027" not in text
        assert "1 January 2027" not in text
    assert {duty["latest"] for duty in document["obligations"]} >= {"2027-01-01", "2026-12-02"}


def test_the_summary_says_what_was_said(chat: DraftingChat) -> None:
    """Where the talk sums up, a month is no first day of it, a year no first of January, and a day that was told is that day."""
    for start, said, not_said in (
        ("januar 2027", "Senest ved oppstart i januar 2027", "1. januar 2027"),
        ("2028", "Senest ved oppstart i 2028", "1. januar 2028"),
        ("1. januar 2027", "Senest 1. januar 2027", "ved oppstart i"),
    ):
        person = told(chat, start)
        person.say("vis")
        assert said in person.text
        assert not_said not in person.text
        person.say("avbryt utkastet")


def test_a_request_from_before_is_shown_as_it_was(chat: DraftingChat) -> None:
    """A request that was recorded without what was told of its start is exported with the day that it has."""
    document = chat.records.document(told(chat, "januar 2027").draft["id"], TODAY)
    for duty in document["obligations"]:
        del duty["start"]
    assert "1. januar 2027" in export(document, "md").content.decode().replace("\\", "")
