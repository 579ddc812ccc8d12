"""A comparison can be read: a few lines for a message, and a page that needs nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from ingest.changes import Comparison, compare
from ingest.changes.highlights import GROUPS, How, highlights
from ingest.changes.model import CHANGE_KINDS
from ingest.changes.page import Side, page
from ingest.changes.summary import summary, texts
from knowledge.types import LANGUAGES, ChunkDraft, Language, Metadata

HOSTILE = '<script>alert(1)</script> & "q" <img src=x onerror=y>'


def pieces(*lines: str, section: tuple[str, ...] = ("Varighet",)) -> list[ChunkDraft]:
    return [ChunkDraft("\n".join(lines), section, 3, "nb", "text", "")]


def made() -> Comparison:
    old = pieces(
        "Avtalen gjelder til 31. desember 2027.",
        "Kommunen skal varsle NTNU.",
        "Siv Moe er kontakt.",
        "Sist: " + HOSTILE,
    )
    new = pieces(
        "Avtalen gjelder til 30. juni 2029.",
        "Kommunen kan varsle NTNU.",
        "Jon Li er kontakt.",
        "Partene skal ikke " + HOSTILE,
    )
    return compare(old, new, Metadata(title="A"), Metadata(title="B"))


class Seen(HTMLParser):
    """The tags, the attributes and whether every tag that was opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_harmless(language: Language) -> None:
    """Every tag is closed, nothing is fetched or run, and what a document says is text."""
    html = page(made(), Side(1, Metadata(title=HOSTILE)), Side(2, Metadata(title=HOSTILE, publisher=HOSTILE)), language)
    seen = Seen()
    seen.feed(html)
    assert seen.open == []
    assert not {"script", "img", "iframe", "link", "object", "form", "a"} & set(seen.tags)
    assert not any(name.startswith("on") or name in {"src", "href", "style"} for name in seen.attributes)
    assert "url(" not in html
    assert re.search(r"https?:", html) is None
    assert f'<html lang="{language}">' in html


def test_words_are_marked() -> None:
    """The words taken out stand in <del>, the words put in stand in <ins>."""
    html = page(made(), Side(1, Metadata()), Side(2, Metadata()), "nb")
    assert "<del>31. desember 2027</del>" in html
    assert "<ins>30. juni 2029</ins>" in html


def test_what_matters_comes_first() -> None:
    """A changed date, name and binding word are highlights, each in its group."""
    found = {highlight.group: highlight for highlight in highlights(made())}
    assert (found["dates"].before, found["dates"].after) == (("31. desember 2027",), ("30. juni 2029",))
    assert (found["people"].before, found["people"].after) == (("Siv Moe",), ("Jon Li",))
    assert (found["duties"].before, found["duties"].after) == (("skal",), ("kan",))


def test_a_new_prohibition_is_told_once() -> None:
    """A clause that came as a whole is one highlight, in the group that weighs most."""
    old, new = pieces("En setning her."), pieces("En setning her.", "Partene kan ikke dele data etter 1. mai 2025.")
    (highlight,) = highlights(compare(old, new))
    assert (highlight.group, highlight.how) == ("prohibitions", "new")


def test_the_summary_is_short() -> None:
    """The first line counts, the next ones tell what matters with heading and page, and the rest is counted."""
    lines = summary(made(), "Avtale", "nb", limit=1)
    assert lines[0].startswith("Avtale: ")
    assert lines[1] == "• Datoer: 31. desember 2027 → 30. juni 2029 (Varighet, side 3)"
    assert lines[2].startswith("… og ")


def test_no_change_is_said() -> None:
    """Where nothing changed, one sentence says so."""
    same = compare(pieces("En setning."), pieces("En setning."))
    assert summary(same, None, "en") == ("the document: The text has not changed.",)


def test_every_kind_has_its_word() -> None:
    """Whatever a comparison can tell has a text."""
    keys = [f"counts.{kind}" for kind in CHANGE_KINDS]
    keys += [f"badge.{kind}" for kind in CHANGE_KINDS if kind != "unchanged"]
    keys += [f"groups.{group}" for group in GROUPS] + [f"how.{how}" for how in get_args(How)]
    keys += [f"fields.{name}" for name in Metadata.__dataclass_fields__]
    assert [key for key in keys if key not in texts()] == []
