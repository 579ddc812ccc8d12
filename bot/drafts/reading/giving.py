"""What the municipality puts in, told by verbs of giving: "we can lend you …", "dere får bruke …", "… deler vi gjerne".

The value is what is given; the giver, the verb and whom it is given to only lead to it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.drafts.reading.clauses import at_boundary
from bot.drafts.reading.funding import money
from bot.drafts.reading.message import Message


@dataclass(frozen=True, slots=True)
class Gift:
    """Where a giving clause begins, where what is given begins, and where it ends when that is known already.

    `sure`: the verb or the taker leaves no doubt, whatever else was asked.
    """

    start: int
    value_start: int
    end: int | None = None
    sure: bool = False


@dataclass(frozen=True)
class Giving:
    """The patterns of `giving.toml`. `lead`: the gift stands behind. `fronted`, `trail`: it stands before."""

    lead: re.Pattern[str]
    fronted: re.Pattern[str]
    trail: re.Pattern[str]
    pays: re.Pattern[str]
    sure: re.Pattern[str]


@cache
def _giving() -> Giving:
    text = resources.files("bot.drafts.reading").joinpath("giving.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    parts = {name: "(?:" + "|".join(words) + ")" for name, words in table["parts"].items()}
    parts = {name: _filled(pattern, parts) for name, pattern in parts.items()}
    either = {
        name: "|".join(_filled(each, parts) for each in table[name])
        for name in ("lead", "fronted", "trail", "pays", "sure")
    }
    return Giving(
        lead=re.compile(rf"(?<![\w-])(?:{either['lead']})(?!\w)(?:[ ,:]+(?=[\w«\"(]))"),
        fronted=re.compile(rf" (?:{either['fronted']})(?!\w)"),
        trail=re.compile(rf"[,;]? ?(?:{either['trail']})(?!\w)"),
        pays=re.compile(rf"\b(?:{either['pays']})\b"),
        sure=re.compile(rf"(?<!\w)(?:{either['sure']})(?!\w)"),
    )


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, value in parts.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


def read_gifts(message: Message, text: str) -> Iterator[Gift]:
    """Every clause of giving in a text; clauses that are about money are left to the funding."""
    for start, end in message.sentences:
        yield from _in_sentence(text, start, end)


def _in_sentence(text: str, start: int, end: int) -> Iterator[Gift]:
    known = _giving()
    for match in known.lead.finditer(text, start, end):
        clause = text[match.start() : end]
        if not at_boundary(text, match.start()) and not _subject_inside(text, match):
            continue
        if known.pays.search(match.group()) and money().speaks(clause):
            continue
        if NO_GIFT.match(text, match.end()):
            continue
        yield Gift(match.start(), match.end(), sure=bool(known.sure.search(match.group())))
    trail = known.trail.search(text, start, end)
    if trail and trail.start() > start + 3:
        have = HAVE.match(text, start)
        yield Gift(start, have.end() if have else start, trail.start(), sure=True)
        return
    fronted = known.fronted.search(text, start, end)
    if (
        fronted
        and not known.lead.search(text, start, end)
        and fronted.start() > start + 5
        and not money().speaks(text[start:end])
        and _is_thing(text[start : fronted.start()])
    ):
        yield Gift(start, start, end)


HAVE = re.compile(
    r"(?:(?:og|and|så|so|jo|well)[, ]+)?(?:vi|me|we|kommunen)(?: have|’ve| har)(?: også| also| got| jo)* (?=\w)"
)
# "we share this concern", "we open in March": nothing is given
NO_GIFT = re.compile(
    r"(?:(?:denne|dette|det|den|this|that|it)\b(?! (?:utstyret|rommet|lokalet))|(?:en |ei |an? )?(?:søknad\w*|"
    r"application\w*|bekymring\w*|concern\w*|"
    r"erfaring\w* med at|view|oppfatning\w*)\b|(?:i|in|from|fra) (?:januar|februar|mars|april|mai|juni|juli|"
    r"august|september|oktober|november|"
    r"desember|january|february|march|may|june|july|october|december|\d))"
)


def _subject_inside(text: str, match: re.Match[str]) -> bool:
    """Whether the clause begins in the middle of a sentence all the same: "… og da kan vi låne ut", "… so we could lend"."""
    return bool(
        re.search(
            r"(?:\b(?:og|and|så|so|da|men|but|at|that|for|selv|then|also)|[,;:]) $",
            text[max(0, match.start() - 8) : match.start()],
        )
    )


def _is_thing(words: str) -> bool:
    """Whether words before a verb are what it is about, not a time or a condition: "ruter og data deler vi"."""
    return len(words.split()) <= 8 and not re.match(
        r"(?:da|nå|her|der|så|i|på|fra|for|til|om|hvis|når|etter|før|ved|med|derfor|dessuten|kanskje|egentlig|ikke|"
        r"hva|det|dette|den|"
        r"if|when|then|so|in|on|at|from|for|to|what|how|that|this|it|therefore)\b",
        words,
    )


def is_paid(message: Message, text: str, start: int, paid: list[int]) -> bool:
    """Whether a clause of giving only tells of money, in a sentence about funding: "vi betaler halvparten selv"."""
    begin, end = next(((s, e) for s, e in message.sentences if s <= start < e), (0, len(text)))
    return any(begin <= place <= start for place in paid) and bool(
        _giving().pays.search(text, start, min(end, start + 40))
    )
