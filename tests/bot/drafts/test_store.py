"""Drafts in the database, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from bot.drafts.draft import Draft, FieldValue, Origin, from_record, to_record
from bot.drafts.engine import build_chat
from bot.drafts.requests import all_requests, next_number, record
from bot.drafts.store import Conversation, DraftStore, new_id
from knowledge.database import open_database
from knowledge.errors import DraftChanged, NotFound
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person


@pytest.fixture
def database(settings: KnowledgeSettings) -> Iterator[Engine]:
    """A database of each kind."""
    engine = open_database(settings)
    yield engine
    engine.dispose()


def a_draft() -> Draft:
    draft = Draft(id=new_id(), owner="kari", type="research", origin=Origin("Hvem?", ({"document": "a.md"},)))
    draft = draft.with_field("title", FieldValue("Ro", "vague", "click", True)).with_field(
        "funding", FieldValue(None, "unknown")
    )
    return draft.with_talk(
        asked="purpose", path=("title",), recent=("title",), undo={"title": None, "funding": FieldValue("x")}, months=24
    )


def test_a_draft_is_what_it_was() -> None:
    """Nothing of a draft is lost on its way through JSON."""
    draft = a_draft()
    columns = {"id": draft.id, "owner": draft.owner, "type": draft.type}
    assert from_record(to_record(draft), **columns) == draft


def test_saved_and_loaded(database: Engine) -> None:
    """A draft comes back as it was saved, with its revision."""
    store = DraftStore(database)
    with store.transaction() as connection:
        saved = store.save(connection, a_draft(), author="kari", before=None)
    with store.snapshot() as connection:
        assert store.load(connection, saved.id) == saved
        assert saved.revision == 1
        with pytest.raises(NotFound):
            store.load(connection, "nobody")


def test_the_second_of_two_writers_is_refused(database: Engine) -> None:
    """Who saves on an older revision gets DraftChanged, and nothing is written, not even history."""
    store = DraftStore(database)
    with store.transaction() as connection:
        first = store.save(connection, a_draft(), author="kari", before=None)
        store.save(connection, first.with_field("title", FieldValue("Uro")), author="kari", before=first)
    with pytest.raises(DraftChanged), store.transaction() as connection:
        store.save(connection, first.with_field("title", FieldValue("Tull")), author="ola", before=first)
    with store.snapshot() as connection:
        assert store.load(connection, first.id).value("title") == "Uro"
        assert [(each.revision, each.author) for each in store.history(connection, first.id)] == [
            (1, "kari"),
            (2, "kari"),
        ]


def test_an_edit_with_an_old_revision_in_hand_is_refused(database: Engine) -> None:
    """Who edits what has changed since it was read is told so, and what the other wrote stays."""
    records = build_chat(database, load_partnership(), Documents()).records
    store = DraftStore(database)
    with store.transaction() as connection:
        draft = store.save(connection, a_draft(), author="kari", before=None)
    records.edit(draft.id, draft.revision, {"title": "Først"}, "ola")
    with pytest.raises(DraftChanged):
        records.edit(draft.id, draft.revision, {"title": "Etterpå"}, "eva")
    with store.snapshot() as connection:
        assert store.load(connection, draft.id).value("title") == "Først"


def test_history_says_what_stood_there(database: Engine) -> None:
    """Each revision tells the old and the new value of what it changed, and nothing else."""
    store = DraftStore(database)
    with store.transaction() as connection:
        first = store.save(connection, a_draft(), author="kari", before=None)
        changed = replace(first.with_field("title", FieldValue("Uro")), status="paused")
        store.save(connection, changed, author="ola", before=first)
    with store.snapshot() as connection:
        last = store.history(connection, first.id)[-1]
    assert last.changes == {"title": ["Ro", "Uro"], "(status)": ["collecting", "paused"]}


def test_a_draft_becomes_one_request(database: Engine) -> None:
    """The database itself refuses a second request for the same draft."""
    store = DraftStore(database)
    with store.transaction() as connection:
        draft = store.save(connection, a_draft(), author="kari", before=None)
        number = next_number(connection, 2026)
        record(connection, draft, number=number, document="{}", sha256="0" * 64)
    with pytest.raises(IntegrityError), store.transaction() as connection:
        record(connection, draft, number="2026-0002", document="{}", sha256="0" * 64)


def test_a_submitted_draft_is_not_deleted(database: Engine) -> None:
    """Deleting removes a draft with its history, but never what was submitted."""
    store = DraftStore(database)
    with store.transaction() as connection:
        kept = store.save(connection, replace(a_draft(), status="submitted"), author="kari", before=None)
        gone = store.save(connection, a_draft(), author="kari", before=None)
        store.delete(connection, gone.id)
        with pytest.raises(ValueError, match="submitted"):
            store.delete(connection, kept.id)
        assert [draft.id for draft, _ in store.all(connection)] == [kept.id]
        assert store.history(connection, gone.id) == []


def test_a_conversation_remembers(database: Engine) -> None:
    """A conversation keeps its draft, its last questions and what a draft may begin from."""
    store = DraftStore(database)
    with store.transaction() as connection:
        assert store.conversation(connection, "c", lock=True) == Conversation("c")
        told = Conversation("c", None, (("user", "Hvem?"),), "Hvem?", ({"document": "a.md"},), "masteroppgave", "nn")
        store.save_conversation(connection, told)
    with store.snapshot() as connection:
        assert store.conversation(connection, "c") == told


def test_many_submit_at_once_and_numbers_are_whole(database: Engine) -> None:
    """Twelve people who submit at the same moment get twelve numbers, without a gap and without a repetition."""
    chats = [
        Person(build_chat(database, load_partnership(), Documents()), user=f"u{n}", conversation=f"c{n}")
        for n in range(12)
    ]
    for person in chats:
        person.ready()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda person: person.press("submit"), chats))
    store = DraftStore(database)
    with store.snapshot() as connection:
        numbers = sorted(request.number for request in all_requests(connection))
    assert numbers == [f"2026-{n:04d}" for n in range(1, 13)]


def test_clicks_at_the_same_moment_make_one_request(database: Engine) -> None:
    """Ten clicks from three bots at once make one request."""
    bots = [Person(build_chat(database, load_partnership(), Documents())) for _ in range(3)]
    bots[0].ready()
    with ThreadPoolExecutor(10) as pool:
        lines = list(pool.map(lambda n: bots[n % 3].press("submit"), range(10)))
    assert {line["draft"]["status"] for line in lines} == {"submitted"}
    store = DraftStore(database)
    with store.snapshot() as connection:
        assert len(all_requests(connection)) == 1


def test_messages_of_one_conversation_at_once_lose_nothing(database: Engine) -> None:
    """Fields told at the same moment in one conversation are all there afterwards."""
    chat = build_chat(database, load_partnership(), Documents())
    Person(chat).say("Vi ønsker et forskningssamarbeid")
    told = {
        "title": "Tittel: Ro", "purpose": "Formål: dempe støy", "period_start": "Oppstart: august 2027",
        "contact_name": "Kontaktperson: Kari Nordmann", "deadline": "Svarfrist: 1. mars 2027", "theme_area": "Temaområde: helse og velferd",
    }  # fmt: skip
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda text: Person(chat).say(text), told.values()))
    person = Person(chat)
    person.say("vis")
    assert set(person.fields) == set(told)
