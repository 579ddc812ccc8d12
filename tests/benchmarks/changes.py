"""How many known edits of a made agreement the comparison finds, and how many changes it tells that are none.

python -m tests.benchmarks.changes [--seeds 20] [--clauses 300] [--edits 40] [--verbose]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from ingest.changes import Change, Comparison, compare
from ingest.chunking import chunk
from ingest.readers import Limits
from ingest.reading import read_document
from knowledge.clauses import MODALITIES, clauses
from knowledge.types import ChunkDraft
from tests.benchmarks.agreements import EDIT_KINDS, Edit, Maker
from tests.benchmarks.agreements_second import SecondMaker

LANGUAGES = ("nb", "nn", "en")
KINDS: dict[str, tuple[str, ...]] = {
    "date": ("date",),
    "amount": ("amount",),
    "name": ("name", "role"),
    "modality": MODALITIES,
}


class Agreements(Protocol):
    def markdown(self) -> str: ...


def chunks_of(markdown: str) -> list[ChunkDraft]:
    """The way every document goes: reader, cleaning, chunks."""
    return chunk(read_document("agreement.md", markdown.encode(), Limits()), "nb")


def found(edit: Edit, comparison: Comparison) -> bool:
    """Whether the comparison tells this edit as what it is."""
    if edit.kind == "add":
        return _whole(edit.after, [c.new_text for c in comparison.of("added")])
    if edit.kind == "remove":
        return _whole(edit.before, [c.old_text for c in comparison.of("removed")])
    if edit.kind == "move":
        return _whole(edit.before, [c.new_text for c in comparison.changes if c.moved])
    changes = [
        c for c in comparison.of("reworded") if _is_part(c.new_text, edit.after) and _is_part(c.old_text, edit.before)
    ]
    if edit.kind == "reword":
        return bool(changes)
    facets = [f for c in changes for f in c.facets if f.kind in KINDS[edit.kind]]
    return any(_in(edit.gone, f.before) for f in facets) and any(_in(edit.come, f.after) for f in facets)


def _in(value: str, shown: Sequence[str]) -> bool:
    return any(value == text or text.lower() in value.lower() or value.lower() in text.lower() for text in shown)


def _whole(text: str, told: Sequence[str]) -> bool:
    """Every sentence of a clause is told."""
    rest = text
    for part in sorted(told, key=len, reverse=True):
        if part in rest:
            rest = rest.replace(part, "")
    return not rest.strip()


def _touches(text: str, whole: str) -> bool:
    return bool(text and whole) and (text in whole or whole in text or whole[:25] in text)


def _is_part(text: str, whole: str) -> bool:
    return bool(text) and text in whole


def false_changes(edits: Sequence[Edit], comparison: Comparison) -> list[Change]:
    """Changes told of clauses that nobody touched."""
    before = [edit.before for edit in edits if edit.before]
    after = [edit.after for edit in edits if edit.after]

    def wrong(change: Change) -> bool:
        ours = any(_is_part(change.old_text, text) for text in before) or any(
            _is_part(change.new_text, text) for text in after
        )
        return change.kind != "unchanged" and not ours

    return [change for change in comparison.changes if wrong(change)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--clauses", type=int, default=300)
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--second", action="store_true", help="the second maker of agreements")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = untouched = 0
    seconds = []
    for seed in range(options.seeds):
        maker = (SecondMaker if options.second else Maker)(seed, LANGUAGES[seed % 3])
        old = maker.agreement(options.clauses)
        new, edits = maker.edited(old, options.edits)
        before, after = chunks_of(old.markdown()), chunks_of(new.markdown())
        start = time.process_time()
        comparison = compare(before, after)
        seconds.append(time.process_time() - start)
        for edit in edits:
            total[edit.kind] += 1
            hits[edit.kind] += found(edit, comparison)
            if options.verbose and not found(edit, comparison):
                print("MISSED", seed, edit)
                for change in comparison.changes:
                    if change.kind != "unchanged" and (
                        _touches(change.old_text, edit.before) or _touches(change.new_text, edit.after)
                    ):
                        print(
                            "   ", change.kind, change.moved, change.similarity, change.old_text, "->", change.new_text
                        )
        told = false_changes(edits, comparison)
        wrong += len(told)
        untouched += len(clauses(before)) - sum(1 for edit in edits if edit.before)
        if options.verbose:
            for change in told:
                print("FALSE", seed, change.kind, change.moved, repr(change.old_text), "->", repr(change.new_text))
    for kind in EDIT_KINDS:
        print(f"{kind:10} {hits[kind]:4} of {total[kind]}")
    print(f"found      {sum(hits.values())} of {total.total()} ({sum(hits.values()) / total.total():.2%})")
    print(f"false      {wrong} of {untouched} untouched clauses ({wrong / untouched:.2%})")
    print(f"seconds    median {sorted(seconds)[len(seconds) // 2]:.2f} CPU for a comparison")


if __name__ == "__main__":
    main()
