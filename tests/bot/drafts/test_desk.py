"""The desk: what may be done with a request, who is told, what is similar, what has waited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.drafts.desk import DeskState, Refusal, act, reminder_of, similar, state_of
from knowledge.texts import Texts

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_request_is_taken_asked_about_answered_and_accepted() -> None:
    """The whole way: each step has its status, and the right side is told."""
    log = [
        ("take", "eva", {}), ("ask", "eva", {"text": "Når?"}), ("answer", "kari", {"text": "I august"}),
        ("route", "eva", {"text": "per"}), ("accept", "per", {}),
    ]  # fmt: skip
    statuses, told = [], []
    state = DeskState()
    for action, who, details in log:
        moved = act(state, action, who, "2026-0001", details.get("text", ""))  # type: ignore[arg-type]
        assert not isinstance(moved, Refusal)
        state, note = moved
        statuses.append(state.status)
        told.append(note.to)
        assert note.key in Texts.load("bot.texts", "drafts_desk.toml")
    assert statuses == ["taken", "asked", "taken", "routed", "accepted"]
    assert told == ["author", "author", "desk", "author", "author"]
    assert state_of(log) == state


@pytest.mark.parametrize(
    ("state", "action", "text", "why"),
    [
        (DeskState(), "decline", " ", "reason_needed"), (DeskState(), "ask", "", "text_needed"),
        (DeskState(), "route", "", "adviser_needed"), (DeskState(), "answer", "x", "no_question"),
        (DeskState("asked", question="Når?"), "accept", "", "question_open"),
        (DeskState("accepted"), "decline", "x", "decided"), (DeskState("declined"), "take", "", "decided"),
    ],
)  # fmt: skip
def test_what_the_desk_may_not_do(state: DeskState, action: str, text: str, why: str) -> None:
    """A decline has a reason, a question a text; what is decided stays decided; and each refusal has its sentence."""
    assert act(state, action, "eva", "1", text) == Refusal(why)  # type: ignore[arg-type]
    assert f"refused.{why}" in Texts.load("bot.texts", "drafts_desk.toml")


def test_an_open_question_is_no_hindrance_to_who_is_sure() -> None:
    """Who accepts all the same, with the desk's question open, accepts; the log adds up to the same."""
    moved = act(DeskState("asked", question="Når?"), "accept", "eva", "1", sure=True)
    assert not isinstance(moved, Refusal)
    assert (moved[0].status, moved[0].question) == ("accepted", None)
    assert state_of([("ask", "eva", {"text": "Når?"}), ("accept", "eva", {})]).status == "accepted"


def test_similar_requests_are_found() -> None:
    """A request about the same is found though its words are bent otherwise; one about something else is not."""
    earlier = [
        ("a", "Skolefravær i ungdomsskolen. Finne ut hvorfor elever blir borte fra skolen"),
        ("b", "Varmepumper i gamle bygg. Spare strøm i kommunale bygg"),
        ("c", "Demens og nabolag. Hva gjør at eldre kan bo hjemme"),
    ]  # fmt: skip
    found = similar("Fravær på ungdomstrinnet. Hva gjør at elevene kommer tilbake til skolen", earlier)
    assert [identity for identity, _ in found] == ["a"]
    assert similar("Snørydding", []) == []


@pytest.mark.parametrize(
    ("kind", "state", "days", "after", "expected"),
    [
        ("draft", None, 14, 14, "sleeping"), ("draft", None, 13, 14, None), ("draft", None, 28, 14, "sleeping"),
        ("draft", None, 20, 14, None), ("draft", None, 14, 0, None),
        ("request", DeskState(), 7, 7, "waiting"), ("request", DeskState("taken"), 7, 7, None),
        ("request", DeskState("asked", question="x"), 7, 7, "unanswered"),
        ("request", DeskState("declined"), 7, 7, None),
    ],
)  # fmt: skip
def test_reminders(kind: str, state: DeskState | None, days: int, after: int, expected: str | None) -> None:
    """Drafts that sleep and requests that wait are remembered every so many days; 0 turns it off; what is decided waits no more."""
    found = reminder_of(kind, "x", state, NOW - timedelta(days=days), NOW, after)  # type: ignore[arg-type]
    assert (found.kind if found else None) == expected
