"""A request as PDF/A-2u: fonts embedded, text that can be searched, colours by profile, and the metadata that a records office needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bot.drafts.export.outline import Grid, Heading, outline
from bot.drafts.export.xmp import CONFORMANCE, PART, metadata_packet

if TYPE_CHECKING:
    from fpdf import FPDF

FAMILY = "DejaVuSans"
FONTS = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
SIZES = {1: 17, 2: 12.5}
BODY, LINE = 9.5, 5.0
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
        padding=1.2,
    ) as table:
        for row in ([grid.head] if grid.head else []) + list(grid.rows):
            cells = table.row()
            for column, text in enumerate(row):
                strong = FontFace(emphasis="BOLD") if not grid.head and column == 0 else None
                cells.cell(_printable(pdf, text), style=strong)
    pdf.ln(2)


def _printable(pdf: FPDF, text: str) -> str:
    """The text with what the fonts cannot show replaced: PDF/A allows no missing glyphs."""
    known = [font.cmap for font in pdf.fonts.values() if hasattr(font, "cmap")]
    shown = (c if c == "\n" or all(ord(c) in cmap for cmap in known) else "\ufffd" for c in text.replace("\t", " "))
    return "".join(shown)


@cache
def _font_path(name: str) -> str:
    return str(resources.files("bot.drafts.export").joinpath("fonts", name))
