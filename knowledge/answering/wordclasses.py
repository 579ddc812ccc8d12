"""Word classes that a shallow reading needs: which nouns are verbs where they stand, what is a length of time, what a person's title."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.lexicon import Lexicon
from knowledge.answering.wordlists import Side
from knowledge.types import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNITS = _words("day week month year hour minute term semester kroner") | {"working day", "per cent", "school year"}
VERBS_TOO = _words("""
    contact support grant award form report change plan study research process work test pilot host offer request question answer call
    place partner measure name benefit approved project program programme advice house need needs works reports changes plans requests
    supports offers places names benefits forms document link promote use increase visit travel limit focus matter lead order
""")
BEFORE_VERB = _words("to must may can will would should shall could cannot not we they you i who which that it")
VERBS_NORWEGIAN = _words("leder eier eig søker søkjer bruker brukar forsker forskar lærer veileder lover")
BEFORE_INFINITIVE = _words("å kan skal må vil bør kunne skulle måtte ville burde får")
PRONOUNS = _words("dem dei deg oss meg dere dykk ham henne")  # stand behind a verb
BEFORE_NOUN = _words("""
    en ei et ein eit den det de dei vår hver kvar av til for med fra frå hos om på ved og eller : ( ny nye alle ingen per
""")
NEVER = _words("vår lov råd møtes støttes")  # "our", "allowed", "possible", "meet" more often than a noun
STARTS = frozenset({"", ".", "?", "!", ":", ";", "-", "–", "•", "|", "("})
ONLY_DATES = _words("from before after since until within") | {"from and including"}  # of the qualifiers
ROLES = _words("mayor rector pro-rector vice-rector dean professor director adviser minister researcher coordinator supervisor") | {
    "area director", "senior adviser", "research adviser", "head of department", "project manager", "city commissioner",
    "municipal director", "chief municipal executive", "contact person", "R&D coordinator",
}  # fmt: skip
ARTICLES = _words("the a an this these those its their our your his her each every all any both such")
AHEAD = {"before": "before", "ahead": "before", "after": "after", "før": "before", "etter": "after"}
THEN: dict[str, dict[Language, str]] = {
    "before": {"nb": "før", "nn": "før", "en": "before"},
    "after": {"nb": "etter", "nn": "etter", "en": "after"},
}


def is_verb(known: Lexicon, side: Side, low: Sequence[str], at: int) -> bool:
    """Whether a word that is a noun elsewhere is a verb here, by the words beside it. `low`: the text's words in lower case."""
    word, before = low[at], low[at - 1] if at else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    if side == "norwegian":
        if word in NEVER or after in PRONOUNS or (before in BEFORE_INFINITIVE and _infinitive(word)):
            return True
        return word in VERBS_NORWEGIAN and before not in BEFORE_NOUN and not _adjective(known, low, at - 1)
    if word not in VERBS_TOO:
        return False
    begins = (
        not word.endswith("s")
        and before in STARTS | {"and", ","}
        and after in ARTICLES | {"for", "to", "whether", "if"}
    )
    told = known.find(low, at - 1) if at else None
    acts = told is not None and told[0].term.is_noun and told[0].several is not word.endswith("s")
    return before in BEFORE_VERB or begins or acts


def _infinitive(word: str) -> bool:
    """Whether a word ends as an infinitive does, and not as a noun of several does ("partene", "forskarane")."""
    return word.endswith("e") and not (len(word) > 5 and word.endswith(("ene", "ane", "ade", "ede")))


def _adjective(known: Lexicon, low: Sequence[str], at: int) -> bool:
    found = known.find(low, at) if at >= 0 else None
    return found is not None and found[0].term.kind == "adjective"
