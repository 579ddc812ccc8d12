"""While a model writes, only claims that were checked are shown; what fails later takes them back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.answering.streaming import claims_in
from knowledge.providers import ChatModel
from knowledge.settings import KnowledgeSettings
from knowledge.types import Answer, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer
from tests.standins.model_server import ModelServer, failures, good

SIGNED = "Avtalen ble undertegnet av ordfører Kari Brenna og rektor Ola Dahlum 14. mars 2024."
ASKED = "Hvem undertegnet avtalen for Innsjøby?"
FIRST = "Ordfører Kari Brenna og rektor Ola Dahlum undertegnet avtalen."
SECOND = "Avtalen ble undertegnet 14. mars 2024."
INVENTED = "Avtalen ble undertegnet av Per Hansen i 2019."


def reply(*texts: str) -> dict[str, Any]:
    return {"answerable": True, "claims": [{"text": text, "passage": 1, "quote": SIGNED} for text in texts]}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(good(reply(FIRST, SECOND))) as running:
        yield running


def ask(shelf: Shelf, server: ModelServer, question: str = ASKED) -> tuple[Answer, list[Answer]]:
    settings = KnowledgeSettings(_env_file=None, OPENAI_BASE_URL=server.url, SAMSPILL_MODEL_PATIENCE=1.0)
    model, shown = ChatModel(settings), list[Answer]()
    try:
        return answerer(shelf, model=model, deadline=20.0).answer(Question(question), TODAY, shown.append), shown
    finally:
        model.close()


def test_claims_come_out_of_every_beginning_of_a_reply() -> None:
    """However a reply is cut, the claims that are whole in it are found, in order, and none that is not."""
    claims = reply(FIRST, 'Med "anførsel" og } i seg.')["claims"]
    text = json.dumps(reply(FIRST, 'Med "anførsel" og } i seg.'), ensure_ascii=False)
    counts = []
    for end in range(len(text) + 1):
        found = claims_in(text[:end])
        assert found == claims[: len(found)]
        counts.append(len(found))
    assert counts == sorted(counts)
    assert counts[-1] == 2


@pytest.mark.parametrize(
    "text", ['{"answerable": false, "claims": [{"text": "a"}]}', '{"claims": [{"text": "a"}]}', ""]
)
def test_nothing_is_shown_before_the_model_says_that_the_passages_answer(text: str) -> None:
    """A reply that is not, or not yet, said to be an answer gives no claims."""
    assert claims_in(text) == []


def test_checked_claims_are_shown_one_after_another(shelf: Shelf, server: ModelServer) -> None:
    """Each claim is shown as soon as it is whole and checked, with its quote; the last that was shown is the answer."""
    answer, shown = ask(shelf, server)
    assert [part.text for part in shown] == [f"{FIRST} (1)", f"{FIRST} (1) {SECOND} (1)"]
    assert all([citation.quote for citation in part.citations] == [SIGNED] for part in shown)
    assert answer.mode == "generative"
    assert answer.text.startswith(shown[-1].text)


def test_a_claim_that_does_not_hold_is_not_shown_nor_what_follows(shelf: Shelf, server: ModelServer) -> None:
    """The claim before a false one was shown, the false one and the one after it never; the quotes serve in the end."""
    server.behaviour = good(reply(FIRST, INVENTED, SECOND))
    answer, shown = ask(shelf, server)
    assert [part.text for part in shown] == [f"{FIRST} (1)"]
    assert answer.mode == "extractive"
    assert answer.fallback


@pytest.mark.parametrize("kind", failures({}))
def test_a_stream_that_fails_shows_checked_claims_at_most(shelf: Shelf, server: ModelServer, kind: str) -> None:
    """Whatever breaks a stream, what was shown until then had been checked, and the quotes take its place."""
    server.behaviour = failures(reply(FIRST, INVENTED))[kind]
    answer, shown = ask(shelf, server)
    assert {part.text for part in shown} <= {f"{FIRST} (1)"}
    assert answer.mode == "extractive"
    assert answer.fallback


def test_another_language_is_not_shown(shelf: Shelf, server: ModelServer) -> None:
    """A claim in another language than the asker's is not shown, though its passage bears it."""
    server.behaviour = good(reply("The mayor Kari Brenna and the rector Ola Dahlum signed the agreement."))
    answer, shown = ask(shelf, server)
    assert shown == []
    assert answer.mode == "extractive"
