"""HTML: the main text of a page, found by trafilatura, with its headings, lists and tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.readers import Limits
from ingest.readers.encoding import decode
from ingest.readers.html_tree import as_tei, blocks_of
from ingest.readers.metadata import iso_date, language_code, metadata_from_properties, updated_line
from ingest.readers.outline import structured
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
_NO_PAGE = re.compile(r"#|(?!https?:)[a-z][a-z0-9+.-]*:", re.I)
MAX_LINKS, MAX_LINK = 1000, 2000  # links of a page, characters of one
SMALL_PAGE = 100  # words: a page this small has no frame to speak of
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
    links = _links(root)
    if root.xpath("//input[translate(@type,'PASWORD','pasword')='password']"):
        warnings = (*warnings, "password_field")
    for node in root.xpath(_FRAME):
        if node.getparent() is not None:
            node.drop_tree()
    for button in root.xpath("//button"):
        button.drop_tag()  # what is left of them unfolds the text below a heading
    _prepare_tables(root)
    return ParsedDocument(metadata, structured(_main_text(root)), warnings, links)


def _links(root: _Element) -> tuple[str, ...]:
    """What the page leads on to, as it stands there; within the page and to anything but pages and files it does not lead on."""
    found = (" ".join((node.get("href") or "").split()) for node in root.iter("a"))
    wanted = (link for link in found if link and not _NO_PAGE.match(link) and len(link) <= MAX_LINK)
    return tuple(dict.fromkeys(wanted))[:MAX_LINKS]


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
    updated = next((date for name in _MODIFIED if (date := iso_date(meta.get(name, "")))), None) or _said_updated(root)
    told, warnings = metadata_from_properties("", meta.get("keywords", ""), has_heading=True)
    metadata = replace(
        told,
        title=told.title or _TITLE_TAIL.sub("", title) or None,
        language=told.language or language_code(root.get("lang") or ""),
        url=told.url or (address if own_page else None),
        updated=told.updated or updated,
    )
    return metadata, warnings


def _said_updated(root: _Element) -> str | None:
    """When the page itself says that it was last changed: often in its frame, which is no part of the text."""
    for node in root.iter("p", "div", "span", "time", "li", "dl", "small", "em"):
        text = ""
        for n, piece in enumerate(node.itertext()):
            text += f" {piece}"
            if n >= 12 or len(text) > 200:
                break
        else:
            if date := updated_line(re.sub(r"\s+([:.,])", r"\1", " ".join(text.split()))):
                return date
    return None


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
    """What trafilatura finds, or, where that loses too much, all of the part that the page calls its main one."""
    from copy import deepcopy

    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    short_pages_too = use_config()
    short_pages_too.set("DEFAULT", "MIN_EXTRACTED_SIZE", "0")
    found: Any = bare_extraction(
        deepcopy(root),
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
        with_metadata=False,
        config=short_pages_too,
    )
    body = getattr(found, "body", None)
    blocks = list(blocks_of(body)) if body is not None else []
    main, is_named = _main_part(root)
    everything = list(blocks_of(as_tei(main))) if main is not None else []
    lost = is_named and not _headings(everything) <= _headings(blocks)
    small = _words(everything) < SMALL_PAGE or _words(blocks) < _words(everything) / 2
    return everything if lost or small else blocks


def _main_part(root: _Element) -> tuple[_Element | None, bool]:
    """(the part that the page itself calls its main one, True), else (all of it without head and foot, False)."""
    named = root.xpath("//main|//*[@role='main']") or root.xpath("//article")
    if len(named) == 1:
        return named[0], True
    for node in root.xpath("//header|//footer|//aside|//form"):
        if node.getparent() is not None:
            node.drop_tree()
    return root.find("body"), False


def _headings(blocks: Sequence[Block]) -> set[str]:
    return {block.text.casefold() for block in blocks if block.kind == "heading"}


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(f"{block.text} {' '.join(block.items)}".split()) for block in blocks)
