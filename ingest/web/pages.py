"""Whether a fetched page is still the page: a login form, an error page with status 200, or hardly anything left of it. Pure.

Servers answer 200 for a page that is gone, and lead to a login where a page was closed. Such an answer must not take the place of the text
that was there: it is reported, and the old version stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from ingest.identity import shingles
from ingest.pipeline_plan import ReadFile
from knowledge.errors import FileRefused
from knowledge.types import Chunk, ChunkDraft

PASSWORD_FIELD = "password_field"  # noqa: S105 - the name of a warning
FEW_WORDS = 150  # a page with less may be one sentence about an error; one with more is about something
SHRUNK = 0.2  # of the words that were there: below this, hardly anything is left
WORTH = 60  # words: of a page that was smaller nobody can tell
ALIKE = 0.1  # of the shorter text's runs of words, for two texts to have something to do with each other


def trouble(read: ReadFile, before: Sequence[Chunk]) -> FileRefused | None:
    """Why a page that was read must not take its predecessor's place, None where it may. `before`: the text that is in."""
    if read.file.origin is None:
        return None
    words, was = _count(read.chunks), _count(before)
    path = urlsplit(read.file.origin.final).path
    if _says(_data()["login_paths"], [path], anywhere=True) and path not in read.file.origin.address:
        return FileRefused(reason="web_login")
    if _led_home(read.file.origin.address, read.file.origin.final):
        return FileRefused(reason="web_home")
    headings = _headings(read)
    asks = PASSWORD_FIELD in read.warnings
    if (asks or _says(_data()["login_titles"], headings)) and (words < FEW_WORDS or _is_another(read.chunks, before)):
        return FileRefused(reason="web_login")
    if words < FEW_WORDS and _says(_data()["error_titles"], headings):
        return FileRefused(reason="web_error_page")
    if was >= WORTH and words < SHRUNK * was:
        return FileRefused(reason="web_shrunk", before=str(was), now=str(words))
    return None


def _led_home(asked: str, final: str) -> bool:
    """Whether a page below the front page now leads to the front page: how many sites treat addresses that are gone."""
    return urlsplit(asked).path.strip("/") != "" and urlsplit(final).path.strip("/") == "" and not urlsplit(final).query


def _headings(read: ReadFile) -> list[str]:
    first = read.chunks[0]
    opening = re.sub(r"^#+ ", "", first.text.split("\n", 1)[0])
    return [text.strip() for text in (read.metadata.title or "", *first.section[:1], opening) if text.strip()]


def _says(patterns: Sequence[re.Pattern[str]], texts: Sequence[str], *, anywhere: bool = False) -> bool:
    return any((one.search if anywhere else one.match)(text) for one in patterns for text in texts)


def _is_another(now: Sequence[ChunkDraft], before: Sequence[Chunk]) -> bool:
    """Whether the text has nothing to do with the one before."""
    if not before:
        return False
    mine, theirs = shingles(now), shingles(before)
    return len(mine & theirs) < ALIKE * max(1, min(len(mine), len(theirs)))


def _count(chunks: Sequence[Chunk] | Sequence[ChunkDraft]) -> int:
    return sum(len(chunk.text.split()) for chunk in chunks)


@cache
def _data() -> dict[str, list[re.Pattern[str]]]:
    raw = tomllib.loads(resources.files("ingest.web").joinpath("pages.toml").read_text(encoding="utf-8"))
    return {name: [re.compile(one, re.I) for one in patterns] for name, patterns in raw.items()}
