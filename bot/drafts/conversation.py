"""The conversation about one draft, as a pure function: `advance(draft, reading, today) -> (draft, effects)`.

Ordinary code, no model and no I/O. Which draft is the active one, and what is looked up or saved, is the engine's business (`chat`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.drafts.asking import content_digest, next_field, optional, with_status
from bot.drafts.draft import Draft, FieldValue, Source
from bot.drafts.effects import AnswerQuestion, AskField, AskType, Effect, Say, Submit, Summary, Why
from bot.drafts.filling import fill, remarks, with_length
from bot.drafts.forms import TYPE_FIELD, request_types
from bot.drafts.reading.hits import Hit, Reading, Strength
from bot.drafts.reading.message import LONGEST_READ

Step = tuple[Draft, list[Effect]]
THEME_AREAS = frozenset(
    {"oppvekst_utdanning", "helse_velferd", "byutvikling_kultur", "innovasjon_omstilling", "unikom"}
)


def advance(
    draft: Draft, reading: Reading, today: date, *, theme_areas: frozenset[str] = THEME_AREAS, source: Source = "words"
) -> tuple[Draft, tuple[Effect, ...]]:
    """One step: the draft after a message, and what there is to say, ask, look up or save."""
    if draft.status == "submitted":
        return draft, (Say("say.already_submitted", {"number": draft.number or ""}), *_question(reading))
    if draft.status == "cancelled":
        return _cancelled(draft, reading)
    if reading.intent in INTENTS:
        after, effects = INTENTS[reading.intent](draft, reading)
    elif reading.chatter or reading.unread:
        after, effects = _aside(draft, reading)
    else:
        after, effects = _told(draft, reading, today, theme_areas, source)
    return with_status(after), tuple(effects)


def begin(
    draft: Draft, reading: Reading, today: date, *, theme_areas: frozenset[str] = THEME_AREAS
) -> tuple[Draft, tuple[Effect, ...]]:
    """The first step of a new draft: its type and what the opening message already says."""
    draft = replace(draft, type=reading.type, language=reading.language).with_talk(topic=reading.topic)
    opened: Effect = Say("begin.started", {"type:type": reading.type}) if reading.type else Say("begin.started_untyped")
    after, effects = advance(
        draft, replace(reading, type=None, intent=None, chatter=False, unread=False), today, theme_areas=theme_areas
    )
    way = (Say("begin.how"),) if reading.how else ()
    return after, (opened, *way, *(effect for effect in effects if effect != Say("noted.nothing")))


# What a message told


def _told(draft: Draft, reading: Reading, today: date, theme_areas: frozenset[str], source: Source) -> Step:
    before, effects = draft, list[Effect]()
    if reading.type and reading.type != draft.type and reading.type in request_types():
        draft = replace(draft, type=reading.type)
        effects.append(
            Say("begin.type_set" if before.type is None else "begin.type_changed", {"type:type": reading.type})
        )
    filled = fill(draft, reading.hits, theme_areas, source=source, vague=reading.vague)
    counted = with_length(filled.draft, reading.months)
    draft, changed = counted.draft, (*filled.changed, *counted.changed)
    effects += [*filled.effects, *counted.effects]
    if changed:
        undo = {name: before.fields.get(name) for name in changed}
        recent = tuple(dict.fromkeys((*reversed(changed), *draft.talk.recent)))
        draft = draft.with_talk(undo=undo, recent=recent, suggested=None)
        if draft.status == "paused":
            draft = replace(draft, status="collecting")
    asked = draft.talk.asked
    if reading.not_known and asked and asked != TYPE_FIELD and not draft.answered(asked):
        draft = draft.with_field(asked, FieldValue(None, "unknown"))
        effects.append(Say("noted.unknown", {"label:label": asked}))
    effects += remarks(before, draft, changed, today)
    if reading.cut:
        effects.append(Say("remark.long", {"count": str(LONGEST_READ)}))
    if reading.question:
        effects.append(AnswerQuestion(reading.question))
    elif not effects and reading.hits:
        effects.append(Say("noted.unchanged"))
    elif not effects and not reading.type:
        effects.append(Say("noted.nothing"))
    vague = reading.vague and draft.talk.asked in changed and draft.talk.asked not in draft.talk.followed_up
    if vague and draft.talk.asked:
        asked = draft.talk.asked
        return draft.with_talk(followed_up=(*draft.talk.followed_up, asked)), [
            *effects,
            AskField(asked, follow_up=True),
        ]
    return _go_on(draft, effects, again=bool(reading.question) and not changed)


def _go_on(draft: Draft, effects: list[Effect], *, again: bool = False) -> Step:
    """Ask what is still missing, or show the summary when nothing is."""
    if draft.status == "paused":
        return draft.with_talk(asked=None), effects or [Say("say.still_paused")]
    following = next_field(draft)
    left = TYPE_FIELD in draft.talk.followed_up  # "I don't know": the rest first, the type once more at the end
    if draft.type is None and (not left or (following is None and draft.talk.asked != TYPE_FIELD)):
        return draft.with_talk(asked=TYPE_FIELD, suggested=None), [*effects, AskType()]
    if following is not None:
        return _ask(draft, following, effects, again=again)
    was_ready = draft.status == "ready" and draft.talk.seen == content_digest(draft)
    if draft.talk.more:
        effects = [*effects, Say("say.no_more")]
        draft = draft.with_talk(more=False)
    if was_ready:
        return draft.with_talk(asked=None, suggested=None), effects
    return show(draft.with_talk(asked=None, suggested=None), [*effects, Say("say.ready_hint")])


def _ask(draft: Draft, field: str, effects: list[Effect], *, again: bool = False) -> Step:
    talk = draft.talk
    path = talk.path if talk.asked in {None, field, TYPE_FIELD} else tuple(dict.fromkeys((*talk.path, str(talk.asked))))
    suggested = talk.topic if field == "title" and talk.topic else None
    return draft.with_talk(asked=field, path=path, suggested=suggested), [*effects, AskField(field, again=again)]


def show(draft: Draft, effects: list[Effect]) -> Step:
    """The summary; what is seen now may be submitted."""
    return draft.with_talk(seen=content_digest(draft)), [*effects, Summary()]


def _aside(draft: Draft, reading: Reading) -> Step:
    """Small talk, or an answer that could not be read: the draft stays, the question is asked again."""
    effects: list[Effect] = [Say("remark.long", {"count": str(LONGEST_READ)})] if reading.cut else []
    asked = draft.talk.asked
    if reading.unread and not reading.chatter and asked and asked != TYPE_FIELD:
        return draft, [
            *effects,
            Say("ask.unread", {"example:example": asked}),
            AskField(asked),
        ]
    return _go_on(draft, [*effects, Say("say.chatter")], again=True)


def _question(reading: Reading) -> tuple[Effect, ...]:
    return (AnswerQuestion(reading.question),) if reading.question else ()


def _cancelled(draft: Draft, reading: Reading) -> tuple[Draft, tuple[Effect, ...]]:
    if reading.intent in {"undo", "resume"}:
        restored = with_status(replace(draft, status="collecting"))
        after, effects = _go_on(restored.with_talk(seen=None), [Say("say.restored")])
        return with_status(after), tuple(effects)
    return draft, _question(reading)


# Commands


def _pause(draft: Draft, reading: Reading) -> Step:
    return replace(draft, status="paused").with_talk(asked=None, suggested=None), [Say("say.paused")]


def _resume(draft: Draft, reading: Reading) -> Step:
    name = {"name:name": draft.id}
    if draft.status != "paused":
        return _go_on(draft, [Say("say.not_paused")], again=True)
    return _go_on(with_status(replace(draft, status="collecting")).with_talk(seen=None), [Say("say.resumed", name)])


def _show(draft: Draft, reading: Reading) -> Step:
    after, effects = show(draft, [])
    if draft.status == "paused" or draft.talk.asked is None:
        return after, effects
    return _go_on(after, effects, again=True)


def _cancel(draft: Draft, reading: Reading) -> Step:
    return replace(draft, status="cancelled").with_talk(asked=None, suggested=None), [Say("say.cancelled")]


def _undo(draft: Draft, reading: Reading) -> Step:
    if not draft.talk.undo:
        return _go_on(draft, [Say("noted.nothing_to_undo")], again=True)
    for name, value in draft.talk.undo.items():
        draft = draft.with_field(name, value)
    return _go_on(draft.with_talk(undo={}), [Say("noted.reverted")])


def _skip(draft: Draft, reading: Reading) -> Step:
    return _leave(draft, "skipped")


def _unknown(draft: Draft, reading: Reading) -> Step:
    return _leave(draft, "unknown")


def _leave(draft: Draft, mark: str) -> Step:
    """The asked field is skipped, or not known: it is not asked again."""
    asked = draft.talk.asked
    if asked == TYPE_FIELD:
        left = tuple(dict.fromkeys((*draft.talk.followed_up, TYPE_FIELD)))
        return _go_on(draft.with_talk(followed_up=left), [Say("begin.type_later")])
    if asked is None:
        return _go_on(draft, [Say("say.chatter")], again=True)
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
    return _go_on(draft, effects)


def _back(draft: Draft, reading: Reading) -> Step:
    path = list(draft.talk.path)
    while path and draft.form.field(path[-1]) is None:
        path.pop()
    if not path:
        return _go_on(draft, [Say("say.nothing_back")], again=True)
    known = draft.value(path[-1]) is not None
    if not known:  # skipped, or not known then: it is open again until it is answered or left once more
        draft = draft.with_field(path[-1], None)
    return draft.with_talk(asked=path[-1], path=tuple(path[:-1]), suggested=None), [AskField(path[-1], edit=known)]


def _edit(draft: Draft, reading: Reading) -> Step:
    target = reading.target or ""
    if draft.form.field(target) is None:
        return _go_on(draft, [Say("noted.nothing")], again=True)
    if draft.status == "paused":
        draft = replace(draft, status="collecting")
    return draft.with_talk(asked=target, suggested=None), [AskField(target, edit=draft.value(target) is not None)]


def _submit(draft: Draft, reading: Reading) -> Step:
    """Written words never submit; a click does, on what was seen."""
    core = [field.id for field in draft.form.fields if field.core and draft.value(field.id) is None]
    if draft.status != "ready" or core:
        after, effects = show(draft, [])
        missing = core or [next_field(draft) or TYPE_FIELD]
        effects.append(Say("say.missing_core", {"labels:labels": ",".join(missing)}))
        if core and draft.status == "ready":
            return after.with_talk(asked=core[0]), [*effects, AskField(core[0])]
        return _go_on(after, effects)
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
        _go_on(draft, [Why(asked)], again=True)
        if draft.talk.asked != asked
        else (draft, [Why(asked), AskField(asked, again=True)])
    )


def _help(draft: Draft, reading: Reading) -> Step:
    return _go_on(draft, [Say("say.help")], again=True)


def _yes(draft: Draft, reading: Reading) -> Step:
    asked, value = draft.talk.asked, draft.talk.suggested
    if asked and value:
        hits = (Hit(asked, value, 0, 0, Strength.ASKED),)
        return _told(draft, replace(reading, intent=None, hits=hits), date.min, THEME_AREAS, "click")
    if draft.status == "ready":
        return show(draft, [Say("say.submit_by_click")])
    return _go_on(draft, [], again=True)


def _no(draft: Draft, reading: Reading) -> Step:
    return _go_on(draft.with_talk(topic=None), [], again=True)


def _thats_all(draft: Draft, reading: Reading) -> Step:
    asked = draft.talk.asked
    if draft.talk.more:
        return _go_on(draft.with_talk(more=False, asked=None, seen=None), [])
    if asked and asked in draft.talk.followed_up and draft.value(asked):
        return _go_on(draft, [])
    return show(draft, []) if asked is None else _go_on(draft, [], again=True)


def _more(draft: Draft, reading: Reading) -> Step:
    if not optional(draft):
        return _go_on(draft, [Say("say.no_more")])
    return _go_on(draft.with_talk(more=True, seen=None), [])


def _retype(draft: Draft, reading: Reading) -> Step:
    kept = {field.id for field in replace(draft, type=reading.type).form.fields}
    fields = {name: value for name, value in draft.fields.items() if name in kept}
    changed = replace(draft, type=reading.type, fields=fields)
    return _go_on(changed, [Say("begin.type_changed", {"type:type": reading.type or ""})])


INTENTS: dict[str | None, Callable[[Draft, Reading], Step]] = {
    "pause": _pause, "resume": _resume, "show": _show, "cancel": _cancel, "undo": _undo, "skip": _skip, "unknown": _unknown,
    "back": _back, "edit": _edit, "submit": _submit, "why": _why, "help": _help, "yes": _yes, "no": _no, "thats_all": _thats_all,
    "more": _more, "retype": _retype,
}  # fmt: skip
