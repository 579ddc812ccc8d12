"""The window that shows each quote with the passage around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.answer import source_line
from bot.blocks.limits import MODAL_BLOCKS, MODAL_TITLE, SECTION_TEXT, split_text
from bot.blocks.mrkdwn import inert, mrkdwn, plain
from knowledge.texts import Texts
from knowledge.types import Citation, Language

CLOSE_TEXT = 24
HEADING = re.compile(r"^#{1,6} +([^_\n]+)$", re.MULTILINE)


def sources_view(kept: Sequence[Mapping[str, Any]], language: Language, texts: Texts) -> dict[str, Any]:
    """A modal from what `bot.listeners.asking.keep_of` has kept."""
    blocks: list[dict[str, Any]] = []
    for number, source in enumerate(kept, 1):
        citation = _citation(source)
        if blocks:
            blocks.append({"type": "divider"})
        blocks.append(
            {
                "type": "section",
                "text": mrkdwn(source_line(number if len(kept) > 1 else None, [citation], language, texts)),
            }
        )
        shown = _with_quote_marked(str(source["passage"]), citation.quote)
        blocks += [{"type": "section", "text": mrkdwn(piece)} for piece in split_text(shown, SECTION_TEXT)]
    return {
        "type": "modal",
        "title": plain(texts("sources.title", language), MODAL_TITLE),
        "close": plain(texts("sources.close", language), CLOSE_TEXT),
        "blocks": blocks[:MODAL_BLOCKS],
    }


def _with_quote_marked(passage: str, quote: str) -> str:
    passage = HEADING.sub(r"_\1_", passage)
    start = passage.find(quote)
    if start < 0 or "\n" in quote or "*" in quote:
        return inert(passage)
    end = start + len(quote)
    return f"{inert(passage[:start])}*{inert(quote)}*{inert(passage[end:])}"


def _citation(source: Mapping[str, Any]) -> Citation:
    return Citation(
        document="",
        title=str(source["title"]),
        quote=str(source["quote"]),
        section=tuple(source["section"]),
        page=source["page"],
        version=0,
        valid_from=source["valid_from"],
        valid_to=source["valid_to"],
        url=source["url"],
        status=source["status"],
    )
