"""Who holds which role, by the form of the sentence: "rektor Kari Moe", "Kontaktperson: Kari Moe", "Kari Moe er prosjektleder"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.clauses import Clause, Name, names, roles
from knowledge.clauses.clause import ClauseKind

_PERSON = re.compile(r"[A-ZÆØÅÄÖÉ][a-zæøåäöéü]+(?:[ -][A-ZÆØÅÄÖÉ][a-zæøåäöéü]+){1,3}")
_IS = r"(?:er|is|heter|heiter|named|blir|was|var|ved|v/|by|led by|ledes av|leiast av|blir leidd av|ledet av)"
_BETWEEN = re.compile(rf"\s*(?:[:,(–-]|\||{_IS})?\s*", re.I)
_ROLE_THEN_MORE = re.compile(
    rf"\s+(?:for|i|ved|av|på|of|at|in|for the|of the)\s+[^.;:|]{{2,60}}?(?:\s+(?:{_IS})\s+|:\s*)", re.I
)
_CHAIRS = frozenset({"chairs"})  # a role that is a verb, too: "Kari Moe chairs the board"
_NAME_THEN_ROLE = re.compile(r"\s*(?:,|\(|er|is|\||har rollen som|som)\s*(?:vår|our|en|ein|a|the|ny|new)?\s*", re.I)
_BODIES = re.compile(
    r"(?:kommune|universitet|høgskole|høgskule|part|virksomhet|verksemd|institusjon|student|kandidat|søker|søkjar|styre|utvalg|utval|gruppe|"
    r"råd|nemnd|enhet|eining|avdeling|fakultet|institutt|kontor|sekretariat|municipality|university|parties|party|board|committee|council|"
    r"group|faculty|department|unit|office|agency|institution|secretariat|administrasjon|etat)(?:e?n|e?t|a|ene|ane|er|ar|s)?$",
    re.I,
)


def holders(clause: Clause) -> Iterator[tuple[str, str, int, int]]:
    """(role in lower case, the person's name, where the name stands) for each role with its holder."""
    text = clause.text
    people = [name for name in names(text, _opening(text)) if _PERSON.fullmatch(name.text)]
    for role in roles(text):
        if _BODIES.search(role.text):
            continue
        found = _after(text, role, people) or _before(text, role, people)
        if found is not None:
            yield _bare(role.value), found.text, found.start, found.end
    yield from _in_row(clause.kind, text, people)


def _opening(text: str) -> set[str]:
    first = text.strip("| ").split(" ")[0]
    return {first} if _PERSON.match(text.strip("| ")) else set()


def _after(text: str, role: Name, people: list[Name]) -> Name | None:
    for person in people:
        between = text[role.end : person.start] if person.start >= role.end else ""
        if between and (_BETWEEN.fullmatch(between) or _ROLE_THEN_MORE.fullmatch(between)):
            return person
    return None


def _before(text: str, role: Name, people: list[Name]) -> Name | None:
    for person in reversed(people):
        between = text[person.end : role.start] if person.end <= role.start else ""
        if _NAME_THEN_ROLE.fullmatch(between) or (role.value in _CHAIRS and between == " "):
            return person
    return None


def _in_row(kind: ClauseKind, text: str, people: list[Name]) -> Iterator[tuple[str, str, int, int]]:
    """`| Kontakt | Kari Moe |`: a row's first cell is the role."""
    if kind != "row" or len(people) != 1:
        return
    first = text.strip("| ").split("|")[0].strip()
    if 2 < len(first) < 40 and not _PERSON.fullmatch(first) and not roles(text):
        yield first.lower(), people[0].text, people[0].start, people[0].end


def _bare(role: str) -> str:
    """A role without its definite ending: `prosjektlederen` and `prosjektleder` are one."""
    for ending in ("eren", "aren", "en", "et", "a"):
        if role.endswith(ending) and len(role) - len(ending) >= 4:
            return role[: -len(ending)] + ("er" if ending == "eren" else "ar" if ending == "aren" else "")
    return role
