"""Windows: fields of a draft to edit, and one text to write to or from the desk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.elements import select
from bot.blocks.limits import MODAL_BLOCKS, MODAL_TITLE
from bot.blocks.mrkdwn import plain
from bot.drafts.draft import Draft
from bot.drafts.editing import digest
from bot.drafts.forms import Field
from bot.drafts.shown import Wording
from bot.drafts.validation import LONGEST
from knowledge.texts import Texts
from knowledge.types import Language

View = dict[str, Any]
EDIT_VIEW, TEXT_VIEW = "draft_edit", "desk_text"
INPUT_MOST, LABEL, HINT, BUTTON = 3_000, 150, 150, 24
TEXT_BLOCK = "text"


def edit_view(draft: Draft, fields: Sequence[Field], words: Wording, texts: Texts) -> View:
    """A window with an input for each field. What stood there when it was opened is remembered, to see who else has changed it."""
    kept = {"draft": draft.id, "opened": {field.id: digest(draft.value(field.id)) for field in fields}}
    blocks = [_input(draft, field, words, texts) for field in fields][:MODAL_BLOCKS]
    return _view(EDIT_VIEW, texts("modal.edit_title", words.language), "save", blocks, kept, words.language, texts)


def _input(draft: Draft, field: Field, words: Wording, texts: Texts) -> View:
    language = words.language
    options = _options(field, words)
    value = draft.value(field.id)
    element: View
    if options:
        element = select("value", texts("button.pick_option", language), options)
        chosen = next((option for option in element["options"] if option["value"] == value), None)
        element |= {"initial_option": chosen} if chosen else {}
    else:
        shown = words.value(draft, field.id, value) if field.kind == "date" and value else value or ""
        most = min(INPUT_MOST, LONGEST.get(field.kind, 60))
        element = {"type": "plain_text_input", "action_id": "value", "multiline": field.kind == "long_text"}
        element |= {"max_length": most} | ({"initial_value": shown[:most]} if shown else {})
    hint = texts("modal.example", language, example=field.example[language])
    return {
        "type": "input",
        "block_id": field.id,
        "optional": True,
        "label": plain(field.label[language], LABEL),
        "hint": plain(hint, HINT),
        "element": element,
    }


def _options(field: Field, words: Wording) -> list[tuple[str, str]]:
    if field.id == "theme_area":
        return [(area.names[words.language], area.id) for area in words.partnership.theme_areas]
    if field.kind == "yes_no_unknown":
        return [(words(f"value.{value}").capitalize(), value) for value in ("yes", "no", "unknown")]
    return [(option.label[words.language], option.value) for option in field.options]


def text_view(which: str, kept: Mapping[str, Any], texts: Texts, language: Language, said: str = "") -> View:
    """A window with one text: `ask`, `decline` or `answer`. `kept`: what the submission needs to know."""
    hint = texts(f"modal.{which}_hint", language) if f"modal.{which}_hint" in texts else said
    box: View = {
        "type": "input",
        "block_id": TEXT_BLOCK,
        "label": plain(texts(f"modal.{which}_label", language), LABEL),
        "element": {"type": "plain_text_input", "action_id": "value", "multiline": True, "max_length": INPUT_MOST},
    }
    box |= {"hint": plain(hint, HINT)} if hint else {}
    return _view(TEXT_VIEW, texts(f"modal.{which}_title", language), "send", [box], kept, language, texts)


def _view(
    callback: str,
    title: str,
    submit: str,
    blocks: Sequence[View],
    kept: Mapping[str, Any],
    language: Language,
    texts: Texts,
) -> View:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": json.dumps(kept),
        "title": plain(title, MODAL_TITLE),
        "submit": plain(texts(f"modal.{submit}", language), BUTTON),
        "close": plain(texts("modal.close", language), BUTTON),
        "blocks": list(blocks),
    }


def typed(view: Mapping[str, Any]) -> dict[str, str]:
    """What is in a submitted window's inputs, by block."""
    found: dict[str, str] = {}
    for block, elements in (view.get("state") or {}).get("values", {}).items():
        element = elements.get("value") or {}
        found[block] = str((element.get("selected_option") or {}).get("value") or element.get("value") or "")
    return found
