"""Which clauses moved: those outside the heaviest chain of pairs that kept their order, and those now under another section."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ingest.changes.exact import Pairing
from ingest.changes.model import HeadingChange

Section = tuple[str, ...]


def moved(pairing: Pairing) -> frozenset[int]:
    """Ordinals of the old clauses that moved."""
    pairs = sorted(pairing.of_old.items())
    weights = [1 + min(len(pairing.old[a].text), 400) / 1000 for a, _ in pairs]
    kept = {pairs[n][0] for n in heaviest_chain([b for _, b in pairs], weights)}
    sections = SectionMap(pairing)
    elsewhere = {a for a, b in pairs if not sections.belong(pairing.old[a].section, pairing.new[b].section)}
    return frozenset({a for a, _ in pairs} - kept | elsewhere)


def undo_coincidences(pairing: Pairing, alike: dict[tuple[int, int], float]) -> None:
    """Part pairs that only share a stock sentence: it moved, and nothing else of its paragraphs is in both versions.

    A paragraph that was taken out and another one that came elsewhere are told whole, not as one sentence that travelled.
    """
    kept_old = Counter(pairing.old[a].paragraph for a in pairing.of_old)
    kept_new = Counter(pairing.new[b].paragraph for b in pairing.of_new)
    size_old = Counter(clause.paragraph for clause in pairing.old)
    size_new = Counter(clause.paragraph for clause in pairing.new)
    for a in moved(pairing):
        b = pairing.of_old[a]
        old, new = pairing.old[a].paragraph, pairing.new[b].paragraph
        if kept_old[old] == kept_new[new] == 1 and size_old[old] > 1 and size_new[new] > 1:
            pairing.part(a, b)
            alike.pop((a, b), None)


def heaviest_chain(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Indices of the increasing subsequence of `values` (all different) with the greatest sum of weights; O(n log n)."""
    ranks = sorted(values)
    best: list[tuple[float, int]] = [(0.0, -1)] * (
        len(values) + 1
    )  # a Fenwick tree over ranks: (sum, index it ends with)
    before: list[int] = []
    for n, value in enumerate(values):
        position = bisect_left(ranks, value)
        top, at = (0.0, -1), position
        while at > 0:
            top = max(top, best[at], key=lambda pair: pair[0])
            at -= at & -at
        before.append(top[1])
        total, at = (top[0] + weights[n], n), position + 1
        while at <= len(values):
            best[at] = max(best[at], total, key=lambda pair: pair[0])
            at += at & -at
    end = max(best, key=lambda pair: pair[0])[1]
    chain = []
    while end >= 0:
        chain.append(end)
        end = before[end]
    return chain[::-1]


class SectionMap:
    """Which section of the old version lives on in which of the new one, told by where its clauses went.

    Equal headings count like a clause or two, so that one clause moved between two small sections does not tie them together.
    """

    def __init__(self, pairing: Pairing) -> None:
        votes: Counter[tuple[Section, Section]] = Counter()
        for a, b in pairing.of_old.items():
            votes[pairing.old[a].section, pairing.new[b].section] += 10
        names = {bare(path): path for path in dict.fromkeys(clause.section for clause in pairing.new)}
        for path in dict.fromkeys(clause.section for clause in pairing.old):
            if bare(path) in names:
                votes[path, names[bare(path)]] += 15
        self.forward = _best(votes, 0)
        self.backward = _best(votes, 1)

    def belong(self, old: Section, new: Section) -> bool:
        """Whether a clause that stood under `old` and stands under `new` stayed where it was (sections may split or merge)."""
        return self.forward.get(old) == new or self.backward.get(new) == old


def _best(votes: Mapping[tuple[Section, Section], int], side: int) -> dict[Section, Section]:
    ranked: dict[Section, list[tuple[int, Section]]] = defaultdict(list)
    for pair, count in votes.items():
        ranked[pair[side]].append((-count, pair[1 - side]))
    return {section: min(found)[1] for section, found in ranked.items()}


def bare(path: Section) -> Section:
    """A section's path without the numbers in front of its headings: a renumbered heading is the same heading."""
    return tuple(heading.lstrip("§0123456789.-–) ").casefold() or heading for heading in path)


def heading_changes(pairing: Pairing) -> tuple[HeadingChange, ...]:
    """Headings renamed over the same clauses, come and gone; in the new version's order, gone ones last."""
    sections = SectionMap(pairing)
    old_paths = list(dict.fromkeys(_with_parents(clause.section for clause in pairing.old)))
    new_paths = list(dict.fromkeys(_with_parents(clause.section for clause in pairing.new)))
    old_names = Counter(bare(path[-1:]) for path in old_paths)
    new_names = Counter(bare(path[-1:]) for path in new_paths)
    changes: list[HeadingChange] = []
    renamed: set[Section] = set()
    for path in new_paths:
        name = bare(path[-1:])
        if old_names[name] > 0:
            continue
        origin = sections.backward.get(path)
        if origin and new_names[bare(origin[-1:])] == 0 and sections.forward.get(origin) == path:
            renamed.add(origin)
            changes.append(HeadingChange("renamed", origin, path))
        else:
            changes.append(HeadingChange("added", (), path))
    gone = (path for path in old_paths if new_names[bare(path[-1:])] == 0 and path not in renamed)
    return (*changes, *(HeadingChange("removed", path, ()) for path in gone))


def _with_parents(paths: object) -> list[Section]:
    found: list[Section] = []
    for path in paths:  # type: ignore[attr-defined]
        found += [path[: n + 1] for n in range(len(path))]
    return found
