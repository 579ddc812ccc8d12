"""Cards, turns and windows of drafting as data: within Slack's limits whatever was told, and inert whatever was written."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks.desk_card import DeskBlocks, Earlier
from bot.blocks.draft_windows import edit_view, text_view
from bot.blocks.drafting import DraftingBlocks, closed_blocks, tidied_blocks
from bot.blocks.home import Mine, home_blocks
from bot.blocks.limits import MESSAGE_TOTAL, pack, text_size
from bot.blocks.request_card import card_blocks
from bot.drafts.compound import MOST_FILES, NOT_IN_NAMES
from bot.drafts.desk import DeskState
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.effects import AskField, Noted, Summary
from bot.drafts.export.document import build_document
from bot.drafts.form_files import request_types
from bot.drafts.outcome import parts_of
from bot.drafts.replies import render
from bot.drafts.rules import NoRules
from bot.drafts.shown import Wording
from bot.drafts.validation import LONGEST
from knowledge.partnership import load_partnership
from knowledge.texts import Texts
from knowledge.types import LANGUAGES, Language
from tests.bot.drafts.talking import TODAY
from tests.slack_rules import assert_valid

SLACK, DESK = Texts.load("bot.texts", "drafts_slack.toml"), Texts.load("bot.texts", "drafts_desk.toml")
EMPHASIS_AROUND = re.compile(r"_[(<]|[)>]_")
HOSTILE = "<!channel> <@U1> & <https://evil.example|klikk> *fet* ~strøket~ `kode` www.evil.example \u202e\n\n"


def words(language: Language) -> Wording:
    return Wording(Texts.load("bot.texts", "drafts.toml"), load_partnership(), language)


def full(kind: str, language: Language, text: str = HOSTILE * 200, **more: Any) -> Draft:
    """A draft in which every field holds as much as it may, of the most unpleasant kind."""
    fields = {}
    for field in request_types()[kind].fields:
        if field.id == "theme_area":
            value = "helse_velferd"
        elif field.kind == "choices":
            value = ",".join(option.value for option in field.options)
        elif field.kind == "file":
            value = "\n".join(
                f"{number} {NOT_IN_NAMES.sub('', text)[:130].strip()}.pdf|F{number}" for number in range(MOST_FILES)
            )
        elif field.options:
            value = field.options[0].value
        else:
            value = {"date": "2027-08", "period": "2027-08/2029-06", "yes_no_unknown": "yes", "number": "12"}.get(
                field.kind, ""
            )
            value = value or text[: LONGEST[field.kind]]
        fields[field.id] = FieldValue(value, "vague")
    return Draft("u-0123456789ab", "U01KARI", kind, "ready", language, 3, fields, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(request_types()))
def test_the_fullest_request_fits_one_message(kind: str, language: Language) -> None:
    """A draft with every field full of markup gives a summary and a card that Slack takes, with their buttons, and mentions nobody."""
    draft, told = full(kind, language), words(language)
    document = build_document(draft, told, NoRules(), today=TODAY, number="2026-0001")
    summary = card_blocks(document, SLACK, ["Prosjekteier"] * 10)
    assert_valid(summary)
    earlier = [Earlier("2026-0002", HOSTILE * 10, "mottatt")] * 3
    state = DeskState("asked", "U03INGRID", "U02OLA", HOSTILE * 100, HOSTILE * 100)
    card = DeskBlocks(SLACK, DESK, language).card(document, state, earlier, "U04EVA", "<@U03INGRID>")
    people = {"U01KARI", "U02OLA", "U03INGRID"}
    assert_valid(card, people=people)
    assert len(pack(card)) == 1
    assert "desk_do|accept|2026-0001" in json.dumps(card)


def test_what_is_shortened_says_so() -> None:
    """A long answer is cut on the card with a note where the whole is; a short one is shown whole, without the note."""
    told = words("nb")
    long = card_blocks(build_document(full("research", "nb", "ord " * 2000), told, NoRules(), today=TODAY), SLACK)
    short = card_blocks(build_document(full("research", "nb", "ord"), told, NoRules(), today=TODAY), SLACK)
    assert "kortet ned" in json.dumps(long, ensure_ascii=False)
    assert "kortet ned" not in json.dumps(short, ensure_ascii=False)
    assert text_size(long) < MESSAGE_TOTAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_can_be_shown(language: Language) -> None:
    """For each field of each type the turn that asks it, with everything just understood, is within Slack's limits."""
    told = words(language)
    for kind, form in request_types().items():
        draft = full(kind, language)
        noted = [Noted(name, value.value, value.value) for name, value in draft.fields.items()]
        for field in form.fields:
            asked = draft.with_talk(asked=field.id, path=("title",), suggested="Tittel")
            effects = [*random.Random(field.id).sample(noted, 6), AskField(field.id)]
            parts = parts_of(asked, effects, told, NoRules(), today=TODAY)
            offered = render(asked, effects, told, NoRules()).actions
            blocks = DraftingBlocks(asked, SLACK, language).blocks(parts, offered)
            for message in pack(blocks):
                assert_valid(message)


def test_a_dozen_lines_still_fit() -> None:
    """When more is understood than has room for a button each, one list corrects any of it."""
    told, draft = words("nb"), full("research", "nb")
    effects = [*(Noted(name, value.value) for name, value in draft.fields.items()), Summary()]
    offered = render(draft, effects, told, NoRules()).actions
    blocks = DraftingBlocks(draft, SLACK, "nb").blocks(parts_of(draft, effects, told, NoRules(), today=TODAY), offered)
    for message in pack(blocks):
        assert_valid(message)
    assert "draft_edit|*|" in json.dumps(blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_windows_hold_every_field(language: Language) -> None:
    """A window with all fields, full, is one that Slack opens; the windows with one text, too."""
    draft, told = full("research", language), words(language)
    views = [edit_view(draft, draft.form.fields, told, SLACK)]
    views += [text_view(which, {"which": which}, SLACK, language) for which in ("ask", "decline", "answer")]
    for view in views:
        assert_valid(view["blocks"], limit=100)
        assert len(view["private_metadata"]) < 2800  # where it was opened is added
        assert len(view["title"]["text"]) <= 24
        assert all(len(view[name]["text"]) <= 24 for name in ("submit", "close"))


def test_buttons_that_are_over_are_taken_away() -> None:
    """What the talk has gone past keeps only the buttons that still correct a line; a closed draft keeps none."""
    told, draft = words("nb"), full("research", "nb").with_talk(asked="title")
    effects = [Noted("purpose", "å se"), AskField("title")]
    offered = render(draft, effects, told, NoRules()).actions
    blocks = DraftingBlocks(draft, SLACK, "nb").blocks(parts_of(draft, effects, told, NoRules(), today=TODAY), offered)
    assert "draft|skip" in json.dumps(blocks)
    assert "draft|" not in json.dumps(tidied_blocks(blocks))
    assert "draft_edit|purpose" in json.dumps(tidied_blocks(blocks))
    assert "action_id" not in json.dumps(closed_blocks(blocks))


def test_home_with_very_many() -> None:
    """Somebody with forty drafts and forty requests still has a Home tab."""
    many = [Mine(f"u-{n}", HOSTILE, "forskningssamarbeid", "mottatt", "i dag", f"2026-{n:04d}") for n in range(40)]
    blocks = home_blocks(many, many, SLACK, "nb")
    assert_valid(blocks, limit=90)
    assert "og 25 til" in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize(("end", "warned"), [("2026-11", True), ("2027-11", False)])
@pytest.mark.parametrize("number", [None, "2026-0001"])
def test_an_end_before_the_start_is_said_on_the_card(end: str, warned: bool, number: str | None) -> None:
    """Whoever submits and whoever receives sees that the end comes before the start, and only then."""
    period = {"period_start": FieldValue("2027-01"), "period_end": FieldValue(end)}
    draft = Draft(id="d", owner="kari", type="research", language="nb", fields=period)
    card = card_blocks(build_document(draft, words("nb"), NoRules(), today=TODAY, number=number), SLACK)
    assert ("Slutten kommer før oppstarten" in json.dumps(card, ensure_ascii=False)) is warned


def test_a_long_address_never_stands_in_half_a_width() -> None:
    """What half a thread pane cannot hold in one piece stands over the whole width; what it can, two and two."""
    draft = full("research", "nb", "kort")
    told = draft.fields | {"contact_email": FieldValue("kristine.langenavn@kommune.example")}
    document = build_document(replace(draft, fields=told), words("nb"), NoRules(), today=TODAY)
    blocks = card_blocks(document, SLACK)
    halves = [entry["text"] for block in blocks for entry in block.get("fields", [])]
    whole = [block["text"]["text"] for block in blocks if block["type"] == "section" and "text" in block]
    assert halves
    assert not any("kristine" in text for text in halves)
    assert any(text.endswith("kristine.langenavn@kommune.example") for text in whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_of_emphasis_stands_around_a_link(language: Language) -> None:
    """A source behind an obligation is told in plain brackets: emphasis around a link leaks where a client reads marks otherwise."""
    rule = {"title": "Rutine", "url": "https://kommune.example/rutine", "quote": "Slik er det."}
    for rules in ([rule], [rule, rule | {"quote": "Slik er det også."}], []):
        document = build_document(full("research", language, "kort"), words(language), NoRules(), today=TODAY)
        duty = {"text": "Meld prosjektet.", "latest": None, "rules": rules}
        told = json.dumps(card_blocks(document | {"obligations": [duty]}, SLACK), ensure_ascii=False)
        assert not EMPHASIS_AROUND.search(told)
