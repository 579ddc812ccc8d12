"""Which moment of a thing a question asks for: its beginning or its end, the opening, the deadline, the earliest or the latest.

A table of dates holds several moments of one thing, and all its rows speak of the same words. What tells them apart is what happens on
the day, and on which side of it one has to be.
"""

from __future__ import annotations

import re
from functools import lru_cache

HAPPENS = {
    "begins": r"(?:opps?t|s|på|omst)?tart\w*|begyn\w*|byrj\w*|i\s+gang|(?:get|getting)\s+(?:going|started)|begins?|began|beginning|commence\w*"
    r"|første\s+dag|fyrste\s+dag|first\s+\w*\s?day|tiltre\w*|trer\s+i\s+kraft",
    "ends": r"slutt\w*|ender|endte|avslutt\w*|utløp\w*|går\s+ut|ferdig\w*|i\s+mål|fullfør\w*|finish\w*|ends?|ended|expires?|run(?:s|ning)?\s+out"
    r"|complet\w*|be\s+done|(?:siste|last)\s+\w*(?:dag|day)|varer|varar|løper\s+til",
    "applies": r"\w*søknadsfrist\w*|\w*frist\w*|deadline\w*|søk[ek]?\w*|søkje|apply|applications?|applied|hand\s+in|lever\w*|submi\w+",
    "opens": r"åpn\w*|opn(?:ar|a|et|ing)\w*|open(?:s|ed|ing)?|lys\w*\s+ut|utlysning\w*|utlysing\w*|kunngj\w*|announc\w*|publi\w+",
    "signs": r"signer\w*|undertegn\w*|underskr\w*|undersk\w*|skrev\s+under|skriv\w*\s+under|signed|sign(?:s|ing)?|signature\w*",
    "decides": r"vedt\w+|vedtok|beslutt\w*|avgjør\w*|avgjort|svar|tildel\w*|innvilg\w*|decid\w*|decision\w*|award\w*|grades?|sensur\w*|karakter\w*",
}
SIDES = {
    "earliest": r"tidligst\w*|tidlegast\w*|earliest|may\s+start|kan\s+\w*\s?(?:start|begyn)\w*|f(?:ra|rom)\s+(?:hvilken|kva|which|what)|start\s+from",
    "latest": r"senest\w*|seinast\w*|latest|innen|innan|no\s+later|not\s+later|må(?:tte)?\b|must|by\s+(?:when|which|what)|frist\w*|deadline\w*"
    r"|siste|last",
}  # fmt: skip
PATTERNS = {
    table: {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in kinds.items()}
    for table, kinds in (("happens", HAPPENS), ("sides", SIDES))
}


@lru_cache(maxsize=4096)
def _told(table: str, text: str) -> frozenset[str]:
    return frozenset(name for name, words in PATTERNS[table].items() if words.search(text))


def same_moment(question: str, text: str) -> float:
    """How well what a text dates fits what a question asks the date of: from -1.5 (another moment) to 1.5; 0 where either tells nothing."""
    return _fits("happens", question, text) + 0.5 * _fits("sides", question, text)


def _fits(table: str, question: str, text: str) -> float:
    asked, told = _told(table, question), _told(table, text)
    if not asked or not told:
        return 0.0
    shared = len(asked & told)
    return shared / len(asked | told) if shared else -1.0
