"""What DOCX paragraphs inherit: their style's heading level, weight and numbering, and the labels that numbering makes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BODY_LEVEL = 9  # outline level of text that is no heading (17.3.1.20)
MAX_CHAIN = 20  # styles based on styles

_HEADING_NAME = re.compile(r"(?:heading|overskrift|rubrik|überschrift)\s*([1-9])", re.I)
_TITLE_NAME = re.compile(r"(?:title|tittel)", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|innh|contents|innholdsfortegnelse|table of figures).*", re.I)
_LIST_NAME = re.compile(r"list (bullet|number)(?: ([2-5]))?", re.I)
_PLACE = re.compile(r"%([1-9])")


def value(node: _Element | None) -> str | None:
    """The `w:val` of an element."""
    return node.get(f"{W}val") if node is not None else None


def on(node: _Element | None) -> bool:
    """Whether a toggle such as bold is set (17.17.4)."""
    return node is not None and node.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Style:
    """A paragraph style with what its bases give it."""

    name: str = ""
    outline: int | None = None
    number: tuple[str, int] | None = None
    is_bold: bool = False

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are lines of a table of contents."""
        return _CONTENTS_NAME.fullmatch(self.name) is not None


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        nodes = root.findall(f"{W}style") if root is not None else []
        self._nodes = {node.get(f"{W}styleId", ""): node for node in nodes}
        self._known: dict[str, Style] = {}

    def of(self, properties: _Element | None) -> Style:
        """The style of a paragraph with these properties."""
        name = value(properties.find(f"{W}pStyle")) if properties is not None else None
        if name is None:
            return Style()
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        chain = list(self._chain(name))
        outline = next((level for node in chain if (level := _outline(node.find(f"{W}pPr"))) is not None), None)
        numbers = [number for node in chain if (number := _number(node.find(f"{W}pPr"))) is not None]
        bold = next((on(mark) for node in chain if (mark := node.find(f"{W}rPr/{W}b")) is not None), False)
        shown = value(chain[0].find(f"{W}name")) if chain else None
        return Style(shown or name, outline, numbers[0] if numbers else None, bold)

    def _chain(self, name: str) -> Iterator[_Element]:
        for _ in range(MAX_CHAIN):
            node = self._nodes.get(name)
            if node is None:
                return
            yield node
            name = value(node.find(f"{W}basedOn")) or ""

    def heading_level(self, properties: _Element | None, style: Style) -> int | None:
        """1 for the highest, None for text."""
        own = _outline(properties)
        if own is not None:
            return own + 1 if own < BODY_LEVEL else None
        if _TITLE_NAME.fullmatch(style.name):
            return 1
        named = _HEADING_NAME.fullmatch(style.name)
        if named:
            return int(named[1])
        return style.outline + 1 if style.outline is not None and style.outline < BODY_LEVEL else None

    def numbering(self, properties: _Element | None, style: Style) -> tuple[str, int] | None:
        """(numbering id, level from 0) of a paragraph in a list; the id "bullet" or "number" where only the style's name tells."""
        number = _number(properties)
        if number is not None:
            identity = number[0] or (style.number[0] if style.number else "")
            return (identity, number[1]) if identity not in {"", "0"} else None
        if style.number and style.number[0] not in {"", "0"}:
            return style.number
        named = _LIST_NAME.fullmatch(style.name)
        return (named[1].lower(), int(named[2] or 1) - 1) if named else None


def _outline(properties: _Element | None) -> int | None:
    level = value(properties.find(f"{W}outlineLvl")) if properties is not None else None
    return int(level) if level and level.isdigit() else None


def _number(properties: _Element | None) -> tuple[str, int] | None:
    node = properties.find(f"{W}numPr") if properties is not None else None
    if node is None:
        return None
    level = value(node.find(f"{W}ilvl")) or "0"
    return value(node.find(f"{W}numId")) or "", min(int(level), 8) if level.isdigit() else 0


@dataclass(frozen=True)
class _Level:
    format: str = "bullet"
    text: str = ""
    start: int = 1


class Numbering:
    """Counts the numbered paragraphs of a document and gives each its label."""

    def __init__(self, root: _Element | None) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, dict[int, _Level]] = {
            "bullet": {},
            "number": {n: _Level("decimal", f"%{n + 1}.") for n in range(9)},
        }
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for node in root.findall(f"{W}abstractNum") if root is not None else ():
            abstract[node.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in node.findall(f"{W}lvl")
            }
        for node in root.findall(f"{W}num") if root is not None else ():
            self._lists[node.get(f"{W}numId", "")] = abstract.get(value(node.find(f"{W}abstractNumId")) or "", {})

    def label(self, identity: str, level: int) -> str | None:
        """The label of the next paragraph of this list: "2.1", "a)", "-" for a bullet; None for a list without labels."""
        levels = self._lists.get(identity, {})
        own = levels.get(level, _Level())
        if own.format == "none":
            return None
        if own.format == "bullet":
            return "-"
        counts = self._counts[identity]
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]

        def count(place: re.Match[str]) -> str:
            n = int(place[1]) - 1
            used = levels.get(n, own)
            return _written(counts.setdefault(n, used.start), used.format)

        return _PLACE.sub(count, own.text).strip() or None


def _level(node: _Element) -> _Level:
    start = value(node.find(f"{W}start")) or "1"
    return _Level(
        value(node.find(f"{W}numFmt")) or "decimal",
        value(node.find(f"{W}lvlText")) or "",
        int(start) if start.isdigit() else 1,
    )


def _written(count: int, form: str) -> str:
    """A number in its list's form; forms of other scripts as digits."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = "".join(
            digits[count // unit % 10]
            for unit, digits in ((1000, _ROMAN[3]), (100, _ROMAN[2]), (10, _ROMAN[1]), (1, _ROMAN[0]))
        )
        return roman if form == "lowerRoman" else roman.upper()
    return str(count)


_ROMAN = [
    ["", *["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]],
    ["", *["x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"]],
    ["", *["c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"]],
    ["", "m", "mm", "mmm"],
]
