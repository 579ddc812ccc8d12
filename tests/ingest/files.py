"""Files for the tests, made from nothing: PDF, DOCX and ODT as small as they can be, good ones and bad ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, prologue: str = "", **members: str) -> bytes:
    """A DOCX whose body holds this WordprocessingML; `members` are further parts (styles=..., numbering=..., footnotes=...)."""
    document = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    parts = {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>' for name, content in members.items()}
    return packed({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document, **parts})


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of a DOCX."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def odt(body: str, prologue: str = "", styles: str = "", **members: str) -> bytes:
    """An ODT whose text holds this XML."""
    content = (
        f'<?xml version="1.0"?>{prologue}<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **members})


@dataclass(frozen=True)
class Text:
    """Words on a page of a PDF; lengths in points, y from below."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False


@dataclass(frozen=True)
class Stroke:
    """A ruled line on a page of a PDF."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Picture:
    """An image that fills a page."""


@dataclass(frozen=True)
class Dot:
    """A drawn bullet."""

    x: float
    y: float


Drawn = Text | Stroke | Picture | Dot


def pdf(pages: Sequence[Sequence[Drawn]], info: Mapping[str, str] | None = None, **catalogue: str) -> bytes:
    """A PDF of these pages (A4). `catalogue`: further entries of its catalogue, `trailer` of its trailer."""
    trailer = catalogue.pop("trailer", "")
    objects: list[bytes] = [b"", b"", _font("Helvetica"), _font("Helvetica-Bold"), _image()]
    kids = []
    for page in pages:
        objects.append(stream(b"\n".join(_operators(drawn) for drawn in page)))
        resources = "/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R >>"
        entry = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {resources} >> /Contents {len(objects)} 0 R >>"
        objects.append(entry.encode())
        kids.append(f"{len(objects)} 0 R")
    more = " ".join(f"/{key} {value}" for key, value in catalogue.items())
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(b"<< " + b" ".join(f"/{k} ({v})".encode("cp1252") for k, v in (info or {}).items()) + b" >>")
    return raw_pdf(objects, f"/Info {len(objects)} 0 R {trailer}")


def raw_pdf(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(data: bytes) -> bytes:
    """A compressed stream object."""
    compressed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(compressed) + compressed + b"\nendstream"


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def _image() -> bytes:
    head = (
        b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>"
    )
    return head + b"\nstream\n\x00\xff\xff\x00\nendstream"


def _operators(drawn: Drawn) -> bytes:
    if isinstance(drawn, Text):
        written = drawn.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
        font = "F2" if drawn.bold else "F1"
        return f"BT /{font} {drawn.size} Tf 1 0 0 1 {drawn.x} {drawn.y} Tm (".encode() + written + b") Tj ET"
    if isinstance(drawn, Stroke):
        return f"0.5 w {drawn.x0} {drawn.y0} m {drawn.x1} {drawn.y1} l S".encode()
    if isinstance(drawn, Dot):
        return f"{drawn.x} {drawn.y} 4 4 re f".encode()
    return b"q 595 0 0 842 0 0 cm /I Do Q"


def column(lines: Sequence[str | Text], top: float = 780, leading: float = 14, x: float = 72) -> list[Drawn]:
    """Lines below each other; an empty one leaves a gap, a `Text` keeps its size and weight, its x counted from the margin."""
    drawn: list[Drawn] = []
    y = top
    for line in lines:
        text = line if isinstance(line, Text) else Text(0, 0, line)
        if text.text:
            drawn.append(Text(x + text.x, y, text.text, text.size, text.bold))
        y -= max(leading, 1.2 * text.size)
    return drawn
