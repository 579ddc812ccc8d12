"""The app's Home tab: the person's drafts with a button to go on, their requests with where each stands, and how to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.drafting import files_row
from bot.blocks.elements import DRAFT, action_id, actions, button
from bot.blocks.mrkdwn import capital, inert, plain
from bot.blocks.request_card import Block, context, section
from knowledge.texts import Texts
from knowledge.types import Language

SHOWN = 15
TITLE = 150


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the person's drafts or requests, in words. `status` is ready mrkdwn; `asks`: the desk waits for an answer."""

    id: str
    title: str
    type: str
    status: str
    touched: str = ""
    number: str = ""
    asks: dict[str, Any] | None = None


def home_blocks(drafts: Sequence[Mine], requests: Sequence[Mine], texts: Texts, language: Language) -> list[Block]:
    """The part of the tab that is about drafting."""
    blocks: list[Block] = [_head("home.drafts", texts, language)]
    blocks += [_draft(one, texts, language) for one in drafts[:SHOWN]]
    blocks += [] if drafts else [context(texts("home.no_drafts", language))]
    blocks += _more(drafts, texts, language)
    new = button(action_id(DRAFT, "start_draft", "", "", "home"), texts("home.new", language), "-", "primary")
    blocks += [*actions([new]), _head("home.requests", texts, language)]
    for one in requests[:SHOWN]:
        blocks += _request(one, texts, language)
    blocks += [] if requests else [context(texts("home.no_requests", language))]
    return blocks + _more(requests, texts, language)


def _head(key: str, texts: Texts, language: Language) -> Block:
    return {"type": "header", "text": plain(texts(key, language), TITLE)}


def _draft(one: Mine, texts: Texts, language: Language) -> Block:
    facts = {"title": inert(one.title[:TITLE]), "type": capital(one.type), "status": one.status, "date": one.touched}
    resume = button(action_id(DRAFT, "resume", one.id, "", "home"), texts("home.resume", language), one.id)
    return section(texts("home.draft", language, **facts), accessory=resume)


def _request(one: Mine, texts: Texts, language: Language) -> list[Block]:
    facts = {
        "number": inert(one.number),
        "title": inert(one.title[:TITLE]),
        "type": capital(one.type),
        "status": one.status,
    }
    row = [one.asks] if one.asks else []
    return [section(texts("home.request", language, **facts)), *actions([*row, *files_row(one.id, texts, language)])]


def _more(found: Sequence[Mine], texts: Texts, language: Language) -> list[Block]:
    return [context(texts("home.more", language, count=len(found) - SHOWN))] if len(found) > SHOWN else []
