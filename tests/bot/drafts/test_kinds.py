"""The kinds that hold more than one thing (several choices, a period, files) are data: one table in a form's file brings all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.compound import added, as_exact, fitting, known_again
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.export.document import build_document
from bot.drafts.export.formats import export, schema
from bot.drafts.facts import facts_of
from bot.drafts.form_files import parse_field, request_types
from bot.drafts.forms import Field, RequestType
from bot.drafts.reading.hits import Context
from bot.drafts.reading.reader import Reader
from bot.drafts.rules import NoRules
from bot.drafts.shown import Wording
from knowledge.partnership import load_partnership
from knowledge.texts import Texts
from tests.bot.drafts.talking import TODAY, WHOLE, Person

TEXT = {"nb": "a", "nn": "b", "en": "c"}


@pytest.fixture
def person(chat: DraftingChat) -> Person:
    """Someone with a conversation."""
    return Person(chat)


def a_field(**more: Any) -> Field:
    return parse_field(
        {"id": "own", "label": TEXT, "ask": TEXT, "example": TEXT, "why": TEXT, "names": ["eget"], **more}
    )


COLOURS = a_field(
    kind="choices",
    none_word=True,
    options=[{"value": value, "label": TEXT, "words": [value]} for value in ("red", "green", "blue")],
)
PERIOD, FILES = a_field(kind="period"), a_field(kind="file")


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        (COLOURS, "blue,red", "red,blue"), (COLOURS, ["green"], "green"), (COLOURS, "red,pink", None), (COLOURS, "", None),
        (COLOURS, "none", "none"), (COLOURS, "red,red", "red"), (COLOURS, [3], None), (COLOURS, None, None),
        (PERIOD, "2026-08/2028-06", "2026-08/2028-06"), (PERIOD, "2027/..", "2027/.."), (PERIOD, "../2027-05", "../2027-05"),
        (PERIOD, "../..", None), (PERIOD, "2028/2027", None), (PERIOD, "2027-02-30/2028", None), (PERIOD, "2027", None),
        (PERIOD, "none", None), (PERIOD, "2027/2028/2029", None), (PERIOD, "2027/2027-03", "2027/2027-03"),
        (FILES, "a.pdf\n b.pdf ", "a.pdf\nb.pdf"), (FILES, "a.pdf|F01", "a.pdf|F01"), (FILES, "a.pdf\na.pdf|F01", "a.pdf|F01"),
        (FILES, "../../etc/passwd", None), (FILES, "a<b>.pdf", None), (FILES, "x" * 151, None), (FILES, "a\x00.pdf", None),
        (FILES, "\n".join(f"{n}.pdf" for n in range(21)), None), (FILES, ["a.pdf", "b.pdf"], "a.pdf\nb.pdf"),
    ],
)  # fmt: skip
def test_what_is_kept(field: Field, given: object, kept: str | None) -> None:
    """A value is kept in one stable form, whoever gives it, and is refused where it does not fit; what is kept fits again."""
    assert fitting(field, given) == kept
    assert kept is None or fitting(field, kept) == kept


def test_what_is_told_beside_it_is_added() -> None:
    """A second choice and a second file join the first; another period replaces it; "none" stands alone."""
    assert added(COLOURS, "blue", "red") == "red,blue"
    assert added(COLOURS, "blue", "none") == "none"
    assert added(FILES, "a.pdf|F01", "b.pdf") == "a.pdf|F01\nb.pdf"
    assert added(PERIOD, "2026/2027", "2027/2028") == "2027/2028"


def test_a_calendar_makes_nothing_more_exact_than_it_was_said() -> None:
    """A period saved unchanged in a calendar keeps its months; the end that was picked anew is a day."""
    assert as_exact("2026-08-01/2028-06-30", "2026-08/2028-06") == "2026-08/2028-06"
    assert as_exact("2026-08-01/2028-06-15", "2026-08/2028-06") == "2026-08/2028-06-15"
    assert as_exact("2026-08-01/..", "2026-08/2028-06") == "2026-08/.."
    assert as_exact("2026-08-01/2028-06-30", None) == "2026-08-01/2028-06-30"


def test_a_file_keeps_its_place_when_its_name_is_edited_beside_others() -> None:
    """Names typed in a window are the files that they were, with where they lie."""
    assert known_again("b.pdf\nc.pdf", "a.pdf|F01\nb.pdf|F02") == "b.pdf|F02\nc.pdf"


def test_choices_without_options_are_no_form() -> None:
    """A form's file whose list has nothing to choose from, or an option that cannot be kept, is refused when it is read."""
    with pytest.raises(ValueError, match="options"):
        a_field(kind="choices")
    with pytest.raises(ValueError, match="one word"):
        a_field(kind="choices", options=[{"value": "a,b", "label": TEXT}])


def read(text: str, asked: str | None, type_id: str, form: RequestType | None = None) -> Mapping[str, str | None]:
    context = Context(form or request_types()[type_id], TODAY, asked=asked, drafting=True)
    return {hit.field: hit.value for hit in Reader(load_partnership()).read(text, context).hits}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("helse og data om barn", "health,children"),
        ("Helse, religion og fagforeningsmedlemskap", "health,religion,union"),
        ("ethnic origin and political opinions", "ethnicity,politics"),
        ("helse, men ikke religion", "health"),
        ("ikkje religion, berre helse", "health"),
        ("ingen", "none"),
        ("nei", "none"),
        ("none of them", "none"),
        ("hverken helse eller religion", "none"),
    ],
)
def test_several_choices_are_read(text: str, kept: str) -> None:
    """Asked which, every option that is named counts, and what is denied does not."""
    assert read(text, "special_categories", "research")["special_categories"] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("fra august 2026 til juni 2028", "2026-08/2028-06"),
        ("januar til mai 2028", "2028-01/2028-05"),
        ("from 15 January 2027 until 30 May 2027", "2027-01-15/2027-05-30"),
        ("fra august 2027", "2027-08/.."),
        ("til juni 2028", "../2028-06"),
        ("fra august 2027, i to år", "2027-08/2029-07"),
        ("2027-2028", "2027/2028"),
    ],
)
def test_a_period_is_read(text: str, kept: str) -> None:
    """Asked when the students come, the answer is their period as exact as it was said, and never the project's."""
    assert read(text, "student_period", "education") == {"student_period": kept}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("prosjektskisse.pdf og budsjett.xlsx", "prosjektskisse.pdf\nbudsjett.xlsx"),
        ("«Skisse til prosjekt.docx»", "Skisse til prosjekt.docx"),
        ("ingen vedlegg", "none"),
        ("nei", "none"),
    ],
)
def test_names_of_files_are_read(text: str, kept: str) -> None:
    """Asked for attachments, file names are taken as they were written."""
    assert read(text, "attachments", "research")["attachments"] == kept


@pytest.mark.parametrize(
    ("text", "type_id", "field", "kept"),
    [
        ("Særlige kategorier: helse og etnisitet", "research", "special_categories", "health,ethnicity"),
        ("Vi bruker særlige kategorier av personopplysninger som religion og helse.", "research", "special_categories", "health,religion"),
        ("Vi bruker ingen særlige kategorier.", "research", "special_categories", "none"),
        ("Praksisperiode: januar til mai 2028", "education", "student_period", "2028-01/2028-05"),
        ("Praksisperioden er januar til mai 2028.", "education", "student_period", "2028-01/2028-05"),
        ("Jeg legger ved budsjett.xlsx.", "innovation", "attachments", "budsjett.xlsx"),
        ("Vedlegg: skisse.pdf, budsjett.xlsx", "innovation", "attachments", "skisse.pdf\nbudsjett.xlsx"),
    ],
)  # fmt: skip
def test_they_are_read_when_they_are_named_unasked(text: str, type_id: str, field: str, kept: str) -> None:
    """A message that names the field tells it, whatever was asked, and the project's own period is left alone."""
    found = read(text, "title", type_id)
    assert found[field] == kept
    assert "period_start" not in found


def test_a_long_answer_keeps_its_words_when_it_names_categories() -> None:
    """Categories told inside an answer about the data are noted beside it, and the answer stays whole."""
    found = read("Intervjuer og sensitive opplysninger om helse. Vi henter dem fra arkivet.", "data", "research")
    assert found["special_categories"] == "health"
    assert found["data"] == "Intervjuer og sensitive opplysninger om helse. Vi henter dem fra arkivet"


def test_the_projects_start_is_still_its_own() -> None:
    """Asked for the students' period, "the start is in August" is about the project."""
    assert read("oppstarten er i august 2027", "student_period", "education").get("period_start") == "2027-08"


def test_special_categories_are_asked_only_with_personal_data(person: Person) -> None:
    """The list is offered where personal data are used, and never before the person wants to tell more."""
    person.ready()
    person.press("more")
    asked = set()
    while person.last["asking"]:
        asked.add(person.last["asking"])
        person.press("skip")
    assert "special_categories" not in asked
    assert "attachments" in asked


def a_whole_education(person: Person) -> Person:
    """A draft of an education request that could be sent."""
    person.say(WHOLE.replace("Forskningssamarbeid", "Utdanningssamarbeid"))
    assert person.draft["status"] == "ready"
    return person


def test_the_students_period_is_asked_told_and_corrected(person: Person) -> None:
    """Asked for with a calendar, said in words, corrected by name, shown in words; the project's own period stays as it was."""
    a_whole_education(person)
    person.press("edit", "student_period")
    assert {"id": "set:student_period", "label": "Velg fra og til", "value": None} in person.last["actions"]
    person.say("fra august 2027 til juni 2028")
    assert person.fields["student_period"] == "2027-08/2028-06"
    assert "august 2027 til juni 2028" in person.text
    person.say("endre praksisperioden til januar til mai 2028")
    assert person.fields["student_period"] == "2028-01/2028-05"
    person.press("set:student_period", "2028-02/..")
    assert person.fields["student_period"] == "2028-02/.."
    assert "fra februar 2028" in person.text
    assert (person.fields["period_start"], person.fields["period_end"]) == ("2027-08", "2029-06")


def test_choices_are_pressed_one_or_several(person: Person) -> None:
    """An option's button takes it alone, a list takes several, and a word that is no option changes nothing."""
    person.ready()
    person.say("personopplysninger: ja")
    person.press("edit", "special_categories")
    offered = [action["value"] for action in person.last["actions"] if action["id"] == "set:special_categories"]
    assert offered[0] == "health"
    assert offered[-1] == "none"
    person.press("set:special_categories", ["religion", "health"])
    assert person.fields["special_categories"] == "health,religion"
    assert "Helse, Religion eller livssyn" in person.text
    person.press("set:special_categories", "pink")
    assert person.fields["special_categories"] == "health,religion"
    person.press("edit", "special_categories")
    person.say("fagforening")
    assert person.fields["special_categories"] == "union"


def test_files_are_added_one_after_the_other(person: Person) -> None:
    """A file told later joins those told before; "none" can be said."""
    person.ready()
    person.say("Jeg legger ved skisse.pdf")
    person.say("og budsjett.xlsx som vedlegg")
    assert person.fields["attachments"] == "skisse.pdf\nbudsjett.xlsx"
    assert "skisse.pdf, budsjett.xlsx" in person.text


def test_health_among_them_is_health_data() -> None:
    """Health as a special category counts as health data, on which REK depends."""
    draft = Draft("d", "kari", "research").with_field("special_categories", FieldValue("health,union"))
    assert "health_data" in facts_of(draft)


@pytest.mark.parametrize("kind", ["md", "json", "docx", "pdf"])
def test_they_are_exported_in_words(kind: str) -> None:
    """A reader of an export sees labels, months and names; a program sees what is held one by one, by the schema."""
    draft = Draft("d", "kari", "research").with_field("special_categories", FieldValue("health,union"))
    draft = draft.with_field("attachments", FieldValue("skisse.pdf|F01\nplan.docx"))
    words = Wording(Texts.load("bot.texts", "drafts.toml"), load_partnership(), "nb")
    document = build_document(draft, words, NoRules(), today=TODAY)
    jsonschema.validate(document, schema())
    held = {field["id"]: field["values"] for field in document["fields"]}
    assert held == {"special_categories": ["health", "union"], "attachments": ["skisse.pdf", "plan.docx"]}
    content = export(document, kind).content
    if kind == "md":
        assert "Helse, Fagforeningsmedlemskap" in content.decode()
        assert "skisse.pdf, plan.docx" in content.decode()
        assert "F01" not in content.decode()
    assert content == export(document, kind).content
