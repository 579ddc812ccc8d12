"""Request types are data: complete in three languages, with rules looked up at run time and obligations dated from the start."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib import resources

import pytest

from bot.drafts.asking import missing, next_field, unasked
from bot.drafts.conversation import advance, begin
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.effects import AskField, Noted, Summary
from bot.drafts.facts import facts_of
from bot.drafts.forms import COMMON_IDS, RuleRef, parse_type, request_types
from bot.drafts.obligations import duties
from bot.drafts.reading.hits import Reading
from bot.drafts.rules import FoundRules, NoRules, Rule, all_refs, best_rule, missing_rules
from bot.drafts.validation import accepted
from knowledge.types import LANGUAGES, Chunk, Citation, Document, Language, Metadata, Passage, Version

TODAY = date(2026, 11, 22)


def a_draft(type_id: str = "research", **values: str) -> Draft:
    draft = Draft("d", "kari", type_id)
    for name, value in values.items():
        draft = draft.with_field(name, FieldValue(value))
    return draft


class Rules:
    """Finds every rule, in a document named after what was searched."""

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """A rule that says what was searched."""
        return Rule(
            ref.search, "", ref.search, Citation("rules.md", ref.search, ref.search, (), None, 1, None, None, None)
        )

    def known(self, ref: RuleRef) -> Rule | None:
        """The same."""
        return self.find(ref, "nb")


def test_there_are_three_types() -> None:
    """Research, innovation and education, each with the common fields and some of its own."""
    assert list(request_types()) == ["research", "innovation", "education"]
    for kind in request_types().values():
        assert set(COMMON_IDS) < {field.id for field in kind.fields}


@pytest.mark.parametrize("type_id", ["research", "innovation", "education"])
def test_every_form_is_complete(type_id: str) -> None:
    """Each field has its texts in every language and names that are valid patterns; only required fields are asked unasked-for."""
    kind = request_types()[type_id]
    for field in kind.fields:
        for texts in (field.label, field.ask, field.example, field.why):
            assert set(texts) == set(LANGUAGES), field.id
        for name in field.names:
            re.compile(name)
        assert field.required != field.extra, field.id
    for pattern in (*kind.strong, *kind.weak):
        re.compile(pattern)


def test_a_new_type_is_one_more_table() -> None:
    """A type from a table has the common fields, its own field, and the words that tell it."""
    common = tomllib.loads(
        resources.files("bot.drafts.request_types").joinpath("common.toml").read_text(encoding="utf-8")
    )
    text = {"nb": "a", "nn": "b", "en": "c"}
    own = {
        "id": "budget",
        "kind": "number",
        "extra": True,
        "names": ["budsjett"],
        "label": text,
        "ask": text,
        "example": text,
        "why": text,
    }
    kind = parse_type({"id": "hackathon", "name": text, "strong": ["hackathon"], "weak": [], "fields": [own]}, common)
    assert kind.ids[-1] == "budget"
    assert kind.ids[: len(COMMON_IDS)] == COMMON_IDS


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("period_start", "2027", True), ("period_start", "2027-02-30", False), ("period_start", "none", False),
        ("deadline", "none", True), ("theme_area", "unikom", True), ("theme_area", "sport", False),
        ("personal_data", "unknown", True), ("personal_data", "maybe", False), ("contact_email", "a@b.no", True),
        ("contact_email", "a@b", False), ("title", " ", False), ("title", "x" * 401, False),
        ("employees", "25", True), ("employees", "mange", False), ("title", "a\x00b", False),
    ],
)  # fmt: skip
def test_what_fits_a_field(field: str, value: str, fits: bool) -> None:
    """A value fits by its field's kind, whoever gives it."""
    found = request_types()["research"].field(field)
    assert found is not None
    assert (accepted(found, value, frozenset({"unikom"})) is not None) is fits


def test_rek_is_asked_of_everyone() -> None:
    """Whether REK has to approve is asked whatever the purpose is: only the person can say no. Health data alone is known as such."""
    assert "ethics_rek" in unasked(a_draft(purpose="måle trafikk", personal_data="no"))
    assert "ethics_rek" in unasked(a_draft(purpose="finne ny behandling av demens", personal_data="no"))
    assert "ethics_rek" in unasked(
        a_draft(purpose="måle trafikk", contribution="helseopplysninger", personal_data="no")
    )
    assert "health_data_only" in facts_of(a_draft(purpose="måle trafikk", contribution="helseopplysninger"))


@pytest.mark.parametrize(
    ("start", "latest"),
    [
        ("2027-08", date(2027, 7, 2)),
        ("2027-08-15", date(2027, 7, 16)),
        ("2027", date(2026, 12, 2)),
        ("2028-03-01", date(2028, 1, 31)),
    ],
)
def test_sikt_thirty_days_before_the_start(start: str, latest: date) -> None:
    """Personal data with NTNU as controller: Sikt is notified thirty days before the first day that the start may mean."""
    found = {duty.id: duty.latest for duty in duties(a_draft(personal_data="yes", period_start=start), NoRules(), "nb")}
    assert found["sikt"] == latest


def test_the_controller_decides_who_is_notified() -> None:
    """With the municipality as controller its own data protection officer; with NTNU Sikt; unknown, both are told."""

    def told(**values: str) -> set[str]:
        return {duty.id for duty in duties(a_draft(personal_data="yes", **values), NoRules(), "nb")} & {
            "sikt",
            "municipal_dpo",
        }

    assert told(data_controller="municipality") == {"municipal_dpo"}
    assert told(data_controller="university") == {"sikt"}
    assert told() == {"sikt", "municipal_dpo"}
    assert not {"sikt", "municipal_dpo"} & {duty.id for duty in duties(a_draft(personal_data="no"), NoRules(), "nb")}


def test_both_are_quoted_where_documents_differ() -> None:
    """Health data without a health purpose: the duty carries both rules."""
    found = {
        duty.id: duty for duty in duties(a_draft(contribution="helseopplysninger", purpose="måle kø"), Rules(), "nb")
    }
    assert len(found["rek_differs"].rules) == 2


def test_missing_rules_are_listed() -> None:
    """Without documents every rule is missing, and what rests on each is named; with all of them none is."""
    assert len(missing_rules(NoRules())) == len(list(all_refs())) > 15
    assert missing_rules(Rules()) == []


def test_a_rule_is_quoted_word_for_word_from_what_is_in_force() -> None:
    """A rule is a sentence of a passage that holds every word it must; what is no longer in force is passed over."""

    def passage(text: str, valid_to: str | None) -> Passage:
        version = Version(1, Document("d", "s", "rules.md"), "h", Metadata(title="Regler", valid_to=valid_to))
        return Passage(Chunk(1, 1, 0, text, ("Frister",), 2, "nb", "text", "h"), version, text, 1.0)

    text = "Innledning om noe annet.\n- Send meldeskjemaet til Sikt minst 30 dager før oppstart. Takk for det."
    ref = RuleRef("sikt", ("30 dager", "sikt"))
    found = best_rule([passage(text, "2020-01-01"), passage(text, None)], ref)
    assert found is not None
    assert found.quote == "Send meldeskjemaet til Sikt minst 30 dager før oppstart."
    assert found.quote in text
    assert best_rule([passage(text, "2020-01-01")], ref) is None
    assert best_rule([passage("Ingenting om det.", None)], ref) is None


def test_neither_a_heading_nor_a_tables_bars_are_quoted() -> None:
    """A rule is quoted by a sentence or a row, never by the heading above it."""
    version = Version(1, Document("d", "s", "rules.md"), "h", Metadata(title="Regler"))
    text = "## Hvem er behandlingsansvarlig?\n| Behandlingsansvarlig | Den som bestemmer formålet |"
    passage = Passage(Chunk(1, 1, 0, text, (), 2, "nb", "text", "h"), version, text, 1.0)
    found = best_rule([passage], RuleRef("ansvar", ("behandlingsansvarlig",)))
    assert found is not None
    assert found.quote.startswith("Behandlingsansvarlig | Den som bestemmer formålet")


def test_a_rule_is_read_in_the_readers_language_where_it_stands_in_both() -> None:
    """Of two documents that hold a rule, the one in the reader's language is quoted, and each reader has their own."""

    def passage(number: int, language: Language, text: str) -> Passage:
        version = Version(number, Document(str(number), "s", f"{number}.md"), "h", Metadata(title=f"Rules {number}"))
        return Passage(Chunk(number, number, 0, text, (), None, language, "text", "h"), version, text, 1.0)

    class Both:
        generation = "one"

        def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
            return [
                passage(1, "en", "A student's thesis goes through the supervisor."),
                passage(2, "nn", "Studenten si oppgåve går gjennom rettleiaren (supervisor)."),
            ]

    rules, ref = FoundRules(Both), RuleRef("student supervisor", ("supervisor",))
    assert [getattr(rules.find(ref, language), "title", None) for language in ("nb", "en", "nn")] == [
        "Rules 2",
        "Rules 1",
        "Rules 2",
    ]


def test_the_conversation_is_a_pure_function() -> None:
    """The same draft and reading give the same draft and effects, and the old draft is untouched."""
    draft = a_draft(title="Ro")
    reading = Reading("nb", intent="show")
    assert advance(draft, reading, TODAY) == advance(draft, reading, TODAY)
    assert draft == a_draft(title="Ro")


def test_a_draft_begins_with_a_question() -> None:
    """A new draft notes what was said, and asks the most useful thing that was not."""
    draft, effects = begin(Draft("d", "kari"), Reading("nb", type="research", starts=True), TODAY)
    assert [type(effect) for effect in effects if isinstance(effect, AskField | Noted | Summary)] == [AskField]
    assert next_field(draft) == "title"
    assert set(missing(draft)) <= set(COMMON_IDS)
