"""A model's answer while it is being written: each claim is checked as soon as it is whole, and only checked claims are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from knowledge.answering.checking import Claim, checked_claim
from knowledge.answering.grounding import Cover
from knowledge.answering.prompt import CLAIMS
from knowledge.types import Passage

BEGINS = re.compile(r'\{\s*"answerable"\s*:\s*true\s*,\s*"claims"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def claims_in(text: str) -> list[Any]:
    """The claims that are whole in the beginning of a reply; none before it has said that the passages answer."""
    begins = BEGINS.search(text)
    found: list[Any] = []
    at = begins.end() if begins else len(text)
    while at < len(text):
        between = BETWEEN.match(text, at)
        try:
            claim, at = _DECODER.raw_decode(text, between.end() if between else at)
        except ValueError:  # not whole yet, or the end of the list
            break
        found.append(claim)
    return found


class Claims:
    """Listens to a reply. `show` gets the claims that hold so far, each time there is one more."""

    def __init__(
        self, question: str, passages: Sequence[Passage], cover: Cover, show: Callable[[Sequence[Claim]], None]
    ) -> None:
        self._question, self._passages, self._cover, self._show = question, passages, cover, show
        self._claims: list[Claim] = []

    def __call__(self, text: str) -> None:
        """The reply so far. Raises ModelFailure for the first claim that does not hold: nothing after it is shown."""
        for claim in claims_in(text)[len(self._claims) : CLAIMS]:
            self._claims.append(checked_claim(claim, self._question, self._passages, self._cover))
            self._show(tuple(self._claims))
