"""How seldom garbage is looked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from knowledge.memory import YOUNG, settle_memory


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_in_memory_is_not_searched_again() -> None:
    """After settling, what was there is left out of searches, and these come seldom."""
    tables = [[number] for number in range(1000)]
    settle_memory()
    assert gc.get_freeze_count() >= len(tables)
    assert gc.get_threshold()[0] == YOUNG


def test_garbage_that_holds_itself_is_still_found() -> None:
    """Searches go on: what is made later and holds itself is freed by the next one."""
    settle_memory()
    for _ in range(10):
        ring: list[object] = []
        ring.append(ring)
    del ring
    assert gc.collect() >= 10
