"""Two writers on one draft: while a line is read and answered, another changes the draft. Nobody waits for a model with the draft held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from bot.drafts.chat import REPEATS, DraftingChat
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.engine import build_chat
from bot.drafts.forms import RequestType
from bot.drafts.lines import Line
from bot.drafts.outcome import Seed, Understood
from bot.drafts.reading.reader import Reader
from bot.drafts.rules import NoRules
from bot.drafts.store import DraftStore
from knowledge.database import BUSY_TIMEOUT_MS
from knowledge.errors import DraftChanged
from knowledge.partnership import load_partnership
from knowledge.types import Answer, Language, Question
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import TODAY, Person

OPENING = "Vi ønsker et forskningssamarbeid. Tittelen er Ro."
ASKED = "Hvem bestemmer om vi får være med?"
Change = Callable[[Draft], Draft]


class Colleague:
    """Another writer, with a connection of its own; it fails at once where somebody holds a transaction."""

    def __init__(self, engine: Engine) -> None:
        self.store, self.engine = DraftStore(engine), engine

    def writes(self, change: Change | None = None) -> None:
        """Change the one draft there is; without a change, only see that one could."""
        with self.engine.connect() as impatient:
            impatient.exec_driver_sql("PRAGMA busy_timeout=50")
            impatient.commit()
            with impatient.begin():
                if change is not None:
                    ((before, _),) = self.store.all(impatient)
                    self.store.save(impatient, change(before), author="ola", before=before)
            impatient.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            impatient.commit()


class Interrupted:
    """What is asked (documents, a model), and by whom the draft is changed meanwhile, as often as there are changes."""

    def __init__(self, colleague: Colleague) -> None:
        self.colleague, self.documents = colleague, Documents()
        self.changes: list[Change] = []
        self.read: list[str] = []
        self.given: object = {}

    def answer(self, question: Question, today: date) -> Answer:
        """Answer, after the draft was changed."""
        self._change()
        return self.documents(question, today)

    def extract(self, text: str, form: RequestType, language: Language) -> object:
        """Read, after the draft was changed."""
        self.read.append(form.id)
        self._change()
        return self.given

    def _change(self) -> None:
        self.colleague.writes(self.changes.pop(0) if self.changes else None)


@pytest.fixture
def colleague(engine: Engine) -> Colleague:
    return Colleague(engine)


@pytest.fixture
def outside(colleague: Colleague) -> Interrupted:
    return Interrupted(colleague)


def title(text: str) -> Change:
    return lambda draft: draft.with_field("title", FieldValue(text))


def kind(name: str) -> Change:
    return lambda draft: replace(draft, type=name)


def asks(field: str) -> Change:
    return lambda draft: draft.with_talk(asked=field)


def test_an_answer_is_kept_when_the_draft_changes_under_it(engine: Engine, outside: Interrupted) -> None:
    """The documents are asked once, before the transaction; what both wrote stands in the draft, and the answer is given."""
    person = Person(build_chat(engine, load_partnership(), outside.answer))
    person.say(OPENING)
    outside.changes = [title("Mer ro")]
    person.say(f"{ASKED} Enheten er Saupstad skole.")
    assert outside.documents.asked == [ASKED]
    assert person.fields["title"] == "Mer ro"
    assert person.fields["municipal_unit"] == "Saupstad skole"
    assert person.last["citations"][0]["document"] == "rules.md"


def test_what_a_model_read_is_kept_when_the_draft_changes_under_it(engine: Engine, outside: Interrupted) -> None:
    """A model is asked once, before the transaction, and what it read is noted beside what another wrote meanwhile."""
    person = Person(build_chat(engine, load_partnership(), Documents(), extractor=outside))
    person.say(OPENING)
    outside.read, outside.changes, outside.given = [], [title("Mer ro")], {"benefit": "uroen i korridorene"}
    person.say("Det er nå mest uroen i korridorene som plager oss her, og det meste er uklart")
    assert outside.read == ["research"]
    assert person.fields["title"] == "Mer ro"
    assert person.fields["benefit"] == "uroen i korridorene"


def test_another_form_is_read_anew_outside_the_transaction(engine: Engine, outside: Interrupted) -> None:
    """When the draft becomes another type of request, documents and model are asked again, for the new form, with nothing held."""
    person = Person(build_chat(engine, load_partnership(), outside.answer, extractor=outside))
    person.say(OPENING)
    outside.read, outside.changes = [], [lambda draft: draft, kind("innovation")]
    person.say(f"{ASKED} Enheten er Saupstad skole.")
    assert outside.documents.asked == [ASKED] * 2
    assert outside.read == ["research", "innovation"]
    assert person.draft["type"] == "innovation"
    assert person.fields["municipal_unit"] == "Saupstad skole"


def test_a_draft_that_never_rests_is_taken_as_it_is(engine: Engine, outside: Interrupted) -> None:
    """However often another changes the draft, it ends after a few times, with everything said, and saved once."""
    person = Person(build_chat(engine, load_partnership(), outside.answer))
    person.say(OPENING)
    outside.changes = [kind(name) for name in ("innovation", "research") * 20]
    person.say(f"{ASKED} Enheten er Saupstad skole.")
    assert outside.documents.asked == [ASKED] * (REPEATS + 1)
    assert person.fields["title"] == "Ro"
    assert person.fields["municipal_unit"] == "Saupstad skole"
    with outside.colleague.store.snapshot() as connection:
        authors = [each.author for each in outside.colleague.store.history(connection, person.draft["id"])]
    assert authors == ["kari", *["ola"] * (REPEATS + 1), "kari"]


class Unlucky(DraftingChat):
    """Each time it reads, a value was asked for; each time it decides, something else: then the words are a question."""

    colleague: Colleague | None = None

    def understand(self, line: Line, today: date, seed: Seed | None = None) -> Understood:
        """With a change before it."""
        if self.colleague is not None:
            self.colleague.writes(asks("research_question"))
        return super().understand(line, today, seed)

    def answered(self, understood: Understood) -> Understood:
        """With a change after it."""
        known = super().answered(understood)
        if self.colleague is not None:
            self.colleague.writes(asks("title"))
        return known


def test_a_question_that_could_not_be_asked_is_told(engine: Engine, colleague: Colleague) -> None:
    """Where a question shows only with the draft held, time and again, it is told that it is not answered; the rest is noted."""
    partnership, documents = load_partnership(), Documents()
    chat = Unlucky(DraftStore(engine), Reader(partnership, None), partnership, NoRules(), documents)
    person = Person(chat)
    person.say(OPENING)
    chat.colleague = colleague
    person.say(f"{ASKED} Enheten er Saupstad skole.")
    assert documents.asked == []
    assert "Jeg kan ikke svare fra dokumentene akkurat nå" in person.text
    assert person.fields["municipal_unit"] == "Saupstad skole"


@pytest.mark.parametrize(
    ("line", "change"),
    [
        (Line("c", "kari", text=f"{ASKED} Enheten er Saupstad skole."), kind("innovation")),
        (Line("c", "kari", action="skip"), asks("benefit")),
    ],
    ids=["words", "click"],
)
def test_nothing_is_written_before_it_is_read_anew(
    line: Line, change: Change, colleague: Colleague, chat: DraftingChat
) -> None:
    """DraftChanged, for words and for a click that was meant for another question, leaves the database as it was."""
    Person(chat).say(OPENING)
    understood = chat.understand(line, TODAY)
    colleague.writes(change)
    with colleague.store.snapshot() as connection:
        before = colleague.store.all(connection), colleague.store.conversation(connection, "c")
    with colleague.store.transaction() as connection, pytest.raises(DraftChanged):
        chat.decide(connection, chat.answered(understood))
    with colleague.store.snapshot() as connection:
        assert (colleague.store.all(connection), colleague.store.conversation(connection, "c")) == before
