"""Spans of a message: what is taken, where a value ends, and a value without what only leads to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from bot.drafts.reading.clauses import QUOTED, at_boundary
from bot.drafts.reading.cues import Opening
from bot.drafts.reading.hits import Context
from bot.drafts.reading.message import Message
from bot.drafts.reading.next_field import gives_way
from bot.drafts.reading.remarks import bare

MARKS = frozenset(",;:.!–—-")
LEADS_ON = frozenset(("og", "and", "men", "but", "mens", "while", "samt", "så", "so", "da", "then", "der"))
# what a wish ends with and a purpose does not: "…, sammen med noen på NTNU", "…, et innovasjonssamarbeid"
WITH_WHOM = re.compile(
    r",? (?:(?:gjerne |helst |preferably |ideally )?(?:sammen|i lag|i samarbeid|together|in (?:collaboration|partnership|"
    r"cooperation|co-operation)) "
    r"(?:med|with) (?:\w+ ){0,6}?(?:department|faculty|ntnu|universitet\w*|university|institutt\w*|forsker\w*|researchers?|fagmiljø\w*)|"
    r"(?:med|with) (?:\w+ ){0,2}?(?:ntnu|universitetet|the university)\b)"
    r"|, (?:og |så |and )?(?:kanskje|maybe|perhaps) (?:kan |could )?(?:ntnu|noen|dere|universitetet|someone|you|the university|"
    r"en forsker|forskere|researchers)\b"
    r"|, (?:et|eit|an?|altså et|so an?) (?:\w+ )?\w*(?:samarbeid|prosjekt|collaboration|project)\b"
)
LONGEST_LEADING_ON = 6
LAST_WORD = re.compile(r"\s([^\W\d_]{2,5})$")
LEADING = re.compile(r"^[\s,;:–—»«\"“”*_-]+")


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with spans blanked out, offsets kept."""
    for start, end in spans:
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def without_end(text: str, start: int, end: int) -> int:
    """Where a value ends without the marks behind it, and without words there that lead on to something else.

    Taken from the end, word by word: a pattern for it tries every way to part the marks.
    """
    while True:
        while end > start and (text[end - 1] in MARKS or text[end - 1].isspace()):
            end -= 1
        word = LAST_WORD.search(text, max(start, end - LONGEST_LEADING_ON), end)
        if word is None or word.group(1) not in LEADS_ON:
            return end
        end = word.start()


def sentence_end(message: Message, position: int) -> int:
    """Where the sentence around a place ends."""
    at = bisect_right(message.sentences, (position, len(message.text))) - 1
    return message.sentences[at][1] if at >= 0 and position <= message.sentences[at][1] else len(message.text)


def clean(message: Message, text: str, opening: Opening, stops: list[int]) -> tuple[int, int]:
    """The place of an opening's value: to the end of its sentence, or to the next clause that says something else."""
    start = opening.value_start
    if opening.end is not None:
        return start, opening.end
    end = max(start, sentence_end(message, max(start - 1, opening.start)))
    for stop in sorted(stops):
        if start < stop < end and at_boundary(text, stop):
            end = stop
            break
    blank = text.find("·", start, end)
    if blank > start and at_boundary(text, blank):
        end = blank
    if opening.field == "purpose" and (tail := WITH_WHOM.search(text, start + 8, end)):
        end = tail.start()
    end = without_end(text, start, end)
    lead = LEADING.match(text[start:end])
    start += lead.end() if lead and opening.field == "title" else 0
    if opening.field == "title":
        return unquoted(message, *bare(text, start, end))
    return (start, end) if opening.whole else bare(text, start, end)


def unquoted(message: Message, start: int, end: int) -> tuple[int, int]:
    """A title's place without its quotation marks."""
    raw_start = message.raw_offset(start)
    match = QUOTED.match(message.raw, max(0, raw_start - 1)) or QUOTED.match(message.raw, raw_start)
    if match and match.start() <= raw_start + 1:
        group = 1 if match.group(1) else 2
        return message.text_offset(match.start(group)), message.text_offset(match.end(group))
    return start, end


def value_end(text: str, start: int, end: int, field: str, message: Message, context: Context) -> int:
    """Where a labelled value ends inside its line: short kinds stop with their sentence, long texts where another field is told."""
    kind = context.form.field(field)
    line = text.rfind("\n", 0, start) + 1
    inside = len(re.findall(r"[.!?] ", text[line:start])) > 0  # "… The benefit: …" in running text
    if kind is not None and kind.kind == "long_text" and not inside:
        return gives_way(message, start, end, field, context)
    stop = sentence_end(message, start)
    if (
        kind is not None
        and kind.kind in {"text", "person"}
        and field != "title"
        and (cut := text.find(";", start, end)) > start
    ):
        end = cut  # "unit: Harbour Works; we bring two boats"
    return min(end, stop) if stop > start else end
