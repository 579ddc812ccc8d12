"""A new version under another name is proposed for the document it continues, and for no other."""

from __future__ import annotations

import pytest

from ingest.identity import propose, shingles
from knowledge.types import ChunkDraft
from tests.benchmarks.agreements import Maker
from tests.benchmarks.changes import chunks_of


@pytest.mark.parametrize("seed", range(4))
def test_an_edited_agreement(seed: int) -> None:
    """An agreement with forty edits is proposed as the next version of the one it was, among others from the same templates."""
    maker = Maker(seed, "nb")
    old = maker.agreement(150)
    new, _ = maker.edited(old)
    others = [(f"other-{n}", chunks_of(Maker(50 + n, "nb").agreement(150).markdown())) for n in range(3)]
    found = propose(chunks_of(new.markdown()), [*others, ("agreement", chunks_of(old.markdown()))])
    assert found is not None
    assert found.identity == "agreement"


def test_another_agreement_from_the_same_templates() -> None:
    """An agreement in the same stock phrases about other things is a document of its own."""
    one, other = (chunks_of(Maker(seed, "nb").agreement(150).markdown()) for seed in (1, 2))
    assert propose(one, [("other", other)]) is None


def test_a_quotation_is_no_version() -> None:
    """A page that quotes a paragraph of a long agreement is not its next version."""
    long = chunks_of(Maker(3, "nb").agreement(150).markdown())
    assert propose(long[3:4], [("agreement", long)]) is None


def test_two_equally_like_documents() -> None:
    """Where two documents are the same, none is proposed: a person decides."""
    text = chunks_of(Maker(3, "nb").agreement(60).markdown())
    assert propose(text, [("a", text), ("b", text)]) is None


def test_short_and_empty_texts() -> None:
    """A text of a few words is one run, an empty one has none and is like nothing."""
    assert len(shingles([ChunkDraft("Tre ord her", (), None, "nb", "text", "")])) == 1
    assert propose([], [("a", [])]) is None
