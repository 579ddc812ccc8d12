"""The conversation about one draft, as a pure function: `advance(draft, reading, today) -> (draft, effects)`.

Ordinary code, no model and no I/O. Which draft is the active one, and what is looked up or saved, is the engine's business (`chat`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.drafts.asking import with_status
from bot.drafts.commands import INTENTS
from bot.drafts.draft import Draft, Source
from bot.drafts.effects import AnswerQuestion, Effect, Noted, Say
from bot.drafts.reading.hits import Reading
from bot.drafts.steps import THEME_AREAS, Step, aside, go_on, told

NOTHING_NOTED = (Say("noted.nothing"), Say("noted.unchanged"))  # what a first message need not be told


def advance(
    draft: Draft, reading: Reading, today: date, *, theme_areas: frozenset[str] = THEME_AREAS, source: Source = "words"
) -> tuple[Draft, tuple[Effect, ...]]:
    """One step: the draft after a message, and what there is to say, ask, look up or save."""
    if draft.status == "submitted":
        return draft, (Say("say.already_submitted", {"number": draft.number or ""}), *_question(reading))
    if draft.status == "cancelled":
        return _cancelled(draft, reading)
    if reading.intent in {"pause", "resume"} and reading.hits:
        after, effects = _told_beside(draft, reading, today, theme_areas)
    elif reading.intent in INTENTS:
        after, effects = INTENTS[reading.intent](draft, reading)
    elif reading.chatter or reading.unread:
        after, effects = aside(draft, reading)
    else:
        after, effects = told(draft, reading, today, theme_areas, source)
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
    return after, (opened, *way, *(effect for effect in effects if effect not in NOTHING_NOTED))


def _told_beside(draft: Draft, reading: Reading, today: date, theme_areas: frozenset[str]) -> Step:
    """A pause or a return with fields told beside it: they are noted first."""
    plain = replace(reading, intent=None)
    if reading.intent == "resume":
        opened, said = INTENTS["resume"](draft, reading)
        after, noted = told(opened, plain, today, theme_areas, "words")
        return after, [*(effect for effect in said if isinstance(effect, Say)), *noted]
    after, noted = told(draft, plain, today, theme_areas, "words")
    rested, said = INTENTS["pause"](after, reading)
    return rested, [*(effect for effect in noted if isinstance(effect, Noted | Say)), *said]


def _question(reading: Reading) -> tuple[Effect, ...]:
    return (AnswerQuestion(reading.question),) if reading.question else ()


def _cancelled(draft: Draft, reading: Reading) -> tuple[Draft, tuple[Effect, ...]]:
    if reading.intent in {"undo", "resume"}:
        restored = with_status(replace(draft, status="collecting"))
        after, effects = go_on(restored.with_talk(seen=None), [Say("say.restored")])
        return with_status(after), tuple(effects)
    if reading.intent in {"cancel", "yes"}:
        return draft, (Say("say.cancelled"),)
    return draft, _question(reading)
