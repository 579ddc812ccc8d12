"""Drafts of a person who wants to be forgotten, and what was said around drafts, when its time is over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from bot.drafts.store import Conversation
from bot.drafts.tables import draft_conversations, draft_requests, draft_revisions, drafts
from knowledge.reliances import reliances


def forget_drafts(connection: Connection, owner: str, conversations: Collection[str] = ()) -> tuple[int, int]:
    """Delete a person's drafts with their history and talk; gives how many, and how many submitted requests stay.

    A submitted request is the municipality's: it is subject to the archive law, and the desk's to delete. `conversations`: further
    conversations in which the person has talked.
    """
    submitted = select(draft_requests.c.draft_id)
    every = connection.execute(select(drafts.c.id).where(drafts.c.owner == owner)).scalars().all()
    mine = (
        connection.execute(select(drafts.c.id).where(drafts.c.owner == owner, drafts.c.id.not_in(submitted)))
        .scalars()
        .all()
    )
    talk = draft_conversations.c
    connection.execute(
        delete(draft_conversations).where(or_(talk.draft_id.in_(mine), talk.id.in_(sorted(conversations))))
    )
    connection.execute(delete(draft_revisions).where(draft_revisions.c.draft_id.in_(mine)))
    connection.execute(delete(reliances).where(reliances.c.kind == "draft", reliances.c.reference.in_(mine)))
    connection.execute(delete(drafts).where(drafts.c.id.in_(mine)))
    return len(mine), len(every) - len(mine)


def forget_talk(connection: Connection, before: datetime) -> int:
    """Delete the questions and answers that conversations remember from before a moment; which draft is theirs stays."""
    old = draft_conversations.c.updated_at < before
    connection.execute(delete(draft_conversations).where(old, draft_conversations.c.draft_id.is_(None)))
    count = 0
    for row in connection.execute(select(draft_conversations).where(old)).all():
        emptied = replace(Conversation(row.id), language=row.record["language"]).record()
        if row.record != emptied:
            mine = draft_conversations.c.id == row.id
            connection.execute(update(draft_conversations).where(mine).values(record=emptied))
            count += 1
    return count
