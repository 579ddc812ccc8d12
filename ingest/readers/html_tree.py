"""The tree of a page's main text (TEI as trafilatura makes it: head, p, list, item, table, row, cell, hi, lb) to blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers.outline import is_heading_like
from ingest.readers.tables import table_block
from knowledge.types import Block

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "head"),
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("b", "strong"), "hi"),
    **dict.fromkeys(("pre", "blockquote"), "quote"),
    "tr": "row",
    "br": "lb",
}
_PIECES = {"head", "p", "list", "item", "table", "row", "cell", "quote", "code", "ab", "fw"}


def as_tei(node: _Element) -> _Element:
    """A copy of an HTML element in the same terms."""
    from copy import deepcopy

    copy = deepcopy(node)
    for part in copy.iter():
        name = _NAMES.get(part.tag) if isinstance(part.tag, str) else None
        if name is not None:
            part.set("rend", "#b" if name == "hi" else part.tag)
            part.tag = name
    return copy


def blocks_of(node: _Element) -> Iterator[Block]:
    """The blocks of a tree in reading order; headings without a level of their own have level 0."""
    for child in node:
        if child.tag == "head":
            rend = child.get("rend") or ""
            level = int(rend[1]) if rend[1:2].isdigit() else 0
            yield Block("heading", _words(child), level=level)
        elif child.tag == "list":
            yield Block("list", items=tuple(_items(child, 0)))
        elif child.tag == "table":
            yield from table_block([[_words(cell) for cell in row.iter("cell")] for row in child.iter("row")])
        elif not any(part.tag in _PIECES for part in child.iterdescendants()):
            yield from _paragraph(child)
        else:
            if child.text and child.text.strip():
                yield Block("paragraph", " ".join(child.text.split()))
            yield from blocks_of(child)
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
