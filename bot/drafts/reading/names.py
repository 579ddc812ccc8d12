"""The shape of names and addresses, and the words with a capital that are no names."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)


DOT = r"(?:\.|,(?=\w)|\s?[(\[](?:dot|punktum|prikk)[)\]]\s?|\s(?:dot|punktum|prikk)\s)"
# an address as people spell it: "kari.holm (at) example.org", "kari punktum holm krøllalfa example.org"
SPELLED = re.compile(
    rf"(?<![\w.+-])(?P<who>[\w+-]{{1,40}}(?:{DOT}[\w+-]{{1,40}}){{0,4}})"
    rf"(?:\s?(?:[(\[](?:at|krøllalfa|alfakrøll)[)\]]|@)\s?|\s(?:krøllalfa|alfakrøll|at)\s)"
    rf"(?P<host>[\w-]{{1,40}}(?:{DOT}[\w-]{{1,40}}){{0,4}}{DOT}[a-z]{{2,10}})\b",
    re.IGNORECASE,
)


def find_email(raw: str) -> tuple[str, int, int] | None:
    """The first e-mail address of a text with its place, also one that is spelled out; None where there is none."""
    if plain := EMAIL.search(raw):
        return plain.group(), *plain.span()
    for match in SPELLED.finditer(raw):
        who, host = (re.sub(DOT, ".", match.group(part)) for part in ("who", "host"))
        if "." in who or not re.search(r"\sat\s", match.group()):  # "the staff at example.org" is a place
            return f"{who}@{host}", *match.span()
    return None


CAPITAL = r"[A-ZÆØÅÉÖÄ][a-zæøåéèöäüç'’]+(?:-[A-ZÆØÅÉÖÄ][a-zæøåéöäü]+)?"


NAME = re.compile(rf"{CAPITAL}(?: (?:{CAPITAL}|[A-ZÆØÅ]\.|van|von|de|der|af|al))* {CAPITAL}")


ONE_NAME = re.compile(CAPITAL)


SMALL_NAME = re.compile(r"[a-zæøåé'’-]{2,}(?: [a-zæøåé'’-]{2,}){1,2}")


TITLE = (
    r"(?:professor(?:\s?ii)?|prof\.?|førsteamanuensis|førstelektor|universitetslektor|amanuensis|forsker|"
    r"forskar|stipendiat|postdoktor|postdoc|"
    r"instituttleder|instituttleiar|dekan|dr\.?|associate professor|assistant professor|lecturer|researcher|"
    r"phd[- ]?(?:kandidat|candidate|student)?)"
)


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Words that are no names though they have a capital, and words that end a name written in small letters (`lexicon.toml`)."""
    text = resources.files("bot.drafts.reading").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text)["people"].items()}


def no_name(words: str) -> bool:
    """Whether words with capitals are no person's name ("Norges Forskningsråd", "That'll")."""
    if re.search(r"[’'](?:d|ll|s|re|ve|m|t)\b", words):
        return True
    return any(word.lower().strip(".") in word_lists()["no_names"] for word in words.split())
