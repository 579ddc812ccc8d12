"""The unit under a name at the end of a message: "Marit Holte / Head of Kolstad kindergarten"."""

from __future__ import annotations

import re

from bot.drafts.reading.hits import Hit
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME
from bot.drafts.reading.unit_phrases import GENERIC, MUNICIPAL_WORD

SIGN_OFF = re.compile(
    r"\n[ \t]*(?:(?:med )?(?:vennlig|venleg|beste|mange|varm) (?:hilsen|helsing)\w*|hilsen|helsing|mvh|(?:kind|best|warm)? ?regards|"
    r"best wishes|yours(?: sincerely)?|cheers|best|sincerely|takk på forhånd|hilser)\b[^\n]*\n(?P<lines>.+)$",
    re.IGNORECASE | re.DOTALL,
)


ROLE = re.compile(
    r"^(?:(?:head|manager|leader|director|principal|adviser|advisor|coordinator|co-ordinator|planner|nurse|teacher|doctor|chief \w+|"
    r"\w*leder|\w*leiar|rektor|styrer|styrar|\w*rådgiver|\w*rådgivar|\w*sjef|\w*koordinator|\w*lege|\w*lærer|\w*planlegger|"
    r"\w*konsulent|inspektør|direktør)(?: (?:of|at|in|for|ved|på|i|hos))?,? )(?:the )?",
    re.IGNORECASE,
)


def signed_unit(message: Message) -> Hit | None:
    """The unit under a name: "Marit Holte / Head of Kolstad kindergarten"."""
    found = SIGN_OFF.search(message.raw)
    if not found:
        return None
    at = found.start("lines")
    for line in found.group("lines").split("\n")[:6]:
        role = ROLE.match(line.strip())
        begin = at + (len(line) - len(line.lstrip())) + (role.end() if role else 0)
        words = message.raw[begin : at + len(line)].strip(" ,.")
        at += len(line) + 1
        if "@" in words or not words[:1].isupper() or (not role and NAME.fullmatch(words)):
            continue
        start = message.text_offset(begin)
        if (role or MUNICIPAL_WORD.search(message.text[start : start + len(words) + 6])) and not GENERIC.match(
            words.lower()
        ):
            return Hit("municipal_unit", words.split(", ")[0], start, start + len(words.split(", ")[0]))
    return None
