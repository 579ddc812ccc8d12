"""The line that answers a line, exactly as it is promised to programs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.form_files import request_types
from bot.drafts.forms import COMMON_IDS
from knowledge.errors import UnreadableTurn
from tests.bot.drafts.talking import TODAY, WHOLE, Person

KEYS = ["conversation", "messages", "actions", "asking", "citations", "draft"]


def test_a_line_has_exactly_the_promised_keys(chat: DraftingChat) -> None:
    """Every answer has the same six keys in the same order, and can be written as JSON."""
    person = Person(chat)
    for text in ("Hva er REK?", "Vi vil ha et forskningssamarbeid", "vis", "pause", "haha", "avbryt"):
        line = person.say(text)
        assert list(line) == KEYS
        assert line["conversation"] == "c"
        json.dumps(line)
        for message in line["messages"]:
            assert list(message) == ["text", "blocks"]
            assert message["text"]
        for action in line["actions"]:
            assert list(action) == ["id", "label", "value"]


@pytest.mark.parametrize("type_id", ["research", "innovation", "education"])
def test_a_draft_shows_every_field_of_its_type(chat: DraftingChat, type_id: str) -> None:
    """A draft shows the fifteen common fields and its type's own, null where nothing was said."""
    person = Person(chat)
    person.say("Vi vil ha et samarbeid med NTNU")
    assert person.last["asking"] == "request_type"
    person.press("type", type_id)
    assert person.draft["type"] == type_id
    own = {field.id for field in request_types()[type_id].fields}
    assert set(person.draft["fields"]) == own
    assert set(COMMON_IDS) <= own
    assert set(person.draft["fields"].values()) == {None}
    assert set(person.draft["missing"]) <= own


@pytest.mark.parametrize(
    "record",
    [
        None, [], "text", {}, {"conversation": "c"}, {"conversation": "c", "user": "u"}, {"conversation": 1, "user": "u", "text": "hei"},
        {"conversation": "c", "user": "u", "text": "hei", "action": "skip"}, {"conversation": "", "user": "u", "text": "hei"},
        {"conversation": "c" * 300, "user": "u", "text": "hei"},
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_refused(chat: DraftingChat, record: Any) -> None:
    """What is no line by the contract raises the error that names it."""
    with pytest.raises(UnreadableTurn):
        chat.turn(record, TODAY)


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("set:title", 7), ("set:title", None), ("set:nowhere", "x"), ("set:personal_data", "perhaps"), ("set:period_start", "2027-13"),
        ("set:theme_area", "sports"), ("unheard of", "x"), ("type", "marketing"), ("edit", "nowhere"), ("set:contact_email", "not one"),
    ],
)  # fmt: skip
def test_a_button_that_does_not_fit_changes_nothing(chat: DraftingChat, action: str, value: Any) -> None:
    """An unknown button or a value that does not fit leaves the draft as it was."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro og orden.")
    before = dict(person.draft["fields"])
    person.press(action, value)
    assert person.draft["fields"] == before


def test_every_button_that_is_shown_can_be_pressed(chat: DraftingChat) -> None:
    """Pressing any button that was shown gives a line back and never an error."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid")
    pressed = 0
    for opening in ("vis", "hopp over", WHOLE):
        person.say(opening)
        for action in person.last["actions"]:
            if action["id"] not in {"submit", "cancel"}:
                person.press(action["id"], action["value"])
                pressed += 1
    assert pressed > 10


def test_the_asked_field_can_be_answered_by_its_buttons(chat: DraftingChat) -> None:
    """A choice comes with a button for each value, and the value it carries is what is stored."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro. Formålet er å lære mer om støy i skolen.")
    assert person.last["asking"] == "theme_area"
    chosen = next(action for action in person.last["actions"] if action["value"] == "helse_velferd")
    person.press(chosen["id"], chosen["value"])
    assert person.fields["theme_area"] == "helse_velferd"


def test_text_in_blocks_is_escaped_and_cut(chat: DraftingChat) -> None:
    """Blocks carry no live markup of what a person wrote, and no section is over Slack's limit."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittel: <!channel> & <https://x.example|y>")
    person.say("Formål: " + "a < b " * 600)
    for message in person.say("vis")["messages"]:
        for block in message["blocks"]:
            assert len(block["text"]["text"]) <= 3000
            assert "<" not in block["text"]["text"]
