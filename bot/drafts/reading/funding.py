"""Clauses about money: what a project lives on, and how far that has come. Each clause by itself, whatever its sentence began with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.drafts.reading.message import Message


@dataclass(frozen=True)
class Money:
    """The patterns of `money.toml`: a clause about funding, where a clause ends, and what is about money but no funding."""

    clause: re.Pattern[str]
    ends: re.Pattern[str]
    other: re.Pattern[str]


@cache
def money() -> Money:
    """The patterns, compiled once."""
    text = resources.files("bot.drafts.reading").joinpath("money.toml").read_text(encoding="utf-8")
    table = {name: "(?:" + "|".join(patterns) + ")" for name, patterns in tomllib.loads(text).items()}
    sum_of, funds, funder, applied, got = (table[name] for name in ("sum", "funds", "funder", "applied", "got"))
    state = f"(?:{got}|{applied}|{table['state']})"
    clause = (
        rf"(?:{funds}[^\n]*?{state}|{state}[^\n]*?{funds}|{applied}[^\n]*?(?:{funder}|{sum_of})|"
        rf"^\W*(?:\w+ ){{0,2}}{funds}[^\n]*?\b(?:fra|from|via|innenfor|within)\b|"
        rf"{sum_of}[^\n]*?(?:{applied}|{got})|{got}[^\n]*?{sum_of}|{got}[^\n]*?(?:fra|from)[^\n]*?{funder})"
    )
    return Money(re.compile(clause), re.compile(table["clause_ends"]), re.compile(rf"\b{table['other']}\b"))


def funding_clauses(message: Message, text: str) -> Iterator[int]:
    """Where a sentence begins to speak of money: the start of its first such clause. At most one a sentence."""
    known = money()
    for start, end in message.sentences:
        for begin, stop in _clauses(text, start, end, known.ends):
            piece = text[begin:stop]
            if known.clause.search(piece) and not known.other.search(piece):
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
