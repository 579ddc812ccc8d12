"""What comes from the reading process is believed piece by piece, or not at all."""

from __future__ import annotations

import io
import json

import pytest

from ingest.wire import BadAnswer, document_from_json, document_to_json, framed, read_frame, refusal_to_json
from knowledge.errors import FileRefused
from knowledge.types import Block, Metadata, ParsedDocument

DOCUMENT = ParsedDocument(
    Metadata(title="Å", language="nn"),
    (Block("heading", "A", level=1, page=2), Block("list", items=("- a", "- b"))),
    ("read_as: PDF",),
)


def test_there_and_back() -> None:
    """A document is the same after its way through the pipe."""
    assert document_from_json(document_to_json(DOCUMENT)) == DOCUMENT


def test_a_refusal_comes_back() -> None:
    """A refusal keeps its reason and facts, cut to a sane length."""
    with pytest.raises(FileRefused) as refused:
        document_from_json(refusal_to_json(FileRefused(reason="damaged", format="P" * 10_000)))
    assert refused.value.reason == "damaged"
    assert len(refused.value.facts["format"]) == 200


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"metadata": {}}',
        b'{"metadata": [], "blocks": [], "warnings": []}',
        b'{"metadata": {"title": 3}, "blocks": [], "warnings": []}',
        b'{"metadata": {"language": "xx"}, "blocks": [], "warnings": []}',
        b'{"metadata": {}, "blocks": [["text"]], "warnings": []}',
        b'{"metadata": {}, "blocks": [["secret", "", [], 0, null]], "warnings": []}',
        b'{"metadata": {}, "blocks": [["list", "", [1], 0, null]], "warnings": []}',
        b'{"metadata": {}, "blocks": [["list", "", [], "0", null]], "warnings": []}',
        b'{"metadata": {}, "blocks": [], "warnings": [{}]}',
        b'{"metadata": {"title": "\\ud800"}, "blocks": [], "warnings": []}',
        b'{"refused": "no"}',
        b'{"refused": {"reason": "damaged"}}',
        b'{"refused": {}}',
        b'{"refused": {"reason": "not a reason that we know"}}',
    ],
)
def test_nonsense_is_not_believed(answer: bytes) -> None:
    """An answer of any other form is a bad answer, never a document."""
    with pytest.raises(BadAnswer):
        document_from_json(answer)


def test_frames() -> None:
    """Messages keep their bounds, and a message that was cut off is none."""
    stream = io.BytesIO(framed(b"one") + framed(b"") + framed(b"three")[:-1])
    assert [read_frame(stream) for _ in range(3)] == [b"one", b"", None]
    assert read_frame(stream) is None


def test_facts_are_text() -> None:
    """Whatever a refusal's facts are, they come back as text."""
    with pytest.raises(FileRefused) as refused:
        document_from_json(json.dumps({"refused": {"reason": "too_slow", "seconds": [1]}}).encode())
    assert refused.value.facts["seconds"] == "[1]"
