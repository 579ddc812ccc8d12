"""Mentions, direct messages and follow-ups in threads: a question, and its answer in the thread."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from typing import Any

from bot.blocks.answer import answer_messages
from bot.blocks.notes import help_message
from bot.events.classify import LONGEST_QUESTION
from bot.events.types import Effects, Event, Handler, Reply, Target
from bot.listeners.notices import with_notice
from bot.services import Services
from knowledge.answering.contract import citation_line
from knowledge.library_answers import answer_given
from knowledge.types import Answer, Language, Question, Turn

HELP = {"hjelp", "help", "?", "hjælp", "hei", "hello", "hallo", "hi", ""}
PASSAGES_KEPT = 6


def register(routes: dict[str, Handler], services: Services) -> None:
    """The three ways to ask in a conversation, and choosing what a question too vague meant."""

    async def asked(event: Event) -> Reply:
        return await reply_to(event, services, "thread")

    for kind in ("mention", "direct", "follow_up", "action:answer.choose"):
        routes[kind] = asked


def wants_help(text: str) -> bool:
    """Whether the message only asks for help, or says nothing but hello."""
    return text.strip().strip("!.?, «»\"'").lower() in HELP or text.strip() == "?"


async def reply_to(event: Event, services: Services, to: Target) -> Reply:
    """Help, or the answer to the question; with the notice for whom it is the first time."""
    if wants_help(event.text):
        language: Language = "en" if event.text.strip().lower().startswith(("help", "hello", "hi")) else "nb"
        message = help_message(services.texts, language, services.partnership, services.own.user, to)
        return await with_notice(event, services, language, Reply((message,)), to)
    answer, noted = await ask(event, services)
    messages = answer_messages(answer, event.id, services.texts, to, desk=services.desk is not None)
    reply = Reply(messages, answer.text, keep_of(answer), noted)
    return await with_notice(event, services, answer.language, reply, to)


async def ask(event: Event, services: Services) -> tuple[Answer, Effects]:
    """The answer to the event's question in the light of the thread, and what the library notes of it with the reply.

    What a model has written and was checked is shown meanwhile; all of it has been sent before the answer takes its place.
    """
    loop, sent, over = asyncio.get_running_loop(), list[Future[None]](), threading.Event()

    async def written(part: Answer) -> None:
        if not over.is_set():  # nothing more is begun for an event that was given up or given back
            await services.written(event, part)

    def show(part: Answer) -> None:
        sent.append(asyncio.run_coroutine_threadsafe(written(part), loop))

    def work() -> tuple[Answer, Effects]:
        history: tuple[Turn, ...] = services.memory.history(event)
        answer = services.answers.answer(Question(event.text[:LONGEST_QUESTION], history), services.today(), show)
        return answer, answer_given(services.memory.engine, answer, event.id)

    try:
        answered: tuple[Answer, Effects] = await services.in_thread(work)
        await _all(sent)
    finally:
        over.set()
        await _all(sent)
    return answered


async def _all(sent: list[Future[None]]) -> None:
    await asyncio.gather(*map(asyncio.wrap_future, sent), return_exceptions=True)


def keep_of(answer: Answer) -> dict[str, Any]:
    """What the buttons under the answer need later: where each quote stands, with the whole passage around it."""
    passages = {passage.chunk.id: passage.text for passage in answer.passages}
    kept = [
        {
            "title": citation.title,
            "section": list(citation.section),
            "page": citation.page,
            "url": citation.url,
            "valid_from": citation.valid_from,
            "valid_to": citation.valid_to,
            "status": citation.status,
            "quote": citation.quote,
            "passage": passages.get(citation.chunk_id or -1, citation.quote),
        }
        for citation in answer.citations[:PASSAGES_KEPT]
    ]
    return {
        "sources": kept,
        "citations": [citation_line(citation) for citation in answer.citations],
        "language": answer.language,
        "generation": answer.generation,
        "abstained": answer.abstained,
    }
