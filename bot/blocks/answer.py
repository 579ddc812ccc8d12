"""How an answer looks in Slack: the answer first, quotes set off, then where each stands, then what one can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.limits import BUTTON_TEXT, MESSAGE_TEXT, SECTION_TEXT, pack, split_text
from bot.blocks.mrkdwn import inert, link, mrkdwn, plain
from bot.events.types import Message, Target
from knowledge.texts import Texts
from knowledge.types import Answer, Citation, Language

Block = Mapping[str, Any]
QUOTES = {"«": "»", "“": "”", '"': '"'}
LINE = 2_800  # room for the mark of a quote on every line


def answer_messages(
    answer: Answer, event: str, texts: Texts, to: Target = "thread", desk: bool = False
) -> tuple[Message, ...]:
    """The messages of an answer. `event` goes into the buttons; `desk`: offer to send a refused question on."""
    body = [*_understood(answer, texts), *body_blocks(answer)]
    foot = [*_sources(answer, texts), *_label(answer, texts)]
    if to == "thread":
        foot.append(buttons(answer, event, texts, desk))
    packed = pack(body, foot)
    return tuple(Message(_notification(answer, number), tuple(blocks), to) for number, blocks in enumerate(packed))


def body_blocks(answer: Answer) -> list[Block]:
    """The answer's text in sections; a line that is a quotation stands as one."""
    links = {citation.url for citation in answer.citations if citation.url}
    lines = [_line(line, links) for line in answer.text.strip().split("\n")]
    return [{"type": "section", "text": mrkdwn(piece)} for piece in split_text("\n".join(lines) or "…", SECTION_TEXT)]


def source_line(number: int, citation: Citation, language: Language, texts: Texts) -> str:
    """Where a quote stands, as mrkdwn: title (linked), section, page, validity, and whether it is an example."""
    parts = [f"*{number}*  {link(citation.url, citation.title[:300] or citation.document[:300])}"]
    if citation.section and citation.section[-1] != citation.title:
        parts.append(inert(citation.section[-1][:300]))
    if citation.page:
        parts.append(texts("source.page", language, page=citation.page))
    parts += [inert(part) for part in (_validity(citation, language, texts),) if part]
    if citation.status == "example":
        parts.append(f"_{texts('source.example', language)}_")
    return "  ·  ".join(parts)


def buttons(answer: Answer, event: str, texts: Texts, desk: bool = False) -> Block:
    """What one can do with an answer."""
    language = answer.language
    row = []
    if answer.citations:
        row.append(_button("answer.sources", texts("button.sources", language), event))
    if desk and answer.abstained:
        row.append(_button("answer.ask_desk", texts("button.ask_desk", language), event, style="primary"))
    row.append(_button("answer.useful", texts("button.useful", language), event))
    row.append(_button("answer.not_useful", texts("button.not_useful", language), event))
    return {"type": "actions", "elements": row}


def _button(action: str, label: str, value: str, style: str | None = None) -> dict[str, Any]:
    button = {"type": "button", "action_id": action, "text": plain(label, BUTTON_TEXT), "value": value}
    return button | ({"style": style} if style else {})


def _line(line: str, links: set[str]) -> str:
    stripped = line.strip()
    closing = QUOTES.get(stripped[:1])
    shown = "\n".join(split_text(inert(stripped, links), LINE))
    return f">{shown}" if closing and stripped.endswith(closing) and len(stripped) > 2 else shown


def _understood(answer: Answer, texts: Texts) -> list[Block]:
    if not answer.understood:
        return []
    said = texts("answer.understood", answer.language, question=answer.understood[:500])
    return [{"type": "context", "elements": [mrkdwn(inert(said))]}]


def _sources(answer: Answer, texts: Texts) -> list[Block]:
    if not answer.citations:
        return []
    lines = [source_line(number, c, answer.language, texts) for number, c in enumerate(_distinct(answer.citations), 1)]
    return [{"type": "divider"}] + [{"type": "context", "elements": [mrkdwn(line)]} for line in lines]


def _distinct(citations: Sequence[Citation]) -> list[Citation]:
    found: dict[tuple[object, ...], Citation] = {}
    for citation in citations:
        found.setdefault((citation.document, citation.version, citation.section, citation.page), citation)
    return list(found.values())


def _label(answer: Answer, texts: Texts) -> list[Block]:
    if answer.mode != "generative":
        return []
    return [{"type": "context", "elements": [mrkdwn(texts("answer.generated", answer.language))]}]


def _validity(citation: Citation, language: Language, texts: Texts) -> str:
    start, end = citation.valid_from, citation.valid_to
    if start and end:
        return texts("source.valid_between", language, start=start, end=end)
    if start:
        return texts("source.valid_from", language, start=start)
    return texts("source.valid_to", language, end=end) if end else ""


def _notification(answer: Answer, number: int) -> str:
    # What a notification and a screen reader give; the blocks hold the whole.
    text = inert(answer.text.strip())
    return (split_text(text, MESSAGE_TEXT) or ["…"])[0] if number == 0 else "…"
