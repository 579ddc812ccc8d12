"""A draft rests on the rules that it was told, and is forgotten with them."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.drafts.engine import build_chat
from knowledge.library import Library
from knowledge.partnership import load_partnership
from knowledge.reliances import Reliances
from knowledge.types import Language, Passage
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person
from tests.making import commit_generation, new_version

RULE = "Kommunen skal ha en navngitt prosjekteier for forskning som melder prosjektet til Sikt med personopplysninger senest 30 dager før."


class OneDocument:
    """Finds the one passage of a library, whatever is searched."""

    def __init__(self, library: Library) -> None:
        (new,) = commit_generation(library, "20260101-000000-aaaaaa", [new_version("regler", [RULE])])
        self.passage = Passage(new.chunks[0], new.version, RULE, 1.0)
        self.generation = "20260101-000000-aaaaaa"

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The passage."""
        return [self.passage]


def test_a_draft_rests_on_the_rules_it_was_told(engine: Engine) -> None:
    """Rules behind what was answered are noted with the draft, by document and clause; a draft that is deleted is forgotten."""
    source = OneDocument(Library(engine))
    chat = build_chat(engine, load_partnership(), Documents(), passages=lambda: source)
    person = Person(chat).ready()
    person.say("Personopplysninger: ja")
    person.say("vis utkastet")
    identity = str(person.draft["id"])
    found = Reliances(engine).of("draft", identity)
    assert {one.document for one in found} == {"regler"}
    assert {len(one.clause) for one in found} == {64}
    chat.records.delete(identity)
    assert Reliances(engine).of("draft", identity) == []
