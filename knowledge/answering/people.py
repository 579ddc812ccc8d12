"""The people that a sentence names, each with the title before the name, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.deciding import same_word
from knowledge.answering.phrases import phrases
from knowledge.answering.wording import norwegian, understood_by
from knowledge.answering.wordlists import Side
from knowledge.answering.wordtable import words_of
from knowledge.types import Language

CAPITAL = r"[A-ZÆØÅ][a-zæøåéèüö]+(?:-[A-ZÆØÅ][a-zæøåéèüö]+)?"
TITLE = (
    r"(?:(?:fungerende|konstituert|acting)\s+)?(?:\w*ordfører|\w*ordførar|\w*rektor|\w*direktør|\w*dekan|\w*koordinator|\w*rådgiver|\w*rådgivar"
    r"|\w*leder|\w*leiar|\w*sjef|byråd|minister|statsråd|professor|mayor|rector|dean|director|adviser|coordinator|manager)"
)
PERSON = re.compile(rf"(?:\b(?P<title>(?i:{TITLE}))\s+)?\b(?P<name>{CAPITAL}(?:\s+{CAPITAL}){{1,3}})\b")
BEFORE = re.compile(
    r"(?:^|[:|]|\b(?:er|is|heter|heiter|var|was|av|by|og|and))\s*$", re.I
)  # stands before a person without a title
AFTER = re.compile(
    rf"^(?:\s*[,(]\s*(?:\w+\s+){{0,2}}(?i:{TITLE})|\s+(?:er|is|signer|undertegn|sign|leder|leiar|leads))", re.I
)
NO_PERSON = re.compile(
    r"\b(?:kommune|universitet\w*|university|city|municipality|council|norges?|noregs?|norwegian|norway|forskningsråd\w*|research|department|fakultet"
    r"|faculty|ministry|departement\w*|project|program\w*|sector|public|act|support|technology|office|horizon|horisont|europa|europe|team|experts"
    r"|data|protection|health|education|smart|development|head|innovation|statens|statistisk|nord|pilot|vest|innovasjon|eksperter|region\w*)\b",
    re.I,
)
MOST = 3


def people_in(text: str, written: Language, language: Language, roles: Sequence[str] = ()) -> str:
    """Up to three people in the order of the text, joined as in a sentence; empty where a text names none, or more.

    Where some of them have one of the `roles` by title, they alone.
    """
    found = [match for match in PERSON.finditer(text) if _is_person(match, text)]
    holders = [match for match in found if any(same_word(role, list(words_of(match["title"] or ""))) for role in roles)]
    found = holders or found
    if not 1 <= len(found) <= MOST:
        return ""
    said = [_said(match, written, language) for match in found]
    said = list(dict.fromkeys(said))
    joint = "and" if language == "en" else "og"
    listed = f"{', '.join(said[:-1])} {joint} {said[-1]}" if len(said) > 1 else said[0]
    return listed[:1].upper() + listed[1:]


def _is_person(match: re.Match[str], text: str) -> bool:
    """Two to four names in a row are a person's where a title or the sentence's form says so; companies have such names, too."""
    if NO_PERSON.search(match["name"]):
        return False
    return bool(match["title"] or BEFORE.search(text[: match.start()]) or AFTER.match(text[match.end() :]))


def _said(match: re.Match[str], written: Language, language: Language) -> str:
    title, name = (match["title"] or "").strip(), match["name"]
    if not title:
        return name
    title = title[:1].lower() + title[1:]
    if not understood_by(language, written):
        side: Side = "norwegian" if norwegian(written) else "english"
        title = next((phrase.text for phrase in phrases(title, side, language)), "")
    return f"{title} {name}".strip()
