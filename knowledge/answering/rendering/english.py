"""Noun phrases in English: articles, owners, numbers."""

from __future__ import annotations

import re

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.animacy import is_mass
from knowledge.answering.rendering.pieces import Noun
from knowledge.types import Language

NO_OWN = {"a", "no", "each", "one"}
HALVES = {"half", "most"}
WITH_THE = re.compile(
    r"^(?:\w+ )*(?:Council|Ministry|Authority|Directorate|Agency|Administration|Faculty|Officer|Funds|City of|University of"
    r"|Union|UN|EU|GDPR)\b"
)


def say_noun(noun: Noun, to: Language, whose: str = "", many: bool = False) -> str:
    """A noun phrase in English. `whose`: the article or owner that its sentence gives it; `many`: of several, as its sentence shows."""
    *owners, last = noun.chain or ("",)
    first = noun.chain[0] if noun.chain else None
    words = [noun.qualifier, noun.number.say(to) if noun.number else ""]
    for adjective, joined in zip(noun.adjectives, noun.joined, strict=True):
        word = "less" if adjective.say(to) == "smaller" and is_mass(noun) else adjective.say(to)
        words += ["and"] * joined + [word]
    words += [_name(one, owner=True) for one in owners] + ([_name(last, noun.several or many)] if last else [])
    told = whose or (noun.determiner.written[to] if noun.determiner else "")
    if told in NO_OWN and words[2:3] == ["own"]:
        words[2] = "separate"  # "en egen avtale"
    said = " ".join(word for word in words if word)
    if said in HALVES:
        return said
    if (
        not told
        and isinstance(first, Form)
        and first.definite
        and (len(noun.chain) == 1 or first.owner or isinstance(noun.chain[1], str))
    ):
        told = "the"
    if not told and isinstance(first, Form) and first.term.kind == "name" and WITH_THE.search(said):
        told = "the"
    if told == "all" and noun.chain and isinstance(last, Form) and not many and not noun.several and not is_mass(noun):
        return say_noun(noun, to, whose, many=True)
    if told == "a" and (noun.several or not noun.chain):
        told = "one" if not noun.chain else "some"
    if told == "a" and re.match(r"[aeio]|u(?!ni|se|rb)", said, re.I):
        told = "an"
    if "…" in told:
        return f"the {said} itself"
    return f"{told} {said}".strip()


def _name(one: Form | str, several: bool = False, owner: bool = False) -> str:
    if isinstance(one, str):
        bare = one[:-1] if re.search(r"[A-ZÆØÅ]{2}s$", one) else one
        return f"{bare}'s" if owner and bare != one else bare
    if one.term.kind == "adjective":
        return one.say("en")
    said = one.term.written["en"].several if several or one.several else one.term.written["en"].one
    if owner and one.owner:
        return f"{said}'" if said.endswith("s") else f"{said}'s"
    return said
