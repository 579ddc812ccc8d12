"""A page that stands alone: comparisons and the overview of the documents."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from knowledge.types import Language


def html_page(title: str, style: str, body: Iterable[str], language: Language) -> str:
    """A whole page around the lines of a body, which are HTML already: its style inline, nothing fetched, no script allowed."""
    content = "\n".join(body)
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
{content}
</body>
</html>
"""
