"""A request as PDF/A-2u: fonts embedded, text that can be searched, colours by profile, and the metadata that a records office needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, cast

from bot.drafts.export.outline import Grid, Heading, outline
from bot.drafts.export.xmp import CONFORMANCE, PART, metadata_packet

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "DejaVuSans"
FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
SIZES = {1: 17, 2: 12.5}
BODY, LINE = 9.5, 5.0
CELL_PADDING = 1.2
ROW_LINES = 40  # a page has about 50
ROW_CHARACTERS, LINE_CHARACTERS = (
    2_000,
    60,
)  # less than this of the whole width is within ROW_LINES, whatever the letters
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def as_pdf(document: Mapping[str, Any]) -> bytes:
    """The request as a PDF/A-2u file, the same bytes for the same document."""
    pdf = _new(document)
    for piece in outline(document):
        if isinstance(piece, Heading):
            pdf.set_font(FAMILY, "B", SIZES[piece.level])
            pdf.ln(2 if piece.level > 1 else 0)
            pdf.multi_cell(0, LINE * 1.5, _printable(pdf, piece.text), new_x="LMARGIN", new_y="NEXT", align="L")
        elif isinstance(piece, Grid):
            _table(pdf, piece)
        else:
            pdf.set_font(FAMILY, "", BODY + 1)
            pdf.multi_cell(0, LINE * 1.1, _printable(pdf, piece.text), new_x="LMARGIN", new_y="NEXT", align="L")
    return bytes(pdf.output())


def _new(document: Mapping[str, Any]) -> FPDF:
    from fpdf import FPDF

    pdf = FPDF(format="A4", enforce_compliance=f"PDF/A-{PART}{CONFORMANCE}")
    pdf.set_margins(20, 20, 20)
    pdf.set_auto_page_break(True, 20)
    for style, name in FONTS.items():
        pdf.add_font(FAMILY, style, _font_path(name))
    _metadata(pdf, document)
    pdf.add_page()
    return pdf


def _metadata(pdf: FPDF, document: Mapping[str, Any]) -> None:
    language = LANGUAGES.get(document["language"], "nb-NO")
    pdf.set_lang(language)
    pdf.set_title(document["title"] or document["type_name"])
    pdf.set_creation_date(datetime.fromisoformat(document["date"]).replace(tzinfo=UTC))
    pdf.set_xmp_metadata(metadata_packet({**document, "title": _printable(pdf, document["title"] or "")}, language))


def _table(pdf: FPDF, grid: Grid) -> None:
    from fpdf.fonts import FontFace

    pdf.set_font(FAMILY, "", BODY)
    bold = FontFace(emphasis="BOLD", fill_color=(238, 241, 245))
    widths = tuple(round(share * 100) for share in grid.shares)
    with pdf.table(
        col_widths=widths,
        line_height=LINE,
        headings_style=bold,
        first_row_as_headings=bool(grid.head),
        text_align="LEFT",
        padding=CELL_PADDING,
    ) as table:
        for row in [
            *([grid.head] if grid.head else []),
            *chain.from_iterable(_parts(pdf, grid, each) for each in grid.rows),
        ]:
            cells = table.row()
            for column, text in enumerate(row):
                strong = FontFace(emphasis="BOLD") if not grid.head and column == 0 else None
                cells.cell(text, style=strong)
    pdf.ln(2)


def _parts(pdf: FPDF, grid: Grid, row: Sequence[str]) -> list[tuple[str, ...]]:
    """A row as rows that each fit a page: what is longer goes on in the next one."""
    cells = [_slices(pdf, _printable(pdf, text), share) for text, share in zip(row, grid.shares, strict=True)]
    return list(zip_longest(*cells, fillvalue=""))


def _slices(pdf: FPDF, text: str, share: float) -> list[str]:
    if len(text) + LINE_CHARACTERS * text.count("\n") <= ROW_CHARACTERS * share:
        return [text]
    width = pdf.epw * share - 2 * CELL_PADDING - 2
    lines = cast("list[str]", pdf.multi_cell(width, LINE, text, dry_run=True, output="LINES"))
    return ["\n".join(lines[start : start + ROW_LINES]) for start in range(0, len(lines), ROW_LINES)]


def _printable(pdf: FPDF, text: str) -> str:
    """The text with what the fonts cannot show replaced: PDF/A allows no missing glyphs."""
    known = [font.cmap for font in pdf.fonts.values() if hasattr(font, "cmap")]
    shown = (c if c == "\n" or all(ord(c) in cmap for cmap in known) else "\ufffd" for c in text.replace("\t", " "))
    return "".join(shown)


@cache
def _font_path(name: str) -> str:
    return str(resources.files("bot.drafts.export").joinpath("fonts", name))
