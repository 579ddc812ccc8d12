"""A quote in the reader's language, roughly: sentence by sentence, and only where nearly every word of it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.answering.rendering import english, norwegian, saying_english, saying_norwegian
from knowledge.answering.rendering.arranging_english import as_english
from knowledge.answering.rendering.arranging_norwegian import as_norwegian
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.reading import Reader
from knowledge.answering.rendering.sounding import sounds
from knowledge.answering.tokens import read_tokens
from knowledge.answering.wordlists import Side
from knowledge.types import Language

KNOWN = 0.85  # share of the words that must be known
SHORT_FORMS = (
    (re.compile(r"\bcannot\b", re.I), "can not"), (re.compile(r"\bcan['’]t\b", re.I), "can not"),
    (re.compile(r"\b(do|does|did)(n['’]t| not) have to\b", re.I), r"\1 not need to"),
    (re.compile(r"\bwon['’]t\b", re.I), "will not"), (re.compile(r"n['’]t\b", re.I), " not"),
)  # fmt: skip
TIGHT = re.compile(r"\s+([.,;:!?)\]%»”])")
OPENED = re.compile(r"([(\[«“])\s+")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text said in another language, the share of its words that were known, and whether it reads as a sentence."""

    text: str
    known: float
    sound: bool = True

    @property
    def holds(self) -> bool:
        """Whether enough was known for it to be read, and it reads well enough to be shown."""
        return self.sound and self.known >= KNOWN


@lru_cache(maxsize=16_384)
def render(text: str, to: Language) -> Rendering:
    """A Norwegian text in English, or an English one in bokmål or nynorsk (`to`)."""
    side: Side = "norwegian" if to == "en" else "english"
    plain = text
    if side == "english":
        for written, whole in SHORT_FORMS:
            plain = written.sub(whole, plain)
    sayer = english.say_noun if to == "en" else norwegian.say_noun
    pieces = Reader(read_tokens(plain, to), side, to, sayer).read()
    arranged = as_english(pieces) if to == "en" else as_norwegian(pieces)
    words = saying_english.say(arranged, to) if to == "en" else saying_norwegian.say(arranged, to)
    said = _sentence(words)
    return Rendering(said, _known(pieces), sounds(pieces, arranged, said, to))


def _known(pieces: list[Piece]) -> float:
    counted = sum(piece.size for piece in pieces if piece.kind != "mark")
    unknown = sum(piece.size for piece in pieces if piece.kind == "unknown")
    return 1 - unknown / counted if counted else 0.0


def _sentence(words: list[str]) -> str:
    text = OPENED.sub(r"\1", TIGHT.sub(r"\1", " ".join(word for word in words if word)))
    text = re.sub(r"[«»“”\"]\s*", "", text)  # only the quote itself stands in quotation marks
    text = re.sub(r"\bcan not\b", "cannot", text)
    text = re.sub(r"\b(\w+) (up|out|over) (it|them)\b", r"\1 \3 \2", text)
    return re.sub(r"(^|(?<=[^\d][.!?])\s+)(\w)", lambda m: m[1] + m[2].upper(), text)
