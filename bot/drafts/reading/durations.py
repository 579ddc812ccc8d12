"""How long things last, in running text."""

from __future__ import annotations

import re

from bot.drafts.reading.date_patterns import NUMBERS

DURATION = re.compile(
    r"(?<!om )(?<!in )(?<!within )(?<!innen )\b(?:ca\.? |omtrent |om lag |about |around )?(?P<number>halvannet|halvtanna|et halvt|"
    r"eit halvt|half a|a half|\d+(?:[.,]5)?|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r")(?: (?:og (?:et|eit|ett|eitt) halvt|and a half))?[ -]?(?P<unit>åring|årig\w*|års?|years?|yrs?|måned(?:er|ers)?|"
    r"months?|semest(?:er|ers|re|rer|era|rar)|terms?|uker?|weeks?)\b"
    r"(?: og (?:et|eit|ett|eitt) halvt| and a half)?(?! (?:gam|old|siden|sidan|ago|av gangen|from (?:today|now)|fra (?:i dag|nå|no)\b))"
)


def find_durations(text: str) -> list[tuple[int, int, int]]:
    """How long things last, as (start, end, months). Weeks are rounded up to months."""
    found = []
    for match in DURATION.finditer(text):
        months = _months(match)
        if months:
            found.append((match.start(), match.end(), months))
    return found


def _months(match: re.Match[str]) -> int:
    word, unit = match.group("number"), match.group("unit")
    if word in {"halvannet", "halvtanna"}:
        number = 1.5
    elif "hal" in word:
        number = 0.5
    else:
        number = float(word.replace(",", ".")) if word[0].isdigit() else float(NUMBERS[word])
        if "hal" in match.group():
            number += 0.5
    each = {"å": 12, "y": 12, "m": 1, "s": 6, "t": 6}.get(unit[0])
    return max(1, round(number / 4.35 + 0.49)) if each is None else round(number * each)
