"""A model's claims, checked against the passages they name before anyone sees them. One claim that fails fails the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.answering.grounding import UNSAFE, Cover, figures, months, names, share_covered, turns_round
from knowledge.answering.prompt import CLAIMS
from knowledge.answering.quoted import Quoted
from knowledge.answering.refusing import turns
from knowledge.answering.units import Unit, units_of
from knowledge.answering.wording import localise
from knowledge.errors import ModelFailure
from knowledge.language.analysis import fold
from knowledge.language.detection import detect_language
from knowledge.types import Passage

LONGEST_CLAIM = 400
SUPPORTED = 0.6  # share of a claim's content words that its passage or the question must answer to


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
    if unit is None or turns(text) or not supported(text, question, passages, number, unit, cover):
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
    passages: Sequence[Passage],
    number: int,
    unit: Unit,
    cover: Cover,
) -> bool:
    """Whether a claim adds nothing to passage `number` (from 1): no figure, month or name, no "not", and most of its words stand there.

    A name that only the question says counts where the documents know it at all: else a claim could agree to any name it was asked of.
    """
    passage = passages[number - 1]
    ground, language = _ground(passage, unit.lead), detect_language(text, passage.chunk.language)
    # Dates and figures may be written the reader's way: both ways count.
    written = " ".join((ground, localise(ground, "nb"), localise(ground, "en")))
    if not figures(text, language) <= figures(written, passage.chunk.language):
        return False
    if not months(text) <= months(written):
        return False
    known, asked = fold(written.lower()), fold(question.lower())
    foreign = {name for name in names(text) if name not in known}
    if foreign:
        anywhere = fold(" ".join(_ground(each, "") for each in passages).lower())
        if any(name not in asked or name not in anywhere for name in foreign):
            return False
    stated = f"{unit.lead} {unit.text}"
    return share_covered(text, f"{written} {question}", cover) >= SUPPORTED and not turns_round(text, stated, cover)


def _ground(passage: Passage, lead: str) -> str:
    return " ".join((passage.chunk.text, *passage.chunk.section, passage.version.metadata.title or "", lead))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_`|•]+", " ", text).split()).strip(" -–.").lower()
