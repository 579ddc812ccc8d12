"""What matters in a changed clause: which dates, amounts, names, roles, duties and definitions came, went or changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ingest.changes.model import FACET_KINDS, Facet, FacetKind
from knowledge.clauses import Clause, ModalityKind, defines, mentions, modalities, names, roles, subject

_PREPOSITION = re.compile(r"\b(?:med|om|for|til|på|innen|with|on|about|for|to)\b", re.I)
_Found = dict[FacetKind, list[tuple[str, str]]]  # kind → (value to compare, text to show), in order


def facets(old: Sequence[Clause], new: Sequence[Clause], known: Collection[str] = ()) -> tuple[Facet, ...]:
    """The differences by kind, in the order of FACET_KINDS. `known`: words that are names although they open a sentence."""
    before, after = _found(old, known), _found(new, known)
    result: list[Facet] = []
    for kind in FACET_KINDS:
        gone, come = _difference(before.get(kind, []), after.get(kind, []))
        if kind in {"name", "role"}:
            gone, come = _not_only_inflected(gone, come)
        if kind == "role" and not ((gone and come) or any(facet.kind == "name" for facet in result)):
            gone, come = _other_subject(old, new) or (gone, come)
        if gone or come:
            result.append(Facet(kind, tuple(gone), tuple(come)))
    return tuple(result)


def bears(clauses: Iterable[Clause]) -> frozenset[ModalityKind]:
    """How clauses bind, taken together."""
    found: set[ModalityKind] = set()
    for clause in clauses:
        found |= {modality.kind for modality in modalities(clause.text, clause.language)}
        if defines(clause.text):
            found.add("definition")
    return frozenset(found)


def known_names(clauses: Iterable[Clause]) -> frozenset[str]:
    """First words of the names that stand within sentences: at a sentence's beginning they are names too."""
    return frozenset(name.text.split()[0] for clause in clauses for name in names(clause.text))


def _found(clauses: Sequence[Clause], known: Collection[str]) -> _Found:
    found: _Found = {}
    for clause in clauses:
        text = clause.text
        for mention in mentions(text, clause.language):
            found.setdefault(mention.kind, []).append((mention.value, mention.text))
        for name in names(text, known):
            found.setdefault("name", []).append((name.value, name.text))
        for role in roles(text):
            found.setdefault("role", []).append((role.value, role.text))
        for modality in modalities(text, clause.language):
            if modality.kind != "definition":
                found.setdefault(modality.kind, []).append((modality.kind, modality.text))
        if defines(text):
            found.setdefault("definition", []).append((text, text))
    return found


def _difference(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Texts whose value only the one side has, counted: a value twice before and once after is gone once."""
    only_before = Counter(value for value, _ in before) - Counter(value for value, _ in after)
    only_after = Counter(value for value, _ in after) - Counter(value for value, _ in before)
    return _shown(before, only_before), _shown(after, only_after)


def _shown(found: list[tuple[str, str]], wanted: Counter[str]) -> list[str]:
    left = Counter(wanted)
    texts = []
    for value, text in found:
        if left[value] > 0:
            left[value] -= 1
            texts.append(text)
    return texts


def _other_subject(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[list[str], list[str]] | None:
    """Who was bound before and who is now, by their place in the sentence: bodies that no list of roles knows."""
    if len(old) != 1 or len(new) != 1:
        return None
    before, after = subject(old[0].text, old[0].language), subject(new[0].text, new[0].language)
    if not before or not after or _PREPOSITION.search(f"{before} {after}") or _same_word(before.lower(), after.lower()):
        return None
    return [before], [after]


def _not_only_inflected(gone: list[str], come: list[str]) -> tuple[list[str], list[str]]:
    """`kommune` and `kommunen`, `Partene` and `partene` are one role: only case or ending differs."""
    kept_gone = []
    left = list(come)
    for text in gone:
        twin = next((other for other in left if _same_word(text.lower(), other.lower())), None)
        if twin is None:
            kept_gone.append(text)
        else:
            left.remove(twin)
    return kept_gone, left


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3 and len(short) >= 3
