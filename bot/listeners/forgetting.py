"""`slett meg` / `delete me`: what is stored of the person is deleted, once they have confirmed it, and they get a receipt."""

from __future__ import annotations

import re
import secrets

from sqlalchemy import Connection

from bot.blocks.limits import BUTTON_TEXT
from bot.blocks.mrkdwn import inert, mrkdwn, plain
from bot.blocks.notes import note
from bot.events.forgetting import forget
from bot.events.types import Event, Handler, Message, Reply, Target
from bot.listeners.sources import language_of
from bot.services import Services
from knowledge.audit import add_entry
from knowledge.types import Language

ACTION = "privacy.forget"
WISH = re.compile(
    r"\W*(?:(?:vær\w* så snill og? |please |kan du |can you )?"
    r"(?:slett|glem|delete|forget|erase) (?:meg|me|alt om meg|everything about me|(?:data(?:ene|a)?|dataen) mine?|mine? data|my data)"
    r"(?:,? (?:takk|please))?)\W*\Z",
    re.IGNORECASE,
)


def register(routes: dict[str, Handler], services: Services) -> None:
    """After everything else that reads messages: the wish is heard before a draft or an answer is made of it."""
    for kind in ("mention", "direct", "follow_up", "command"):
        routes[kind] = _heard_first(services, routes[kind], "response" if kind == "command" else "thread")

    async def confirmed(event: Event) -> Reply:
        language = language_of({"language": event.payload.get("value")})
        target: Target = "thread" if event.is_direct else "person"

        def decided(connection: Connection) -> Reply:
            receipt = secrets.token_hex(4)
            gone = forget(connection, event.team, event.user)
            services.memory.unmeet(event.team, event.user)
            facts = {"questions": str(gone.questions), "drafts": str(gone.drafts), "kept": str(gone.kept)}
            add_entry(connection, "samspill", "privacy.deleted", receipt, facts)  # the trail names the receipt, nobody
            lines = [services.texts("privacy.receipt", language, reference=receipt, **facts)]
            lines += [services.texts("privacy.kept", language, count=str(gone.kept))] if gone.kept else []
            return Reply((note("\n".join(lines), target),))

        return Reply(decide=decided)

    routes[f"action:{ACTION}"] = confirmed


def _heard_first(services: Services, otherwise: Handler, to: Target) -> Handler:
    async def heard(event: Event) -> Reply:
        return await offer(event, services, to) if wants_deletion(event.text) else await otherwise(event)

    return heard


def wants_deletion(text: str) -> bool:
    """Whether the message asks for nothing but to be forgotten."""
    return WISH.match(text) is not None


async def offer(event: Event, services: Services, to: Target) -> Reply:
    """What would be deleted and what would stay, with the button that does it; seen by the person alone."""
    english = re.search(r"\b(?:delete|forget|erase)\b", event.text, re.IGNORECASE) is not None
    language: Language = "en" if english else await services.in_thread(services.memory.language_of, event.user)
    text = services.texts("privacy.offer", language, days=services.settings.retention_days)
    button = {
        "type": "button",
        "action_id": ACTION,
        "style": "danger",
        "text": plain(services.texts("privacy.button", language), BUTTON_TEXT),
        "value": language,
    }
    blocks = ({"type": "section", "text": mrkdwn(inert(text))}, {"type": "actions", "elements": [button]})
    return Reply((Message(text, blocks, "person" if to == "thread" and not event.is_direct else to),))
