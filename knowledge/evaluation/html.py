"""HTML and SVG as values: whatever is text is escaped, whatever is markup stays."""

from __future__ import annotations

from html import escape

VOID = frozenset({"br", "line", "rect", "circle", "path", "polyline", "meta"})


class Html(str):
    """Markup that may stand on a page as it is."""

    __slots__ = ()


Child = str | Html | None


def el(name: str, /, *children: Child, **attributes: str | float | None) -> Html:
    """An element. `class_` and `for_` lose their underscore, others become dashes; an attribute of None is left out.

    >>> el("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID and not children:
        return Html(f"<{name}{written}>" if name in {"br", "meta"} else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Pieces after each other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
