"""HTML: the main text of a page, found by trafilatura, with its headings, lists and tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.readers import Limits
from ingest.readers.encoding import decode
from ingest.readers.metadata import iso_date, language_code, metadata_from_properties
from ingest.readers.outline import is_heading_like, structured
from ingest.readers.tables import table_block
from knowledge.errors import FileRefused
from knowledge.types import Block, Metadata, ParsedDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_FRAME = (
    "//script|//style|//noscript|//template|//svg|//iframe|//object|//nav|//dialog|//select|//button[not(ancestor::h1|ancestor::h2|ancestor::h3|ancestor::h4|ancestor::summary)]|//*[@hidden]"
    "|//*[@role='dialog' or @role='navigation' or @role='banner' or @role='search' or @role='alertdialog']"
)
_MODIFIED = ("article:modified_time", "dcterms.modified", "dc.date.modified", "last-modified")
_TITLE_TAIL = re.compile(r"\s+[|–—\-·»]\s+[^|–—·»]{2,60}$")


def read_html(data: bytes, limits: Limits) -> ParsedDocument:
    """A saved page. Remote things in it are never fetched."""
    from lxml import html

    text = _DECLARATION.sub("", _decoded(data), count=1)
    if not text.strip():
        raise FileRefused(reason="no_text")
    root = html.document_fromstring(
        text, parser=html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    )
    metadata, warnings = _metadata(root)
    for node in root.xpath(_FRAME):
        if node.getparent() is not None:
            node.drop_tree()
    _prepare_tables(root)
    return ParsedDocument(metadata, structured(_main_text(root)), warnings)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _metadata(root: _Element) -> tuple[Metadata, tuple[str, ...]]:
    meta = {}
    for node in root.iter("meta"):
        meta[(node.get("property") or node.get("name") or "").lower()] = node.get("content") or ""
    title = " ".join((meta.get("og:title") or root.findtext(".//title") or "").split())
    address = next((node.get("href") or "" for node in root.iter("link") if node.get("rel") == "canonical"), "")
    own_page = urlsplit(address).scheme in {"http", "https"} and urlsplit(address).path not in {"", "/"}
    updated = next((date for name in _MODIFIED if (date := iso_date(meta.get(name, "")))), None)
    told, warnings = metadata_from_properties("", meta.get("keywords", ""), has_heading=True)
    metadata = replace(
        told,
        title=told.title or _TITLE_TAIL.sub("", title) or None,
        language=told.language or language_code(root.get("lang") or ""),
        url=told.url or (address if own_page else None),
        updated=told.updated or updated,
    )
    return metadata, warnings


def _prepare_tables(root: _Element) -> None:
    """A caption stands above its table, a cell that spans rows in each of them: so each row can be understood by itself."""
    from copy import deepcopy

    for caption in root.xpath("//table/caption"):
        table = caption.getparent()
        caption.tag = "p"
        caption.tail = None
        table.addprevious(caption)
    for cell in root.xpath("//tr/*[@rowspan]"):
        rows = cell.get("rowspan", "1")
        place = cell.getparent().index(cell)
        del cell.attrib["rowspan"]
        below = list(cell.getparent().itersiblings("tr"))[: int(rows) - 1 if rows.isdigit() else 0]
        for row in below[:100]:
            copied = deepcopy(cell)
            copied.tail = None
            row.insert(place, copied)


def _main_text(root: _Element) -> list[Block]:
    from copy import deepcopy

    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        deepcopy(root),
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    blocks = list(_blocks(body)) if body is not None else []
    main = root.xpath("//main|//*[@role='main']|//article") or [root.find("body")]
    whole = sum(len("".join(node.itertext()).split()) for node in main[:1] if node is not None)
    kept = sum(len(f"{block.text} {' '.join(block.items)}".split()) for block in blocks)
    return blocks if kept > whole / 2 else list(_plain_text(main[0]))


def _plain_text(node: _Element | None) -> Iterator[Block]:
    """All text of a small page, of which too little was found to be its main text."""
    from lxml.etree import tostring

    if node is None:
        return
    for part in node.iter("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "div"):
        part.tail = f"{part.tail or ''}\n\n"
        if part.tag == "div":
            part.text = f"\n\n{part.text or ''}"
    for paragraph in tostring(node, method="text", encoding="unicode").split("\n\n"):
        if paragraph.strip():
            yield Block("paragraph", " ".join(paragraph.split()))


def _blocks(node: _Element) -> Iterator[Block]:
    """Blocks of trafilatura's tree (a subset of TEI): head, p, list, table, quote, code."""
    for child in node:
        if child.tag == "head":
            rend = child.get("rend") or ""
            level = int(rend[1]) if rend[1:2].isdigit() else 0
            yield Block("heading", _words(child), level=level)
        elif child.tag == "list":
            yield Block("list", items=tuple(_items(child, 0)))
        elif child.tag == "table":
            yield from table_block([[_words(cell) for cell in row.iter("cell")] for row in child.iter("row")])
        elif child.tag in {"p", "quote", "code", "ab", "fw"} and not any(
            part.tag in {"list", "table", "p"} for part in child
        ):
            yield from _paragraph(child)
        else:
            if child.text and child.text.strip():
                yield Block("paragraph", " ".join(child.text.split()))
            yield from _blocks(child)
        if child.tail and child.tail.strip():
            yield Block("paragraph", " ".join(child.tail.split()))


def _paragraph(node: _Element) -> Iterator[Block]:
    text = _lines(node)
    bold = [part for part in node if part.tag == "hi" and part.get("rend") == "#b"]
    if len(bold) == 1 and is_heading_like(text) and " ".join("".join(bold[0].itertext()).split()) == text:
        yield Block("heading", text, level=0)
    elif text:
        yield Block("paragraph", text)


def _items(node: _Element, depth: int) -> Iterator[str]:
    numbered = node.get("rend") == "ol"
    for number, item in enumerate((child for child in node if child.tag == "item"), 1):
        inner = [child for child in item.iter("list") if child is not node and _owner(child) is item]
        explained = (item.get("rend") or "").startswith("dd")
        text = _words(item)
        if text:
            yield f"{'  ' * min(depth + explained, 4)}{f'{number}.' if numbered else '-'} {text}"
        for nested in inner:
            yield from _items(nested, depth + 1)


def _owner(node: _Element) -> _Element | None:
    return next((above for above in node.iterancestors() if above.tag == "item"), None)


def _words(node: _Element) -> str:
    """The text of a node without the lists within it."""
    return " ".join("".join(_pieces(node, " ")).split())


def _lines(node: _Element) -> str:
    """The text of a paragraph, its line breaks kept."""
    lines = "".join(_pieces(node, "\x00")).split("\x00")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(node: _Element, line_break: str) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == "lb":
            yield line_break
        elif child.tag == "p":
            yield " "
            yield from _pieces(child, line_break)
            yield " "
        elif child.tag != "list":
            yield from _pieces(child, line_break)
        yield child.tail or ""
