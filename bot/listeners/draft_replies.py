"""A turn of drafting as a reply: its messages, and the rows that follow from it, written in the transaction of the draft's change."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection

from bot.blocks.answer import answer_messages
from bot.blocks.desk_card import DeskBlocks
from bot.blocks.drafting import DraftingBlocks
from bot.blocks.elements import actions, button
from bot.blocks.limits import MESSAGE_TEXT, SECTION_TEXT, pack, split_text
from bot.blocks.mrkdwn import inert
from bot.blocks.request_card import Block, section
from bot.drafts.draft import Draft
from bot.drafts.effects import Say
from bot.drafts.outcome import Outcome, Part, parts_of
from bot.drafts.replies import Action, render
from bot.events.inbox import enqueue
from bot.events.types import Event, Incoming, Message, Reply
from bot.listeners.asking import keep_of
from bot.listeners.tidying import MARK, tidy_up
from bot.services import Services
from knowledge.library_answers import answer_given
from knowledge.texts import Texts
from knowledge.types import Answer, Language

SUBMITTED, ALREADY = "say.submitted", "say.already_submitted"
DAY_SECONDS = 86_400.0


def desk_blocks(services: Services, language: Language = "nb") -> DeskBlocks:
    """The desk's blocks in a language."""
    return DeskBlocks(slack_texts(), Texts.load("bot.texts", "drafts_desk.toml"), language)


def slack_texts() -> Texts:
    """What drafting says in Slack alone."""
    return Texts.load("bot.texts", "drafts_slack.toml")


def reply_of(services: Services, event: Event, outcome: Outcome, connection: Connection) -> Reply:
    """The reply to a turn, with its rows. Nothing is said where the turn is for somebody else."""
    if outcome.way == "silent":
        return Reply()
    _follow_up(services, event, outcome, connection)
    closed = outcome.turned.draft is not None and not outcome.turned.draft.is_open
    tidy_up(services, connection, event, outcome.understood.state.conversation, closed)
    said = [effect for effect in outcome.turned.effects if isinstance(effect, Say)]
    if any(effect.key == ALREADY for effect in said) and outcome.understood.line.text is None:
        return Reply((already_sent(outcome),))  # the tenth click on "submit" is told to the person alone
    blocks = _blocks(services, event, outcome)
    text = _notification(outcome, blocks)
    packed = pack(blocks)
    messages = [Message(text if number == 0 else "…", tuple(part)) for number, part in enumerate(packed) if part]
    answer = outcome.understood.answer
    keep = keep_of(answer) if outcome.asked and isinstance(answer, Answer) else {}
    keep |= {} if closed else {MARK: True}  # a receipt keeps its buttons
    noted = (
        answer_given(services.memory.engine, answer, event.id) if outcome.asked and isinstance(answer, Answer) else None
    )
    return Reply(tuple(messages), keep=keep, effects=noted)


def already_sent(outcome: Outcome) -> Message:
    """That it has been sent, to the person alone."""
    draft, words = outcome.turned.draft, outcome.turned.words
    text = slack_texts()("note.sent_already", words.language, number=(draft.number if draft else None) or "")
    return Message(text, (section(inert(text)),), "person")


def _blocks(services: Services, event: Event, outcome: Outcome) -> list[Block]:
    turned, texts = outcome.turned, slack_texts()
    language = turned.words.language
    draft = turned.draft or Draft(id="", owner=event.user)
    blocks = _answer(services, event, outcome) if outcome.asked else []
    for text in turned.messages:
        blocks += [section(piece) for piece in split_text(inert(text), SECTION_TEXT)]
    effects = [
        effect for effect in turned.effects if not (isinstance(effect, Say) and effect.key in {SUBMITTED, "noted.head"})
    ]
    parts: list[Part] = parts_of(draft, effects, turned.words, services.drafting.rules, outcome.understood.today)
    if draft.status == "submitted" and len(effects) < len(turned.effects):
        blocks += desk_blocks(services, language).receipt(draft.number or "", draft.id, services.desk is not None)
    offered = [*turned.actions, *_offered(services, outcome, draft)]
    blocks += DraftingBlocks(draft, texts, language).blocks(parts, offered)
    return blocks or [section(inert(turned.words("say.chatter")))]


def _offered(services: Services, outcome: Outcome, draft: Draft) -> list[Action]:
    turned = outcome.turned
    if not turned.effects or turned.draft is None:
        return []
    shown = render(draft, turned.effects, turned.words, services.drafting.rules)
    return [action for action in shown.actions if action.id != "edit"]  # those have their own buttons


def _answer(services: Services, event: Event, outcome: Outcome) -> list[Block]:
    """The answer to a question in between, with the button that shows where it stands."""
    answer, words = outcome.understood.answer, outcome.turned.words
    if not isinstance(answer, Answer):
        return [section(inert(answer or words("say.no_answer")))]
    blocks: list[Block] = [
        dict(block)
        for message in answer_messages(answer, event.id, services.texts, "response")
        for block in message.blocks
    ]
    if answer.citations:
        label = services.texts("button.sources", answer.language)
        blocks += actions([button("answer.sources", label, event.id)])
    return [*blocks, {"type": "divider"}]


def _notification(outcome: Outcome, blocks: list[Block]) -> str:
    """What a notification and a screen reader give: the reply's own words, in order."""
    texts = [
        inert(block["text"]["text"]) if block["type"] == "header" else str(block["text"]["text"])
        for block in blocks
        if block["type"] in {"section", "header"} and "text" in block
    ]
    return (split_text("\n".join(texts), MESSAGE_TEXT) or ["…"])[0]


# What follows from a turn


def _follow_up(services: Services, event: Event, outcome: Outcome, connection: Connection) -> None:
    draft, before = outcome.turned.draft, outcome.understood.state.draft
    if draft is None:
        return
    if (before is None or before.id != draft.id) and draft.is_open:
        enqueue(connection, reminder_row(services, "draft", draft.id, 0, time.time()))
    if any(isinstance(effect, Say) and effect.key == SUBMITTED for effect in outcome.turned.effects):
        number = str(draft.number)
        enqueue(connection, reminder_row(services, "request", number, 0, time.time()))
        if services.desk is not None:
            enqueue(connection, card_row(event.team, services.desk, number))


def card_row(team: str, channel: str, number: str, **more: Any) -> Incoming:
    """The row that posts a request's card; once for each channel."""
    payload = {"team": team, "channel": channel, "number": number} | more
    return Incoming(f"desk.card:{channel}:{number}", "desk.card", f"desk:{number}", 0.0, payload)


def reminder_row(services: Services, kind: str, identity: str, turn: int, touched: float) -> Incoming:
    """A line of the timetable: look at a draft or request again when it has rested for the days of the setting."""
    due = touched + services.settings.reminder_days * DAY_SECONDS
    payload = {"team": services.own.team, "of": kind, "id": identity, "turn": turn}
    return Incoming(f"remind:{kind}:{identity}:{turn}", "remind", f"remind:{identity}", due, payload, due=due)
