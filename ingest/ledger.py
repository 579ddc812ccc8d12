"""What belongs to a change of the library and is committed with it: the audit entry, and notes to the authors of touched drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.audit import AuditTrail, Entry, add_entry
from knowledge.touched import Touched

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Notify = Callable[["Connection", Sequence[Touched]], int]  # how many people get a note


def nobody(connection: Connection, touched: Sequence[Touched]) -> int:
    """Tell nobody: there is no bot."""
    return 0


class Ledger:
    """Writes for one actor (a Slack user's id or `cli:<account>`). `notify` makes notes of touched drafts, in the same transaction."""

    def __init__(self, engine: Engine, data_dir: Path, actor: str, notify: Notify = nobody) -> None:
        self.actor = actor
        self._trail = AuditTrail(engine, data_dir)
        self._notify = notify
        self._last: Entry | None = None
        self.notes = 0

    def also(
        self, action: str, subject: str, facts: Mapping[str, str], touched: Sequence[Touched] = ()
    ) -> Callable[[Connection], None]:
        """What `knowledge.library_publishing` calls within its transaction."""

        def write(connection: Connection) -> None:
            self._last = add_entry(connection, self.actor, action, subject, facts)
            if touched:
                self.notes = self._notify(connection, touched)

        return write

    def committed(self) -> None:
        """The transaction is through: the trail's head is noted beside the database, too."""
        if self._last is not None:
            self._trail.note_head(self._last)
            self._last = None
