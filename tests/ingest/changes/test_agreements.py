"""Known edits of made agreements are found, and clauses that nobody touched are not told as changed."""

from __future__ import annotations

import pytest

from ingest.changes import compare
from tests.benchmarks.agreements import Maker
from tests.benchmarks.agreements_second import SecondMaker
from tests.benchmarks.changes import chunks_of, false_changes, found


@pytest.mark.parametrize("maker", [Maker, SecondMaker])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_forty_edits(maker: type[Maker] | type[SecondMaker], language: str) -> None:
    """Of 40 edits in 150 clauses at least 38 are told as what they are, and no other clause is told as changed."""
    made = maker(101, language)
    old = made.agreement(150)
    new, edits = made.edited(old)
    comparison = compare(chunks_of(old.markdown()), chunks_of(new.markdown()))
    assert sum(found(edit, comparison) for edit in edits) >= 38
    assert false_changes(edits, comparison) == []


def test_the_comparison_is_repeatable() -> None:
    """Comparing the same versions again tells the same, in the same order."""
    made = Maker(7, "nb")
    old = made.agreement(60)
    new, _ = made.edited(old, 16)
    before, after = chunks_of(old.markdown()), chunks_of(new.markdown())
    assert compare(before, after) == compare(before, after)
