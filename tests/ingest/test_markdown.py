"""Markdown keeps its headings, lists, tables and words; front matter tells what the document is."""

from __future__ import annotations

import pytest

from ingest.cleaning import clean
from ingest.readers import Limits
from ingest.readers.front_matter import split_front_matter
from ingest.readers.markdown import read_markdown
from ingest.readers.metadata import iso_date, language_code, updated_line
from knowledge.types import Block, Metadata, ParsedDocument


def read(text: str) -> ParsedDocument:
    return clean(read_markdown(text.encode(), Limits()))


def shape(document: ParsedDocument) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text or " / ".join(b.items)) for b in document.blocks]


def test_structure() -> None:
    """Headings by both kinds of marks, nested lists, numbered lists and tables come through in order."""
    document = read(
        "Tittel\n======\n\nInnledning over\nto linjer.\n\n## Krav ##\n\nDette kreves:\n\n* en eier\n  * i kommunen\n* en plan\n\n"
        "3. tredje\n4. fjerde\n\n| Hva | Når |\n|---|:-:|\n| Start | 1. mai |\n| Slutt |  |\n"
    )
    assert shape(document) == [
        ("heading", 1, "Tittel"),
        ("paragraph", 0, "Innledning over to linjer."),
        ("heading", 2, "Krav"),
        ("paragraph", 0, "Dette kreves:"),
        ("list", 0, "- en eier /   - i kommunen / - en plan"),
        ("list", 0, "3. tredje / 4. fjerde"),
        ("table", 0, "| Hva | Når | / | Start | 1. mai | / | Slutt | |"),
    ]


def test_marks_go_and_words_stay() -> None:
    """Emphasis marks, addresses, tags and comments go; link texts, image texts, code and escaped characters stay."""
    document = read(
        "# A\n\nSe **[avtalen](https://example.org/a_b)** og _planen_, `kode`, \\*stjerne\\*, ![kart](k.png), R&amp;D og x&nbsp;y."
        "<!-- skjult --><span>her</span> ~~gammelt~~ <https://example.org>[^1]\n\n<!-- bort -->\n\n```\nkode her\n```\n\n> Sitat.\n"
    )
    texts = [block.text for block in document.blocks]
    assert texts[1] == "Se avtalen og planen, kode, *stjerne*, kart, R&D og x y.her gammelt https://example.org"
    assert texts[2:] == ["kode her", "Sitat."]


def test_bare_headings_and_bullets() -> None:
    """A text without marks gets its sections by its form: a short line alone above a text is a heading, bullets are lists."""
    document = read(
        "---\ntitle: Avtalen\n---\n\nMeny\n\nAvtalen\n\nPartene er enige om mye, og det står her i en hel setning.\n\n"
        "Hva vi vil\n\nVi vil:\n\n"
        " • dele kunnskap med hverandre\n • lære av det\n\nPlaner\n\nPlanene lages hvert år.\n\nSe også\n\nÅrsplan 2030\n\nStyret\n\n"
        "Kontakt\n\nOla Prøve, rådgiver"
    )
    assert shape(document) == [
        ("heading", 1, "Meny"),
        ("heading", 2, "Avtalen"),
        ("paragraph", 0, "Partene er enige om mye, og det står her i en hel setning."),
        ("heading", 2, "Hva vi vil"),
        ("paragraph", 0, "Vi vil:"),
        ("list", 0, "• dele kunnskap med hverandre / • lære av det"),
        ("heading", 2, "Planer"),
        ("paragraph", 0, "Planene lages hvert år."),
        ("heading", 2, "Se også"),
        ("paragraph", 0, "Årsplan 2030"),
        ("paragraph", 0, "Styret"),
        ("heading", 2, "Kontakt"),
        ("paragraph", 0, "Ola Prøve, rådgiver"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Vi møtes i mai.",
        "Ring oss: 12 34 56 78",
        "post@example.org",
        "28. mars 2021",
        "Sist oppdatert: 1.2.2020",
        "kort linje",
        "Ta med,",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    """Sentences, addresses, dates, labels and lines in small letters are no headings, even when they stand alone."""
    document = read(f"Tittel\n\nEn setning som står her.\n\n{line}\n\nEn setning til som står her.")
    assert ("heading", 2, line) not in shape(document)


def test_headings_are_not_guessed_beside_real_ones() -> None:
    """Where a document marks its headings, a short line is text."""
    document = read("# A\n\n## B\n\nTekst her.\n\nKort linje\n\nMer tekst her.")
    assert ("paragraph", 0, "Kort linje") in shape(document)


def test_front_matter() -> None:
    """Known keys are understood, dates become ISO, values may hold colons and quotes, unknown keys are ignored."""
    document = read(
        "---\nid: avtale-1\ntitle: \"Avtale: første del\"\nlanguage: nn-NO\npublisher: Prøvekommunen # kommentar\nowner: 'O''Hara'\n"
        "url: https://example.org/a#b\nvalid_from: 1. januar 2022\nvalid_to: 2032\nsupersedes: avtale-0\n"
        "Status: Example\nreview date: 2025-06\n"
        "updated: 16.03.2022\nfarge: blå\nempty:\n---\n# Tekst\n\nHer."
    )
    assert document.metadata == Metadata(
        id="avtale-1",
        title="Avtale: første del",
        language="nn",
        publisher="Prøvekommunen",
        owner="O'Hara",
        url="https://example.org/a#b",
        valid_from="2022-01-01",
        valid_to="2032",
        supersedes="avtale-0",
        status="example",
        updated="2022-03-16",
        review_date="2025-06",
    )
    assert document.warnings == ()


def test_front_matter_is_only_at_the_top() -> None:
    """A line of dashes further down is a line, and a document without front matter keeps every word."""
    assert split_front_matter("Tekst\n---\ntitle: Nei\n---\n") == ({}, "Tekst\n---\ntitle: Nei\n---\n", ())


def test_the_title_comes_from_the_text() -> None:
    """Without front matter the first heading is the title."""
    assert read("# Vår avtale\n\nTekst.").metadata.title == "Vår avtale"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2022-03-16", "2022-03-16"),
        ("16.03.2022", "2022-03-16"),
        ("16. mars 2022", "2022-03-16"),
        ("16 March 2022", "2022-03-16"),
        ("March 16, 2022", "2022-03-16"),
        ("mars 2022", "2022-03"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("31.02.2022", None),
        ("2022-03-16T12:00:00Z", "2022-03-16"),
        ("våren 2022", None),
        ("", None),
    ],
)
def test_dates(written: str, read_as: str | None) -> None:
    """A date is as exact as it was said, and what is none is unknown."""
    assert iso_date(written) == read_as


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Sist oppdatert: 16.03.2022", "2022-03-16"),
        ("Sist endra 3. mai 2024", "2024-05-03"),
        ("Last updated: 3 May 2024.", "2024-05-03"),
        ("Oppdatert: 01.02.2023 kl. 10.15", "2023-02-01"),
        ("Avtalen ble sist oppdatert 16.03.2022", None),
        ("Sist oppdatert av Kari", None),
    ],
)
def test_when_a_page_was_updated(line: str, date: str | None) -> None:
    """A line that says only when the page was changed gives the date; a sentence about it does not."""
    assert updated_line(line) == date


def test_updated_goes_from_text_to_metadata() -> None:
    """The line itself is no part of the text: else every new date would look like a new clause."""
    document = read("# A\n\nTekst her.\n\nSist oppdatert: 16.03.2022\n\nFant du det du lette etter?")
    assert document.metadata.updated == "2022-03-16"
    assert document.blocks == (Block("heading", "A", level=1), Block("paragraph", "Tekst her."))


@pytest.mark.parametrize(
    ("code", "language"), [("no", "nb"), ("nb_NO", "nb"), ("Nynorsk", "nn"), ("en-GB", "en"), ("se", None)]
)
def test_language_codes(code: str, language: str | None) -> None:
    """Languages are told by their codes and names; one that we do not keep apart is unknown."""
    assert language_code(code) == language


def test_a_bold_line_is_a_heading() -> None:
    """A short paragraph that is bold as a whole heads what follows, one level below the heading above it."""
    document = read(
        "# A\n\n## B\n\nTekst her.\n\n**Hvem kan søke**\n\nAlle kan **søke** her.\n\n**Merk:**\n\nIkke alle."
    )
    assert ("heading", 3, "Hvem kan søke") in shape(document)
    assert ("paragraph", 0, "Merk:") in shape(document)
