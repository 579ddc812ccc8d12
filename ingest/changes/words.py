"""Which words of a reworded clause were taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ingest.changes.model import Segment
from knowledge.clauses import mentions

_TOKEN = re.compile(r"\w+(?:[.,:/@'’-]\w+)*|\s+|[^\w\s]")
_FAINT = re.compile(
    r"\s*|\s*(?:[,.;:]|og|i|av|på|for|til|med|som|den|det|de|en|et|ei|å|eit|ein|the|a|an|of|to|in|and|or)\s*", re.I
)


def marked(old: str, new: str) -> tuple[Segment, ...]:
    """The new text with what was deleted and inserted, word by word. Joined without the inserted it is `old`, without the deleted `new`
    (where both have a word but differ in white space, the new text's is shown)."""
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(None, [_seen(t) for t in before], [_seen(t) for t in after], autojunk=False)
    runs = [("".join(before[a:b]), "".join(after[c:d]), tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()]
    return tuple(_segments(_without_islands(runs)))


def _tokens(text: str) -> list[str]:
    """Words, spaces and signs; a date or an amount is one piece, so that it is marked whole."""
    tokens: list[str] = []
    end = 0
    for mention in mentions(text):
        tokens += [*_TOKEN.findall(text[end : mention.start]), text[mention.start : mention.end]]
        end = mention.end
    return [*tokens, *_TOKEN.findall(text[end:])]


def _seen(token: str) -> str:
    return " " if token.isspace() else token


def _without_islands(runs: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """A lone comma or "og" left equal between two changes makes marks hard to read: it joins them."""
    old = new = ""
    for n, (before, after, equal) in enumerate(runs):
        island = equal and 0 < n < len(runs) - 1 and _FAINT.fullmatch(after) is not None
        if equal and not island:
            if old or new:
                yield old, new, False
            old = new = ""
            yield before, after, True
        else:
            old, new = old + before, new + after
    if old or new:
        yield old, new, False


def _segments(runs: Iterator[tuple[str, str, bool]]) -> Iterator[Segment]:
    for old, new, equal in runs:
        if equal:
            yield Segment("same", new)
            continue
        lead = _common_space(old, new)
        if lead:
            yield Segment("same", lead)
        old, new = old[len(lead) :], new[len(lead) :]
        tail = _common_space(old[::-1], new[::-1])
        old, new = old[: len(old) - len(tail)], new[: len(new) - len(tail)]
        if old:
            yield Segment("deleted", old)
        if new:
            yield Segment("inserted", new)
        if tail:
            yield Segment("same", tail)


def _common_space(old: str, new: str) -> str:
    return " " if old[:1] == new[:1] == " " else ""
