"""The app's Home tab: one's drafts and requests, what the bot can do, and how to ask. Published anew each time someone opens it."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.home import Mine, home_blocks
from bot.blocks.limits import MODAL_BLOCKS
from bot.blocks.notes import help_message
from bot.blocks.request_card import Block
from bot.drafts.deskwork import DeskWork
from bot.drafts.draft import Draft
from bot.listeners.draft_replies import desk_blocks, slack_texts
from bot.services import Services
from knowledge.answering.wording import say_date
from knowledge.types import Language


def register(app: AsyncApp, services: Services) -> None:
    """Opening the tab."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") != "home":
            return
        blocks, language = await services.in_thread(_mine, services, str(event["user"]))
        message = help_message(services.texts, language, services.partnership, services.own.user)
        view = {"type": "home", "blocks": [*blocks, *(dict(block) for block in message.blocks)][:MODAL_BLOCKS]}
        await client.views_publish(user_id=event["user"], view=view)


def _mine(services: Services, user: str) -> tuple[list[Block], Language]:
    """The person's drafts and requests in the language of the one that was touched last, and that language: the whole tab speaks it."""
    store = services.drafting.store
    with store.snapshot() as connection:
        work = DeskWork(connection)
        found = store.of_owner(connection, user, open_only=False)
        language: Language = found[0].language if found else services.desk_language
        drafts, requests = [], []
        for draft in found:
            if draft.is_open:
                _, touched, _ = store.rested(connection, draft.id)
                drafts.append(_draft(services, draft, language, touched.date().isoformat()))
            elif draft.status == "submitted" and (case := work.of_draft(draft.id)) is not None:
                shown = desk_blocks(services, language)
                asks = shown.answer(case.number) if case.state.question else None
                requests.append(_one(services, draft, language, shown.status(case.state), case.number, asks))
    return home_blocks(drafts, requests, slack_texts(), language), language


def _draft(services: Services, draft: Draft, language: Language, touched: str) -> Mine:
    words = services.drafting.records.wording(language)
    status = words(f"status.{draft.status}")
    return Mine(draft.id, words.name(draft), words.type_name(draft.type), status, say_date(touched, language))


def _one(
    services: Services, draft: Draft, language: Language, status: str, number: str, asks: dict[str, Any] | None
) -> Mine:
    words = services.drafting.records.wording(language)
    return Mine(draft.id, words.name(draft), words.type_name(draft.type), status, "", number, asks)
