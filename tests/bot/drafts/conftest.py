"""The real engine on a real database, with a stand-in for the documents at the outermost seam."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.chat import DraftingChat
from bot.drafts.engine import build_chat
from bot.drafts.store import DraftStore
from knowledge.database import open_database
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings, load
from tests.bot.drafts.scripted import Documents


@pytest.fixture
def documents() -> Documents:
    """What answers questions, and remembers them."""
    return Documents()


@pytest.fixture
def engine() -> Engine:
    """A migrated SQLite database of the test's own."""
    return open_database(load(KnowledgeSettings))


@pytest.fixture
def store(engine: Engine) -> DraftStore:
    """The drafts of that database."""
    return DraftStore(engine)


@pytest.fixture
def chat(engine: Engine, documents: Documents) -> DraftingChat:
    """The engine."""
    return build_chat(engine, load_partnership(), documents)
