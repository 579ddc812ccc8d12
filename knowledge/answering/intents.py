"""First questions of the desk in the words that documents use: whom to turn to, and how to ask for one of the ways to collaborate.

"Who can I contact?" names nobody's role, and "how do we apply for innovation" says of no document's "request": the words that carry such a
question stand in few sentences, or in wrong ones. The rules stand in `intents.toml`, each with what it is said as in each language.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from knowledge.partnership import Named, Partnership, load_partnership
from knowledge.types import LANGUAGES, Language

LONGEST = 200  # characters of a question that is one of these and nothing more

Rules = tuple[tuple[re.Pattern[str], dict[Language, str]], ...]


def in_documents_words(text: str, language: Language, partnership: Partnership | None = None) -> str:
    """A question as documents word it, where it is one of the desk's first questions and nothing more; else itself.

    `partnership` tells whose names such a question may hold; without one those of the file that ships.
    """
    asked = text.strip()
    if len(asked) > LONGEST:
        return text
    ours = partnership or load_partnership()
    rules = _rules(_any_of(ours.municipality, ours.university), _any_of(ours.programme))
    return next((said[language] for words, said in rules if words.fullmatch(asked)), text)


@lru_cache(maxsize=4)
def _rules(parties: str, programme: str) -> Rules:
    text = resources.files("knowledge.answering").joinpath("intents.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    pieces = {**raw["pieces"], "parties": parties, "programme": programme}
    rules = []
    for rule in raw["intent"]:
        words = rule["words"]
        for name, piece in pieces.items():
            words = words.replace("{" + name + "}", piece.strip())
        rules.append((re.compile(words, re.I | re.X), {language: rule[language] for language in LANGUAGES}))
    return tuple(rules)


def _any_of(*parties: Named) -> str:
    """A pattern of all their names, the longest first."""
    names = sorted({name for party in parties for name in party.all_names()}, key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
