"""The latest day of an obligation in words: a start that was told as a month or a year is said as it was told."""

from __future__ import annotations

from knowledge.language.spoken_dates import say_day
from knowledge.texts import Texts
from knowledge.types import Language


def say_latest(latest: str, start: str | None, language: Language) -> str:
    """ "2. desember 2026"; "ved oppstart i januar 2027" where the day is the start's, of which no day was told. `latest`: ISO."""
    if start is None:
        return say_day(latest, language)
    texts = Texts.load("bot.texts", "drafts_export.toml")
    return texts("latest.at_start", language, date=say_day(start, language))
