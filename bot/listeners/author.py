"""The author's side of a submitted request: answering what the desk has asked, by writing in the thread or in a window."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection

from bot.blocks.elements import actions
from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note
from bot.blocks.request_card import section
from bot.drafts.desk import Refusal
from bot.drafts.deskwork import Case, DeskWork
from bot.drafts.outcome import Understood
from bot.events.classify import QUESTION
from bot.events.types import Event, Handler, Message, Reply
from bot.listeners.desk_rows import follow_up
from bot.listeners.draft_replies import desk_blocks, slack_texts
from bot.services import Services

SMALL_TALK = 300  # characters; what is longer is an answer, whatever it reads like


async def answered_by(services: Services, event: Event, understood: Understood, asking: Handler) -> Reply | None:
    """The reply to a message while the desk waits for the author's answer; None where it does not, or the message is a command.

    What reads as a question is answered from the documents, with a reminder that the desk waits and the button to answer it.
    """
    draft, reading = understood.state.draft, understood.reading
    if draft is None or draft.status != "submitted" or draft.owner != event.user:
        return None
    case: Case | None = await services.in_thread(_case, services, draft.id)
    if case is None or case.state.question is None:
        return None
    if (
        reading.intent in {"list", "resume", "new", "status"}
        or reading.starts
        or (reading.chatter and len(event.text) <= SMALL_TALK)
        or event.kind == "mention"
    ):
        return None
    if only_asks(event.text):
        return (await asking(event)).followed_by(_reminder(services, case))
    return answer(services, case.number, event.user, event.text)


def only_asks(text: str) -> bool:
    """Whether every sentence of a message is a question: "Nei, ikke ennå. Er det nødvendig?" answers too, and goes to the desk whole."""
    sentences = [each for each in re.findall(r"[^.!?\n]+[.!?\n]*", text) if re.search(r"\w", each)]
    told = [each for each in sentences if not QUESTION.search(each) and len(re.findall(r"\w+", each)) > 1]
    return bool(sentences) and not told


def _case(services: Services, draft_id: str) -> Case | None:
    with services.drafting.store.snapshot() as connection:
        return DeskWork(connection).of_draft(draft_id)


def _reminder(services: Services, case: Case) -> Message:
    language = case.document["language"]
    text = slack_texts()("author.waits", language, number=case.number)
    blocks = [section(inert(text)), *actions([desk_blocks(services, language).answer(case.number)])]
    return Message(text, tuple(blocks))


def answer(services: Services, number: str, user: str, text: str) -> Reply:
    """The author's answer, on its way to the desk. Only the author's counts."""

    def decide(connection: Connection) -> Reply:
        work = DeskWork(connection)
        before = work.case(number, lock=True)
        language: Any = before.document["language"]
        if before.request.author != user:
            return Reply((note(slack_texts()("note.not_yours", language), "person"),))
        done = work.act(number, "answer", user, text)
        if isinstance(done, Refusal):
            return Reply((note(slack_texts()("author.no_question", language, number=number), "person"),))
        follow_up(services, connection, done[0], "answer", user, text)
        return Reply((note(slack_texts()("author.answered", language)),))

    return Reply(decide=decide)
