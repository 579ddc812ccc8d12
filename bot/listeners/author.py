"""The author's side of a submitted request: answering what the desk has asked, by writing in the thread or in a window."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot.blocks.elements import actions
from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note
from bot.blocks.request_card import section
from bot.drafts.desk import Refusal
from bot.drafts.deskwork import Case, DeskWork
from bot.drafts.outcome import Understood
from bot.events.types import Event, Message, Reply
from bot.listeners.desk_rows import follow_up
from bot.listeners.draft_replies import desk_blocks, slack_texts
from bot.services import Services


async def answered_by(services: Services, event: Event, understood: Understood) -> Reply | None:
    """The reply to a message that answers the desk; None where the desk waits for nothing, or the message is for the bot.

    A command or a new wish is for the bot. So is a question put to it by name; the person is reminded that the desk waits.
    """
    draft, reading = understood.state.draft, understood.reading
    if draft is None or draft.status != "submitted" or draft.owner != event.user:
        return None
    case: Case | None = await services.in_thread(_case, services, draft.id)
    if case is None or case.state.question is None:
        return None
    if reading.intent in {"list", "resume", "new"} or reading.starts or reading.chatter or event.kind == "mention":
        return None
    if reading.question and reading.question.strip() == event.text.strip():
        return _reminded(services, case)
    return answer(services, case.number, event.user, event.text)


def _case(services: Services, draft_id: str) -> Case | None:
    with services.drafting.store.snapshot() as connection:
        return DeskWork(services.drafting.store).of_draft(connection, draft_id)


def _reminded(services: Services, case: Case) -> Reply:
    """A message that may be a question to the bot or back to the desk: the person chooses."""
    language = case.document["language"]
    text = slack_texts()("author.waits", language, number=case.number)
    blocks = [section(inert(text)), *actions([desk_blocks(services, language).answer(case.number)])]
    return Reply((Message(text, tuple(blocks)),))


def answer(services: Services, number: str, user: str, text: str) -> Reply:
    """The author's answer, on its way to the desk. Only the author's counts."""

    def decide(connection: Connection) -> Reply:
        work = DeskWork(services.drafting.store)
        before = work.case(connection, number, lock=True)
        language: Any = before.document["language"]
        if before.request.author != user:
            return Reply((note(slack_texts()("note.not_yours", language), "person"),))
        done = work.act(connection, number, "answer", user, text)
        if isinstance(done, Refusal):
            return Reply((note(slack_texts()("author.no_question", language, number=number), "person"),))
        follow_up(services, connection, done[0], "answer", user, text)
        return Reply((note(slack_texts()("author.answered", language)),))

    return Reply(decide=decide)
