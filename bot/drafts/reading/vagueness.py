"""Answers that say too little: words like "noe bedre" and "things", by the lists of `cues.toml`."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.reading.cues import cue_lists
from bot.drafts.reading.small_words import small_words


@cache
def _vague() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(cue_lists()["vague"]["whole"]) + ")")


@cache
def _generic() -> frozenset[str]:
    return frozenset(str(cue_lists()["vague"]["generic"]).split())


def is_vague(text: str) -> bool:
    """Whether an answer (lower case) says too little to be of use."""
    stripped = re.sub(
        r"^(?:å |at |to |vel,? |well,? |tja,? |eh,? |hm+,? |det er |det blir |it is |it's )+|[\s.!,…]+$",
        "",
        text.strip(),
    )
    words = re.findall(r"[^\W_]+", stripped)
    empty = bool(words) and set(words) <= small_words() | _generic()
    return empty or bool(_vague().fullmatch(stripped))
