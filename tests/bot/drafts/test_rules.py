"""A rule is one sentence that says it, in the reader's language where there is one; what no document says is named."""

from __future__ import annotations

import pytest

from bot.drafts.forms import RuleRef
from bot.drafts.rules import FoundRules, NoRules, all_points, best_rule, missing_rules
from knowledge.types import Chunk, Document, Language, Metadata, Passage, Version
from tests.bot.drafts.ruling import Rules


def test_missing_rules_are_listed() -> None:
    """Without documents every rule is missing, and what rests on each is named as a person names it; with all of them none is."""
    missing = missing_rules(NoRules(), "nb")
    assert len(list(all_points())) >= len(missing) > 15
    assert {"«DPIA vurdert»", "«Rettigheter» (nyskapingssamarbeid)", "«Melding til Sikt»"} <= set(missing)
    assert missing_rules(Rules(), "nb") == []


def a_passage(
    text: str, *, section: str = "", title: str = "Regler", valid_to: str | None = None, language: Language = "nb"
) -> Passage:
    version = Version(1, Document("d", "s", "rules.md"), "h", Metadata(title=title, valid_to=valid_to))
    path = (section,) if section else ()
    return Passage(Chunk(1, 1, 0, text, path, 2, language, "text", "h"), version, text, 1.0)


def test_a_rule_is_quoted_word_for_word_from_what_is_in_force() -> None:
    """A rule is a sentence of a passage that holds every word it must; what is no longer in force is passed over."""
    text = "Innledning om noe annet.\n- Send meldeskjemaet til Sikt minst 30 dager før oppstart. Takk for det."
    ref = RuleRef("sikt", ("30 dager", "sikt"))
    found = best_rule([a_passage(text, valid_to="2020-01-01"), a_passage(text)], ref)
    assert found is not None
    assert found.quote == "Send meldeskjemaet til Sikt minst 30 dager før oppstart."
    assert found.quote in text
    assert best_rule([a_passage(text, valid_to="2020-01-01")], ref) is None
    assert best_rule([a_passage("Ingenting om det.")], ref) is None


@pytest.mark.parametrize(
    "text",
    [
        "## Hvem er behandlingsansvarlig for data?",
        "| Behandlingsansvarlig | Den som bestemmer formålet med data |",
        "Hvem er behandlingsansvarlig for disse data?",
        "Den behandlingsansvarlige for data skal:",
    ],
)
def test_what_is_no_rule_is_not_quoted(text: str) -> None:
    """Neither a heading, a table's row, a question nor the line before a list is quoted as a rule."""
    assert best_rule([a_passage(text)], RuleRef("ansvar", ("behandlingsansvarlig", "data"))) is None


def test_words_that_stand_elsewhere_make_no_rule() -> None:
    """A sentence is a rule where it, its heading and the title hold all the words; another sentence's words do not count."""
    ref = RuleRef("avtale", ("avtale", "student", "skriftlig"))
    apart = "Byen har en skriftlig avtale med et selskap. Studentene var med på åpningen."
    assert best_rule([a_passage(apart)], ref) is None
    headed = a_passage("Avtalen skal være skriftlig før arbeidet begynner.", section="Arbeid med studenter")
    found = best_rule([a_passage(apart), headed], ref)
    assert found is not None
    assert found.section == "Arbeid med studenter"


def test_a_rule_is_read_in_the_readers_language_where_it_stands_in_several() -> None:
    """Each reader is quoted the rule in their own language, else in the other written Norwegian; one search serves them all."""
    asked: list[str] = []

    class Both:
        generation = "one"

        def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
            asked.append(text)
            return [
                a_passage("A student's thesis goes through the supervisor.", title="In English", language="en"),
                a_passage("Studenten går gjennom rettleiaren (supervisor).", title="På nynorsk", language="nn"),
            ]

    rules, ref = FoundRules(Both), RuleRef("student supervisor", ("supervisor",))
    found = [getattr(rules.find(ref, language), "title", None) for language in ("nb", "en", "nn")]
    assert found == ["På nynorsk", "In English", "På nynorsk"]
    assert asked == ["student supervisor"]
