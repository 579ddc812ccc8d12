"""A title among the words that bring it: "it is called something like «…» for now"."""

from __future__ import annotations

import re

from bot.drafts.reading.clauses import QUOTED
from bot.drafts.reading.remarks import is_sentence
from bot.drafts.reading.small_words import small_words

NAMING = re.compile(
    r"\b(?:heit\w*|het\w*|kall\w*|call\w*|nam(?:e|ed|n)\w*|nav?n\w*|titt?el\w*|title\w*|something|noe|noko|som|like|blir|bli|være|vere|"
    r"be|vel|sikkert|kanskje|maybe|perhaps|foreløpig|inntil|for now|so far|så lenge|probably|nok|ta|take|bruk|use)\b",
    re.IGNORECASE,
)


# "not sure about the title, but take «…»", "og så tittelen, det er vel noe sånt som «…»"
LEADS_TO_TITLE = re.compile(
    r"\b(?:titt?el\w*|title|navnet på (?:prosjektet|henvendelsen)|project name)\b[^.!?«»“”\"]{0,40}\b"
    r"(?:ta|bruke?|use|take|go with|call(?: it)?|kall(?:e|er)?|er|blir|heter|is|be|være|foreslår|suggest|som|like)"
    r"(?: (?:vi|we|it|det|den|vel|nok|noe|sånt|slikt|som|something|like|kanskje|maybe|bare|just|jo|heller|foreløpig|da))*\W*$"
)


def title_in(words: str) -> str:
    """The title in somebody's words: what they put in quotation marks, or all of them where the marks are a part of it.

    "Barn «på vent» i køen" keeps its marks, as does a title with two quotations.
    """
    quoted = [match for match in QUOTED.finditer(words) if match.group(1) or match.group(2)]
    if len(quoted) != 1:
        return words
    outside = words[: quoted[0].start()] + " " + words[quoted[0].end() :]
    before = words[: quoted[0].start()].strip()
    told = re.findall(r"[^\W\d_]+", outside.lower())
    own = bool(before) and any(word not in small_words() for word in told)
    if own and not NAMING.search(outside) and not is_sentence(outside.lower()):
        return words
    return str(quoted[0].group(1) or quoted[0].group(2)).strip()
