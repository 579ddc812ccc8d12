"""No file hangs, crashes or vanishes in silence: each is read or refused with a reason, and the good one beside it is read."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from ingest.chunking import chunk
from ingest.sandbox import ReaderPool
from ingest.settings import IngestSettings
from knowledge.errors import FileRefused
from knowledge.texts import error_sentence, error_texts
from knowledge.types import LANGUAGES, ParsedDocument
from tests.ingest.hostile import GOOD_TEXT, cases

CASES = cases()
SECONDS = 3.0


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(IngestSettings.model_validate({"SAMSPILL_PARSER_SECONDS": SECONDS})) as readers:
        yield readers


def outcome(pool: ReaderPool, name: str, data: bytes) -> tuple[str, ParsedDocument | None]:
    try:
        document = pool.read_bytes(name, data)
    except FileRefused as error:
        return " ".join({error.reason for language in LANGUAGES if error_sentence(error, language)}), None
    return "read", document


def test_there_are_many_kinds() -> None:
    """At least forty kinds of broken and hostile files are tried."""
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_or_refused(pool: ReaderPool, name: str) -> None:
    """A broken or hostile file ends in one of the ways it may, in time and within memory, and a good file is read after it."""
    data, expected = CASES[name]
    began = time.monotonic()
    reason, document = outcome(pool, name, data)
    assert reason in expected
    assert time.monotonic() - began < 3 * SECONDS + 10
    assert pool.peak_mb <= 530
    if document is not None:
        chunks = chunk(document, "nb")
        assert chunks
        assert all(0 < len(piece.text) <= 1200 for piece in chunks)
        assert "root:" not in " ".join(piece.text for piece in chunks)
    assert pool.read_bytes("god.md", f"# God\n\n{GOOD_TEXT}".encode()).blocks[-1].text == GOOD_TEXT


def test_the_warning_says_what_it_was_read_as(pool: ReaderPool) -> None:
    """A file whose name does not fit its content is read as what it is, with a warning that says so."""
    document = pool.read_bytes("a-pdf.docx", CASES["a-pdf.docx"][0])
    assert document.warnings == ("read_as: PDF",)
    key, _, detail = document.warnings[0].partition(": ")
    assert all("PDF" in error_texts()(f"warning.{key}", language, detail=detail) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("front-matter-open.md", "front_matter_open"),
        ("front-matter-broken.md", "front_matter_line"),
        ("front-matter-broken.md", "front_matter_value: updated"),
    ],
)
def test_bad_front_matter_is_a_warning(pool: ReaderPool, name: str, warning: str) -> None:
    """Front matter that cannot be read costs a warning, not the document."""
    assert warning in pool.read_bytes(name, CASES[name][0]).warnings


def test_entities_are_not_filled_in(pool: ReaderPool) -> None:
    """A page's own entities are neither expanded nor fetched."""
    for name in ("laughs.html", "xxe.xhtml"):
        text = " ".join(block.text for block in pool.read_bytes(name, CASES[name][0]).blocks)
        assert "haha" not in text
        assert "root:" not in text
        assert GOOD_TEXT in text
