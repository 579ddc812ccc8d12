"""The starter documents are examples, readable, honest about what they do not know, and their question set fits them."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.types import LANGUAGES

HOME = Path(knowledge.__file__).parent
FOLDER = HOME / "documents"
QUESTIONS = HOME / "evaluation" / "questions-starter.jsonl"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".md", ".docx", ".pdf"})

# A folder of texts (seeds, other people's documents) that nothing here may be copied from; it is never part of the project.
COMPARE_WITH = os.environ.get("STARTER_COMPARE_WITH")
RUN = 8

SCHEMA = {"id", "question", "lang", "kind", "gold_docs", "gold_quotes", "answer_keywords", "history", "note"}
WITHOUT_GOLD = {"unanswerable", "out_of_scope"}
NB_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
EN_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\d{{1,2}}\.? (?:{NB_MONTHS}|{EN_MONTHS})(?: \d{{4}})?")
TOLD_DATES = {
    *("28. mars 2021", "1. januar 2022", "31. desember 2032", "16. mars 2022"),
    *("28 March 2021", "1 January 2022", "31 December 2032"),
}
SPAN = re.compile(
    r"\b(?:\d+|to|tre|fire|seks|two|three|six) (?:virke)?(?:dag|døgn|uke|veke|måned|månad|day|week|month)", re.I
)
TOLD_SPANS = {"30 dag", "30 day"}  # how long before the collection Sikt is notified
LIMIT = re.compile(r"\b(?:frist|kriteri|vurderingskriteri|behandlingstid|deadline|criteri|processing time)", re.I)


@cache
def text_of(path: Path) -> str:
    """A document's body with white space folded; rows of a table read "cell | cell"."""
    return re.sub(r"\s+", " ", {".docx": _docx, ".pdf": _pdf}.get(path.suffix, _markdown)(path))


def front_matter(path: Path) -> dict[str, str]:
    """The fields above a Markdown document's text; for DOCX and PDF those of its properties ("status: example; id: ...")."""
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").split("---\n")[1].splitlines()
        return dict(line.split(": ", 1) for line in lines)
    return dict(part.split(": ", 1) for part in _keywords(path).split("; "))


def _markdown(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def _docx(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + rows)


def _pdf(path: Path) -> str:
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _keywords(path: Path) -> str:
    if path.suffix == ".docx":
        from docx import Document

        return str(Document(str(path)).core_properties.keywords)
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return str(document.get_metadata_value("Keywords"))


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!:]) ", text)


def test_how_many_and_which() -> None:
    """There are 8 to 12 documents in all three languages, one of them DOCX and one PDF."""
    suffixes = [path.suffix for path in FILES]
    assert 8 <= len(FILES) <= 12
    assert suffixes.count(".docx") == suffixes.count(".pdf") == 1
    languages = [front_matter(path)["language"] for path in FILES if path.suffix == ".md"]
    assert set(languages) == set(LANGUAGES)
    assert languages.count("nn") >= 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_says_that_it_is_an_example(path: Path) -> None:
    """Every document says that it is an example, in its data and in words that a reader sees."""
    assert front_matter(path)["status"] == "example"
    assert re.search(r"er et eksempel|er eit døme|is an example", text_of(path))


def test_ids_are_their_own() -> None:
    """No two documents share an id, so that none replaces another."""
    ids = [front_matter(path)["id"] for path in FILES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".md"], ids=lambda path: path.name)
def test_validity_only_where_it_is_told(path: Path) -> None:
    """Validity is given only for the agreement, whose period the public page tells; elsewhere it stays unknown."""
    fields = front_matter(path)
    dates = (fields.get("valid_from"), fields.get("valid_to"))
    assert dates == (("2022-01-01", "2032-12-31") if path.name == "partnerskapet.md" else (None, None))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_invented(path: Path) -> None:
    """No document claims a request's deadline, criteria or treatment time; its dates and spans are those that public pages tell."""
    text = text_of(path)
    assert {found.group() for found in DATE.finditer(text)} <= TOLD_DATES
    assert {found.group() for found in SPAN.finditer(text)} <= TOLD_SPANS
    for sentence in sentences(text):
        if LIMIT.search(sentence):
            assert not re.search(r"\d", sentence.replace("TRD3.0", "")), sentence


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_says_where_limits_stand(path: Path) -> None:
    """A document that speaks of deadlines or criteria also says where they stand or whom to ask."""
    text = text_of(path)
    if LIMIT.search(text):
        assert re.search(r"siden for|sidene for|sida|nettsidene|the page for|page for research", text), path.name


def test_disagreement_is_shown() -> None:
    """Both documents on the partnership tell both project periods, and that the sources differ."""
    for name, eight in (("partnerskapet.md", "åtte år"), ("partnership.md", "eight years")):
        text = text_of(FOLDER / name)
        assert "2032" in text
        assert eight in text
        assert re.search(r"sier ikke det samme|do not agree", text)


def test_formats_are_real() -> None:
    """The DOCX has heading styles, lists and a table; the PDF has two pages with a running footer."""
    from docx import Document
    from pypdfium2 import PdfDocument

    document = Document(str(next(path for path in FILES if path.suffix == ".docx")))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "List Bullet", "List Number"} <= styles
    assert document.tables
    with PdfDocument(next(path for path in FILES if path.suffix == ".pdf")) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) == 2
    assert all(f"Side {number} av 2" in page for number, page in enumerate(pages, 1))


def test_questions_follow_the_schema() -> None:
    """Every question has every field, an id of its own and a language that we answer in; only refusals lack gold."""
    asked = questions()
    assert len({question["id"] for question in asked}) == len(asked) >= 50
    for question in asked:
        assert set(question) == SCHEMA, question["id"]
        assert question["lang"] in LANGUAGES
        gold = (question["gold_docs"], question["gold_quotes"], question["answer_keywords"])
        assert any(gold) == all(gold) == (question["kind"] not in WITHOUT_GOLD), question["id"]
        if question["kind"] == "follow_up":
            assert question["history"], question["id"]


def test_gold_quotes_stand_in_their_documents() -> None:
    """Every gold quote stands word for word in one of its documents, and each of these holds one."""
    for question in questions():
        texts = {name: text_of(FOLDER / name) for name in question["gold_docs"]}
        for quote in question["gold_quotes"]:
            assert any(quote in text for text in texts.values()), (question["id"], quote)
        for name, text in texts.items():
            assert any(quote in text for quote in question["gold_quotes"]), (question["id"], name)


@pytest.mark.skipif(not COMPARE_WITH, reason="STARTER_COMPARE_WITH names no folder of texts to compare with")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_are_our_own(path: Path) -> None:
    """No document shares a run of eight words with the texts its facts come from; addresses do not count."""
    others = [
        file.read_text(encoding="utf-8")
        for file in Path(str(COMPARE_WITH)).rglob("*")
        if file.suffix in {".md", ".txt"}
    ]
    assert others
    assert not _runs(text_of(path)) & set().union(*map(_runs, others))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"https?://\S+", " ", text.lower()))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
