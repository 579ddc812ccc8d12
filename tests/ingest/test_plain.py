"""Plain text is read in any usual encoding, and its form shows its structure."""

from __future__ import annotations

import pytest

from ingest.cleaning import clean, clean_line
from ingest.readers import Limits
from ingest.readers.encoding import decode
from ingest.readers.plain import read_plain
from knowledge.errors import FileRefused
from knowledge.types import ParsedDocument

NORWEGIAN = "Ås kommune søker råd: «æ», ø og å – hvor lenge?"


def read(text: str) -> ParsedDocument:
    return clean(read_plain(text.encode(), Limits()))


def shape(document: ParsedDocument) -> list[tuple[str, str]]:
    return [(b.kind, b.text or " / ".join(b.items)) for b in document.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    """The same words come out of every usual encoding, whether marked or not, line ends alike."""
    assert decode(f"{NORWEGIAN}\r\nTo\rTre".encode(encoding)) == f"{NORWEGIAN}\nTo\nTre"


def test_a_damaged_byte_is_damage() -> None:
    """One broken byte in a UTF-8 text does not turn all its letters into others."""
    assert decode(NORWEGIAN.encode() + b"\xff") == f"{NORWEGIAN}\ufffd"


def test_binary_is_no_text() -> None:
    """Bytes that are no text are refused."""
    with pytest.raises(FileRefused) as refused:
        decode(b"text\x00\x01\x02text")
    assert refused.value.reason == "not_text"


def test_underlined_and_numbered_headings() -> None:
    """Underlines and numbers mark headings, numbers also how deep they lie."""
    document = read(
        "Reglement\n=========\n\nDette er reglene for oss alle.\n\n1. Formål\n\nFormålet er å samarbeide om mye.\n\n"
        "1.1 Delmål\n\nDelmålet er mindre enn formålet."
    )
    assert [(b.text, b.level) for b in document.blocks if b.kind == "heading"] == [
        ("Reglement", 1),
        ("1. Formål", 2),
        ("1.1 Delmål", 3),
    ]


def test_wrapped_lines() -> None:
    """Lines that a margin broke are one paragraph; the lines of an address stay apart."""
    document = read(
        "Dette er en tekst som er brutt av en marg ved omtrent seksti tegn,\nslik gamle tekster ofte er.\n\n"
        "Kontakt\n\nPrøvekommunen\nPostboks 1\n1234 Prøvevik"
    )
    assert shape(document) == [
        ("paragraph", "Dette er en tekst som er brutt av en marg ved omtrent seksti tegn, slik gamle tekster ofte er."),
        ("heading", "Kontakt"),
        ("paragraph", "Prøvekommunen"),
        ("paragraph", "Postboks 1"),
        ("paragraph", "1234 Prøvevik"),
    ]


def test_lists() -> None:
    """Bullets of all kinds and numbers make lists, with wrapped items whole, nested ones indented, empty lines between or not."""
    document = read(
        "Vi trenger:\n\n• en eier i kommunen som har tid til prosjektet og til å svare på\n  spørsmål underveis\n\n"
        "• en plan\n    o delplan\n\n"
        "Deretter skjer dette i rekkefølge:\n1) søk\n2) vent\na) lenge\n\nTall som 2. mai er ingen liste."
    )
    assert shape(document) == [
        ("paragraph", "Vi trenger:"),
        (
            "list",
            "• en eier i kommunen som har tid til prosjektet og til å svare på spørsmål underveis / • en plan /   - delplan",
        ),
        ("paragraph", "Deretter skjer dette i rekkefølge:"),
        ("list", "1) søk / 2) vent / a) lenge"),
        ("paragraph", "Tall som 2. mai er ingen liste."),
    ]


def test_the_frame_of_a_page_goes() -> None:
    """Navigation, a title said twice and questions about the page are not the document's words."""
    document = read(
        "Wikier\n\nVår avtale\n\nVår avtale\n\nVi er enige om alt som står her.\n\nFant du det du lette etter?\n\nTil toppen"
    )
    assert shape(document) == [("heading", "Vår avtale"), ("paragraph", "Vi er enige om alt som står her.")]


def test_pages() -> None:
    """Form feeds count pages."""
    document = read("Første side har tekst.\f\nAndre side har også tekst.")
    assert [block.page for block in document.blocks] == [1, 2]


def test_invisible_characters_go() -> None:
    """Soft hyphens, zero-width and control characters go, spaces fold, letters are composed, old symbols become bullets."""
    assert (
        clean_line(" sam\u00adar\u200bbeid\u00a0 \t o\ufb03ce a\u030ar \uf0b7 x\x07y ") == "samarbeid office år • x y"
    )


def test_tables_are_cleaned_like_text() -> None:
    """A cell's bars do not become borders, and empty rows and columns go."""
    from ingest.readers.tables import table_block

    blocks = list(table_block([["a|b", "", " c "], ["", "", ""], ["d", "", ""]], page=3))
    assert [(b.kind, b.items, b.page) for b in blocks] == [("table", ("| a/b | c |", "| d | |"), 3)]
    assert [b.text for b in table_block([["bare"], ["en"], [""]])] == ["bare", "en"]
