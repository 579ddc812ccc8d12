"""A request's attachments at the desk: each is copied into the thread of its card, and what could not be copied is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot.blocks.notes import note
from bot.drafts.compound import files
from bot.drafts.deskwork import Case, DeskWork
from bot.drafts.form_files import form_of
from bot.drafts.places import Place
from bot.events.inbox import enqueue
from bot.events.types import Event, Handler, Incoming, Message, Reply
from bot.handed_files import FAILED, LARGEST
from bot.listeners.draft_replies import slack_texts
from bot.services import Services
from knowledge.types import Language

COPY = "desk.file"


def register(routes: dict[str, Handler], services: Services) -> None:
    """The rows of copies and of what is told of them."""

    async def wanted(event: Event) -> Reply:
        return Reply((Message(str(event.payload["title"]), (), "file", event.payload["file"]),))

    async def failed(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_failed, services, event)
        return reply

    routes[COPY] = wanted
    routes[FAILED] = failed


def enqueue_copies(services: Services, connection: Connection, number: str, card: Place) -> None:
    """A row for each attachment that lies in Slack, once for each card. The author is told of failures at the desk only."""
    case = DeskWork(connection).case(number)
    for position, (name, identity) in enumerate(_attached(case), 1):
        title = slack_texts()("file.title", services.desk_language, number=number, position=position, name=name)
        file: dict[str, Any] = {"handed": identity, "name": name, "title": title, "owner": case.request.author}
        file |= {"number": number}
        if card.channel == services.desk:
            file |= {"author": {"channel": case.author.channel, "thread_ts": case.author.thread}}
        payload = {"team": services.own.team, "channel": card.channel, "thread_ts": card.thread, "title": title}
        identity = f"{COPY}:{card.channel}:{number}:{position}"
        enqueue(connection, Incoming(identity, COPY, f"{COPY}:{number}", 0.0, payload | {"file": file}))


def _attached(case: Case) -> list[tuple[str, str]]:
    """The request's files with their ids in Slack; a name that was only written is none."""
    form = form_of(case.document["type"])
    kinds = {field.id for field in form.fields if field.kind == "file"}
    values = [field["value"] for field in case.document["fields"] if field["id"] in kinds and field["value"]]
    return [(each.name, each.id) for value in values for each in files(value) if each.id]


def _failed(services: Services, event: Event) -> Reply:
    payload, texts = event.payload, slack_texts()
    language: Language = services.desk_language
    if payload["to"] == "author":
        with services.drafting.store.snapshot() as connection:
            language = DeskWork(connection).case(str(payload["number"])).document["language"]
    why = texts(f"file.{payload['why']}", language, limit=LARGEST // (1024 * 1024))
    facts = {"number": payload["number"], "name": payload["name"], "why": why}
    return Reply((note(texts(f"file.failed_{payload['to']}", language, **facts)),))
