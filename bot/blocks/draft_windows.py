"""Windows: fields of a draft to edit, and one text to write to or from the desk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.elements import date_picker, multi_select, select
from bot.blocks.limits import MODAL_BLOCKS, MODAL_TITLE
from bot.blocks.mrkdwn import plain
from bot.drafts.compound import NONE, OPEN, parts
from bot.drafts.draft import Draft
from bot.drafts.editing import digest
from bot.drafts.forms import Field
from bot.drafts.reading.partial_dates import first_day, last_day
from bot.drafts.shown import Wording
from bot.drafts.validation import LONGEST
from knowledge.texts import Texts
from knowledge.types import Language

View = dict[str, Any]
EDIT_VIEW, TEXT_VIEW = "draft_edit", "desk_text"
INPUT_MOST, LABEL, HINT, BUTTON = 3_000, 150, 150, 24
TEXT_BLOCK = "text"
BEGIN, END = "#from", "#to"  # behind a field's id: the two blocks of a period


def edit_view(draft: Draft, fields: Sequence[Field], words: Wording, texts: Texts) -> View:
    """A window with an input for each field. What stood there when it was opened is remembered, to see who else has changed it."""
    kept = {"draft": draft.id, "opened": {field.id: digest(draft.value(field.id)) for field in fields}}
    blocks = [block for field in fields for block in _inputs(draft, field, words, texts)][:MODAL_BLOCKS]
    return _view(EDIT_VIEW, texts("modal.edit_title", words.language), "save", blocks, kept, words.language, texts)


def _inputs(draft: Draft, field: Field, words: Wording, texts: Texts) -> list[View]:
    """The inputs of a field: one, or two for a period's start and end."""
    if field.kind == "period":
        return _period_inputs(field, draft.value(field.id), words.language, texts)
    return [_input(draft, field, words, texts)]


def _period_inputs(field: Field, value: str | None, language: Language, texts: Texts) -> list[View]:
    held = parts(field, value) if value else ()
    begin, end = held if len(held) == 2 else (OPEN, OPEN)
    days = {BEGIN: None if begin == OPEN else first_day(begin), END: None if end == OPEN else last_day(end)}
    return [
        {
            "type": "input",
            "block_id": field.id + suffix,
            "optional": True,
            "label": plain(texts(f"modal.period_{key}", language, label=field.label[language]), LABEL),
            "element": date_picker("value", texts("button.pick_date", language))
            | ({"initial_date": day.isoformat()} if (day := days[suffix]) else {}),
        }
        for suffix, key in ((BEGIN, "from"), (END, "to"))
    ]


def error_block(field: Field) -> str:
    """The block that tells what is wrong with a field."""
    return field.id + END if field.kind == "period" else field.id


def _several(field: Field, value: str | None, words: Wording, texts: Texts) -> View:
    """A list of which several may be chosen, "none" among them where that may be said."""
    options = _options(field, words) + ([(words("value.nothing").capitalize(), NONE)] if field.none_word else [])
    element = multi_select("value", texts("button.pick_options", words.language), options)
    held = [] if value is None else [NONE] if value == NONE else list(parts(field, value))
    chosen = [option for option in element["options"] if option["value"] in held]
    return element | ({"initial_options": chosen} if chosen else {})


def _input(draft: Draft, field: Field, words: Wording, texts: Texts) -> View:
    language = words.language
    options = _options(field, words)
    value = draft.value(field.id)
    element: View
    if field.kind == "choices":
        element = _several(field, value, words, texts)
    elif options:
        element = select("value", texts("button.pick_option", language), options)
        chosen = next((option for option in element["options"] if option["value"] == value), None)
        element |= {"initial_option": chosen} if chosen else {}
    else:
        shown = words.value(draft, field.id, value) if field.kind == "date" and value else value or ""
        shown = "\n".join(parts(field, shown)) or shown if field.kind == "file" and shown else shown
        most = min(INPUT_MOST, LONGEST.get(field.kind, 60))
        element = {"type": "plain_text_input", "action_id": "value", "multiline": field.kind in {"long_text", "file"}}
        element |= {"max_length": most} | ({"initial_value": shown[:most]} if shown else {})
    hint = texts("modal.files" if field.kind == "file" else "modal.example", language, example=field.example[language])
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
    values = (view.get("state") or {}).get("values", {})
    for block, elements in values.items():
        element = elements.get("value") or {}
        field, mark, _ = block.partition("#")
        if mark:
            found[field] = _picked(values, field)
        elif "selected_options" in element:
            chosen = [str(option["value"]) for option in element["selected_options"] or []]
            found[block] = ",".join([each for each in chosen if each != NONE] or chosen)
        else:
            found[block] = str((element.get("selected_option") or {}).get("value") or element.get("value") or "")
    return found


def _picked(values: Mapping[str, Any], field: str) -> str:
    """A period's two days as one value, empty where neither is picked."""
    days = [
        str((values.get(field + suffix, {}).get("value") or {}).get("selected_date") or OPEN) for suffix in (BEGIN, END)
    ]
    return "/".join(days) if any(day != OPEN for day in days) else ""
