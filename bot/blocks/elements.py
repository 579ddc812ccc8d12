"""Buttons, menus and pickers with what they say when they are used: `draft|<action>|<draft>|<asked>|<number>` for the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blocks.limits import BUTTON_TEXT
from bot.blocks.mrkdwn import plain
from knowledge.texts import Texts
from knowledge.types import Language

Element = dict[str, Any]
DRAFT, EDIT, FILE, DESK, ASK_MODAL = "draft", "draft_edit", "draft_file", "desk_do", "desk_ask"
MENU = "menu"  # an overflow whose chosen option is the action
OPTIONS, OVERFLOW = 100, 5
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30


def action_id(stem: str, *about: str) -> str:
    """An action id that names what it is about; Slack allows 255 characters, our parts are short ids."""
    return "|".join([stem, *about])[:255]


def button(identity: str, label: str, value: str, style: str | None = None, confirm: Element | None = None) -> Element:
    """A button."""
    made: Element = {"type": "button", "action_id": identity, "text": plain(label, BUTTON_TEXT), "value": value or "-"}
    return made | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def menu(identity: str, options: Iterable[tuple[str, str]]) -> Element:
    """The three dots: at most five options of (label, value)."""
    return {"type": "overflow", "action_id": identity, "options": [_option(*pair) for pair in options][:OVERFLOW]}


def select(identity: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Element:
    """A list to choose from, of (label, value)."""
    return {
        "type": "static_select",
        "action_id": identity,
        "placeholder": plain(placeholder, 150),
        "options": [_option(*pair) for pair in options][:OPTIONS],
    }


def multi_select(identity: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Element:
    """A list of which several may be chosen, for a window."""
    return select(identity, placeholder, options) | {"type": "multi_static_select"}


def date_picker(identity: str, placeholder: str) -> Element:
    """A calendar."""
    return {"type": "datepicker", "action_id": identity, "placeholder": plain(placeholder, 150)}


def confirm(texts: Texts, language: Language, which: str, style: str | None = None) -> Element:
    """What is asked before a button counts: texts under `confirm.<which>_`."""
    made: Element = {
        "title": plain(texts(f"confirm.{which}_title", language), CONFIRM_TITLE),
        "text": plain(texts(f"confirm.{which}_text", language), CONFIRM_TEXT),
        "confirm": plain(texts(f"confirm.{which}_yes", language), CONFIRM_BUTTON),
        "deny": plain(texts(f"confirm.{which}_no", language), CONFIRM_BUTTON),
    }
    return made | ({"style": style} if style else {})


def actions(elements: Sequence[Mapping[str, Any]], block_id: str | None = None) -> list[Element]:
    """A row of them, none where there are none."""
    if not elements:
        return []
    return [{"type": "actions", "elements": list(elements)} | ({"block_id": block_id} if block_id else {})]


def _option(label: str, value: str) -> Element:
    return {"text": plain(label, BUTTON_TEXT), "value": value}
