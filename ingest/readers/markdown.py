"""Markdown (CommonMark with tables) and its front matter, by markdown-it-py."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from ingest.readers import Limits
from ingest.readers.encoding import decode_told
from ingest.readers.front_matter import split_front_matter
from ingest.readers.joining import join_lines
from ingest.readers.metadata import metadata_from
from ingest.readers.outline import is_heading_like, structured
from ingest.readers.tables import table_block
from knowledge.types import Block, ParsedDocument

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]{0,2000}>", re.S)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,20}\]:?")
MAX_NESTING = 60


def read_markdown(data: bytes, limits: Limits) -> ParsedDocument:
    """Markdown with or without front matter, headings by marks or, where there are none, by their form."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    text, mended = decode_told(data)
    values, body, warnings = split_front_matter(text)
    metadata, more = metadata_from(values)
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"]).disable("code")
    tree = SyntaxTreeNode(parser.parse(body))
    blocks = structured(list(_blocks(tree.children)))
    return ParsedDocument(metadata, blocks, mended + warnings + more)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "heading":
            yield Block("heading", _inline(node).replace("\n", " "), level=int(node.tag[1]))
        elif node.type == "paragraph":
            text = _inline(node)
            yield (
                Block("heading", text, level=0)
                if _is_bold(node) and is_heading_like(text)
                else Block("paragraph", text)
            )
        elif node.type in {"bullet_list", "ordered_list"}:
            yield Block("list", items=tuple(_items(node, 0)))
        elif node.type == "table":
            yield from table_block(
                [[_inline(cell) for cell in row.children] for part in node.children for row in part.children]
            )
        elif node.type in {"fence", "code_block"}:
            yield Block("paragraph", node.content.rstrip())
        elif node.type == "html_block":
            yield from _html_block(node.content)
        elif node.type == "blockquote":
            yield from _blocks(node.children)


def _is_bold(node: SyntaxTreeNode) -> bool:
    inline = [
        child for part in node.children for child in part.children if child.type != "text" or child.content.strip()
    ]
    return len(inline) == 1 and inline[0].type == "strong"


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[str]:
    """A list's items in order, each with its marker, nested ones indented by two spaces a level."""
    ordered = node.type == "ordered_list"
    for number, item in enumerate(node.children, int(node.attrs.get("start", 1)) if ordered else 0):
        marker = f"{number}{node.markup}" if ordered else "-"
        own = [block for block in item.children if block.type not in {"bullet_list", "ordered_list"}]
        lines = [line for block in _blocks(own) for text in (block.text, *block.items) for line in text.split("\n")]
        text = reduce(join_lines, (" ".join(line.split()) for line in lines if line.strip()), "")
        yield f"{'  ' * min(depth, 4)}{marker} {text}"
        for nested in item.children:
            if nested.type in {"bullet_list", "ordered_list"}:
                yield from _items(nested, depth + 1)


def _inline(node: SyntaxTreeNode) -> str:
    """The words of a node: link texts without addresses, no emphasis marks, lines kept apart."""
    parts: list[str] = []
    waiting = list(reversed(node.children))
    while waiting:
        child = waiting.pop()
        if child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append("\n" if _BREAK.match(child.content) else "")
        elif child.type == "image":
            parts.append(child.content)
        elif child.children:
            waiting += reversed(child.children)
        else:
            parts.append(child.content)
    return _FOOTNOTE_MARK.sub("", "".join(parts)).strip()


def _html_block(content: str) -> Iterator[Block]:
    text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", content)))
    if text.strip():
        yield Block("paragraph", text.strip())
