"""Steps of a conversation: taking what a message told, asking what is missing, showing what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.drafts.asking import content_digest, missing_core, next_field
from bot.drafts.draft import Draft, FieldValue, Source
from bot.drafts.effects import AnswerQuestion, AskField, AskType, Effect, Say, Summary
from bot.drafts.filling import fill, remarks, with_length
from bot.drafts.form_files import request_types
from bot.drafts.forms import TYPE_FIELD, Field, Kind
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.message import LONGEST_READ

CHOSEN: frozenset[Kind] = frozenset({"choice", "yes_no_unknown"})
Step = tuple[Draft, list[Effect]]
THEME_AREAS = frozenset(
    {"oppvekst_utdanning", "helse_velferd", "byutvikling_kultur", "innovasjon_omstilling", "unikom"}
)


def told(draft: Draft, reading: Reading, today: date, theme_areas: frozenset[str], source: Source) -> Step:
    before, effects = draft, list[Effect]()
    if reading.undecided:
        return draft, [Say("begin.type_differ"), AskType()]
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
    return go_on(draft, effects, again=bool(reading.question) and not changed)


def aside(draft: Draft, reading: Reading) -> Step:
    """Small talk, or an answer that could not be read: the draft stays, the question is asked again."""
    effects: list[Effect] = [Say("remark.long", {"count": str(LONGEST_READ)})] if reading.cut else []
    asked = draft.talk.asked
    field = draft.form.field(asked) if asked else None
    if reading.unread and field is not None and not (reading.chatter and field.kind not in CHOSEN):
        if asked in draft.talk.followed_up and not field.verbatim and not reading.chatter:
            left = draft.with_field(field.id, FieldValue(None, "unknown"))  # asked over once; not a third time
            return go_on(left, [*effects, Say("noted.unknown", {"label:label": field.id})])
        once = asked not in draft.talk.followed_up
        followed = draft.with_talk(followed_up=(*draft.talk.followed_up, field.id)) if once else draft
        return followed, [*effects, _asked_over(field), AskField(field.id)]
    return go_on(draft, [*effects, Say("say.chatter")], again=True)


def _asked_over(field: Field) -> Say:
    """What there is to choose from where something is chosen, what kind of day is meant where it is a date, else an example."""
    if field.kind in CHOSEN:
        return Say("ask.unread_choice", {"choices:choices": field.id})
    return Say(
        "ask.unread_day" if field.none_word and field.kind == "date" else "ask.unread", {"example:example": field.id}
    )


def go_on(draft: Draft, effects: list[Effect], *, again: bool = False) -> Step:
    """Ask what is still missing, or show the summary when nothing is."""
    if draft.status == "paused":
        return draft.with_talk(asked=None), effects or [Say("say.still_paused")]
    following = next_field(draft)
    left = TYPE_FIELD in draft.talk.followed_up  # "I don't know": the rest first, the type once more at the end
    if draft.type is None and (not left or (following is None and draft.talk.asked != TYPE_FIELD)):
        return draft.with_talk(asked=TYPE_FIELD, suggested=None), [*effects, AskType()]
    if following is not None:
        return ask(draft, following, effects, again=again)
    was_ready = draft.status in {"ready", "collecting"} and draft.talk.seen == content_digest(draft)
    if draft.talk.more:
        effects = [*effects, Say("say.no_more")]
        draft = draft.with_talk(more=False)
    if was_ready:
        return draft.with_talk(asked=None, suggested=None), effects
    core = missing_core(draft)
    hint = Say("say.missing_core", {"labels:labels": ",".join(core)}) if core else Say("say.ready_hint")
    return show(draft.with_talk(asked=None, suggested=None), [*effects, hint])


def ask(draft: Draft, field: str, effects: list[Effect], *, again: bool = False) -> Step:
    talk = draft.talk
    path = talk.path if talk.asked in {None, field, TYPE_FIELD} else tuple(dict.fromkeys((*talk.path, str(talk.asked))))
    suggested = talk.topic if field == "title" and talk.topic else None
    return draft.with_talk(asked=field, path=path, suggested=suggested), [*effects, AskField(field, again=again)]


def show(draft: Draft, effects: list[Effect]) -> Step:
    """The summary; what is seen now may be submitted."""
    return draft.with_talk(seen=content_digest(draft)), [*effects, Summary()]
