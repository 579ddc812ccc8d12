"""A draft or request as a card: title, the answers, what is missing, what follows. Built from the document that is submitted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.blocks.limits import BLOCKS_A_MESSAGE, HEADER_TEXT, MESSAGE_TOTAL, SECTION_TEXT, split_text, text_size
from bot.blocks.mrkdwn import inert, link, mrkdwn, plain
from bot.drafts.latest import say_latest
from bot.drafts.reading.partial_dates import first_day, last_day
from knowledge.texts import Texts
from knowledge.types import Language

Block = dict[str, Any]
SHORT = 70  # characters; what is longer gets the whole width
WORD = 18  # characters of one word that half a thread pane holds; a longer one (an address) gets the whole width
LONGEST = (900, 400, 120)  # of one answer on a card, as far as all of it fits one message; the document holds the rest
GRID = 10  # fields of a section
LINE = 1_500
ROOM = 1_500  # characters of a message that are kept for what stands around the card


def card_blocks(
    document: Mapping[str, Any], texts: Texts, optional: Sequence[str] = (), beside: int = 12
) -> list[Block]:
    """The card, within one message of Slack's with `beside` other blocks: long answers are shortened as far as that needs."""
    return fitting(lambda longest: _card(document, texts, optional, longest), beside)


def fitting(build: Callable[[int], list[Block]], beside: int = 0) -> list[Block]:
    """What `build` makes with the longest answers that fit one message."""
    blocks: list[Block] = []
    for longest in LONGEST:
        blocks = build(longest)
        if len(blocks) + beside <= BLOCKS_A_MESSAGE and text_size(blocks) <= MESSAGE_TOTAL - ROOM:
            break
    return blocks[: BLOCKS_A_MESSAGE - beside]


def _card(document: Mapping[str, Any], texts: Texts, optional: Sequence[str], longest: int) -> list[Block]:
    language: Language = document["language"]
    title = document["title"] or texts("card.untitled", language)
    blocks: list[Block] = [header(title), context(_about(document, texts))]
    blocks += answers(document, texts, longest)
    blocks += _lacking(document, texts, optional)
    return blocks + follows(document, texts)


def header(title: str) -> Block:
    """A heading. It is plain text, which Slack shows as it is; angle brackets go all the same, no client shall read more into them."""
    shown = " ".join(title.replace("<", "‹").replace(">", "›").split())
    return {"type": "header", "text": plain(shown or "–", HEADER_TEXT)}


def context(*lines: str) -> Block:
    """Small print of ready mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(line) for line in lines]}


def section(text: str, **more: Any) -> Block:
    """A section of ready mrkdwn."""
    return {"type": "section", "text": mrkdwn(text)} | more


def _about(document: Mapping[str, Any], texts: Texts) -> str:
    language: Language = document["language"]
    state = document["number"] or texts("card.draft_short", language)
    kind = str(document["type_name"])
    return "  ·  ".join(inert(part) for part in (kind[:1].upper() + kind[1:], document["decides"], state) if part)


def answers(document: Mapping[str, Any], texts: Texts, longest: int) -> list[Block]:
    """What was told: long texts over the whole width, short ones two and two, then what no half width holds in one piece."""
    language: Language = document["language"]
    long: list[str] = []
    short: list[str] = []
    wide: list[str] = []
    cut = False
    for field in document["fields"]:
        if field["id"] == "title" or not field["text"]:
            continue
        value = str(field["text"])
        shown = value if len(value) <= longest else value[:longest].rsplit(" ", 1)[0] + " …"
        cut = cut or shown != value
        text = inert(shown)
        if field["mark"] == "vague":
            text = texts("card.brief", language, value=text)
        entry = f"*{inert(field['label'])}*\n{text}"
        brief = len(value) <= SHORT and "\n" not in value
        whole = all(len(word) <= WORD for word in value.split())
        (long if not brief else short if whole else wide).append(entry)
    blocks = [section(piece) for entry in long for piece in split_text(entry, SECTION_TEXT)]
    blocks += [
        {"type": "section", "fields": [mrkdwn(entry) for entry in short[start : start + GRID]]}
        for start in range(0, len(short), GRID)
    ]
    blocks += [section(entry) for entry in wide]
    if _ends_before_it_starts(document):
        blocks.append(section(texts("card.order", language)))
    if cut:
        blocks.append(context(texts("card.rest" if document["number"] else "card.rest_draft", language)))
    return blocks


def _ends_before_it_starts(document: Mapping[str, Any]) -> bool:
    told = {field["id"]: field["value"] for field in document["fields"] if field["text"]}
    start, end = told.get("period_start"), told.get("period_end")
    return bool(start and end) and last_day(str(end)) < first_day(str(start))


def _lacking(document: Mapping[str, Any], texts: Texts, optional: Sequence[str]) -> list[Block]:
    language: Language = document["language"]
    marks = {field["id"]: field["mark"] for field in document["fields"]}
    unknown = [entry["label"] for entry in document["missing"] if marks.get(entry["id"]) == "unknown"]
    missing = [entry["label"] for entry in document["missing"] if marks.get(entry["id"]) != "unknown"]
    lines = [
        texts(f"card.{key}", language, labels=inert(", ".join(labels)))
        for key, labels in (("missing", missing), ("unknown", unknown))
        if labels
    ]
    blocks = [section("\n".join(lines))] if lines else []
    return blocks + ([context(texts("card.optional", language, labels=inert(", ".join(optional))))] if optional else [])


def follows(document: Mapping[str, Any], texts: Texts) -> list[Block]:
    """The obligations with their latest dates and where each stands, and who decides."""
    language: Language = document["language"]
    lines = [_duty(duty, document["date"], texts, language) for duty in document["obligations"]]
    if document["decides"] and not document["number"]:
        lines.append("• " + texts("card.decides", language, area=inert(document["decides"])))
        lines += [_quoted(document["decision"], texts, language)] if document.get("decision") else []
    if not lines:
        return []
    told = "\n".join([texts("card.follows", language), *lines])
    return [{"type": "divider"}, *(section(piece) for piece in split_text(told, SECTION_TEXT))]


def _duty(duty: Mapping[str, Any], day: str, texts: Texts, language: Language) -> str:
    """An obligation with its date and source; where documents differ, each of them word for word. `day`: the document's own."""
    line = f"• {inert(duty['text'])}"
    if duty["latest"]:
        latest = say_latest(duty["latest"], duty.get("start"), language)
        line += f" *{inert(texts('card.latest', language, date=latest))}*"
        line += f" {inert(texts('card.passed', language))}" if duty["latest"] < day else ""
    rules = _distinct(duty["rules"])
    if len(rules) > 1:
        return "\n".join([line, *(_quoted(rule, texts, language) for rule in rules)])
    source = f"({link(rules[0]['url'], rules[0]['title'])})" if rules else inert(texts("card.unsaid", language))
    return f"{line}  {source}"[:LINE]


def _quoted(rule: Mapping[str, Any], texts: Texts, language: Language) -> str:
    source = link(rule["url"], rule["title"])
    return texts("card.quoted", language, quote=inert(" ".join(rule["quote"].split())), source=source)


def _distinct(rules: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({(rule["title"], rule["url"], rule["quote"]): rule for rule in rules}.values())
