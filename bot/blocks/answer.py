"""How an answer looks in Slack: the answer first, quotes set off, then where each stands, then what one can do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.blocks.limits import BUTTON_TEXT, MESSAGE_TEXT, SECTION_TEXT, pack, split_text
from bot.blocks.markdown import markdown
from bot.blocks.mrkdwn import inert, link, mrkdwn, plain
from bot.blocks.repeated import repeats_a_source
from bot.events.types import Message, Streamed, Target
from knowledge.answering.wording import say_date
from knowledge.texts import Texts
from knowledge.types import Answer, Choice, Citation, Language

Block = Mapping[str, Any]
QUOTED = re.compile(r"(?:«[^«»]{2,}»|“[^“”]{2,}”)\s*\.?\Z", re.DOTALL)
LISTED = re.compile(r"\s*(?:[-•*]|\d{1,3}[.)])\s")
LINE = 2_800  # room for the mark of a quote on every line
CONTEXT_TEXT = 2_500
STRONG = 240  # characters; a longer lead in bold shouts
NAME = 120
DATE = 40


def answer_messages(
    answer: Answer, event: str, texts: Texts, to: Target = "thread", desk: bool = False
) -> tuple[Message, ...]:
    """The messages of an answer. `event` goes into the buttons; `desk`: offer to send a refused question on."""
    shown = replace(answer, text=answer.text.split("\n")[0]) if answer.choices else answer  # the buttons say the rest
    body = [*_understood(answer, texts), *body_blocks(shown)]
    foot = [*_sources(answer, texts), *_label(answer, texts)]
    if answer.choices:
        foot.append(choice_buttons(answer.choices))
    elif to == "thread":
        foot.append(buttons(answer, event, texts, desk))
    packed = pack(body, foot)
    messages = [Message(_notification(answer, number), tuple(blocks), to) for number, blocks in enumerate(packed)]
    if answer.mode == "generative" and to == "thread" and len(messages) == 1:
        messages[0] = replace(messages[0], streamed=Streamed(_in_markdown(answer, texts), tuple(foot)))
    return tuple(messages)


def so_far(answer: Answer, texts: Texts) -> Message:
    """What stands of an answer that is still being written: each part begins like the whole, so that it can also be streamed."""
    text = inert("\n".join(part for part in (_understanding(answer, texts), answer.text) if part))
    return Message(text, ({"type": "section", "text": mrkdwn(text)},), streamed=Streamed(_in_markdown(answer, texts)))


def _in_markdown(answer: Answer, texts: Texts) -> str:
    return markdown("\n".join((_understanding(answer, texts), answer.text)))


def _understanding(answer: Answer, texts: Texts) -> str:
    if not answer.understood:
        return ""
    return texts("answer.understood", answer.language, question=answer.understood[:500])


def body_blocks(answer: Answer) -> list[Block]:
    """The answer's text: what answers stands first and strong, quotations are set off, what only explains is small."""
    links = {citation.url for citation in answer.citations if citation.url}
    blocks: list[Block] = []
    shown: list[str] = []
    quoted = False
    for number, line in enumerate(answer.text.strip().split("\n")):
        if quoted and answer.mode == "extractive" and repeats_a_source(line, answer):
            continue
        if quoted and answer.mode == "extractive" and _only_explains(line):
            blocks += _sections(shown)
            blocks += _asides(inert(line.strip(), links))
            shown = []
        else:
            shown.append(_line(line.strip(), links, lead=number == 0 and not answer.abstained))
        quoted = quoted or QUOTED.search(line) is not None
    return blocks + _sections(shown) or _sections(["…"])


def _sections(lines: Sequence[str]) -> list[Block]:
    text = "\n".join(lines).strip()
    return [{"type": "section", "text": mrkdwn(piece)} for piece in split_text(text, SECTION_TEXT)]


def _asides(text: str) -> list[Block]:
    return [{"type": "context", "elements": [mrkdwn(piece)]} for piece in split_text(text, CONTEXT_TEXT)]


def _only_explains(line: str) -> bool:
    return bool(line.strip()) and not LISTED.match(line) and QUOTED.search(line) is None


def _line(line: str, links: set[str], lead: bool) -> str:
    """A line as mrkdwn. One that ends in a quotation shows it on a line of its own, set off."""
    quotation = QUOTED.search(line)
    if quotation is None or LISTED.match(line):
        return _strong(inert(line, links), line) if lead else inert(line, links)
    before, said = inert(line[: quotation.start()].strip(), links), inert(quotation.group(), links)
    pieces = split_text(_strong(said, line) if lead else said, LINE)
    set_off = "\n".join(f">{piece}" for piece in pieces)
    return f"{before}\n{set_off}" if before else set_off


def _strong(shown: str, line: str) -> str:
    return f"*{shown}*" if line and len(line) <= STRONG and not set(line) & set("*_~`") else shown


def source_line(number: int | str | None, citations: Sequence[Citation], language: Language, texts: Texts) -> str:
    """Where the quotes of one document stand, as mrkdwn: title (linked), sections, pages, validity, whether it is an example.

    `number` tells it among several.
    """
    first = citations[0]
    title = link(first.url, first.title[:NAME] or first.document[:NAME])
    parts = [f"*{number}*  {title}" if number is not None else title]
    sections = dict.fromkeys(c.section[-1][:NAME] for c in citations if c.section and c.section[-1] != c.title)
    if sections:
        parts.append(" / ".join(inert(section) for section in sections))
    pages = sorted({citation.page for citation in citations if citation.page})
    if pages:
        parts.append(texts("source.page", language, page=", ".join(map(str, pages))))
    parts += [inert(part) for part in (_validity(first, language, texts),) if part]
    if first.status == "example":
        parts.append(f"_{texts('source.example', language)}_")
    if sum(map(len, parts)) > CONTEXT_TEXT and sections:
        del parts[1]
    return "  ·  ".join(parts)


def buttons(answer: Answer, event: str, texts: Texts, desk: bool = False) -> Block:
    """What one can do with an answer."""
    language = answer.language
    row = []
    if answer.citations:
        row.append(_button("answer.sources", texts("button.sources", language), event))
    if desk and answer.abstained and answer.reason not in {"out_of_scope", "manipulation", "too_vague"}:
        row.append(_button("answer.ask_desk", texts("button.ask_desk", language), event, style="primary"))
    if answer.reason not in {"out_of_scope", "manipulation", "too_vague"}:
        row.append(_button("answer.start_draft", texts("button.start_draft", language), event))
    row.append(_button("answer.useful", texts("button.useful", language), event))
    row.append(_button("answer.not_useful", texts("button.not_useful", language), event))
    return {"type": "actions", "elements": row}


def choice_buttons(choices: Sequence[Choice]) -> Block:
    """What a question too vague may mean: pressing one asks it. The number after "|" only tells the buttons apart."""
    row = [_button(f"answer.choose|{number}", one.label, one.question) for number, one in enumerate(choices)]
    return {"type": "actions", "elements": row}


def _button(action: str, label: str, value: str, style: str | None = None) -> dict[str, Any]:
    button = {"type": "button", "action_id": action, "text": plain(label, BUTTON_TEXT), "value": value}
    return button | ({"style": style} if style else {})


def _understood(answer: Answer, texts: Texts) -> list[Block]:
    if not answer.understood:
        return []
    return [{"type": "context", "elements": [mrkdwn(inert(_understanding(answer, texts)))]}]


def _sources(answer: Answer, texts: Texts) -> list[Block]:
    if not answer.citations:
        return []
    grouped = by_document(answer.citations)
    marks = _marks(answer, grouped)
    lines = [source_line(mark, group, answer.language, texts) for mark, group in zip(marks, grouped, strict=True)]
    return [{"type": "divider"}] + [{"type": "context", "elements": [mrkdwn(line)]} for line in lines]


def _marks(answer: Answer, grouped: Sequence[Sequence[Citation]]) -> list[str | None]:
    """What stands before each source: the numbers that a model's claims name its citations by, else a count where there are several."""
    if answer.mode == "generative":
        return [", ".join(str(answer.citations.index(one) + 1) for one in group) for group in grouped]
    return [None] if len(grouped) == 1 else [str(number) for number in range(1, len(grouped) + 1)]


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations of the same version of a document together, in the order in which they come."""
    found: dict[tuple[object, ...], list[Citation]] = {}
    for citation in citations:
        found.setdefault((citation.document, citation.version, citation.url), []).append(citation)
    return list(found.values())


def _label(answer: Answer, texts: Texts) -> list[Block]:
    if answer.mode != "generative":
        return []
    return [{"type": "context", "elements": [mrkdwn(texts("answer.generated", answer.language))]}]


def _validity(citation: Citation, language: Language, texts: Texts) -> str:
    start, end = (say_date(day[:DATE], language) if day else "" for day in (citation.valid_from, citation.valid_to))
    if start and end:
        return texts("source.valid_between", language, start=start, end=end)
    if start:
        return texts("source.valid_from", language, start=start)
    return texts("source.valid_to", language, end=end) if end else ""


def _notification(answer: Answer, number: int) -> str:
    # What a notification and a screen reader give; the blocks hold the whole.
    text = inert(answer.text.strip())
    return (split_text(text, MESSAGE_TEXT) or ["…"])[0] if number == 0 else "…"
