"""Marks of a sentence and their weights: a small decision as data, where many weak signs together tell what one pattern cannot."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.drafts.reading.message import Message
from bot.drafts.reading.questions import BEFORE

Patterns = tuple[tuple[str, re.Pattern[str]], ...]
PICTURE = re.compile(r"^.{0,60}[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*(?=\w)")
GREETING = re.compile(
    r"^(?:(?:hei|hey|heisann|hallo|hello|hi|morn|god (?:morgen|dag|kveld)|good (?:morning|afternoon|evening)|dear|kjære)"
    r"(?: (?:på dere|der|there|igjen|again|alle|everyone|all|folkens|samspill|(?:fra|from|til) [^.!?,:]{2,30}))*[ ,.!:–-]+|"
    r"(?:dokker|dere|du|folkens|guys|all|yo|jo),? |[^\w]+)+"
)
BIAS = "bias"


@dataclass(frozen=True)
class Marks:
    """The marks of a sentence and of what stands around it, and for each decision the weights of both."""

    inside: Patterns
    around: Patterns
    weights: Mapping[str, tuple[tuple[frozenset[str], float], ...]]
    bias: Mapping[str, float]

    def of(self, message: Message, span: tuple[int, int]) -> frozenset[str]:
        """The marks of one sentence of a message: its own, and with a "~" before them those of the rest."""
        bare = GREETING.sub("", PICTURE.sub("", message.text[slice(*span)]))
        if lead := BEFORE.match(bare):
            bare = bare[lead.end() :] or bare
        found = {name for name, pattern in self.inside if pattern.search(bare)}
        rest = f"{message.text[: span[0]]} {message.text[span[1] :]}"
        if self.around and rest.strip():
            found |= {f"~{name}" for name, pattern in self.around if pattern.search(rest)}
        return frozenset(found)

    def score(self, decision: str, found: frozenset[str]) -> float:
        """The log-odds of a decision for a sentence with these marks."""
        return self.bias[decision] + sum(weight for names, weight in self.weights[decision] if names <= found)


@cache
def load_marks(name: str) -> Marks:
    """The marks of a file of this folder, its `weights` one table for each decision."""
    table: dict[str, Any] = tomllib.loads(
        resources.files("bot.drafts.reading").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )
    weights: dict[str, dict[str, float]] = table.get("weights", {})
    return Marks(
        _compiled(table["features"], table["parts"]),
        _compiled(table.get("around", {}), table["parts"]),
        {
            decision: tuple((frozenset(names.split(" & ")), weight) for names, weight in each.items() if names != BIAS)
            for decision, each in weights.items()
        },
        {decision: each[BIAS] for decision, each in weights.items()},
    )


def _compiled(patterns: Mapping[str, str], parts: Mapping[str, str]) -> Patterns:
    found = []
    for name, pattern in patterns.items():
        for part, value in reversed(list(parts.items())):
            pattern = pattern.replace("{" + part + "}", value)
        found.append((name, re.compile(pattern)))
    return tuple(found)
