"""DOCX keeps its headings, numbering, tables and footnotes, and drops what is not the text."""

from __future__ import annotations

import io
from typing import Any

import pytest

from ingest.cleaning import clean
from ingest.readers import Limits
from ingest.readers.docx import read_docx
from knowledge.types import ParsedDocument
from tests.ingest.files import W, docx, packed, paragraph

HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in (
        ("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("H2", "Overskrift 2", ""),
        ("Egen", "Kapittel", '<w:basedOn w:val="H1"/>'),
        ("T", "Title", ""),
        ("TOC1", "toc 1", ""),
        ("Fet", "Uthevet", "<w:rPr><w:b/></w:rPr>"),
    )
)
LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")])
)
LEGAL = "".join(
    f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, text in enumerate(("%1", "%1.%2"))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum><w:abstractNum w:abstractNumId="1">{LEGAL}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
)


def read(body: str, **parts: str) -> ParsedDocument:
    return clean(read_docx(docx(body, **parts), Limits()))


def shape(document: ParsedDocument) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text or " / ".join(b.items)) for b in document.blocks]


def styled(style: str, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def numbered(number: int, level: int, text: str, more: str = "") -> str:
    return paragraph(text, f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings() -> None:
    """A heading is told by its style's level, its name in Norwegian or English, its base, or its own outline level."""
    document = read(
        styled("T", "Avtalen") + styled("H1", "Første") + styled("H2", "Andre") + styled("Egen", "Tredje")
        + paragraph("Fjerde", '<w:outlineLvl w:val="2"/>') + paragraph("Tekst her.", '<w:outlineLvl w:val="9"/>'),
        styles=HEADINGS,
    )  # fmt: skip
    assert [(b.text, b.level) for b in document.blocks] == [
        ("Avtalen", 1), ("Første", 1), ("Andre", 2), ("Tredje", 1), ("Fjerde", 3), ("Tekst her.", 0)
    ]  # fmt: skip
    assert document.metadata.title == "Avtalen"


def test_lists() -> None:
    """Numbered and bulleted paragraphs get the labels that Word shows, nested ones indented, each list counting by itself."""
    document = read(
        paragraph("Dette skjer:") + numbered(1, 0, "en") + numbered(1, 1, "under") + numbered(1, 1, "under to") + numbered(1, 2, "dypt")
        + numbered(1, 0, "to") + numbered(1, 1, "ny") + paragraph("Og:") + numbered(3, 0, "punkt") + numbered(0, 0, "Vanlig tekst."),
        numbering=NUMBERING,
    )  # fmt: skip
    assert shape(document) == [
        ("paragraph", 0, "Dette skjer:"),
        ("list", 0, "1. en /   a) under /   b) under to /     i. dypt / 2. to /   a) ny"),
        ("paragraph", 0, "Og:"),
        ("list", 0, "- punkt"),
        ("paragraph", 0, "Vanlig tekst."),
    ]


def test_numbered_headings() -> None:
    """A heading keeps the number by which people cite it."""
    level = '<w:outlineLvl w:val="{}"/>'
    document = read(
        numbered(2, 0, "Formål", level.format(0))
        + paragraph("Tekst.")
        + numbered(2, 1, "Mål", level.format(1))
        + paragraph("Tekst."),
        numbering=NUMBERING,
    )
    assert [b.text for b in document.blocks if b.kind == "heading"] == ["1 Formål", "1.1 Mål"]


def test_bold_lines_are_headings() -> None:
    """Where somebody wrote a short bold line instead of a heading, it is one; bold words in a text are not."""
    document = read(
        paragraph("Hvem kan søke", run="<w:b/>") + paragraph("Alle kan søke her.", run="<w:b/>")
        + styled("Fet", "Hvor og hvordan") + paragraph("Her.", run='<w:b w:val="0"/>'),
        styles=HEADINGS,
    )  # fmt: skip
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "heading", "paragraph"]


def test_tables() -> None:
    """Rows keep their cells; a cell merged downwards is repeated, one merged to the right stands once."""

    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("Ordning") + cell("Frist") + cell("Hvem"),
        cell("Forprosjekt", '<w:vMerge w:val="restart"/>') + cell("1. mars") + cell("Alle"),
        cell("", "<w:vMerge/>") + cell("1. mai") + cell("Noen"),
        cell("Etter avtale med begge", '<w:gridSpan w:val="2"/>') + cell("Få"),
    ]
    document = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    assert document.blocks[0].items == (
        "| Ordning | Frist | Hvem |",
        "| Forprosjekt | 1. mars | Alle |",
        "| Forprosjekt | 1. mai | Noen |",
        "| Etter avtale med begge | | Få |",
    )


def test_what_is_left_out() -> None:
    """Deleted and hidden text, field codes and contents lists are not the text; inserted text, controls and boxes are."""
    document = read(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + paragraph("Formål 3") + "</w:sdtContent></w:sdt>" + styled("TOC1", "Mål 4")
        + "<w:sdt><w:sdtContent>" + paragraph("Fra et felt.") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:t>Ny</w:t></w:r><w:del><w:r><w:delText>gammel</w:delText></w:r></w:del><w:ins><w:r><w:t> tekst</w:t>"
        "</w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:tab/><w:t>lenke</w:t><w:br/><w:t>her.</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent>" + paragraph("I en boks.") + "</w:txbxContent></w:pict></w:r></w:p>",
        styles=HEADINGS,
    )  # fmt: skip
    assert [b.text for b in document.blocks] == ["Fra et felt.", "Ny tekst lenke her.", "I en boks."]


def test_footnotes() -> None:
    """Footnotes stand at the end of the section that they belong to."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    noted = paragraph("Tekst.").replace("</w:p>", f"{note}</w:p>")
    notes = f'<w:footnote w:id="0" w:type="separator">{paragraph("---")}</w:footnote>'
    document = read(
        styled("H1", "A") + noted + paragraph("Mer.") + styled("H1", "B") + paragraph("Slutt."),
        styles=HEADINGS,
        footnotes=f'{notes}<w:footnote w:id="2">{paragraph("Se loven.")}</w:footnote>',
    )
    assert [b.text for b in document.blocks] == ["A", "Tekst.", "Mer.", "Se loven.", "B", "Slutt."]


def test_properties() -> None:
    """Keywords may carry what front matter would; the title property serves where the text has no heading."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Avtalen</dc:title><cp:keywords>id: a-1; valid_from: 1.2.2023; noe annet'
        "</cp:keywords></cp:coreProperties>"
    )
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Tekst her.")}</w:body></w:document>'
    metadata = read_docx(packed({"word/document.xml": body, "docProps/core.xml": core}), Limits()).metadata
    assert (metadata.id, metadata.title, metadata.valid_from) == ("a-1", "Avtalen", "2023-02-01")


def test_a_file_from_another_writer() -> None:
    """A file written by python-docx, with its own styles, numbering and a footer, is read as it was meant."""
    docx_writer: Any = pytest.importorskip("docx", reason="python-docx writes this test's file")
    written = docx_writer.Document()
    written.add_heading("Veiledning", 0)
    written.add_heading("Krav", 1)
    written.add_paragraph("Dette kreves:")
    for text in ("eier", "plan"):
        written.add_paragraph(text, style="List Bullet")
    written.add_paragraph("under", style="List Bullet 2")
    written.add_paragraph("først", style="List Number")
    table = written.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Hva", "Når"), ("Start", "Mai")), strict=True):
        for one, text in zip(row.cells, texts, strict=True):
            one.text = text
    written.sections[0].footer.paragraphs[0].text = "Bunntekst"
    buffer = io.BytesIO()
    written.save(buffer)
    assert shape(clean(read_docx(buffer.getvalue(), Limits()))) == [
        ("heading", 1, "Veiledning"),
        ("heading", 1, "Krav"),
        ("paragraph", 0, "Dette kreves:"),
        ("list", 0, "- eier / - plan / - under / 1. først"),
        ("table", 0, "| Hva | Når | / | Start | Mai |"),
    ]
