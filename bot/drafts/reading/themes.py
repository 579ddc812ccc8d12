"""Theme areas in talk: by their names, by their number in the list, by what the subject means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

from bot.drafts.reading.hits import Hit
from bot.drafts.reading.message import Message
from knowledge.partnership import Partnership, ThemeArea

Similarity = Callable[[str], dict[str, float]]
"""From a subject to each theme area's likeness (cosine of word vectors, 0 to 1)."""

CLEAR_LIKENESS, CLEAR_LEAD = 0.45, 0.08  # by judgement: below, it is asked
ORDER = {
    "første": 1, "fyrste": 1, "first": 1, "andre": 2, "second": 2, "tredje": 3, "third": 3, "fjerde": 4, "fourth": 4, "femte": 5,
    "fifth": 5,
}  # fmt: skip
NUMBERED = re.compile(
    rf"(?:den |det |nr\.? ?|nummer |number |the |alternativ |option )?(\d|{'|'.join(ORDER)})\.?(?: one| av dem)?"
)
UNIT_BEFORE = re.compile(
    r"(?:enhet|enheten|avdeling|seksjon|direktør(?:en)?|department|office|section|unit|kontoret|fakultet|"
    r"faculty)(?: for| of)? $"
)
UNIT_AFTER = re.compile(
    r"(?:s|-)? ?-?(?:senter|senteret|cent(?:re|er)|enhet\w*|unit|office|kontor\w*|department|tjeneste\w*|services?|avdeling\w*|section|"
    r"seksjon\w*|team\w*|etat\w*)\b"
)  # "Tempe health and welfare centre" is a place
CUE = re.compile(
    r"\b(?:tema(?:et)?(?: ?område(?:t)?)?(?: (?:er|blir|vil være|må være))|temaområde(?:t)?(?: (?:er|blir))?|(?:området|"
    r"område) (?:er|blir)|"
    r"(?:hører|høyrer)(?: (?:det|dette|vel|nok|hjemme|naturlig))*(?: (?:til|under|inn under|hjemme (?:i|under)))|"
    r"inn under|(?:the )?theme(?: area)? (?:is|would be|will be)|(?:the )?thematic area (?:is|would be)|"
    r"falls? (?:under|within)|belongs? (?:to|under|in)|(?:passer|fits)(?: best| nok| naturlig)* (?:under|i|inn i|in|within)|"
    r"innenfor|innen(?: temaet| området)?|within|in the (?:field|area) of|på området|satsingsområdet(?: er)?)(?: (?:vel|nok|jo|da|"
    r"kanskje|helst|altså|probably|maybe))* (?:the )?"
)
TURNED_DOWN = re.compile(
    r"\b(?:ikke|not|enn|than|i stedet for|istedenfor|instead of|verken|neither|uten|except|unntatt)(?: \w+){0,2} $"
)
NEAR = re.compile(r"(?:[\wæøå]+,? ){0,3}")  # "temaområdet er vel kultur, altså byutvikling og kultur"
NEEDS_NAME = re.compile(r"innen|within|in the|på området")  # "innen helse" names an area, "innen fire uker" does not
STOP = re.compile(r"[.;:!?\n,]|$")


class Themes:
    """The partnership's theme areas. `likeness` where word vectors are there."""

    def __init__(self, partnership: Partnership, likeness: Similarity | None = None) -> None:
        self.partnership, self._likeness = partnership, likeness

    def read(self, message: Message) -> list[Hit]:
        """A hit for theme_area where an area is named in full, or where the subject is said to belong somewhere."""
        text = message.text
        named = sorted(self._full_names(text))
        if named:
            place, end, area = named[0]
            start = next((cue.start() for cue in CUE.finditer(text) if NEAR.fullmatch(text, cue.end(), place)), place)
            return [Hit("theme_area", area, start, end)]
        for cue in CUE.finditer(text):
            stop = STOP.search(text, cue.end())
            end = stop.start() if stop else len(text)
            found = self.of(text[cue.end() : end])
            if found and (not NEEDS_NAME.match(cue.group()) or self._named(text[cue.end() : end])):
                return [Hit("theme_area", found, cue.start(), end)]
        return []

    def _full_names(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where areas are named in full, but for those that are turned down ("ikke oppvekst og utdanning")."""
        for area in self.partnership.theme_areas:
            for name in dict.fromkeys(name.lower() for name in area.names.values()):
                for match in _name(name).finditer(text):
                    before = text[: match.start()]
                    if not (
                        UNIT_BEFORE.search(before) or UNIT_AFTER.match(text, match.end()) or TURNED_DOWN.search(before)
                    ):
                        yield match.start(), match.end(), area.id

    def of(self, text: str) -> str | None:
        """The theme area that a short text names, numbers or means; None when it is none or could be several."""
        text = text.strip().lower()
        areas = self.partnership.theme_areas
        numbered = NUMBERED.fullmatch(text)
        if numbered:
            number = ORDER.get(numbered.group(1)) or int(numbered.group(1))
            return areas[number - 1].id if 1 <= number <= len(areas) else None
        by_name = _first(text, areas, proper=True) or _first(text, areas, proper=False)
        if by_name:
            return by_name
        scores = {area.id: len(set(_words()[area.id].findall(text))) for area in areas if area.id in _words()}
        best = sorted(scores.items(), key=lambda pair: -pair[1])
        if best and best[0][1] and (len(best) == 1 or best[0][1] > best[1][1]):
            return best[0][0]
        return None if any(scores.values()) else self._by_likeness(text)

    def named(self, text: str) -> bool:
        """Whether a text names an area, by a name or an alias."""
        areas = self.partnership.theme_areas
        return bool(_first(text, areas, proper=True) or _first(text, areas, proper=False))

    def _named(self, text: str) -> bool:
        first = " ".join(text.split()[:2])
        names = (name for area in self.partnership.theme_areas for name in area.all_names())
        return any(re.match(rf"{re.escape(name.lower())}\b", first) for name in names)

    def _by_likeness(self, text: str) -> str | None:
        if self._likeness is None:
            return None
        best = sorted(self._likeness(text).items(), key=lambda pair: -pair[1])
        if not best or best[0][1] < CLEAR_LIKENESS or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR_LEAD):
            return None
        return best[0][0]


@cache
def _words() -> dict[str, re.Pattern[str]]:
    text = resources.files("bot.drafts.reading").joinpath("themes.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(text)
    return {area: re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split()))})\w*") for area, words in lists.items()}


@cache
def _name(name: str) -> re.Pattern[str]:
    """A theme area's name, "og", "å" and "&" alike."""
    joined = re.sub(r"\\ (?:og|and)\\ ", r"(?: (?:og|å|and) | ?& ?|/)", re.escape(name))
    parts = [re.escape(part) for part in re.split(r" (?:og|and) ", name)]
    if len(parts) != 2:
        return re.compile(rf"\b{joined}\b")
    return re.compile(rf"\b(?:{joined}|{parts[1]} (?:og|å|and) {parts[0]})\b")  # "culture and urban development"


def _first(text: str, areas: tuple[ThemeArea, ...], *, proper: bool) -> str | None:
    found = []
    for area in areas:
        names = area.names.values() if proper else area.aliases
        places = [
            match.start()
            for name in names
            for match in _name(name.lower()).finditer(text)
            if not TURNED_DOWN.search(text[: match.start()])
        ]
        if places:
            found.append((min(places), area.id))
    return min(found)[1] if found else None
