"""ODT keeps its headings, nested lists, tables and footnotes, and drops what is not the text."""

from __future__ import annotations

from ingest.cleaning import clean
from ingest.readers import Limits
from ingest.readers.odt import read_odt
from tests.ingest.files import odt

META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><dc:title>Fra egenskapene</dc:title>'
    "<meta:keyword>id: o-1</meta:keyword><meta:keyword>status: Example</meta:keyword></office:meta></office:document-meta>"
)
STYLES = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
)


def shape(body: str) -> list[tuple[str, int, str]]:
    document = clean(read_odt(odt(body, styles=STYLES), Limits()))
    return [(b.kind, b.level, b.text or " / ".join(b.items)) for b in document.blocks]


def test_structure() -> None:
    """Titles, headings, spaces, numbered and nested lists come through in order; contents, comments and deleted text do not."""
    body = (
        "<text:tracked-changes><text:changed-region><text:p>slettet</text:p></text:changed-region></text:tracked-changes>"
        '<text:p text:style-name="P1">Avtalen</text:p><text:table-of-content><text:p>Formål 2</text:p></text:table-of-content>'
        '<text:h text:outline-level="2">Formål</text:h>'
        "<text:p>Partene<text:s/>er<text:tab/>enige<text:line-break/>om<office:annotation><text:p>nei</text:p></office:annotation>"
        "<text:span> dette<text:note><text:note-body><text:p>Se loven.</text:p></text:note-body></text:note></text:span>.</text:p>"
        '<text:section><text:list text:style-name="L1"><text:list-item><text:p>en</text:p><text:list><text:list-item><text:p>under</text:p>'
        "</text:list-item></text:list></text:list-item><text:list-item><text:p>to</text:p></text:list-item></text:list></text:section>"
        '<text:h text:outline-level="2">Slutt</text:h><text:p>Ferdig.</text:p>'
    )
    assert shape(body) == [
        ("heading", 1, "Avtalen"),
        ("heading", 2, "Formål"),
        ("paragraph", 0, "Partene er enige om dette."),
        ("list", 0, "1. en /   - under / 2. to"),
        ("paragraph", 0, "Se loven."),
        ("heading", 2, "Slutt"),
        ("paragraph", 0, "Ferdig."),
    ]


def test_tables() -> None:
    """Rows keep their cells; one that spans rows is repeated, one that spans columns stands once."""

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    rows = [
        cell("Ordning") + cell("Frist") + cell("Hvem"),
        cell("Forprosjekt", 'table:number-rows-spanned="2"') + cell("1. mars") + cell("Alle"),
        "<table:covered-table-cell/>" + cell("1. mai") + cell("Noen"),
        cell("Etter avtale", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>" + cell("Få"),
    ]
    body = "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"
    assert shape(body) == [
        (
            "table",
            0,
            "| Ordning | Frist | Hvem | / | Forprosjekt | 1. mars | Alle | / | Forprosjekt | 1. mai | Noen | / | Etter avtale | | Få |",
        )
    ]


def test_properties() -> None:
    """Keywords may carry what front matter would; the title property serves where the text has no heading."""
    metadata = read_odt(odt("<text:p>Tekst.</text:p>", **{"meta.xml": META}), Limits()).metadata
    assert (metadata.id, metadata.title, metadata.status) == ("o-1", "Fra egenskapene", "example")
