"""The desk: submitted requests arrive as cards; take, ask back, route, accept, decline. What is done there reaches the author."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.blocks.desk_card import SURE, DeskBlocks, Earlier, person
from bot.blocks.notes import note
from bot.blocks.request_card import section
from bot.drafts.desk import DeskAction, Refusal
from bot.drafts.deskwork import Case, DeskWork
from bot.drafts.places import Place
from bot.drafts.reworded import in_language
from bot.events.types import Effects, Event, Handler, Message, Reply
from bot.listeners.author import answer
from bot.listeners.desk_files import enqueue_copies
from bot.listeners.desk_rows import CARD, NOTE, follow_up
from bot.listeners.draft_replies import desk_blocks, slack_texts
from bot.services import Services
from knowledge.errors import NotFound
from knowledge.types import Language

ACTIONS: dict[str, DeskAction] = {"take": "take", "route": "route", "accept": "accept", SURE: "accept"}
TEXTS: dict[str, DeskAction] = {"ask": "ask", "decline": "decline"}


def register(routes: dict[str, Handler], services: Services) -> None:
    """The cards, the buttons on them, and the notes that follow."""

    async def arrived(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_card, services, event)
        return reply

    async def changed(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_changed, services, event)
        return reply

    async def told(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_told, services, event)
        return reply

    async def pressed(event: Event) -> Reply:
        action, number = [*str(event.payload.get("about")).split("|"), ""][:2]
        if action not in ACTIONS:
            return Reply()
        text = str(event.payload.get("value") or "") if action == "route" else ""
        return act(services, event, number, ACTIONS[action], text, sure=action == SURE)

    async def written(event: Event) -> Reply:
        which, number = str(event.payload["which"]), str(event.payload["number"])
        if which == "answer":
            return answer(services, number, event.user, event.text)
        return act(services, event, number, TEXTS[which], event.text)

    routes["desk.card"] = arrived
    routes[CARD] = changed
    routes[NOTE] = told
    routes["action:desk_do"] = pressed
    routes["desk.written"] = written


def card_posted(services: Services) -> Any:
    """Where a card stands, written down with its row's completion, together with the copies of attachments that belong under it."""

    def noting(event: Event, ts: str) -> Effects:
        def effects(connection: Connection) -> None:
            number, card = str(event.payload["number"]), Place(event.channel, ts)
            DeskWork(connection).add_card(number, card)
            enqueue_copies(services, connection, number, card)

        return effects

    return noting


def act(
    services: Services, event: Event, number: str, action: DeskAction, text: str = "", *, sure: bool = False
) -> Reply:
    """One action, by someone who may: who sees the desk's channel, or the adviser whom it was passed to."""

    def decide(connection: Connection) -> Reply:
        work, language = DeskWork(connection), services.desk_language
        try:
            case = work.case(number, lock=True)
        except NotFound:
            return Reply((note(slack_texts()("note.gone", language), "person"),))
        if not may_act(services, event.channel, event.user, case):
            return Reply((note(slack_texts()("desk.denied", language), "person"),))
        done = work.act(number, action, event.user, text, sure=sure)
        if isinstance(done, Refusal):
            blocks = desk_blocks(services, language)
            told = note(blocks.desk(f"refused.{done.key}", language), "person")
            return Reply((replace(told, blocks=(*told.blocks, *blocks.all_the_same(done.key, number, case.state))),))
        follow_up(services, connection, done[0], action, event.user, text)
        return Reply()

    return Reply(decide=decide)


def may_act(services: Services, channel: str, user: str, case: Case) -> bool:
    """Whether a click in a channel counts: the desk's own, or the adviser's conversation with the bot."""
    return (services.desk is not None and channel == services.desk) or (user == case.state.adviser)


# Cards and notes


def _card(services: Services, event: Event) -> Reply:
    intro = None
    if event.payload.get("who"):
        who = person(str(event.payload["who"]))
        intro = slack_texts()("desk.passed_to_you", services.desk_language, who=who)
    return Reply((_message(services, str(event.payload["number"]), intro),))


def _message(services: Services, number: str, intro: str | None = None, edit: bool = False) -> Message:
    case, earlier = _read(services, number)
    blocks = desk_blocks(services, services.desk_language)
    title = case.document["title"] or slack_texts()("card.untitled", services.desk_language)
    similar = [Earlier(each.number, str(each.document["title"] or ""), blocks.status(each.state)) for each in earlier]
    adviser = _adviser(services, case)
    document = in_language(case.document, services.drafting.records.wording(services.desk_language))
    card = blocks.card(document, case.state, similar, adviser, intro)
    text = blocks.desk("desk.arrived", services.desk_language, number=number, title=title)
    return Message(note(text).text, tuple(card), "edit" if edit else "thread")


def _read(services: Services, number: str) -> tuple[Case, list[Case]]:
    with services.drafting.store.snapshot() as connection:
        work = DeskWork(connection)
        case = work.case(number)
        return case, work.similar(case)


def _adviser(services: Services, case: Case) -> str | None:
    area = next((field["value"] for field in case.document["fields"] if field["id"] == "theme_area"), None)
    return services.advisers.get(str(area))


def _changed(services: Services, event: Event) -> Reply:
    """A card's new face, and what happened as a line in its thread."""
    payload = event.payload
    blocks: DeskBlocks = desk_blocks(services, services.desk_language)
    text = blocks.done(str(payload["action"]), str(payload["who"]), str(payload["text"]))
    said = Message(text, (section(text),))
    return Reply((_message(services, str(payload["number"]), edit=True), said))


def _told(services: Services, event: Event) -> Reply:
    """What the desk did, told to the author in the draft's own thread and language."""
    payload = event.payload
    case, _ = _read(services, str(payload["number"]))
    language: Language = case.document["language"]
    blocks = desk_blocks(services, language).told(
        str(payload["action"]), case.number, str(payload["who"]), str(payload["text"])
    )
    text = "\n".join(str(block["text"]["text"]) for block in blocks if block["type"] == "section")
    return Reply((Message(text, tuple(blocks)),))
