"""The audit trail: what was done is there in order, and whoever touches it is seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from knowledge.audit import HEAD_FILE, AuditTrail, add_entry, audit_entries, audit_head, digest
from knowledge.database import open_database, read, write
from knowledge.settings import KnowledgeSettings


@pytest.fixture
def trail(settings: KnowledgeSettings) -> AuditTrail:
    found = AuditTrail(open_database(settings), settings.data_dir)
    for n in range(5):
        found.record("U1", "publish", f"generation-{n}", {"documents": str(n), "who": "Åse"})
    return found


def problems(trail: AuditTrail) -> set[str]:
    return {problem.kind for problem in trail.verify().problems}


def test_entries_are_kept_in_order(trail: AuditTrail) -> None:
    """Who, when, what and the facts are there, newest first, each naming the hash before it."""
    entries = trail.entries()
    assert [entry.number for entry in entries] == [5, 4, 3, 2, 1]
    assert (entries[0].actor, entries[0].action, entries[0].subject) == ("U1", "publish", "generation-4")
    assert entries[0].facts == {"documents": "4", "who": "Åse"}
    assert entries[0].previous == entries[1].hash
    assert entries[0].at.tzinfo is not None
    assert trail.verify().intact


def test_an_empty_trail_is_intact(settings: KnowledgeSettings) -> None:
    """Nothing done yet is no sign of tampering."""
    verdict = AuditTrail(open_database(settings), settings.data_dir).verify()
    assert (verdict.intact, verdict.entries) == (True, 0)


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("column", ["actor", "action", "subject", "facts", "at"])
def test_a_changed_entry_is_seen(trail: AuditTrail, number: int, column: str) -> None:
    """Whatever is changed in an entry, also in the first and the last one, is found at that entry."""
    other = trail.entries()[0].at.replace(year=2020) if column == "at" else {"a": "b"} if column == "facts" else "other"
    with write(trail._engine) as connection:
        connection.execute(update(audit_entries).where(audit_entries.c.number == number).values({column: other}))
    assert ("changed", number) in {(p.kind, p.number) for p in trail.verify().problems}


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_seen(trail: AuditTrail, number: int) -> None:
    """A removed entry is found, also the last one."""
    with write(trail._engine) as connection:
        connection.execute(delete(audit_entries).where(audit_entries.c.number == number))
    assert not trail.verify().intact


def test_a_rewritten_entry_is_seen(trail: AuditTrail) -> None:
    """An entry rewritten with a fitting hash of its own breaks the chain at the next one."""
    with write(trail._engine) as connection:
        entry = trail.entries()[2]
        forged = digest(
            type(entry)(entry.number, entry.at, "U2", entry.action, entry.subject, entry.facts, entry.previous, "")
        )
        connection.execute(update(audit_entries).where(audit_entries.c.number == 3).values(actor="U2", hash=forged))
    assert ("changed", 4) in {(p.kind, p.number) for p in trail.verify().problems}


def test_a_removed_end_with_a_fitting_head_is_seen(trail: AuditTrail) -> None:
    """Who removes the last entries and mends the head beside them is found by the file in the data folder."""
    fourth = trail.entries()[1]
    with write(trail._engine) as connection:
        connection.execute(delete(audit_entries).where(audit_entries.c.number == 5))
        connection.execute(update(audit_head).values(entries=4, hash=fourth.hash))
    assert problems(trail) == {"file"}


def test_everything_removed_is_seen(trail: AuditTrail) -> None:
    """An emptied trail is not an empty one."""
    with write(trail._engine) as connection:
        connection.execute(delete(audit_entries))
    assert "head" in problems(trail)


def test_a_lost_head_is_told_in_the_trail(trail: AuditTrail) -> None:
    """Where the head's row was taken away, the next entry says so before anything else goes in."""
    with write(trail._engine) as connection:
        connection.execute(delete(audit_head))
    assert "head" in problems(trail)
    trail.record("U1", "publish")
    assert [entry.action for entry in trail.entries(2)] == ["publish", "audit.head_lost"]


def test_a_damaged_file_is_told(trail: AuditTrail, settings: KnowledgeSettings) -> None:
    """A file that cannot be read is a problem; one that lags behind is none: a bot may die between the two writes."""
    file: Path = settings.data_dir / HEAD_FILE
    earlier = file.read_text(encoding="utf-8")
    with write(trail._engine) as connection:
        add_entry(connection, "U1", "discard")
    assert file.read_text(encoding="utf-8") == earlier
    assert trail.verify().intact
    file.write_text("{", encoding="utf-8")
    assert problems(trail) == {"file"}


def test_an_entry_is_in_with_what_it_tells(trail: AuditTrail) -> None:
    """An entry written in a transaction that fails is not in."""

    def fails_after_telling() -> None:
        with write(trail._engine) as connection:
            add_entry(connection, "U1", "publish")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_telling()
    assert trail.verify().entries == 5


def test_writers_at_once(trail: AuditTrail) -> None:
    """Many writers at once get one number each, and the chain holds."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: trail.record(f"U{n}", "publish"), range(40)))
    verdict = trail.verify()
    assert (verdict.intact, verdict.entries) == (True, 45)


def test_inserted_entries_are_seen(trail: AuditTrail) -> None:
    """An entry put in behind the last one without the head is found."""
    with read(trail._engine) as connection:
        row = connection.execute(select(audit_entries).where(audit_entries.c.number == 5)).one()
    with write(trail._engine) as connection:
        connection.execute(insert(audit_entries).values({**row._mapping, "number": 6, "previous": row.hash}))
    assert problems(trail) >= {"changed", "head"}
