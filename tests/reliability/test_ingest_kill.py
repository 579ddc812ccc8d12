"""An ingest that is killed anywhere leaves the old or the new generation, whole; and the check for that can fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from knowledge.settings import KnowledgeSettings
from tests.making import write_documents
from tests.reliability.rig import STEPS, Ingests, Torn, check_whole, leftovers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture(scope="module")
def ingests() -> Iterator[Ingests]:
    with Ingests() as ingests:
        yield ingests


def test_killed_at_every_step(sqlite_settings: KnowledgeSettings, folder: Path, ingests: Ingests) -> None:
    """Killed at each named step, an ingest leaves one edition, whole: the old one until the commit, then the new one."""
    kill_at(STEPS, sqlite_settings, folder, ingests)


@pytest.mark.postgres
def test_killed_around_the_commit(postgres_settings: KnowledgeSettings, folder: Path, ingests: Ingests) -> None:
    """On PostgreSQL, too, the commit is the one moment from which on readers see the new edition."""
    kill_at(STEPS[STEPS.index("sealed") :], postgres_settings, folder, ingests)


def kill_at(steps: Sequence[str], settings: KnowledgeSettings, folder: Path, ingests: Ingests) -> None:
    """Kill an ingest at each of the steps, looking after each, and let one run to its end."""
    write_documents(folder, 1)
    assert ingests.run(settings, folder).code == 0
    served = 1
    for edition, step in enumerate(steps, start=2):
        write_documents(folder, edition)
        assert ingests.run(settings, folder, kill_at=step).killed, f"the ingest never came to: {step}"
        found = check_whole(settings)
        assert found == (edition if step in {"committed", "cleaned"} else served), step
        served = found
    assert ingests.run(settings, folder).code == 0
    assert check_whole(settings) == len(steps) + 1
    assert leftovers(settings) == []


def test_the_steps_are_all_steps(
    sqlite_settings: KnowledgeSettings, folder: Path, tmp_path: Path, ingests: Ingests
) -> None:
    """The named steps are those that an ingest goes through, all of them: a new one must be killed at, too."""
    write_documents(folder, 1)
    assert ingests.run(sqlite_settings, folder).code == 0
    write_documents(folder, 2)
    assert ingests.run(sqlite_settings, folder, steps=str(tmp_path / "steps")).code == 0
    assert tuple((tmp_path / "steps").read_text().splitlines()) == STEPS


def test_killed_before_anything_was_published(
    sqlite_settings: KnowledgeSettings, folder: Path, ingests: Ingests
) -> None:
    """A first ingest that is killed leaves an empty library, and the next one fills it."""
    write_documents(folder, 1)
    for step in ("embedded", "dense written", "sealed", "in the transaction"):
        assert ingests.run(sqlite_settings, folder, kill_at=step).killed
        assert check_whole(sqlite_settings) == 0
    assert ingests.run(sqlite_settings, folder).code == 0
    assert check_whole(sqlite_settings) == 1
    assert leftovers(sqlite_settings) == []


@pytest.mark.parametrize("step", ["dense written", "lexical written", "manifest written"])
def test_a_switch_before_the_verification_is_noticed(
    step: str, sqlite_settings: KnowledgeSettings, folder: Path, ingests: Ingests
) -> None:
    """With the protection taken out, readers shown a generation before it is built and verified, these checks fail."""
    write_documents(folder, 1)
    assert ingests.run(sqlite_settings, folder).code == 0
    write_documents(folder, 2)
    assert ingests.run(sqlite_settings, folder, kill_at=step, sabotage="switch first").killed
    with pytest.raises(Torn):
        check_whole(sqlite_settings)
