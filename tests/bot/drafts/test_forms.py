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
from bot.drafts.effects import AskField, Noted, Say, Summary
from bot.drafts.facts import facts_of
from bot.drafts.form_files import parse_type, request_types
from bot.drafts.forms import COMMON_IDS, RuleRef
from bot.drafts.obligations import duties
from bot.drafts.reading.hits import Hit, Reading, Strength
from bot.drafts.rules import NoRules, Rule
from bot.drafts.validation import accepted
from knowledge.types import LANGUAGES, Language
from tests.bot.drafts.ruling import Rules

TODAY = date(2026, 11, 22)


def a_draft(type_id: str = "research", **values: str) -> Draft:
    draft = Draft("d", "kari", type_id)
    for name, value in values.items():
        draft = draft.with_field(name, FieldValue(value))
    return draft


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


def test_one_source_alone_is_not_called_a_disagreement() -> None:
    """Where only one rule on health data is found, the obligation does not say that the documents differ."""

    class One(Rules):
        """Finds the stricter rule alone."""

        def find(self, ref: RuleRef, language: Language) -> Rule | None:
            """Only that one."""
            return super().find(ref, language) if "alltid" in ref.search else None

    draft = a_draft(contribution="helseopplysninger", purpose="måle kø")
    told = {duty.id: duty.text for duty in duties(draft, One(), "nb")}
    assert "samstemte" not in told["rek_differs"]
    both = {duty.id: duty.text for duty in duties(draft, Rules(), "nb")}
    assert "samstemte" in both["rek_differs"]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Vi bruker helseopplysninger om beboere", True), ("patient records from the clinic", True), ("fraværstall", False),
        ("ingen helseopplysninger", False), ("We use no health data", False), ("vi trenger ikke noen helsedata", False),
        ("Ikke navn. Helsedata ja", True),
    ],
)  # fmt: skip
def test_health_data_are_known_where_they_are_used(text: str, used: bool) -> None:
    """Health data count where they are told to be used, not where they are denied."""
    assert ("health_data" in facts_of(a_draft(data=text))) is used


def test_the_purpose_comes_first_where_only_the_data_are_about_health() -> None:
    """Health data without a known purpose: the purpose is asked next, then REK; the rest waits."""
    assert unasked(a_draft(health_data="yes"))[:2] == ("purpose", "ethics_rek")
    assert unasked(a_draft(health_data="yes", purpose="måle kø"))[0] == "ethics_rek"
    assert unasked(a_draft(health_data="no"))[0] == "title"


def test_a_medical_purpose_needs_rek_until_it_is_denied() -> None:
    """A medical purpose leads to REK also where the answer is open; answered no, the draft says that it is to be settled."""

    def told(**values: str) -> set[str]:
        draft = a_draft(purpose="finne ny behandling av demens", **values)
        return {duty.id for duty in duties(draft, NoRules(), "nb") if duty.id.startswith("rek")}

    assert told() == told(ethics_rek="unknown") == told(ethics_rek="yes") == {"rek"}
    assert told(ethics_rek="no") == {"rek_denied"}


def filled(today: date = TODAY, **values: str) -> list[Say]:
    """What is remarked when the last of the values is told after the others."""
    *before, (name, value) = values.items()
    draft = a_draft(**dict(before))
    hits = (Hit(name, value, 0, 1, Strength.ASKED),)
    _, effects = advance(draft, Reading("nb", hits=hits), today)
    return [effect for effect in effects if isinstance(effect, Say)]


@pytest.mark.parametrize(
    ("start", "late"),
    [("2026-12-01", True), ("2026-12", False), ("2026-12-22", False), ("2027", False), ("2025", False)],
)
def test_a_notification_that_comes_too_late_is_told(start: str, late: bool) -> None:
    """A start so near that thirty days before it are past is remarked on, and only where no day of it would do."""
    told = {effect.key for effect in filled(personal_data="yes", period_start=start)}
    assert ("remark.late" in told) is late


def test_an_answer_after_the_start_is_remarked() -> None:
    """An answer that is needed only after the start is noticed; one before it is not."""
    assert "remark.deadline" in {effect.key for effect in filled(period_start="2027-03", deadline="2027-05-01")}
    assert "remark.deadline" not in {effect.key for effect in filled(period_start="2027-03", deadline="2027-03-15")}


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("Forskningsideen er unntatt offentlighet", True),
        ("Forskningsideen, offentleglova § 26", False),
        ("Ja, etter offentlighetsloven", False),
        ("nei", False),
    ],
)
def test_what_is_exempt_needs_its_legal_basis(value: str, asked: bool) -> None:
    """Something exempt from public access without a legal basis is taken as said, and the legal basis asked for."""
    told = filled(title="Ro", public_access=value)
    assert any(effect.facts.get("expects:remark") == "public_access" for effect in told) is asked


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
