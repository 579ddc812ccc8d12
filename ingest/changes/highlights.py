"""What a maintainer should see first: the changes of dates, amounts, names and binding words, apart from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ingest.changes.model import Change, Comparison, Facet, FacetKind
from knowledge.clauses import ModalityKind

Group = Literal["dates", "amounts", "people", "duties", "prohibitions", "permissions", "recommendations", "definitions"]
GROUPS: tuple[Group, ...] = get_args(Group)

How = Literal["changed", "new", "gone", "worded"]  # worded: it binds as before, in other words

_VALUES: Mapping[Group, tuple[FacetKind, ...]] = {
    "dates": ("date",),
    "amounts": ("amount", "number"),
    "people": ("name", "role", "contact"),
}
_BINDING: Mapping[Group, tuple[ModalityKind, ...]] = {
    "duties": ("duty",),
    "prohibitions": ("prohibition",),
    "permissions": ("permission", "exemption"),
    "recommendations": ("recommendation",),
    "definitions": ("definition",),
}
_BY_WEIGHT: tuple[Group, ...] = ("definitions", "prohibitions", "duties", "permissions", "recommendations")
_PERSON = re.compile(r"[A-ZÆØÅÄÖÉ][a-zæøåäöéü]+(?:[ -][A-ZÆØÅÄÖÉ][a-zæøåäöéü]+){1,3}")


@dataclass(frozen=True, slots=True)
class Highlight:
    """One change that matters. `before` and `after` are values (a date, a name, "skal"); empty where the whole clause is meant."""

    group: Group
    how: How
    change: Change
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def highlights(comparison: Comparison) -> tuple[Highlight, ...]:
    """The highlights by group, each group in reading order. A clause that came or went as a whole is told once."""
    found: list[Highlight] = []
    for change in comparison.changes:
        if change.kind == "reworded":
            values = list(_values(change))
            found += [*values, *_binding(change, worded=not values)]
        elif change.kind in {"added", "removed"}:
            found += _whole(change)
    return tuple(sorted(found, key=lambda highlight: GROUPS.index(highlight.group)))


def _values(change: Change) -> Iterator[Highlight]:
    """Dates, amounts and names that a reworded clause exchanged."""
    for group, kinds in _VALUES.items():
        facets = [facet for kind in kinds if (facet := change.facet(kind)) and _exchanged(facet)]
        before = tuple(dict.fromkeys(text for facet in facets for text in facet.before))
        after = tuple(dict.fromkeys(text for facet in facets for text in facet.after))
        if before or after:
            yield Highlight(group, "changed", change, before, after)


def _exchanged(facet: Facet) -> bool:
    """A role that is named once more or less is a matter of wording; one in place of another is not."""
    return facet.kind != "role" or bool(facet.before and facet.after)


def _binding(change: Change, worded: bool) -> Iterator[Highlight]:
    """How a reworded clause binds otherwise ("skal" → "kan"), in the group that weighs most; else that it binds in other words."""
    facets = [facet for kinds in _BINDING.values() for kind in kinds if (facet := change.facet(kind))]
    kinds = {facet.kind for facet in facets} or (change.bears if worded else set())
    group = next((group for group in _BY_WEIGHT if kinds & set(_BINDING[group])), None)
    if group is None:
        return
    before = tuple(text for facet in facets for text in facet.before)
    after = tuple(text for facet in facets for text in facet.after)
    if group == "definitions":
        before = after = ()
    yield Highlight(group, "changed" if facets else "worded", change, before, after)


def _whole(change: Change) -> Iterator[Highlight]:
    """A clause that came or went: in the group of what it binds to, else of the first date, amount or person in it."""
    how: How = "new" if change.kind == "added" else "gone"
    group = next((group for group in _BY_WEIGHT if change.bears & set(_BINDING[group])), None)
    if group is None:
        group = next(
            (group for group, kinds in _VALUES.items() if any(_telling(change.facet(kind)) for kind in kinds)), None
        )
    if group is not None:
        yield Highlight(group, how, change)


def _telling(facet: Facet | None) -> bool:
    """Whether what stands in a clause that came or went makes it worth a line: a date, an amount, an address, a person."""
    if facet is None or facet.kind in {"number", "role"}:
        return False
    return facet.kind != "name" or any(_PERSON.fullmatch(name) for name in (*facet.before, *facet.after))
