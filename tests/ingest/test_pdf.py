"""PDF: what was a heading, a paragraph, a list or a table on paper is one again."""

from __future__ import annotations

import pytest

from ingest.cleaning import clean
from ingest.readers import Limits
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_tables import join_lines
from knowledge.types import ParsedDocument
from tests.ingest.files import Dot, Drawn, Picture, Stroke, Text, column, pdf

LONG = "Kommunen og universitetet skal i fellesskap utvikle kunnskap som tjenestene har bruk for"


def read(pages: list[list[Drawn]], **info: str) -> ParsedDocument:
    return clean(read_pdf(pdf(pages, info=info), Limits()))


def shape(document: ParsedDocument) -> list[tuple[int | None, str, int, str]]:
    return [(b.page, b.kind, b.level, b.text or " / ".join(b.items)) for b in document.blocks]


def heading(text: str, size: float = 16) -> Text:
    return Text(0, 0, text, size, bold=True)


def framed(number: int, total: int, lines: list[str | Text]) -> list[Drawn]:
    """A page with a running header and a page number."""
    return [
        Text(72, 810, "Avtale om samarbeid", 8),
        *column(lines, top=760),
        Text(280, 30, f"Side {number} av {total}", 8),
    ]


def test_headings_and_paragraphs() -> None:
    """Size and weight make headings and their levels, also over two lines; lines become paragraphs, hyphens at line ends go."""
    page = column(
        [
            heading("Avtale om samarbeid", 20), "", heading("Formål"), f"{LONG}, og den skal deles med inn-", "byggere i hele landet.", "",
            "Neste avsnitt er kort.", "", heading("Hva partene skal gjøre sammen når"), heading("det blir alvor"), f"{LONG}.", "",
            Text(0, 0, "Fet overskrift", 11, bold=True), "Med tekst under.",
        ]
    )  # fmt: skip
    assert shape(read([page])) == [
        (1, "heading", 1, "Avtale om samarbeid"),
        (1, "heading", 2, "Formål"),
        (1, "paragraph", 0, f"{LONG}, og den skal deles med innbyggere i hele landet."),
        (1, "paragraph", 0, "Neste avsnitt er kort."),
        (1, "heading", 2, "Hva partene skal gjøre sammen når det blir alvor"),
        (1, "paragraph", 0, f"{LONG}."),
        (1, "heading", 3, "Fet overskrift"),
        (1, "paragraph", 0, "Med tekst under."),
    ]


def test_over_the_page() -> None:
    """A sentence, a list and an item that a page's end cuts go on; running lines and page numbers are gone."""
    first = framed(1, 3, [heading("Krav"), f"{LONG}, og dette gjelder:", "", "• en eier", "• en plan"])
    second = framed(
        2, 3, ["• en frist som begge parter har", "   blitt enige om", "", heading("Videre"), f"{LONG}, og de skal"]
    )
    third = framed(3, 3, ["lære av det som ikke gikk.", "", "Slutt på avtalen."])
    assert shape(read([first, second, third])) == [
        (1, "heading", 1, "Krav"),
        (1, "paragraph", 0, f"{LONG}, og dette gjelder:"),
        (1, "list", 0, "• en eier / • en plan / • en frist som begge parter har blitt enige om"),
        (2, "heading", 1, "Videre"),
        (2, "paragraph", 0, f"{LONG}, og de skal lære av det som ikke gikk."),
        (3, "paragraph", 0, "Slutt på avtalen."),
    ]


def test_contents_lines_go() -> None:
    """A list of contents, with or without leaders, is no text."""
    page = column(
        [
            "Innhold",
            "1 Formål 3",
            "2 Mål 4",
            "",
            heading("Formål"),
            f"{LONG}.",
            "Vedlegg ............ 12",
            "",
            "Contents: 1 A · 2 B",
            "",
            "Slutt her.",
        ]
    )
    assert [b.text for b in read([page]).blocks] == ["Formål", f"{LONG}.", "Slutt her."]


def test_numbered_lines() -> None:
    """Numbered clauses are items; a date that happens to begin a line is not."""
    page = column(
        [
            "Partene skal:",
            "1. møtes hvert år",
            "2. skrive en felles rapport",
            "",
            f"{LONG} fram til",
            "31. desember i det siste året.",
        ]
    )
    assert shape(read([page])) == [
        (1, "paragraph", 0, "Partene skal:"),
        (1, "list", 0, "1. møtes hvert år / 2. skrive en felles rapport"),
        (1, "paragraph", 0, f"{LONG} fram til 31. desember i det siste året."),
    ]


def test_bullets_of_all_makes() -> None:
    """Bullets that are drawn, or are a letter in another font, make lists as written ones do, nested as they stand."""
    page: list[Drawn] = [
        *(
            Text(72, 780, "Dette kreves:"),
            Text(72, 760, "•"),
            Text(90, 760, "en eier"),
            Text(90, 746, "o"),
            Text(108, 746, "i kommunen"),
        ),
        *(Dot(76, 720), Text(90, 718, "en plan")),
    ]
    assert [b.items for b in read([page]).blocks if b.kind == "list"] == [("• en eier", "  ◦ i kommunen", "• en plan")]


def ruled(xs: list[float], ys: list[float]) -> list[Drawn]:
    across = [Stroke(xs[0], y, xs[-1], y) for y in ys]
    return [*across, *(Stroke(x, ys[0], x, ys[-1]) for x in xs)]


def test_ruled_tables() -> None:
    """Ruled lines make cells, whose lines flow together; text around the table stays in order."""
    page: list[Drawn] = [
        Text(72, 780, f"{LONG}."),
        *ruled([72, 200, 400], [640, 680, 720, 750]),
        Text(76, 730, "Organ", bold=True),
        Text(204, 730, "Oppgave", bold=True),
        Text(76, 700, "Styret"),
        Text(204, 706, "møtes to ganger"),
        Text(204, 690, "i året"),
        Text(76, 660, "Utvalget"),
        Text(204, 660, "gir råd"),
        Text(72, 600, "Etter tabellen kommer dette."),
    ]
    assert shape(read([page])) == [
        (1, "paragraph", 0, f"{LONG}."),
        (1, "table", 0, "| Organ | Oppgave | / | Styret | møtes to ganger i året | / | Utvalget | gir råd |"),
        (1, "paragraph", 0, "Etter tabellen kommer dette."),
    ]


def test_merged_cells() -> None:
    """Where the line between two cells is missing, the upper one is repeated in the row below."""
    page: list[Drawn] = [
        *[Stroke(72, y, 400, y) for y in (750, 720, 660)],
        Stroke(200, 690, 400, 690),
        *[Stroke(x, 750, x, 660) for x in (72, 200, 400)],
        *(
            Text(76, 730, "Ordning"),
            Text(204, 730, "Frist"),
            Text(76, 700, "Forprosjekt"),
            Text(204, 700, "1. mars"),
            Text(204, 670, "1. mai"),
        ),
    ]
    assert read([page]).blocks[0].items == (
        "| Ordning | Frist |",
        "| Forprosjekt | 1. mars |",
        "| Forprosjekt | 1. mai |",
    )


def test_tables_without_lines() -> None:
    """Columns that stand below each other make a table, also where a cell has two lines."""
    rows = [("Ordning", "Frist"), ("Forprosjekt", "1. mars"), ("Hovedprosjekt", "1. september"), ("", "eller senere")]
    page: list[Drawn] = [Text(72, 780, f"{LONG}.")]
    for n, (left, right) in enumerate(rows):
        page += [Text(72, 740 - 14 * n, left)] if left else []
        page.append(Text(300, 740 - 14 * n, right))
    page.append(Text(72, 640, "Etter tabellen."))
    assert shape(read([page]))[1:] == [
        (
            1,
            "table",
            0,
            "| Ordning | Frist | / | Forprosjekt | 1. mars | / | Hovedprosjekt | 1. september eller senere |",
        ),
        (1, "paragraph", 0, "Etter tabellen."),
    ]


def test_footnotes_go_to_the_end_of_their_section() -> None:
    """Small print at a page's foot does not cut the sentence that runs on above it."""
    first = [*column([heading("Krav"), f"{LONG}, og de skal"]), Text(72, 120, "1 Se loven om dette.", 8)]
    second = column(["lære av det som ikke gikk.", "", heading("Slutt"), "Ferdig med alt."])
    assert [b.text for b in read([first, second]).blocks] == [
        "Krav", f"{LONG}, og de skal lære av det som ikke gikk.", "1 Se loven om dette.", "Slutt", "Ferdig med alt."
    ]  # fmt: skip


def test_scanned_pages_among_others() -> None:
    """Pages that are images are told of, and the others are read."""
    document = read([[Picture()], column([f"{LONG}."]), [Picture()]])
    assert document.warnings == ("pages_without_text: 1, 3",)
    assert [b.text for b in document.blocks] == [f"{LONG}."]


def test_properties() -> None:
    """Keywords may carry what front matter would; the title property serves where the text has no heading."""
    metadata = read([column([f"{LONG}."])], Title="Avtalen", Keywords="id: p-1; status: example").metadata
    assert (metadata.id, metadata.title, metadata.status) == ("p-1", "Avtalen", "example")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("for inn-", "byggere", "for innbyggere"),
        ("skole- og", "barnehage", "skole- og barnehage"),
        ("forsknings-", "og utdanning", "forsknings- og utdanning"),
        ("en FoU-", "koordinator", "en FoU-koordinator"),
        ("en e-", "post", "en e-post"),
        ("Oslo-", "Bergen", "Oslo-Bergen"),
        ("to", "ord", "to ord"),
        ("", "start", "start"),
    ],
)
def test_hyphens_at_line_ends(above: str, below: str, joined: str) -> None:
    """A hyphen that only breaks a word goes; one that belongs to the word stays."""
    assert join_lines(above, below) == joined
