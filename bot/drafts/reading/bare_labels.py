"""Labels without a colon, as people in a hurry write them: "enhet Byplankontoret", "kontaktperson Eva Lind", "tema kultur"."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME, no_name

Place = tuple[int, int, str]
START = r"(?:^|(?<=[\n,;.|])) ?[ \t]*(?:[-*•–][ \t]*)?(?:(?:og|and|så|the|our|vår) )*"
NAMES: dict[str, str] = {
    "title": r"(?:arbeids|prosjekt)?tittel|(?:working |project )?title",
    "municipal_unit": r"(?:vår )?enhet|eining|arbeidssted|tjenestested|(?:municipal )?unit",
    "theme_area": r"tema(?:område)?|theme(?: area)?",
    "contact_name": r"kontakt(?:person)?(?: navn)?|contact(?: (?:person|name))?|navn på kontakt(?:person)?",
    "purpose": r"formål|føremål|mål|purpose|aim|goal",
    "benefit": r"nytte|gevinst|benefits?",
    "contribution": r"(?:vårt )?bidrag|(?:our )?contribution",
    "funding": r"finansiering|penger|funding|money",
}
# what goes on with the sentence, and begins no value
GOES_ON = re.compile(
    r"(?:er|blir|var|skal|kan|må|bør|har|hadde|vil|som|og|eller|i|på|for|med|av|til|om|fra|hos|ved|kommer|passer|mangler|vet|veit|"
    r"trenger|står|ikke|"
    r"ønsker|gjelder|uten|mellom|is|are|was|will|can|must|should|has|have|that|and|or|of|in|on|for|with|from|about|vi|jeg|we|i|not|"
    r"without|’s)(?!\w)|\W"
)
CLAUSE = re.compile(r"(?:å|at|to) \w")
FEW = 6  # words of a theme
LONG = frozenset({"purpose", "benefit", "contribution", "funding"})


def bare_labels(message: Message, others: int) -> list[Place]:
    """Where such labels stand: start, where the value begins, field. `others`: how many labels with a colon the message has."""
    found = [place for place in _places(message.text) if _fits(message, place)]
    form = others + len(found) > 1
    return [place for place in found if form or place[2] not in LONG or CLAUSE.match(message.text, place[1])]


def _places(text: str) -> list[Place]:
    return [
        (match.start(), match.end(), field)
        for field, pattern in _patterns()
        for match in pattern.finditer(text)
        if not GOES_ON.match(text, match.end()) or text[match.end()] in '«"“'
    ]


def _fits(message: Message, place: Place) -> bool:
    """Whether what stands behind a label has the shape of its value."""
    _, begin, field = place
    words = message.words(begin, len(message.text))
    if field == "contact_name":
        name = NAME.match(words)
        return name is not None and not no_name(name.group())
    if field == "title":
        return words[:1] in '«"“' or words[:1].isupper()
    if field == "municipal_unit":
        return words[:1].isupper()
    if field == "theme_area":
        return len(re.split(r"[.,;!?\n]", words)[0].split()) <= FEW
    return True


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(rf"{START}(?:{name})[ \t]+(?=\S)")) for field, name in NAMES.items())
