"""Whether a refusal is about one thing or about the whole draft: "we won't use interviews after all" ends nothing.

A refusal that ends a draft names the draft ("dette", "the request") or nothing at all; a word of its own makes it about that.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

CLAUSE = re.compile(r"[,;:.!?–]+|\s-\s|\b(?:men|but|fordi|because|since|siden|så|so|og|and|for)\b")
WORD = re.compile(r"[^\W_]+(?:’[^\W_]+)?")


@dataclass(frozen=True)
class Refusals:
    """Phrases that refuse something (`refuses`), nouns that name the whole matter, and the words that name no matter at all."""

    refuses: re.Pattern[str]
    whole: re.Pattern[str]
    empty: frozenset[str]


@cache
def _refusals() -> Refusals:
    text = resources.files("bot.drafts.reading").joinpath("denying.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Refusals(
        re.compile(rf"\b(?:{'|'.join(table['refuses'])})\b"),
        re.compile(rf"\b(?:{'|'.join(table['whole'])})\b"),
        frozenset(table["empty"].split()),
    )


def denies_one_thing(sentence: str) -> bool:
    """Whether every refusal in a sentence is of something that is less than the whole draft; False where nothing is refused."""
    known, found = _refusals(), False
    for match in known.refuses.finditer(sentence):
        begin = max((cut.end() for cut in CLAUSE.finditer(sentence, 0, match.start())), default=0)
        behind = CLAUSE.search(sentence, match.end())
        clause = sentence[begin : behind.start() if behind else len(sentence)]
        if known.whole.search(clause) or set(WORD.findall(clause)) <= known.empty:
            return False
        found = True
    return found


AFTER_ALL = re.compile(
    r"\b(?:likevel|allikevel|alikevel|lell|lenger|lengre|after all|any ?more|any longer|no longer)\b"
)


def takes_back(text: str) -> bool:
    """Whether a text refuses what was said or meant before, and tells nothing new: "vi skal ikke bruke kamera likevel"."""
    return bool(AFTER_ALL.search(text)) and bool(_refusals().refuses.search(text))
