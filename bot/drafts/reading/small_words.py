"""Words that say nothing by themselves: the three languages' stopwords, and what people put around an answer."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from knowledge.language.analysis import stopwords


@cache
def small_words() -> frozenset[str]:
    """The words that are no answer, and begin none (`lexicon.toml`)."""
    text = resources.files("bot.drafts.reading").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["asides"]["words"].split()) | stopwords()
