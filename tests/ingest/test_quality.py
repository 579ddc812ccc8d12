"""Texts as they really come (scans, footnotes, hyphens, mixed encodings, two languages) are mended, or told of with their place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.chunking import chunk
from ingest.sandbox import ReaderPool
from knowledge.errors import FileRefused
from knowledge.texts import error_texts
from knowledge.types import ChunkDraft, ParsedDocument
from tests.ingest.files import Picture, Stroke, Text, column, docx, paragraph, pdf, raw_pdf, stream

SENTENCE = "Kommunen og universitetet skal samarbeide om forskning og utdanning."
BOKMAL = "Kommunen skal bidra med ansatte og data til prosjektene som partene er enige om."
ENGLISH = "The municipality shall contribute employees and data to the projects that are agreed."
NYNORSK = "Kvar part dekkjer eigne kostnader, og dei skal ikkje krevje noko av den andre parten."


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool() as readers:
        yield readers


def words(document: ParsedDocument) -> str:
    return " ".join(f"{block.text} {' '.join(block.items)}" for block in document.blocks)


def chunks(pool: ReaderPool, name: str, data: bytes) -> list[ChunkDraft]:
    return chunk(pool.read_bytes(name, data), "nb")


def stamp(number: int) -> list[Picture | Text]:
    return [Picture(), Text(500, 20, f"Journalnr. 2026/{number}", 8)]


def test_scanned_pages_are_told(pool: ReaderPool) -> None:
    """Pages that are images are told with their numbers, also where a stamp or a page number stands on them; the others are read."""
    document = pool.read_bytes("a.pdf", pdf([stamp(1), column([SENTENCE]), [Picture()], stamp(4)]))
    assert document.warnings == ("pages_without_text: 1, 3, 4",)
    assert SENTENCE in words(document)


def test_a_scan_is_refused(pool: ReaderPool) -> None:
    """A file of scans alone is refused as one, stamps or not, and the sentence says how many pages and what to do."""
    with pytest.raises(FileRefused) as refused:
        pool.read_bytes("a.pdf", pdf([stamp(n) for n in range(12)]))
    assert refused.value.facts == {"reason": "scanned", "pages": "12", "total": "12"}
    assert "OCR" in error_texts()("refused.scanned", "nb", pages="12", total="12")


def test_a_cover_is_no_scan(pool: ReaderPool) -> None:
    """A short page without an image over all of it is read, not reported."""
    document = pool.read_bytes("a.pdf", pdf([[Text(72, 500, "Samarbeidsavtale", 24, True)], column([SENTENCE])]))
    assert document.warnings == ()
    assert "Samarbeidsavtale" in words(document)


def garbled_pdf(good: str = "") -> bytes:
    """A PDF whose first page is drawn with a font that maps its letters to nothing that has a meaning."""
    mapping = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    mapping += b"1 beginbfrange <20> <7F> <E020> endbfrange endcmap end end"
    pages = [
        b"BT /F1 11 Tf 72 700 Td (Dette er en side som ingen kan lese igjen, for skriften sier ikke hva den er.) Tj ET"
    ]
    pages += [f"BT /F2 11 Tf 72 700 Td ({good}) Tj ET".encode("cp1252")] if good else []
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        stream(mapping),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(pages):
        fonts = b"/Resources << /Font << /F1 3 0 R /F2 5 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (fonts, 7 + 2 * n)
        )
        objects.append(stream(content))
    return raw_pdf(objects)


def test_garbled_pages_are_told(pool: ReaderPool) -> None:
    """Pages whose fonts do not say which letters they draw are told with their numbers; a file of nothing else is refused."""
    document = pool.read_bytes("a.pdf", garbled_pdf(SENTENCE))
    assert document.warnings == ("pages_garbled: 1",)
    assert SENTENCE in words(document)
    with pytest.raises(FileRefused) as refused:
        pool.read_bytes("a.pdf", garbled_pdf())
    assert refused.value.facts == {"reason": "garbled", "pages": "1", "total": "1"}


def test_footnotes_stand_aside(pool: ReaderPool) -> None:
    """A footnote at the foot of a page does not part the sentence that goes on over the page, and is not lost."""
    body = column(["Partene skal levere en rapport til styret innen utgangen av hvert år i perioden, og"], top=130)
    note = [Stroke(72, 102, 200, 102), Text(72, 90, "1 Rapporten følger malen som styret vedtok.", 8)]
    (piece,) = chunks(pool, "a.pdf", pdf([[*body, *note], column(["den skal gi en oversikt over alle prosjekter."])]))
    assert "i perioden, og den skal gi en oversikt" in piece.text
    assert "Rapporten følger malen" in piece.text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_hyphens_at_line_ends(pool: ReaderPool, name: str) -> None:
    """A word that was broken at a line's end is whole again; a hyphen that belongs to the word stays."""
    text = (
        "Kommunen og universitetet skal samarbeide om forsk-\nning og utdanning i perioden, og de skal møtes for å drøfte sam-\n"
        "arbeidet. Barne- og\nungdomsskolen, EU-\nprosjekter og 1990-\nårene er med i planen som gjelder nå.\n\n"
        "- Partene skal møtes minst to ganger i året for å drøfte hvordan sam-\n  arbeidet går."
    )
    found = words(pool.read_bytes(name, text.encode()))
    assert "om forskning og" in found
    assert "drøfte samarbeidet. Barne- og ungdomsskolen, EU-prosjekter og 1990-årene" in found
    assert "hvordan samarbeidet går" in found


MIXED = (
    "Første linje om kommunens ønsker på UTF-8.\n\n".encode()
    + "Andre linje om høgskolens «ønsker» – på Windows-1252.\n\n".encode("cp1252")
    + "Tredje linje om hÃ¸gskolen pÃ¥ Ã…s â€“ kodet to ganger.\n\n".encode()
    + "Fjerde linje om ærlighet på UTF-8 igjen.\n".encode()
)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_mixed_encodings(pool: ReaderPool, name: str) -> None:
    """Lines of another encoding than the rest are read as theirs, letters encoded twice are mended, and the lines are told."""
    document = pool.read_bytes(name, MIXED)
    found = words(document)
    assert "høgskolens «ønsker» – på Windows" in found
    assert "høgskolen på Ås – kodet" in found
    assert "ærlighet" in found
    assert document.warnings == ("mixed_encoding: 3", "double_encoded: 5")


def test_one_encoding_is_no_mixture(pool: ReaderPool) -> None:
    """A text in Windows-1252 alone, and one in UTF-8 alone, is read without a warning."""
    for encoding in ("cp1252", "utf-8"):
        document = pool.read_bytes("a.txt", "Høgskolen på Ås søker – og får – støtte.".encode(encoding))
        assert (words(document).strip(), document.warnings) == ("Høgskolen på Ås søker – og får – støtte.", ())


def spoken(pieces: list[ChunkDraft]) -> dict[str, str]:
    """The language of the chunk in which each of the three sentences stands."""
    named = {"nb": BOKMAL, "en": ENGLISH, "nn": NYNORSK}
    return {name: piece.language for piece in pieces for name, sentence in named.items() if sentence in piece.text}


def test_languages_section_by_section(pool: ReaderPool) -> None:
    """In a document of two languages each section, however short, has its own language, under headings of either."""
    text = f"# Avtale / Agreement\n\n## 1 Formål\n\n{BOKMAL}\n\n## 1 Purpose\n\n{ENGLISH}\n\n## 2 Økonomi\n\n{NYNORSK}"
    assert spoken(chunks(pool, "a.md", text.encode())) == {"nb": "nb", "en": "en", "nn": "nn"}


def test_languages_paragraph_by_paragraph(pool: ReaderPool) -> None:
    """Paragraphs that follow each other in two languages are told apart."""
    found = chunks(pool, "a.md", f"# Avtale\n\n{BOKMAL}\n\n{ENGLISH}\n\n{BOKMAL.replace('data', 'tid')}\n".encode())
    assert [piece.language for piece in found] == ["nb", "en", "nb"]


def rows_docx(rows: list[tuple[str, ...]]) -> bytes:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return docx(paragraph(SENTENCE) + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")


def test_languages_side_by_side(pool: ReaderPool) -> None:
    """A table with Norwegian in one column and English in the other is read one side after the other, each in its language."""
    rows = [("Norsk", "English"), (BOKMAL, ENGLISH), (NYNORSK, ENGLISH.replace("data", "time")), ("§ 3", "§ 3")]
    found = chunks(pool, "a.docx", rows_docx(rows))
    assert spoken(found) == {"nb": "nb", "en": "en", "nn": "nn"}
    assert not any(piece.kind == "table" for piece in found)


def test_a_table_stays_a_table(pool: ReaderPool) -> None:
    """A table in one language, and one of terms in two, keep their rows."""
    for rows in (
        [("Bidrag", "Ansvar"), (BOKMAL, NYNORSK), (BOKMAL, SENTENCE)],
        [("rektor", "rector"), ("kommunedirektør", "chief")],
    ):
        found = chunks(pool, "a.docx", rows_docx(rows))
        assert "| " + " | ".join(rows[1]) + " |" in found[-1].text


@pytest.mark.parametrize("key", ["pages_without_text", "pages_garbled", "mixed_encoding", "double_encoded"])
def test_each_warning_names_the_place(key: str) -> None:
    """Each of these warnings says in every language on which pages or lines."""
    for language in ("nb", "nn", "en"):
        assert "7, 9" in error_texts()(f"warning.{key}", language, detail="7, 9")  # type: ignore[arg-type]
