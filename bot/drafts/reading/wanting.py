"""How far a sentence is a wish to do something with the university, and how far a question about how things are: a score.

Not one pattern decides but many marks together: who speaks, how the sentence begins, whether a party is invited, something is to be
set going, rules and papers are asked about. The marks and their weights lie in `wanting.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.drafts.reading.message import Message
from bot.drafts.reading.questions import BEFORE

PICTURE = re.compile(r"^.{0,60}[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*(?=\w)")
GREETING = re.compile(
    r"^(?:(?:hei|hey|heisann|hallo|hello|hi|morn|god (?:morgen|dag|kveld)|good (?:morning|afternoon|evening)|dear|kjære)"
    r"(?: (?:på dere|der|there|igjen|again|alle|everyone|all|folkens|samspill|(?:fra|from|til) [^.!?,:]{2,30}))*[ ,.!:–-]+|"
    r"(?:dokker|dere|du|folkens|guys|all|yo|jo),? |[^\w]+)+"
)


@dataclass(frozen=True)
class Marks:
    """The marks of a sentence and of what stands around it, and the weights of both."""

    inside: tuple[tuple[str, re.Pattern[str]], ...]
    around: tuple[tuple[str, re.Pattern[str]], ...]
    weights: tuple[tuple[frozenset[str], float], ...]
    bias: float


@cache
def marks() -> Marks:
    """The patterns and weights of `wanting.toml`."""
    table: dict[str, Any] = tomllib.loads(
        resources.files("bot.drafts.reading").joinpath("wanting.toml").read_text(encoding="utf-8")
    )
    weights = {name: float(value) for name, value in table.get("weights", {}).items()}
    return Marks(
        _compiled(table["features"], table["parts"]),
        _compiled(table["around"], table["parts"]),
        tuple((frozenset(name.split(" & ")), value) for name, value in weights.items() if name != "bias"),
        weights.get("bias", 0.0),
    )


def _compiled(patterns: dict[str, str], parts: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for name, pattern in patterns.items():
        for part, value in reversed(parts.items()):
            pattern = pattern.replace("{" + part + "}", value)
        found.append((name, re.compile(pattern)))
    return tuple(found)


def marks_of(message: Message, span: tuple[int, int]) -> frozenset[str]:
    """The marks of one sentence of a message: its own, and with a "~" before them those of the rest."""
    known = marks()
    sentence = message.text[slice(*span)]
    bare = PICTURE.sub("", sentence)
    bare = GREETING.sub("", bare)
    if lead := BEFORE.match(bare):
        bare = bare[lead.end() :] or bare
    rest = message.text[: span[0]] + " " + message.text[span[1] :]
    own = {name for name, pattern in known.inside if pattern.search(bare)}
    if rest.strip():
        own |= {f"~{name}" for name, pattern in known.around if pattern.search(rest)}
    return frozenset(own)


def wanting(message: Message, span: tuple[int, int]) -> float:
    """The log-odds that a sentence is a wish for company rather than a question or anything else."""
    known, own = marks(), marks_of(message, span)
    return known.bias + sum(weight for names, weight in known.weights if names <= own)
