"""Effects in words and buttons: what the person reads and can press. Pure; the surface decides how buttons look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.drafts.asking import content_digest, optional
from bot.drafts.draft import Draft
from bot.drafts.effects import AskField, AskType, Differing, Effect, Noted, Say, Summary, Why
from bot.drafts.form_files import request_types
from bot.drafts.forms import TYPE_FIELD, Field
from bot.drafts.rules import RuleLookup
from bot.drafts.shown import Wording
from bot.drafts.summing import differing, summary
from knowledge.types import Citation

EDITS_SHOWN = 3
SECTION_LENGTH = 3000


@dataclass(frozen=True, slots=True)
class Action:
    """A button: `id` and `value` come back when it is pressed."""

    id: str
    label: str
    value: str | None = None

    def record(self) -> dict[str, Any]:
        """As it is written out."""
        return {"id": self.id, "label": self.label, "value": self.value}


@dataclass(frozen=True, slots=True)
class Reply:
    """What one turn shows."""

    messages: tuple[str, ...]
    actions: tuple[Action, ...]
    citations: tuple[Citation, ...] = ()


def render(
    draft: Draft, effects: Sequence[Effect], words: Wording, rules: RuleLookup, today: date | None = None
) -> Reply:
    """Messages and buttons for the effects of one step, in their order. `today`: to tell which latest days are past."""
    messages: list[str] = []
    citations: list[Citation] = []
    noted = [effect for effect in effects if isinstance(effect, Noted)]
    for effect in effects:
        if isinstance(effect, Noted):
            if effect is noted[0]:
                messages.append("\n".join([words("noted.head"), *(_line(draft, each, words) for each in noted)]))
            continue
        text, found = _shown(draft, effect, words, rules, today)
        messages += [text] if text else []
        citations += found
    actions = [*_corrections(draft, noted, words), *_buttons(draft, effects, words)]
    return Reply(tuple(messages), tuple(dict.fromkeys(actions)), tuple(dict.fromkeys(citations)))


def _shown(
    draft: Draft, effect: Effect, words: Wording, rules: RuleLookup, today: date | None
) -> tuple[str, list[Citation]]:
    if isinstance(effect, Say):
        return say(draft, effect, words), []
    if isinstance(effect, Summary):
        return summary(draft, words, rules, today)
    if isinstance(effect, Differing):
        return differing(draft, effect, words, rules)
    if isinstance(effect, Why):
        return why(draft, effect.field, words, rules)
    if isinstance(effect, AskField):
        return question(draft, effect, words), []
    return (words("begin.ask_type"), []) if isinstance(effect, AskType) else ("", [])


def _corrections(draft: Draft, noted: Sequence[Noted], words: Wording) -> Iterable[Action]:
    """Buttons to change what was understood, the least sure first and no more than help, and one to take all of it back."""
    for effect in sorted(noted, key=lambda each: not _unsure(draft, each))[:EDITS_SHOWN]:
        yield Action("edit", words("action.edit", label=words.label(draft, effect.field)), effect.field)
    if noted:
        yield Action("undo", words("action.undo"))


def _unsure(draft: Draft, effect: Noted) -> bool:
    value = draft.fields.get(effect.field)
    return effect.derived or (value is not None and value.weak)


def say(draft: Draft, effect: Say, words: Wording) -> str:
    """A sentence with its facts put into words."""
    facts: dict[str, str] = {}
    for name, value in effect.facts.items():
        kind, _, key = name.partition(":")
        if kind == "label":
            facts[key] = words.label(draft, value)
        elif kind == "labels":
            facts[key] = ", ".join(words.label(draft, each) for each in value.split(","))
        elif kind == "value":
            facts["value" if effect.key == "remark.past" else key.removeprefix("period_")] = words.value(
                draft, key, value
            )
        elif kind == "type":
            facts[key] = words.type_name(value)
        elif kind == "example":
            field = draft.form.field(value)
            facts[key] = field.example[words.language] if field else ""
        elif kind == "choices":
            facts[key] = _offered(draft, value, words)
        elif kind == "name" and key:
            facts[key] = words.name(draft)
        elif kind == "duty":
            facts[key] = next((each.name[words.language] for each in draft.form.obligations if each.id == value), value)
        elif kind == "date":
            facts[key] = words.date(value)
        elif kind == "expects":
            expecting = draft.form.field(value)
            facts[key] = expecting.expects.remark[words.language] if expecting and expecting.expects else ""
        else:
            facts[name] = value
    return words(effect.key, **facts)


def _offered(draft: Draft, field_id: str, words: Wording) -> str:
    """What a field can be answered with, in words."""
    field = draft.form.field(field_id)
    labels = [each.label for each in _choices(draft, field, words) if each.id.startswith("set:")] if field else []
    return ", ".join(f"«{label}»" if words.language != "en" else f"“{label}”" for label in labels)


def _line(draft: Draft, effect: Noted, words: Wording) -> str:
    value = words.value(draft, effect.field, effect.value)
    if effect.derived:
        value = f"{value} ({words('noted.derived')})"
    label = words.label(draft, effect.field)
    if effect.old is not None:
        return words("noted.replaced", label=label, value=value, old=words.value(draft, effect.field, effect.old))
    return words("noted.line", label=label, value=value)


def question(draft: Draft, effect: AskField, words: Wording) -> str:
    """The question for a field."""
    field = draft.form.field(effect.field)
    if field is None:
        return words("begin.ask_type")
    if effect.follow_up:
        return words("ask.follow_up", example=field.example[words.language])
    if effect.edit:
        return words(
            "ask.edit", label=field.label[words.language], value=words.value(draft, field.id, draft.value(field.id))
        )
    text = _asked(draft, field, words)
    if draft.talk.suggested and field.id == "title":
        text += " " + words("ask.suggest", value=draft.talk.suggested)
    return words("ask.again", question=text) if effect.again else text


PAIRS = {"period_start": "period_end", "contact_name": "contact_email"}


def _asked(draft: Draft, field: Field, words: Wording) -> str:
    other = PAIRS.get(field.id)
    alone = other is not None and (
        draft.answered(other) or (field.id == "period_start" and draft.talk.months is not None)
    )
    return (field.ask_alone if alone and field.ask_alone else field.ask)[words.language]


def why(draft: Draft, field_id: str, words: Wording, rules: RuleLookup) -> tuple[str, list[Citation]]:
    """Why a field is asked, with the rule where a document says it."""
    field = draft.form.field(field_id)
    if field is None:
        return words("say.help"), []
    parts = [field.why[words.language]]
    rule = rules.find(field.rule, words.language) if field.rule else None
    if rule:
        parts.append(words("ask.why_rule", title=rule.title, quote=rule.quote))
    elif field.rule:
        parts.append(words("ask.why_unsaid"))
    parts.append(words("ask.why_example", example=field.example[words.language]))
    return " ".join(parts), [rule.citation] if rule else []


# Buttons


def _buttons(draft: Draft, effects: Sequence[Effect], words: Wording) -> list[Action]:
    if draft.status == "cancelled":
        return [Action("undo", words("action.undo"))]
    if draft.status == "submitted":
        return [Action("new", words("action.new"))]
    if draft.status == "paused":
        return [Action("resume", words("action.resume"), draft.id)]
    found: list[Action] = []
    if draft.type is None:
        found += [Action("type", kind.name[words.language].capitalize(), kind.id) for kind in request_types().values()]
    field = draft.form.field(draft.talk.asked or "")
    if field is not None and draft.talk.asked != TYPE_FIELD:
        found += [
            *_choices(draft, field, words),
            Action("skip", words("action.skip")),
            Action("why", words("action.why"), field.id),
        ]
        if draft.talk.path:
            found.append(Action("back", words("action.back")))
    if draft.status == "ready":
        found.append(Action("submit", words("action.submit"), content_digest(draft)))
        if optional(draft) and field is None:
            found.append(Action("more", words("action.more")))
    return [
        *found,
        Action("show", words("action.show")),
        Action("pause", words("action.pause")),
        Action("cancel", words("action.cancel")),
    ]


def _choices(draft: Draft, field: Field, words: Wording) -> Iterable[Action]:
    identity = f"set:{field.id}"
    if draft.talk.suggested and field.id == "title":
        yield Action(identity, words("action.use"), draft.talk.suggested)
    if field.id == "theme_area":
        yield from (Action(identity, area.names[words.language], area.id) for area in words.partnership.theme_areas)
    yield from (Action(identity, option.label[words.language], option.value) for option in field.options)
    if field.kind == "yes_no_unknown":
        yield from (Action(identity, words(f"value.{value}").capitalize(), value) for value in ("yes", "no", "unknown"))
        return
    if field.kind == "date":
        yield Action(identity, words("action.pick_date"))
    if field.kind == "period":
        yield Action(identity, words("action.pick_period"))
    if field.none_word:
        yield Action(identity, words("action.no_deadline" if field.kind == "date" else "action.none_of_them"), "none")
    yield Action("unknown", words("action.unknown"), field.id)


def sections(text: str) -> list[dict[str, Any]]:
    """A message as Block Kit sections, cut where Slack's limit of 3,000 characters needs it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    pieces = [escaped[start : start + SECTION_LENGTH] for start in range(0, len(escaped), SECTION_LENGTH)] or [""]
    return [{"type": "section", "text": {"type": "mrkdwn", "text": piece}} for piece in pieces if piece]
