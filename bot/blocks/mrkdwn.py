"""Text that becomes Slack's mrkdwn: inert, whatever a document, a person or a model wrote.

Slack reads three characters as control (`&`, `<`, `>`); escaped, no mention and no link can arise, also when a text is cut
anywhere. Slack also turns bare addresses into links by itself: `verbatim` stops that, and because not every client heeds it,
a joiner (invisible, without width) breaks every address that is not one of the answer's own citations.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import quote, urlsplit

JOINER = "\u2060"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# A scheme with its colon; "www." and a name before a known ending, which Slack links too.
SCHEME = re.compile(r"\b([a-z][a-z0-9+.\-]{1,20}):(?=//|[^\s:]+@)", re.IGNORECASE)
BARE = re.compile(r"\b(www)\.(?=\w)", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”|\u2060]+")
LONGEST_URL = 1_500
SAFE_IN_URL = "!#$%&'()*+,-./:;=?@[]_~"


def escape(text: str) -> str:
    """The text with Slack's control characters escaped and characters removed that no reader sees."""
    text = CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be sent
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str, links: Collection[str] = ()) -> str:
    """mrkdwn that shows the text: addresses among `links` can be clicked, all others only read."""
    pieces, end = [], 0
    for match in ADDRESS.finditer(text):
        url = match.group().rstrip(".,;:!?)")
        if url not in links or (target := safe_url(url)) is None:
            continue
        pieces += [_unlinked(text[end : match.start()]), f"<{target}>"]
        end = match.start() + len(url)
    pieces.append(_unlinked(text[end:]))
    return "".join(pieces)


def link(url: str | None, label: str) -> str:
    """A link with a label, or the label alone where the address is none that may be opened."""
    target = safe_url(url)
    shown = inert(label).replace("|", "¦")
    return f"<{target}|{shown}>" if target else shown


def safe_url(url: str | None) -> str | None:
    """A web address as it may stand between `<` and `>`: http or https with a host, everything odd percent-encoded."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or parts.username:
        return None
    target = quote(url.strip().encode("utf-8", "replace"), safe=SAFE_IN_URL)
    return target if len(target) <= LONGEST_URL else None


def capital(text: str) -> str:
    """A word of our own that begins a line."""
    return inert(text[:1].upper() + text[1:])


def mrkdwn(text: str) -> dict[str, Any]:
    """A text object of ready mrkdwn."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str, limit: int) -> dict[str, Any]:
    """A plain text object, cut to its limit."""
    text = CONTROL.sub(" ", text).encode("utf-8", "replace").decode("utf-8")
    return {"type": "plain_text", "text": text if len(text) <= limit else text[: limit - 1] + "…", "emoji": False}


def _unlinked(text: str) -> str:
    text = SCHEME.sub(lambda m: f"{m[1]}{JOINER}:", text)
    return escape(BARE.sub(lambda m: f"{m[1]}{JOINER}.", text))
