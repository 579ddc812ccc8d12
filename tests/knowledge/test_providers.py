"""Model endpoints that answer, and endpoints that fail in every known way: a JSON object comes out, or a named failure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.circuit import CircuitBreaker
from knowledge.errors import EmbeddingUnavailable, ModelFailure, SettingsError
from knowledge.providers import ChatModel, chat_model, embedder, probe
from knowledge.settings import KnowledgeSettings, load
from tests.standins.model_server import ModelServer, Reply, completion, failures, good, refuses_formats

ANSWER = {"claims": [{"text": "Avtalen gjelder i fem år.", "passage": 1, "quote": "Den gjelder i fem år."}]}
SCHEMA = {"type": "object"}
FAILURES = failures(ANSWER)


def settings(server: ModelServer, monkeypatch: pytest.MonkeyPatch, timeout: str = "1.5") -> KnowledgeSettings:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("SAMSPILL_MODEL_TIMEOUT", timeout)
    return load(KnowledgeSettings)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(good(ANSWER)) as running:
        yield running


def test_a_good_answer_comes_through(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model's JSON object is returned, and both messages reached the endpoint."""
    assert ChatModel(settings(server, monkeypatch)).complete("rules", "question", SCHEMA) == ANSWER
    assert [message["content"] for message in server.requests[0]["messages"]] == ["rules", "question"]


@pytest.mark.parametrize("kind", sorted(FAILURES))
def test_every_failure_is_named_within_the_deadline(
    kind: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the endpoint does wrong is a ModelFailure, and no call outlives its deadline."""
    model = ChatModel(settings(server, monkeypatch))
    model.complete("rules", "question", SCHEMA)  # the packages are imported
    server.behaviour = FAILURES[kind]
    started = time.monotonic()
    with pytest.raises(ModelFailure):
        model.complete("rules", "question", SCHEMA)
    assert time.monotonic() - started < 3 * 1.5


@pytest.mark.parametrize(
    ("refused", "expected"),
    [((), "json_schema"), (("json_schema",), "json_object"), (("json_schema", "json_object"), None)],
)
def test_the_response_format_follows_the_endpoint(
    refused: tuple[str, ...], expected: str | None, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that the endpoint refuses is given up for a plainer one, and not tried again."""
    server.behaviour = refuses_formats(*refused, then=good(ANSWER))
    model = ChatModel(settings(server, monkeypatch))
    for _ in range(2):
        assert model.complete("rules", "question", SCHEMA) == ANSWER
    assert len(server.requests) == len(refused) + 2
    assert (server.requests[-1].get("response_format") or {}).get("type") == expected


def test_a_fenced_object_is_read(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code fence around the object does no harm."""
    server.behaviour = lambda body: completion('```json\n{"claims": []}\n```')
    assert ChatModel(settings(server, monkeypatch)).complete("rules", "question", SCHEMA) == {"claims": []}


def test_a_storm_of_refusals_is_bounded(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """After five failures the endpoint is left alone: twenty questions in a 429 storm make five calls, and one probe after the rest."""
    now = [0.0]
    model = ChatModel(settings(server, monkeypatch), CircuitBreaker(clock=lambda: now[0]))
    server.behaviour = FAILURES["too_many"]
    for _ in range(20):
        with pytest.raises(ModelFailure):
            model.complete("rules", "question", SCHEMA)
    assert len(server.requests) == 5
    now[0] = 31.0
    server.behaviour = good(ANSWER)
    assert model.complete("rules", "question", SCHEMA) == ANSWER
    assert model.complete("rules", "question", SCHEMA) == ANSWER


def test_an_endpoint_that_comes_up_with_a_plainer_format_is_found(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one probe after the rest goes through all formats: an endpoint that takes no schema is used again as soon as it is there."""
    now = [0.0]
    model = ChatModel(settings(server, monkeypatch), CircuitBreaker(clock=lambda: now[0]))
    server.behaviour = FAILURES["too_many"]
    for _ in range(6):
        with pytest.raises(ModelFailure):
            model.complete("rules", "question", SCHEMA)
    now[0] = 31.0
    server.behaviour = refuses_formats("json_schema", "json_object", then=good(ANSWER))
    assert model.complete("rules", "question", SCHEMA) == ANSWER
    assert model.complete("rules", "question", SCHEMA) == ANSWER


@pytest.mark.parametrize("status", [400, 500, 503])
def test_an_endpoint_that_refuses_everything_is_left_alone(
    status: int, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refusals that no format mends open the circuit like any other failure, and while it worked before each costs one call."""
    model = ChatModel(settings(server, monkeypatch))
    model.complete("rules", "question", SCHEMA)
    server.behaviour = lambda body: Reply(b'{"error": {"message": "no"}}', status)
    for _ in range(20):
        with pytest.raises(ModelFailure):
            model.complete("rules", "question", SCHEMA)
    assert len(server.requests) - 1 <= 5 + 4 * 2


def test_a_model_that_was_closed_meanwhile_answers_nobody(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that waits while the model is closed gets a failure within its deadline, and no thread waits for ever."""
    model = ChatModel(settings(server, monkeypatch))
    model.complete("rules", "question", SCHEMA)
    server.behaviour = FAILURES["stalled"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(model.complete, "rules", "question", SCHEMA, 1.0)
        time.sleep(0.2)
        model.close()
        with pytest.raises(ModelFailure):
            waiting.result(10)


def test_a_failed_probe_keeps_the_circuit_open() -> None:
    """One probe after the rest; where it fails, the rest begins again."""
    now = [0.0]
    breaker = CircuitBreaker(failures=2, rest=30.0, clock=lambda: now[0])
    for _ in range(2):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    now[0] = 30.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    now[0] = 59.0
    assert not breaker.allows()
    now[0] = 60.0
    assert breaker.allows()


def test_no_endpoint_no_model() -> None:
    """Without key and address there is no chat model, and the word vectors embed."""
    assert chat_model(load(KnowledgeSettings)) is None
    assert embedder(load(KnowledgeSettings), None) is None


def test_the_endpoint_embeds_in_batches(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors come back in order, of unit length, and the fingerprint names the model."""
    monkeypatch.setenv("SAMSPILL_EMBEDDING_MODEL", "standin-embedding")
    found = embedder(settings(server, monkeypatch), None)
    assert found is not None
    assert found.fingerprint == "endpoint:standin-embedding"
    texts = [f"tekst {number}" for number in range(150)]
    matrix = found.embed(texts)
    assert matrix.shape == (150, 8)
    assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    expected = np.array(server.embedding("tekst 149"))
    assert np.allclose(matrix[149], expected / np.linalg.norm(expected), atol=1e-5)
    assert max(len(request["input"]) for request in server.requests) <= 64


@pytest.mark.parametrize(
    "reply",
    [Reply(b"<html></html>", content_type="text/html"), Reply(b'{"data": []}'), Reply(b"{", 200), Reply(b"{}", 401)],
)
def test_a_failing_embedding_endpoint_is_named(
    reply: Reply, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endpoint that answers with something else than vectors is EmbeddingUnavailable."""
    monkeypatch.setenv("SAMSPILL_EMBEDDING_MODEL", "standin-embedding")
    server.dimensions = 0
    server.behaviour = lambda body: reply
    found = embedder(settings(server, monkeypatch), None)
    assert found is not None
    with pytest.raises(EmbeddingUnavailable):
        found.embed(["tekst"])


def test_an_embedding_model_needs_an_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """A named embedding model without an address or key is told, with the variable that is missing."""
    monkeypatch.setenv("SAMSPILL_EMBEDDING_MODEL", "standin-embedding")
    with pytest.raises(SettingsError):
        embedder(load(KnowledgeSettings), None)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "ok"), (400, "ok"), (401, "denied"), (403, "denied"), (404, "unknown_model"), (503, "unreachable")],
)
def test_the_probe_tells_what_is_wrong(
    status: int, outcome: str, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """doctor learns whether the endpoint is there, takes the key and knows the model."""
    server.behaviour = lambda body: (
        completion("ok") if status == 200 else Reply(b'{"error": {"message": "no"}}', status)
    )
    assert probe(settings(server, monkeypatch), timeout=2.0) == outcome
