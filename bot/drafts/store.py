"""Drafts in the database (SQLite or PostgreSQL): saved before the bot replies, with revisions, and never two writers in one.

Every call works inside a transaction of the caller's, so that a draft's change and what belongs to it are committed together.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.drafts.draft import OPEN, Draft, FieldValue, from_record, to_record
from bot.drafts.tables import draft_conversations, draft_revisions, drafts
from knowledge.database import read, write
from knowledge.errors import DraftChanged, NotFound
from knowledge.reliances import forget

HISTORY_KEPT = 8  # turns of questions and answers that a follow-up question is understood from


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation's own state: its active draft, the last questions and answers, the last answer a draft may begin from.

    `offered_start`: the single thesis was told its way, and insisting begins a draft from these words. `shown`: where a surface shows the
    last turn, for it to take the buttons away when the next one comes.
    """

    id: str
    draft_id: str | None = None
    history: tuple[tuple[str, str], ...] = ()
    last_question: str | None = None
    last_citations: tuple[Mapping[str, Any], ...] = ()
    offered_start: str | None = None
    language: str = "nb"
    shown: Mapping[str, str] | None = None

    def record(self) -> dict[str, Any]:
        """What is stored as JSON."""
        return {
            "history": [list(turn) for turn in self.history[-HISTORY_KEPT:]],
            "last_question": self.last_question,
            "last_citations": list(self.last_citations),
            "offered_start": self.offered_start,
            "language": self.language,
            "shown": dict(self.shown) if self.shown else None,
        }


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved change. `changes`: for each field what stood there and what stands there now."""

    revision: int
    author: str
    made_at: datetime
    changes: Mapping[str, Any] = field(default_factory=dict)


class DraftStore:
    """The drafts of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction that may write. Raises DatabaseUnavailable."""
        with write(self._engine) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises DatabaseUnavailable."""
        with read(self._engine) as connection:
            yield connection

    # Conversations

    def conversation(self, connection: Connection, identity: str, *, lock: bool = False) -> Conversation:
        """A conversation's state. `lock`: it is made if needed, and held until the transaction ends."""
        if lock:
            values = {"id": identity, "record": Conversation(identity).record(), "updated_at": _now()}
            connection.execute(
                _insert(connection, draft_conversations).values(**values).on_conflict_do_nothing(index_elements=["id"])
            )
        query = select(draft_conversations).where(draft_conversations.c.id == identity)
        row = connection.execute(query.with_for_update() if lock else query).one_or_none()
        if row is None:
            return Conversation(identity)
        record = dict(row.record)
        history = tuple((str(asked), str(answered)) for asked, answered in record.pop("history"))
        citations = tuple(record.pop("last_citations"))
        return Conversation(identity, row.draft_id, history, last_citations=citations, **record)

    def save_conversation(self, connection: Connection, conversation: Conversation) -> None:
        """Save a conversation that is locked."""
        values = {"draft_id": conversation.draft_id, "record": conversation.record(), "updated_at": _now()}
        connection.execute(
            update(draft_conversations).where(draft_conversations.c.id == conversation.id).values(**values)
        )

    # Drafts

    def load(self, connection: Connection, identity: str, *, lock: bool = False) -> Draft:
        """A draft. `lock`: held until the transaction ends. Raises NotFound."""
        query = select(drafts).where(drafts.c.id == identity)
        row = connection.execute(query.with_for_update() if lock else query).one_or_none()
        if row is None:
            raise NotFound(name=identity)
        return _draft(row)

    def find(self, connection: Connection, name: str) -> Draft:
        """A draft by its id or its request's number. Raises NotFound."""
        row = connection.execute(select(drafts).where((drafts.c.id == name) | (drafts.c.number == name))).one_or_none()
        if row is None:
            raise NotFound(name=name)
        return _draft(row)

    def of_owner(self, connection: Connection, owner: str, *, open_only: bool = True) -> list[Draft]:
        """A person's drafts, the last touched first."""
        query = select(drafts).where(drafts.c.owner == owner).order_by(drafts.c.updated_at.desc(), drafts.c.id)
        if open_only:
            query = query.where(drafts.c.status.in_(sorted(OPEN)))
        return [_draft(row) for row in connection.execute(query)]

    def all(self, connection: Connection) -> list[tuple[Draft, datetime]]:
        """Every draft with the moment it was last touched, newest first."""
        rows = connection.execute(select(drafts).order_by(drafts.c.updated_at.desc(), drafts.c.id))
        return [(_draft(row), row.updated_at) for row in rows]

    def rested(self, connection: Connection, identity: str) -> tuple[Draft, datetime, str | None]:
        """A draft, when it was touched last, and the conversation it was last talked about in. Raises NotFound."""
        row = connection.execute(select(drafts).where(drafts.c.id == identity)).one_or_none()
        if row is None:
            raise NotFound(name=identity)
        return _draft(row), row.updated_at, row.conversation

    def save(
        self,
        connection: Connection,
        draft: Draft,
        *,
        author: str,
        before: Draft | None,
        conversation: str | None = None,
    ) -> Draft:
        """Save a draft, new (`before` None) or changed from `before`; gives it back with its revision.

        Raises DraftChanged when it was changed by someone else since `before` was read; nothing is written then.
        """
        now, revision = _now(), (before.revision if before else 0) + 1
        values = {
            "owner": draft.owner, "type": draft.type, "status": draft.status, "language": draft.language, "revision": revision,
            "number": draft.number, "record": to_record(draft), "updated_at": now,
        }  # fmt: skip
        if conversation is not None:
            values["conversation"] = conversation
        if before is None:
            connection.execute(drafts.insert().values(id=draft.id, created_at=now, **values))
        else:
            changed = connection.execute(
                update(drafts).where(drafts.c.id == draft.id, drafts.c.revision == before.revision).values(**values)
            )
            if changed.rowcount != 1:
                raise DraftChanged(name=draft.id)
        row = {
            "draft_id": draft.id,
            "revision": revision,
            "author": author,
            "changes": _changes(before, draft),
            "made_at": now,
        }
        connection.execute(draft_revisions.insert().values(**row))
        return _with_revision(draft, revision)

    def history(self, connection: Connection, identity: str) -> list[Revision]:
        """What happened to a draft, oldest first."""
        query = (
            select(draft_revisions).where(draft_revisions.c.draft_id == identity).order_by(draft_revisions.c.revision)
        )
        return [Revision(row.revision, row.author, row.made_at, row.changes) for row in connection.execute(query)]

    def delete(self, connection: Connection, identity: str) -> None:
        """Remove a draft that was never submitted, with its history. Raises NotFound; ValueError when it was submitted."""
        if self.load(connection, identity, lock=True).status == "submitted":
            raise ValueError("submitted")
        for table in (draft_revisions, drafts):
            column = table.c.draft_id if table is draft_revisions else table.c.id
            connection.execute(table.delete().where(column == identity))
        connection.execute(
            update(draft_conversations).where(draft_conversations.c.draft_id == identity).values(draft_id=None)
        )
        forget(connection, "draft", identity)


def new_id() -> str:
    """An id for a new draft."""
    return "u-" + secrets.token_hex(6)


def _insert(connection: Connection, table: Any) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def _now() -> datetime:
    return datetime.now(UTC)


def _draft(row: Row[Any]) -> Draft:
    columns = {"id": row.id, "owner": row.owner, "type": row.type, "status": row.status, "language": row.language}
    return from_record(row.record, revision=row.revision, number=row.number, **columns)


def _with_revision(draft: Draft, revision: int) -> Draft:
    return replace(draft, revision=revision)


def _changes(before: Draft | None, after: Draft) -> dict[str, Any]:
    old = before.fields if before else {}
    names = [name for name in {**old, **after.fields} if old.get(name) != after.fields.get(name)]
    changes: dict[str, Any] = {name: [_shown(old.get(name)), _shown(after.fields.get(name))] for name in names}
    for name in ("status", "type"):
        earlier = getattr(before, name) if before else None
        if earlier != getattr(after, name):
            changes[f"({name})"] = [earlier, getattr(after, name)]
    return changes


def _shown(value: FieldValue | None) -> str | None:
    if value is None:
        return None
    return value.value if value.value is not None else f"({value.mark})"
