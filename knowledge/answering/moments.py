"""Which moment of a thing a question asks for: its beginning or its end, the opening, the deadline, the earliest or the latest.

A table of dates holds several moments of one thing, and all its rows speak of the same words. What tells them apart is what happens on
the day, and on which side of it one has to be.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.answering.facts import MONTHS_EN, MONTHS_NB
from knowledge.language.analysis import words

PERIOD = rf"(?:19|20)\d\d\s*(?:–|-|til|to)\s*(?:\d+|(?:{'|'.join((*MONTHS_NB, *MONTHS_EN))}))\b"  # both its ends
HAPPENS = {
    "begins": r"(?:opps?t|s|på|omst)?tart\w*|begyn\w*|byrj\w*|i\s+gang|(?:get|getting)\s+(?:going|started)|begins?|began|beginning"
    r"|commence\w*|(?:første|fyrste|first)\s+(?:\w+\s+)?\w*(?:dag|day)|tiltre\w*|trer\s+i\s+kraft"
    rf"|{PERIOD}",
    "ends": r"slutt\w*|ender|endte|avslutt\w*|utløp\w*|(?:går|gjekk|gikk|løper)\s+(?:\w+\s+)?ut"
    r"|(?:tok|tar|ta|teke|tatt|took|come|came)\s+(?:slutt|to\s+an\s+end)"
    r"|(?:er|var|være|vere|blir|is|was|be)\b[^?.]{0,60}\b(?:over|forbi|omme)\b(?=\s*(?:[?.,]|$))"
    r"|ferdig\w*|i\s+(?:mål|havn|land)|fullfør\w*|wrapp\w*\s+up|clos(?:e|es|ed)\s+down|finish\w*|ends?|ended|expires?"
    r"|run(?:s|ning)?\s+out|complet\w*|be\s+done|(?:siste|last)\s+(?:\w+\s+)?\w*(?:dag|day)"
    r"|varer|varar|løper\s+til"
    rf"|{PERIOD}",
    "applies": r"\w*søknadsfrist\w*|\w*frist(?:en|er|ar|ene|ane)?|deadlines?|søk|søke[rs]?|søkt|søkje|søknad\w*|apply|applications?|applied"
    r"|hand(?:ed)?\s+in|lever\w*|submi\w+|send(?:e|es|ast)?",
    "opens": r"åpn\w*|opn(?:ar|a|et|ing)\w*|open(?:s|ed|ing)?|lys\w*\s+ut|kunngj\w*|announced?|publi\w+",
    "signs": r"signer\w*|undertegn\w*|underskr\w*|(?:skrev|skriv\w*)\s+under|na[vm]n\w*\s+(?:sine?\s+|sitt\s+)?under|sign(?:s|ed|ing)?"
    r"|signature\w*",
    "decides": r"vedt\w+|beslutt\w*|avgjør\w*|avgjort|svar|tildel\w*|innvilg\w*|utfall\w*"
    r"|(?:få|får|fikk|fekk)\s+(?:vite|vete|vita|høre|høyre|beskjed)|decid\w*|decisions?|outcome\w*|(?:hear|heard)\s+back"
    r"|notified|award\w*|grades?|sensur\w*|karakter\w*",
}
SIDES = {
    "earliest": r"tidligst\w*|tidlegast\w*|earliest|may\s+start|kan\s+\w*\s?(?:start|begyn)\w*|f(?:ra|rom)\s+(?:hvilken|kva|which|what)"
    r"|start\s+from",
    "latest": r"senest\w*|seinast\w*|latest|innen|innan|no\s+later|not\s+later|må(?:tte)?|must|by\s+(?:when|which|what)|frist\w*"
    r"|deadline\w*|siste|last",
}
PATTERNS = {
    table: {name: re.compile(rf"\b(?:{told})\b", re.I) for name, told in kinds.items()}
    for table, kinds in (("happens", HAPPENS), ("sides", SIDES))
}


@lru_cache(maxsize=4096)
def _told(table: str, text: str) -> frozenset[str]:
    return frozenset(name for name, told in PATTERNS[table].items() if told.search(text))


def same_moment(question: str, text: str) -> float:
    """How well what a text dates fits what a question asks the date of: from -1.5 (another moment) to 1.5; 0 where either tells nothing."""
    return _fits("happens", question, text) + 0.5 * _fits("sides", question, text)


def _fits(table: str, question: str, text: str) -> float:
    asked, told = _told(table, question), _told(table, text)
    if not asked or not told:
        return 0.0
    shared = len(asked & told)
    return shared / len(asked | told) if shared else -1.0


def spent(question: str) -> frozenset[str]:
    """The words of a question that only say which end of a thing is asked for, not of what thing."""
    found = (PATTERNS["happens"][name].finditer(question.lower()) for name in ("begins", "ends"))
    return frozenset(word for matches in found for match in matches for word in words(match.group()))
