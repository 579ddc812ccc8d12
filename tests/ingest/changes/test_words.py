"""The words of a reworded clause are marked so that both versions can be read."""

from __future__ import annotations

import pytest

from ingest.changes.order import heaviest_chain
from ingest.changes.words import marked

PAIRS = [
    ("Partene møtes to ganger i året.", "Partene møtes fire ganger i året."),
    ("Kommunen skal varsle NTNU.", "NTNU skal varsle kommunen, og føre logg."),
    ("", "Helt ny."),
    ("Alt gikk ut.", ""),
    ("The parties shall, if possible, meet.", "The parties shall meet."),
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_both_texts_can_be_read(old: str, new: str) -> None:
    """Without the inserted words the old text stands there, without the deleted ones the new text."""
    words = marked(old, new)
    assert "".join(s.text for s in words if s.kind != "inserted") == old
    assert "".join(s.text for s in words if s.kind != "deleted") == new


def test_no_islands() -> None:
    """A small word between two changes is marked with them."""
    words = marked("rask og sikker levering", "trygg og punktlig levering")
    assert [(s.kind, s.text) for s in words] == [
        ("deleted", "rask og sikker"),
        ("inserted", "trygg og punktlig"),
        ("same", " levering"),
    ]


def test_heaviest_chain() -> None:
    """The chain that stays in order is the heaviest one, not the longest."""
    assert heaviest_chain([2, 0, 1, 3], [1, 1, 1, 1]) == [1, 2, 3]
    assert heaviest_chain([2, 0, 1, 3], [5, 1, 1, 1]) == [0, 3]
    assert heaviest_chain([], []) == []
