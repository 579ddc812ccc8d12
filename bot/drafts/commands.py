"""What a command does to a draft: pause, show, skip, back, undo, submit, why, and the plain yes and no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.drafts.asking import content_digest, missing_core, next_field, optional, with_status
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.effects import AskField, Effect, Say, Submit, Why
from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading.hits import Hit, Reading, Strength
from bot.drafts.steps import THEME_AREAS, Step, go_on, show, told


def _pause(draft: Draft, reading: Reading) -> Step:
    return replace(draft, status="paused").with_talk(asked=None, suggested=None), [Say("say.paused")]


def _resume(draft: Draft, reading: Reading) -> Step:
    name = {"name:name": draft.id}
    if draft.status != "paused":
        return go_on(draft, [Say("say.not_paused")], again=True)
    return go_on(with_status(replace(draft, status="collecting")).with_talk(seen=None), [Say("say.resumed", name)])


def _show(draft: Draft, reading: Reading) -> Step:
    after, effects = show(draft, [])
    if draft.status == "paused" or draft.talk.asked is None:
        return after, effects
    return go_on(after, effects, again=True)


def _cancel(draft: Draft, reading: Reading) -> Step:
    return replace(draft, status="cancelled").with_talk(asked=None, suggested=None), [Say("say.cancelled")]


def _undo(draft: Draft, reading: Reading) -> Step:
    if not draft.talk.undo:
        return go_on(draft, [Say("noted.nothing_to_undo")], again=True)
    for name, value in draft.talk.undo.items():
        draft = draft.with_field(name, value)
    return go_on(draft.with_talk(undo={}), [Say("noted.reverted")])


def _skip(draft: Draft, reading: Reading) -> Step:
    return _leave(draft, "skipped")


def _unknown(draft: Draft, reading: Reading) -> Step:
    return _leave(draft, "unknown")


def _leave(draft: Draft, mark: str) -> Step:
    """The asked field is skipped, or not known: it is not asked again."""
    asked = draft.talk.asked
    if asked == TYPE_FIELD:
        left = tuple(dict.fromkeys((*draft.talk.followed_up, TYPE_FIELD)))
        return go_on(draft.with_talk(followed_up=left), [Say("begin.type_later")])
    if asked is None:
        return go_on(draft, [Say("say.chatter")], again=True)
    effects: list[Effect] = []
    if draft.value(asked) is None:
        field = draft.form.field(asked)
        value = "unknown" if mark == "unknown" and field is not None and field.kind == "yes_no_unknown" else None
        marked = FieldValue(value, "unknown" if mark == "unknown" else "skipped")
        draft = draft.with_field(asked, marked).with_talk(undo={asked: None})
        effects.append(Say(f"noted.{mark}", {"label:label": asked}))
        if (
            asked == "period_start"
            and mark == "unknown"
            and not draft.answered("period_end")
            and draft.talk.months is None
        ):
            draft = draft.with_field("period_end", FieldValue(None, "unknown"))
    return go_on(draft, effects)


def _back(draft: Draft, reading: Reading) -> Step:
    path = list(draft.talk.path)
    while path and draft.form.field(path[-1]) is None:
        path.pop()
    if not path:
        return go_on(draft, [Say("say.nothing_back")], again=True)
    known = draft.value(path[-1]) is not None
    if not known:  # skipped, or not known then: it is open again until it is answered or left once more
        draft = draft.with_field(path[-1], None)
    return draft.with_talk(asked=path[-1], path=tuple(path[:-1]), suggested=None), [AskField(path[-1], edit=known)]


def _edit(draft: Draft, reading: Reading) -> Step:
    target = reading.target or ""
    if draft.form.field(target) is None:
        return go_on(draft, [Say("noted.nothing")], again=True)
    if draft.status == "paused":
        draft = replace(draft, status="collecting")
    return draft.with_talk(asked=target, suggested=None), [AskField(target, edit=draft.value(target) is not None)]


def _submit(draft: Draft, reading: Reading) -> Step:
    """Written words never submit; a click does, on what was seen."""
    core = missing_core(draft)
    if draft.status != "ready" or core:
        after, effects = show(draft, [])
        missing = core or (next_field(draft) or TYPE_FIELD,)
        effects.append(Say("say.missing_core", {"labels:labels": ",".join(missing)}))
        if core and next_field(draft) is None:
            return after.with_talk(asked=core[0]), [*effects, AskField(core[0])]
        return go_on(after, effects)
    if reading.target != "click":
        return show(draft, [Say("say.submit_by_click")])
    if draft.talk.seen != content_digest(draft):
        return show(draft, [Say("say.look_first")])
    return draft, [Submit()]


def _why(draft: Draft, reading: Reading) -> Step:
    asked = reading.target or draft.talk.asked
    if not asked or draft.form.field(asked) is None:
        return _help(draft, reading)
    return (
        go_on(draft, [Why(asked)], again=True)
        if draft.talk.asked != asked
        else (draft, [Why(asked), AskField(asked, again=True)])
    )


def _wait(draft: Draft, reading: Reading) -> Step:
    """Somebody needs a moment: nothing is asked again meanwhile."""
    return draft, [Say("say.wait")]


def _help(draft: Draft, reading: Reading) -> Step:
    return go_on(draft, [Say("say.help")], again=True)


def _yes(draft: Draft, reading: Reading) -> Step:
    asked, value = draft.talk.asked, draft.talk.suggested
    if asked and value:
        hits = (Hit(asked, value, 0, 0, Strength.ASKED),)
        return told(draft, replace(reading, intent=None, hits=hits), date.min, THEME_AREAS, "click")
    if draft.status == "ready":
        return show(draft, [Say("say.submit_by_click")])
    return go_on(draft, [], again=True)


def _no(draft: Draft, reading: Reading) -> Step:
    return go_on(draft.with_talk(topic=None), [], again=True)


def _thats_all(draft: Draft, reading: Reading) -> Step:
    asked = draft.talk.asked
    if draft.talk.more:
        return go_on(draft.with_talk(more=False, asked=None, seen=None), [])
    if asked and asked in draft.talk.followed_up and draft.value(asked):
        return go_on(draft, [])
    return show(draft, []) if asked is None else go_on(draft, [], again=True)


def _more(draft: Draft, reading: Reading) -> Step:
    if not optional(draft):
        return go_on(draft, [Say("say.no_more")])
    return go_on(draft.with_talk(more=True, seen=None), [])


def _retype(draft: Draft, reading: Reading) -> Step:
    kept = {field.id for field in replace(draft, type=reading.type).form.fields}
    fields = {name: value for name, value in draft.fields.items() if name in kept}
    changed = replace(draft, type=reading.type, fields=fields)
    return go_on(changed, [Say("begin.type_changed", {"type:type": reading.type or ""})])


INTENTS: dict[str | None, Callable[[Draft, Reading], Step]] = {
    "pause": _pause, "resume": _resume, "show": _show, "cancel": _cancel, "undo": _undo, "skip": _skip, "unknown": _unknown,
    "back": _back, "edit": _edit, "submit": _submit, "why": _why, "help": _help, "yes": _yes, "no": _no, "thats_all": _thats_all,
    "more": _more, "retype": _retype, "wait": _wait,
}  # fmt: skip
