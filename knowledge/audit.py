"""The trail of what was done to the documents: who, when, what, chained by hashes so that tampering shows.

Each entry's hash covers its content and the hash before it. How many entries there are and the last one's hash are kept twice more: in
a row beside them, written in the same transaction, and in the file `audit.head` of the data folder. So a changed or missing entry
is found, also when it is the last one. Entries name people by their ids and hold no text of a document or a question.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from knowledge.database import UtcDateTime, metadata, read, write

GENESIS = "0" * 64
HEAD_FILE = "audit.head"
_BATCH = 2_000

Trouble = Literal["changed", "missing", "head", "file"]

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(120), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_entries_action", "action"),
)

# One row. It is taken before an entry is written: two writers get two numbers.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_audit_head_one_row"), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. `actor` is a Slack user's id or `cli:<account>`, `subject` what was acted on (a document, a generation)."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    facts: Mapping[str, str]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not hold, and at which entry (for `head` and `file`: the number that stands there)."""

    kind: Trouble
    number: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The trail looked through: how many entries it has, and what is wrong with it."""

    entries: int
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """Whether nobody has touched it."""
        return not self.problems


class AuditTrail:
    """The trail of one library. `data_dir` is where the file with the head is kept; without it only the row beside the entries is."""

    def __init__(self, engine: Engine, data_dir: Path | None = None) -> None:
        self._engine = engine
        self._file = None if data_dir is None else data_dir / HEAD_FILE

    def record(
        self, actor: str, action: str, subject: str = "", facts: Mapping[str, str] = MappingProxyType({})
    ) -> Entry:
        """Add an entry. Raises DatabaseUnavailable; then it is not in."""
        with write(self._engine) as connection:
            entry = add_entry(connection, actor, action, subject, facts)
        self.note_head(entry)
        return entry

    def note_head(self, entry: Entry) -> None:
        """Keep the head in the file too, after the transaction of `add_entry` was committed."""
        if self._file is None or (self._noted() or (0, ""))[0] > entry.number:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps({"entries": entry.number, "hash": entry.hash}) + "\n"
        beside = self._file.with_name(f"{HEAD_FILE}.{uuid.uuid4().hex}")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._file)

    def forget_file(self) -> None:
        """Begin the file anew: after a restore the trail may be shorter than the file says."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def entries(self, limit: int = 100, action: str | None = None) -> list[Entry]:
        """The newest entries, newest first."""
        query = select(audit_entries).order_by(audit_entries.c.number.desc()).limit(limit)
        if action is not None:
            query = query.where(audit_entries.c.action == action)
        with read(self._engine) as connection:
            return [_entry(row) for row in connection.execute(query)]

    def verify(self) -> Verdict:
        """Look through the whole trail."""
        problems: list[Problem] = []
        number, last = 0, GENESIS
        noted = self._noted()  # before the entries: a bot that writes meanwhile makes them more, never fewer
        seen = noted is None
        with read(self._engine) as connection:
            head = connection.execute(select(audit_head)).one_or_none()
            for entry in _all(connection):
                problems += [Problem("missing", n) for n in range(number + 1, entry.number)][:100]
                if digest(entry) != entry.hash or (entry.number == number + 1 and entry.previous != last):
                    problems.append(Problem("changed", entry.number))
                number, last = entry.number, entry.hash
                seen = seen or (number, last) == noted
        if (0, GENESIS) if head is None else (head.entries, head.hash) != (number, last):
            problems.append(Problem("head", 0 if head is None else head.entries))
        if not seen and noted is not None:
            problems.append(Problem("file", noted[0]))
        return Verdict(number, tuple(problems))

    def _noted(self) -> tuple[int, str] | None:
        """The head as the file has it; None without a file."""
        try:
            if self._file is None:
                return None
            values = json.loads(self._file.read_text(encoding="utf-8"))
            return int(values["entries"]), str(values["hash"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError):
            return -1, ""


def add_entry(
    connection: Connection, actor: str, action: str, subject: str = "", facts: Mapping[str, str] = MappingProxyType({})
) -> Entry:
    """Add an entry within a transaction that does what it tells: both are in, or neither."""
    head = connection.execute(select(audit_head).with_for_update()).one_or_none() or _mended_head(connection)
    now = datetime.now(UTC)
    facts = {str(key): str(value) for key, value in facts.items()}
    draft = Entry(head.entries + 1, now, actor, action, subject, facts, head.hash, "")
    entry = Entry(draft.number, now, actor, action, subject, facts, head.hash, digest(draft))
    connection.execute(insert(audit_entries).values(_values(entry)))
    connection.execute(update(audit_head).values(entries=entry.number, hash=entry.hash))
    return entry


def _mended_head(connection: Connection) -> Any:
    """The head's row was taken away: it is made anew from the last entry, and the trail says so."""
    last = connection.execute(select(audit_entries).order_by(audit_entries.c.number.desc()).limit(1)).one_or_none()
    values = {"entries": last.number, "hash": last.hash} if last is not None else {"entries": 0, "hash": GENESIS}
    connection.execute(insert(audit_head).values(id=1, **values))
    add_entry(connection, "samspill", "audit.head_lost")
    return connection.execute(select(audit_head).with_for_update()).one()


def digest(entry: Entry) -> str:
    """The hash that an entry must have: SHA-256 over its content and the hash before it, as JSON with sorted keys."""
    content = {key: value for key, value in _values(entry).items() if key not in {"hash", "at"}}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "facts": dict(entry.facts),
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _all(connection: Connection) -> Iterator[Entry]:
    query = select(audit_entries).order_by(audit_entries.c.number)
    for row in connection.execution_options(yield_per=_BATCH).execute(query):
        yield _entry(row)


def _entry(row: Any) -> Entry:
    return Entry(row.number, row.at, row.actor, row.action, row.subject, row.facts, row.previous, row.hash)
