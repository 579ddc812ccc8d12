"""What a question asks for: its kind, the facts an answer must hold, whether a whole list is wanted.

Bokmål, nynorsk and English, with spoken forms ("hvem skla", "åssen", "ka tid"). Rules alone, in `asking.toml`: what names its fact
outright (an e-mail address, a case number) decides wherever it stands; otherwise the first asking word of the sentence does.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from knowledge.answering.facts import FactKind
from knowledge.language.analysis import stopwords, words

AskedKind = Literal[
    "contact", "address", "reference", "when", "how_long", "how_often", "how_much", "how_many", "who", "where", "list",
    "procedure", "why", "yes_no", "definition", "what"
]  # fmt: skip

EXPECTED: dict[AskedKind, tuple[FactKind, ...]] = {
    "contact": ("email", "phone", "url"),
    "address": ("street",),
    "reference": ("reference",),
    "when": ("date", "clock", "duration"),
    "how_long": ("duration", "date"),
    "how_often": ("duration", "number"),
    "how_much": ("money", "percent", "number"),
    "how_many": ("number", "percent"),
    "who": ("person", "role"),
}
NAME = re.compile(r"(?<=\w )[A-ZÆØÅ][\w.&-]*\w|\b[A-ZÆØÅ]{2,}[\w.-]*")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TASKED = (  # words after "who is" by which the holder of a task is asked for, whom a document names by a role as often as by a name
    r"(?:\w+(?:lig|leg)\s+)?(?:ansvarl?e?g\w*|responsible|in\s+charge|with|med|allowed|supposed|meant|able|involved|behind|bak|paying|with)"
)
WHO_IS = re.compile(
    rf"\b(?:hvem|kven|kem|who)(?:\s+(?:er|is|var|was|heter|heiter)|'s)\b(?!\s+(?:det\s+som|som|it\s+that|that|(?:de|dei|vi|dere|they|we|you)\s+(?:i|med|with|som|på|together)|{_TASKED})\b)|\b[hk]va\s+(?:het|heit)(?:er|te)?\b"
    r"|\b(?:navn|namn)\w{0,3}\s+(?:på|til)\b|\bnames?\s+of\b",
    re.I,
)
MONEY = re.compile(
    r"\b(?:budsjett\w*|lønn?\w{0,2}|koste\w*|kosta\w*|pris(?:en)?|betaler|betalar|honorar\w*|gebyr\w*"
    r"|kroner|million\w*|budget|salary|costs?|price|fee|maximum\s+grant|wage|spend\w*|spent|NOK)\b",
    re.I,
)
# An amount, where "how much of the money" asks for a share of it.
SUM = re.compile(r"\b(?:mye|mykje|much)\s+(?:penger|pengar|money)\b", re.I)
SHARE = re.compile(r"\b(?:\w*andel\w*|prosent\w*|share|percentage|proportion)\b", re.I)
CONTACT: tuple[tuple[re.Pattern[str], tuple[FactKind, ...]], ...] = (
    (re.compile(r"mail|e-?post", re.I), ("email",)),
    (re.compile(r"telefon|tlf|mobil|phone|nummer|number", re.I), ("phone",)),
    (re.compile(r"nett|web|url", re.I), ("url",)),
)
SENTENCE = re.compile(r"(?<=[?!])\s+|(?<=[a-zæøå0-9]\.)\s+(?=[A-ZÆØÅ])")
SITUATION = re.compile(r"^\W*(?:når|om|hvis|dersom|if|when)\s[^?]*?,\s*", re.I)
# "Is an e-mail address personal data?", "must we state the case number?" ask about the thing, not for it.
ABOUT_IT = re.compile(
    r"^\W*(?:(?:og|men|and|but|så|so)\s+)?(?:er|må|skal|bør|trenger|treng|kan|teller|tel|is|are|must|should|do|does|can|may|need)\b",
    re.I,
)
GIVEN = re.compile(
    r"\b(?:få|gi|gje|oppgi\s+(?:meg|oss)|have|get|give|tell|there|det\s+(?:en|et|ei|ein|eit|noen?|noko[nt]?))\b", re.I
)
NEXT = re.compile(
    r"(?<=\?)\s+|[,;]?\s+(?:og|and|samt)\s+"
    r"(?=(?:hvem|hva|hvor|når|hvordan|hvilke[nt]?|kven|kva|kor|korleis|who|what|when|where|how|which)\s)",
    re.I,
)
TELL = re.compile(r"^\W*(?:fortell|fortel|forklar|beskriv|explain|describe|defin[ei]r?|tell)\b", re.I)
GREETING = re.compile(
    r"^\W*(?:hei|heisann|hallo|god\s+(?:dag|morgen|morgon|kveld)|hi|hello|morn)\b[\s,!.]*(?:der|there|igjen|again)?[\s,!.]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of question and what tells it."""

    kind: AskedKind
    words: re.Pattern[str]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("knowledge.answering").joinpath("asking.toml").read_text(encoding="utf-8"))


@cache
def _polite() -> re.Pattern[str]:
    """What only makes a question polite: "kan du si meg", "I wonder whether"."""
    return re.compile(_table()["polite"]["words"], re.I | re.X)


@cache
def general_words() -> frozenset[str]:
    """Words that name no subject by themselves: "info", "hjelp", "things"."""
    return frozenset(_table()["general"]["words"].split())


@cache
def rules(table: str) -> tuple[Rule, ...]:
    """The rules of `asking.toml` under a table, in order."""
    raw = _table()
    pieces: dict[str, str] = raw["pieces"]
    found = []
    for rule in raw[table]:
        words = rule["words"]
        for name, piece in pieces.items():
            words = words.replace("{" + name + "}", piece.strip())
        found.append(Rule(rule["kind"], re.compile(words, re.I | re.X)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, read: its text, its kind, the kinds of fact an answer must hold, and whether a whole list is wanted.

    `focus` is the first word with content after the asking word: what is counted, whose date or name is asked for. `names` are the
    names in it, `years` the years.
    """

    text: str
    kind: AskedKind
    expected: tuple[FactKind, ...]
    focus: str = ""
    names: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def wants_list(self) -> bool:
        """Whether several things are asked for, so that a list is given whole."""
        return self.kind == "list"


def read_question(text: str) -> Asked:
    """Read one question. Of several sentences the last that asks decides the kind; all of them carry the subject."""
    asking = _asking_part(text)
    kind, end = _first(asking) or ("what", 0)
    kind = _named(asking) or kind
    rest = words(asking[end:])
    focus = next((word for word in rest if word not in stopwords()), "")
    names = tuple(word.lower() for match in NAME.finditer(asking) for word in words(match.group()))
    return Asked(text.strip(), kind, _expected(kind, asking), focus, names, tuple(YEAR.findall(asking)))


def asks(text: str) -> bool:
    """Whether a text asks something by its words: an asking word, a verb in front, or a polite wrapping."""
    asking = _asking_part(text)
    polite = _polite().search(text) or TELL.search(text)
    return _first(asking) is not None or _named(asking) is not None or polite is not None


def _expected(kind: AskedKind, asking: str) -> tuple[FactKind, ...]:
    if kind == "contact":
        return next((facts for pattern, facts in CONTACT if pattern.search(asking)), EXPECTED["contact"])
    if kind == "who" and WHO_IS.search(asking):
        return ("person",)
    if MONEY.search(asking) and kind in {"what", "how_much", "how_many", "definition"}:
        return ("money",)
    if SUM.search(asking) and kind == "how_much":
        return ("money",)
    if SHARE.search(asking) and kind == "how_much":
        return ("percent",)
    return EXPECTED.get(kind, ())


def split_questions(text: str, limit: int = 3) -> list[str]:
    """The questions of one message, at most `limit`; a sentence that only tells the situation stays with the question after it."""
    parts: list[str] = []
    waiting = ""
    for part in NEXT.split(GREETING.sub("", text).strip()):
        waiting = f"{waiting} {part}".strip()
        if len(waiting.split()) >= 3:
            parts.append(waiting)
            waiting = ""
    if waiting and parts:
        parts[-1] = f"{parts[-1]} {waiting}"
    elif waiting:
        parts.append(waiting)
    return parts[:limit] if parts else [text.strip()]


def _named(text: str) -> AskedKind | None:
    if len(text.split()) > 6 and _first(text) is None:
        return None
    if ABOUT_IT.match(text) and not GIVEN.search(text):
        return None
    return next((rule.kind for rule in rules("named") if rule.words.search(text)), None)


def _first(text: str) -> tuple[AskedKind, int] | None:
    """The kind of the earliest asking word and where it ends; `rules` are in order of precedence at the same place."""
    found = [
        (match.start(), order, match.end())
        for order, rule in enumerate(rules("asking"))
        if (match := rule.words.search(text))
    ]
    if not found:
        return None
    _, order, end = min(found)
    return rules("asking")[order].kind, end


def _asking_part(text: str) -> str:
    sentences = [x for x in SENTENCE.split(GREETING.sub("", text).strip()) if x]
    asking = [x for x in sentences if x.rstrip().endswith("?")] or sentences[-1:] or [text]
    part = asking[-1]
    part = _polite().sub("", part) or part
    rest = SITUATION.sub("", part)
    return rest if rest != part and _first(rest) else part
