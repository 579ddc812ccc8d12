"""Clauses about money: what a project lives on, and how far that has come. Each clause by itself, whatever its sentence began with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.drafts.reading.message import Message

ORDERS = (
    ("funds", "state"), ("state", "funds"), ("applied", "funder"), ("applied", "sum"), ("opening", "source"),
    ("sum", "applied"), ("sum", "got"), ("got", "sum"), ("got", "from", "funder"),
)  # fmt: skip


@dataclass(frozen=True)
class Money:
    """The patterns of `money.toml`: what a clause about funding speaks of, where it ends, and what is about money but no funding."""

    kinds: Mapping[str, re.Pattern[str]]
    ends: re.Pattern[str]
    other: re.Pattern[str]

    def speaks(self, clause: str) -> bool:
        """Whether a clause speaks of funding: two or three things in an order that tells it.

        Each thing is looked for once; a pattern for an order looks on to the end behind every one that it finds.
        """
        found = {name: [match.span() for match in kind.finditer(clause)] for name, kind in self.kinds.items()}
        return any(_in_order(clause_of, found) for clause_of in ORDERS)


@cache
def money() -> Money:
    """The patterns, compiled once."""
    text = resources.files("bot.drafts.reading").joinpath("money.toml").read_text(encoding="utf-8")
    table = {name: "(?:" + "|".join(patterns) + ")" for name, patterns in tomllib.loads(text).items()}
    kinds = {name: table[name] for name in ("sum", "funds", "funder", "applied", "got")}
    kinds["state"] = f"(?:{table['got']}|{table['applied']}|{table['state']})"
    kinds["opening"] = rf"^\W*(?:\w+ ){{0,2}}?{table['funds']}"
    kinds |= {"from": "(?:fra|from)", "source": r"\b(?:fra|from|via|innenfor|within)\b"}
    compiled = {name: re.compile(pattern) for name, pattern in kinds.items()}
    return Money(compiled, re.compile(table["clause_ends"]), re.compile(rf"\b{table['other']}\b"))


def _in_order(names: tuple[str, ...], found: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether the things stand one behind another, each from the first place that it can have."""
    place = 0
    for name in names:
        ends = [end for start, end in found[name] if start >= place]
        if not ends:
            return False
        place = ends[0]
    return True


def funding_clauses(message: Message, text: str) -> Iterator[int]:
    """Where a sentence begins to speak of money: the start of its first such clause. At most one a sentence."""
    known = money()
    for start, end in message.sentences:
        for begin, stop in _clauses(text, start, end, known.ends):
            piece = text[begin:stop]
            if known.speaks(piece) and not known.other.search(piece):
                yield begin
                break


def _clauses(text: str, start: int, end: int, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for match in ends.finditer(text, start, end):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < end:
        yield begin, end
