"""PDF: text by PDFium, headings by size and weight, paragraphs and lists joined over lines and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import category

from ingest.readers import Limits
from ingest.readers.metadata import metadata_from_properties
from ingest.readers.outline import structured
from ingest.readers.pdf_frame import without_frame
from ingest.readers.pdf_layout import Layout
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_page import Page, read_page
from ingest.readers.pdf_tables import Table, tables_of
from knowledge.errors import FileRefused
from knowledge.types import Block, ParsedDocument

PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
LISTED_PAGES = 20  # page numbers in a warning
STAMP = 40  # letters: fewer beside an image are a stamp or a page number, not the page's text
GARBLED = 0.3  # of a page's characters


def read_pdf(data: bytes, limits: Limits) -> ParsedDocument:
    """A PDF. Raises FileRefused for encrypted files, scans without text, and too many pages."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps an earlier file's error where this one has none, so the file itself must speak of encryption.
        if getattr(error, "err_code", None) == PASSWORD_ERROR and b"/Encrypt" in data:
            raise FileRefused(reason="encrypted") from None
        raise FileRefused(reason="damaged", format="PDF") from None
    try:
        if len(document) > limits.max_pages:
            raise FileRefused(reason="too_many_pages", pages=str(len(document)), limit=str(limits.max_pages))
        pages = [read_page(document, number) for number in range(1, len(document) + 1)]
        title, keywords = (document.get_metadata_value(name) for name in ("Title", "Keywords"))
    finally:
        document.close()
    scanned = [page.number for page in pages if _is_scan(page)]
    if scanned and len(scanned) == sum(1 for page in pages if page.lines or page.has_image):
        raise FileRefused(reason="scanned", pages=str(len(scanned)), total=str(len(pages)))
    garbled = [page.number for page in pages if _is_garbled(page)]
    if garbled and len(garbled) == sum(1 for page in pages if page.lines):
        raise FileRefused(reason="garbled", pages=str(len(garbled)), total=str(len(pages)))
    blocks = structured(list(_blocks(pages)))
    metadata, warnings = metadata_from_properties(title, keywords, any(block.kind == "heading" for block in blocks))
    for name, numbers in (("pages_without_text", scanned), ("pages_garbled", garbled)):
        if numbers:
            warnings = (*warnings, f"{name}: {_listed(numbers)}")
    return ParsedDocument(metadata, blocks, warnings)


def _listed(numbers: Sequence[int]) -> str:
    more = "" if len(numbers) <= LISTED_PAGES else f" … ({len(numbers)})"
    return ", ".join(str(number) for number in numbers[:LISTED_PAGES]) + more


def _is_scan(page: Page) -> bool:
    """Whether a page is an image without text; over one that covers the page a stamp or a page number may stand."""
    if not page.lines:
        return page.has_image
    return page.is_covered and sum(c.isalnum() for line in page.lines for c in line.text) < STAMP


def _is_garbled(page: Page) -> bool:
    """Whether a page's text is mostly characters that mean nothing: its fonts do not say which letters they draw."""
    text = "".join(line.text for line in page.lines).replace(" ", "")
    strange = sum(1 for c in text if category(c) in {"Co", "Cn", "Cc"} or c == "\ufffd")
    return len(text) >= STAMP and strange > GARBLED * len(text)


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    framed = [replace(page, lines=tuple(lines)) for page, lines in zip(pages, without_frame(pages), strict=True)]
    parted = [tables_of(page) for page in framed]
    layout = Layout([line for lines, _ in parted for line in lines])
    for lines, tables in parted:
        layout.add(_merged(lines, tables))
    yield from layout.blocks()


def _merged(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[Line | Table]:
    """Lines and tables in the order of the page."""
    waiting = sorted(tables, key=lambda table: table.position)
    for n, line in enumerate(lines):
        while waiting and waiting[0].position <= n:
            yield waiting.pop(0)
        yield line
    yield from waiting
