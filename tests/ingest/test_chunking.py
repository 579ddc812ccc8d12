"""Chunks follow headings, lose no word, cut no sentence, item or row, and each speaks one language."""

from __future__ import annotations

import hashlib
import random

import pytest

from ingest.chunking import MERGED_CHARACTERS, chunk
from ingest.units import MAX_CHARACTERS, paragraph_units, short_enough
from knowledge.language.sentences import split_sentences
from knowledge.types import Block, ChunkDraft, Language, Metadata, ParsedDocument

WORDS = [
    "kommunen",
    "avtale",
    "forskning",
    "samarbeid",
    "tjeneste",
    "prosjekt",
    "frist",
    "eier",
    "plan",
    "kunnskap",
    "felles",
    "mål",
]
ENGLISH = "The municipality and the university work together on research, and they share what they have learned with the others."
NORWEGIAN = "Kommunen og universitetet arbeider sammen om forskning, og de deler det de har lært med alle de andre."


def document(*blocks: Block, title: str | None = None, language: Language | None = None) -> ParsedDocument:
    return ParsedDocument(Metadata(title=title, language=language), blocks)


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, level=level)


def text(words: str, page: int | None = None) -> Block:
    return Block("paragraph", words, page=page)


def listed(*items: str) -> Block:
    return Block("list", items=tuple(f"- {item}" for item in items))


def sentence(size: int, number: int = 0) -> str:
    words = f"Setning {number} om"
    while len(words) < size:
        words += f" {WORDS[(len(words) + number) % len(WORDS)]}"
    return f"{words}."


def shapes(chunks: list[ChunkDraft]) -> list[tuple[tuple[str, ...], str]]:
    return [(piece.section, piece.text) for piece in chunks]


def test_sections() -> None:
    """Each section of some length is a chunk of its own, under the path of its headings; the title is no part of the path."""
    a, b, c = (sentence(200, n) for n in range(3))
    blocks = (heading("Avtale"), text(a), heading("Formål", 2), text(b), heading("Delmål", 3), text(c))
    assert shapes(chunk(document(*blocks, title="Avtale"), "nb")) == [
        ((), a),
        (("Formål",), b),
        (("Formål", "Delmål"), c),
    ]
    assert chunk(document(*blocks, title="En annen tittel"), "nb")[1].section == ("Avtale", "Formål")


def test_small_sections_share_a_chunk() -> None:
    """Small sections under the same heading stand together, each below its heading; a large neighbour stays by itself."""
    large = sentence(490)
    chunks = chunk(
        document(
            heading("A"),
            heading("Hvem", 2),
            text("Alle."),
            heading("Når", 2),
            text("I mai."),
            heading("Hva", 2),
            text(large),
        ),
        "nb",
    )
    assert shapes(chunks) == [(("A",), "## Hvem\nAlle.\n## Når\nI mai."), (("A", "Hva"), large)]


def test_sections_under_other_headings_stay_apart() -> None:
    """Small sections do not share a chunk across the headings above them."""
    blocks = (heading("A"), heading("En", 2), text("Kort her."), heading("B"), heading("To", 2), text("Kort der."))
    assert [piece.section for piece in chunk(document(*blocks), "nb")] == [("A", "En"), ("B", "To")]


def test_a_heading_without_a_text_is_not_lost() -> None:
    """A heading with nothing below it is a line of its own; one with headings below it is in their path."""
    chunks = chunk(document(heading("A"), heading("Alene", 2), heading("Med tekst", 2), text(sentence(300))), "nb")
    whole = " ".join(f"{' '.join(piece.section)} {piece.text}" for piece in chunks)
    assert "## Alene" in whole
    assert "Med tekst" in whole
    assert shapes(chunk(document(text("Tekst."), heading("Slutt")), "nb")) == [((), "Tekst.\n## Slutt")]


def test_a_list_keeps_its_lead_in() -> None:
    """A list stands in one chunk with the sentence that leads it in, even when the text before it is long."""
    before, lead = sentence(900), "Dette må være på plass:"
    items = [sentence(60, n) for n in range(5)]
    chunks = chunk(document(heading("A"), text(f"{before} {lead}"), listed(*items)), "nb")
    assert [piece.text for piece in chunks] == [before, "\n".join([lead, *(f"- {item}" for item in items)])]
    assert chunks[1].kind == "list"


def test_a_long_list_repeats_its_lead_in() -> None:
    """A list longer than a chunk is cut between items, into even parts, its lead-in above each."""
    items = [sentence(150, n) for n in range(12)]
    chunks = chunk(document(text("Disse kravene gjelder:"), listed(*items)), "nb")
    assert len(chunks) > 1
    assert all(piece.text.startswith("Disse kravene gjelder:\n- ") for piece in chunks)
    lines = [line for piece in chunks for line in piece.text.split("\n")[1:]]
    assert lines == [f"- {item}" for item in items]
    assert min(len(piece.text) for piece in chunks) > 400


def test_a_list_that_fits_stays_whole() -> None:
    """A list is not cut as long as it fits into a chunk."""
    items = [sentence(105, n) for n in range(10)]
    assert len(chunk(document(listed(*items)), "nb")) == 1


def test_tables_repeat_their_header() -> None:
    """A long table is cut between rows, its header above each part, its lead-in too."""
    rows = tuple(f"| Ordning {n} | {sentence(90, n)} |" for n in range(20))
    chunks = chunk(
        document(heading("A"), text("Følgende gjelder:"), Block("table", items=("| Hva | Når |", *rows))), "nb"
    )
    assert all(piece.text.startswith("Følgende gjelder:\n| Hva | Når |\n") for piece in chunks)
    assert tuple(line for piece in chunks for line in piece.text.split("\n")[2:]) == rows
    assert {piece.kind for piece in chunks} == {"table"}


def test_long_paragraphs_end_with_a_sentence() -> None:
    """A paragraph longer than a chunk is cut between sentences, into parts of about equal length."""
    sentences = [sentence(100, n) for n in range(20)]
    parts = list(paragraph_units(" ".join(sentences), None))
    assert " ".join(part.text for part in parts) == " ".join(sentences)
    assert all(part.text.endswith(".") for part in parts)
    assert min(len(part.text) for part in parts) > 400


@pytest.mark.parametrize("long", ["x" * 5000, "ord " * 1500, "ord, og " * 700, "- " + "y" * 3000])
def test_what_is_longer_than_a_chunk_is_cut_where_it_hurts_least(long: str) -> None:
    """A single sentence or word longer than a chunk is cut at clauses, then words, then anywhere, and nothing is lost."""
    parts = short_enough(long.strip())
    assert all(len(part) <= MAX_CHARACTERS for part in parts)
    assert "".join("".join(parts).split()) == "".join(long.split())


def test_pages() -> None:
    """A chunk carries the page on which it begins, and ends with the page when there is enough in it."""
    one, two, three = sentence(320), sentence(100, 1), sentence(150, 2)
    chunks = chunk(document(text(one, 1), text(two, 2), text(three, 3)), "nb")
    assert [(piece.page, piece.text) for piece in chunks] == [(1, one), (2, f"{two}\n{three}")]


def test_two_languages() -> None:
    """In a document of two languages each chunk has one, whatever the document says of itself."""
    blocks = (
        heading("Samarbeid"),
        text(f"{NORWEGIAN} {NORWEGIAN}"),
        text(f"{ENGLISH} {ENGLISH}"),
        heading("More"),
        text(f"{ENGLISH} {ENGLISH}"),
    )
    for declared in ("nb", "en", None):
        chunks = chunk(document(*blocks, language=declared), "nb")
        assert [(piece.language, "Kommunen" in piece.text) for piece in chunks] == [
            ("nb", True),
            ("en", False),
            ("en", False),
        ]


def test_short_texts_speak_as_their_document() -> None:
    """A text too short to tell its language has its document's, else the fallback."""
    table = Block("table", items=("| 1 | 2 |", "| 3 | 4 |"))
    assert chunk(document(table, language="nn"), "en")[0].language == "nn"
    assert chunk(document(table), "en")[0].language == "en"
    assert chunk(document(heading("A"), text(ENGLISH), heading("B"), table), "nb")[-1].language == "en"


def test_the_hash_knows_text_section_and_language() -> None:
    """The same clause under the same headings has the same hash in every document; under others it has another."""
    clause = (heading("A"), text(sentence(200)))
    here = chunk(document(*clause), "nb")[0]
    assert chunk(document(*clause, heading("B"), text(sentence(300))), "nb")[0].content_hash == here.content_hash
    assert chunk(document(heading("B"), clause[1]), "nb")[0].content_hash != here.content_hash
    piece = chunk(document(text("Tekst."), language="nb"), "nb")[0]
    assert piece.content_hash == hashlib.sha256(b"Tekst.\x1fnb").hexdigest()


def test_what_is_said_twice_is_one_chunk() -> None:
    """The same words under the same headings are kept once, where they come first; under other headings they are kept again."""
    clause = sentence(600)
    chunks = chunk(document(heading("A"), text(clause, 1), text(clause, 2), heading("B"), text(clause, 3)), "nb")
    assert [(piece.section, piece.page) for piece in chunks] == [(("A",), 1), (("B",), 3)]
    assert len(chunk(document(text("x" * 100_000)), "nb")) == 2


def test_nothing_in_nothing_out() -> None:
    """A document without text has no chunks."""
    assert chunk(document(), "nb") == []
    assert chunk(document(heading("Avtale"), title="Avtale"), "nb") == []


def random_document(seed: int) -> ParsedDocument:
    """Headings, paragraphs, lists and tables of all sizes, in any order."""
    dice = random.Random(seed)
    blocks = []
    for n in range(dice.randint(1, 60)):
        kind = dice.choice(["heading", "paragraph", "paragraph", "list", "table"])
        if kind == "heading":
            blocks.append(heading(f"Overskrift {n}", dice.randint(1, 4)))
        elif kind == "paragraph":
            sentences = [
                sentence(dice.choice([20, 80, 200, 700]), n * 10 + k) for k in range(dice.choice([1, 1, 3, 9]))
            ]
            blocks.append(text(" ".join(sentences), n // 5))
        elif kind == "list":
            blocks.append(
                listed(*(sentence(dice.choice([20, 90, 400]), n * 100 + k) for k in range(dice.randint(1, 14))))
            )
        else:
            rows = (
                f"| Rad {n} {k} | {sentence(dice.choice([20, 90, 300]), n * 100 + k)} |"
                for k in range(dice.randint(1, 14))
            )
            blocks.append(Block("table", items=("| Hva | Hvordan |", *rows)))
    return document(*blocks)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_or_cut(seed: int) -> None:
    """Of any document every sentence, item and row stands whole in a chunk of at most 1,200 characters, every heading in a path or line."""
    made = random_document(seed)
    chunks = chunk(made, "nb")
    lines = {line for piece in chunks for line in piece.text.split("\n")}
    sentences = {part for line in lines for part in split_sentences(line)}
    headings = {part for piece in chunks for part in piece.section} | {line.removeprefix("## ") for line in lines}
    assert all(len(piece.text) <= MAX_CHARACTERS for piece in chunks)
    for block in made.blocks:
        if block.kind == "heading":
            assert block.text in headings
        elif block.kind == "paragraph":
            assert set(split_sentences(block.text)) <= sentences
        else:
            assert set(block.items) <= lines
    order = [line for piece in chunks for line in piece.text.split("\n") if line.startswith("- ")]
    assert order == [item for block in made.blocks if block.kind == "list" for item in block.items]
    assert len({piece.content_hash for piece in chunks}) == len(chunks)


def test_small_chunks_are_few() -> None:
    """Sections of a few words do not become chunks of a few words."""
    blocks = [part for n in range(30) for part in (heading(f"Felt {n}", 2), text(sentence(40, n)))]
    chunks = chunk(document(heading("Skjema"), *blocks), "nb")
    assert all(len(piece.text) > MERGED_CHARACTERS / 2 for piece in chunks[:-1])
