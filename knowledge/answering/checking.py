"""A model's claims, checked against the passages they name before anyone sees them. One claim that fails fails the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.answering.facts import MONTHS_EN, MONTHS_NB
from knowledge.answering.prompt import CLAIMS
from knowledge.answering.refusing import turns
from knowledge.answering.selecting import Quoted
from knowledge.answering.units import Unit, units_of
from knowledge.answering.wording import localise
from knowledge.errors import ModelFailure
from knowledge.language.analysis import fold
from knowledge.types import Passage

LONGEST_CLAIM = 400
COVERED = 0.5  # from here on a word counts as covered
SUPPORTED = 0.6  # share of a claim's content words that its passage or the question must answer to
UNSAFE = re.compile(r"https?:|www\.|[<>@`\[\]{}|\\]|\]\(|\w+\.(?:com|no|net|org|io)\b", re.I)
NUMBER = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d{3})*")
NAME = re.compile(
    r"(?<=[\w,;:)] )[A-ZÆØÅ][\w’'-]+(?: [A-ZÆØÅ][\w’'-]+)*|\b[A-ZÆØÅ]{2,}\b|\b[A-ZÆØÅ]\w+(?: [A-ZÆØÅ]\w+)+"
)
Cover = Callable[[str, str], Sequence[float]]
MONTHS = {name.lower() for name in (*MONTHS_NB, *MONTHS_EN)}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the model's that its passage bears, and what is quoted for it."""

    text: str
    quote: Quoted


def checked(
    reply: Mapping[str, Any],
    question: str,
    passages: Sequence[Passage],
    cover: Cover,
) -> tuple[Claim, ...]:
    """The claims of a reply; empty where the model says that the passages do not answer.

    `cover(claim, ground)` gives for each content word of a claim how well a text covers it, 0 to 1, across languages.
    Raises ModelFailure with `why` "malformed" for another shape, "unsupported" for a claim that its passage does not bear.
    """
    claims = reply.get("claims")
    if not isinstance(reply.get("answerable"), bool) or not isinstance(claims, list):
        raise ModelFailure(why="malformed")
    if not reply["answerable"]:
        return ()
    if not 1 <= len(claims) <= 2 * CLAIMS:
        raise ModelFailure(why="malformed")
    return tuple(checked_claim(claim, question, passages, cover) for claim in claims[:CLAIMS])


def checked_claim(
    claim: object,
    question: str,
    passages: Sequence[Passage],
    cover: Cover,
) -> Claim:
    """One claim of a reply. Raises ModelFailure as `checked` does."""
    if not isinstance(claim, Mapping):
        raise ModelFailure(why="malformed")
    text, number, quote = claim.get("text"), claim.get("passage"), claim.get("quote")
    if not isinstance(text, str) or not isinstance(quote, str) or type(number) is not int:
        raise ModelFailure(why="malformed")
    if not 1 <= number <= len(passages) or not 0 < len(text.strip()) <= LONGEST_CLAIM or UNSAFE.search(text):
        raise ModelFailure(why="unsupported")
    passage = passages[number - 1]
    unit = quoted_unit(passage, quote)
    if unit is None or turns(text) or not supported(text, question, passage, unit, cover):
        raise ModelFailure(why="unsupported")
    return Claim(" ".join(text.split()), Quoted(unit, passage))


def quoted_unit(passage: Passage, quote: str) -> Unit | None:
    """The sentence, list item or table row of a passage that holds a quote word for word; None where none does."""
    wanted = _plain(quote)
    if len(wanted) < 12:
        return None
    holding = [unit for unit in units_of(passage) if unit.quotable and wanted in _plain(unit.text)]
    return min(holding, key=lambda unit: len(unit.text), default=None)


def supported(
    text: str,
    question: str,
    passage: Passage,
    unit: Unit,
    cover: Cover,
) -> bool:
    """Whether every number and name of a claim stands in its passage, and most of its words are the passage's or the question's."""
    title = passage.version.metadata.title or ""
    ground = " ".join((passage.chunk.text, *passage.chunk.section, title, unit.lead))
    # Dates and figures may be written the reader's way: both ways count.
    written = " ".join((ground, localise(ground, "nb"), localise(ground, "en")))
    if not _numbers(text) <= _numbers(written):
        return False
    known = fold(f"{written} {question}".lower())
    names = {fold(name.lower()) for name in NAME.findall(text)}
    if any(name not in known and name not in MONTHS for name in names):
        return False
    covered = cover(text, f"{written} {question}")
    return not len(covered) or sum(share >= COVERED for share in covered) / len(covered) >= SUPPORTED


def _numbers(text: str) -> set[str]:
    return {re.sub(r"\D", "", number).lstrip("0") for number in NUMBER.findall(text)}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`|•]+", " ", text).split()).strip(" -–.").lower()
