"""First questions of the desk in the words that documents use: whom to turn to, and how to ask for one of the ways to collaborate.

"Who can I contact?" names nobody's role, and "how do we apply for innovation" says of no document's "request": the words that carry such a
question stand in few sentences, or in wrong ones. The rules stand in `intents.toml`, each with what it is said as in each language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from knowledge.types import LANGUAGES, Language


@cache
def _rules() -> tuple[tuple[re.Pattern[str], dict[Language, str]], ...]:
    text = resources.files("knowledge.answering").joinpath("intents.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    rules = []
    for rule in raw["intent"]:
        words = rule["words"]
        for name, piece in raw["pieces"].items():
            words = words.replace("{" + name + "}", piece.strip())
        rules.append((re.compile(words, re.I | re.X), {language: rule[language] for language in LANGUAGES}))
    return tuple(rules)


def in_documents_words(text: str, language: Language) -> str:
    """A question as documents word it, where it is one of the desk's first questions and nothing more; else itself."""
    for words, said in _rules():
        if words.fullmatch(text.strip()):
            return said[language]
    return text
