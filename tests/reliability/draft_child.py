"""The process that is killed: the drafting engine on a database, a line in and a line out.

Called with `forgets` it never commits, which the run must see.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.engine import build_chat
from bot.drafts.store import DraftStore
from knowledge.database import open_database
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings, load
from tests.bot.drafts.scripted import Documents


class Forgetful(DraftStore):
    """Replies as if it had saved."""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that is rolled back."""
        with self._engine.connect() as connection:
            yield connection
            connection.rollback()


def main() -> None:
    """Answer lines until killed."""
    engine = open_database(load(KnowledgeSettings))
    chat = build_chat(engine, load_partnership(), Documents())
    if "forgets" in sys.argv:
        chat._store = chat._handlers._store = Forgetful(engine)
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(chat.turn(json.loads(line), date(2026, 11, 22))), flush=True)


if __name__ == "__main__":
    main()
