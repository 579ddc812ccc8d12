"""A request as a document: the same content in four formats, hashed, and fit for the records."""

from __future__ import annotations

import hashlib
import html
import json
import re
import time
from io import BytesIO
from typing import Any

import docx
import jsonschema
import pypdfium2
import pytest
from markdown_it import MarkdownIt

from bot.drafts.chat import DraftingChat
from bot.drafts.export.formats import FORMATS, export, schema
from bot.drafts.requests import canonical, request_of
from bot.drafts.store import DraftStore
from knowledge.errors import NotFound
from tests.bot.drafts.talking import TODAY, Person


@pytest.fixture
def submitted(chat: DraftingChat) -> dict[str, Any]:
    """A submitted request's document."""
    person = Person(chat).ready()
    person.press("submit")
    return chat.records.document("2026-0001", TODAY)


def test_the_record_is_what_was_submitted(chat: DraftingChat, store: DraftStore, submitted: dict[str, Any]) -> None:
    """The stored text is canonical, its hash is right, and its number, history and fields are in it."""
    with store.snapshot() as connection:
        request = request_of(connection, submitted["id"])
    assert request is not None
    assert request.document == canonical(submitted)
    assert request.sha256 == hashlib.sha256(request.document.encode()).hexdigest()
    assert submitted["number"] == "2026-0001"
    assert {field["id"]: field["value"] for field in submitted["fields"]}["title"] == "Trygge skoleveier"
    assert submitted["history"][0]["author"] == "kari"


def test_json_follows_its_schema(chat: DraftingChat, submitted: dict[str, Any]) -> None:
    """A submitted request and a half-finished draft both follow the schema that ships."""
    jsonschema.validate(json.loads(export(submitted, "json").content), schema())
    person = Person(chat, conversation="d")
    person.say("Vi ønsker et innovasjonssamarbeid. Tittelen er Snø.")
    person.say("vet ikke")
    jsonschema.validate(chat.records.document(person.draft["id"], TODAY), schema())


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_the_same_document_gives_the_same_bytes(submitted: dict[str, Any], kind: str) -> None:
    """An export can be checked by its hash: it is the same a second later."""
    first = export(submitted, kind)
    time.sleep(1.1)
    again = export(submitted, kind)
    assert first.content == again.content
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()
    assert first.name == f"samspill-2026-0001.{kind}"


def test_a_docx_is_a_form(submitted: dict[str, Any]) -> None:
    """The DOCX opens, with headings, tables of fields, obligations and history, and the sender among its properties."""
    word = docx.Document(BytesIO(export(submitted, "docx").content))
    headings = [
        paragraph.text
        for paragraph in word.paragraphs
        if paragraph.style and paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings[0] == "Henvendelse om forskningssamarbeid"
    assert {"Opplysninger", "Dette følger av svarene", "Historikk"} <= set(headings)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Trygge skoleveier" in cells
    assert (word.core_properties.author, word.core_properties.identifier) == ("Kari Nordmann", "2026-0001")


def test_a_pdf_is_pdf_a(submitted: dict[str, Any]) -> None:
    """The PDF says that it is PDF/A-2u and has what that takes: XMP, output intent, embedded fonts, no encryption, a language."""
    content = export(submitted, "pdf").content
    for part in (
        b"<pdfaid:part>2<",
        b"<pdfaid:conformance>U<",
        b"/OutputIntent",
        b"/FontFile2",
        b"/ToUnicode",
        b"/Lang",
        b"/ID",
    ):
        assert part in content, part
    for part in (b"/Encrypt", b"/JavaScript", b"/SMask", b"/EmbeddedFile", b"/Type1"):
        assert part not in content, part
    fonts = set(re.findall(rb"/BaseFont /([\w+-]+)", content))
    assert fonts
    assert all(b"+" in font for font in fonts), "a font is not embedded as a subset"
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Trygge skoleveier" in text
    assert "Institutt for bygg- og miljøteknikk" in text


def test_a_pdf_carries_the_metadata_of_the_records(submitted: dict[str, Any]) -> None:
    """Title, sender, date, number, case number and access code with its legal basis stand in the XMP."""
    document = {**submitted, "case_number": "26/1234", "access_code": "offentleglova § 26"}
    content = export(document, "pdf").content.decode("latin-1")
    packet = content[content.index("<x:xmpmeta") : content.index("</x:xmpmeta>")].encode("latin-1").decode()
    for part in (
        "Trygge skoleveier",
        "Kari Nordmann, Saupstad skole",
        "2026-11-22",
        "2026-0001",
        "26/1234",
        "offentleglova § 26",
    ):
        assert part in packet


def test_what_people_wrote_is_text_in_every_format(chat: DraftingChat) -> None:
    """Markup, control characters and signs that no font has are carried as text, or replaced, and break no file."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid")
    person.press("set:title", "<b>Ro</b> & «æøå» | *ro* 😀 čŋ \x0b")
    document = chat.records.document(person.draft["id"], TODAY)
    assert "\\<b\\>Ro" in export(document, "md").content.decode()
    for kind in FORMATS:
        assert export(document, kind).content
    docx.Document(BytesIO(export(document, "docx").content))
    pdf = pypdfium2.PdfDocument(export(document, "pdf").content)
    assert "<b>Ro</b> & «æøå»" in pdf[0].get_textpage().get_text_range()


AWKWARD = {
    "markup": "# Overskrift\n- punkt\n+ pluss\n1. en\n> sitat\n---\n    innrykk\n![b](http://x.example/a.png) ~~s~~ **f** "
    "&copy; <script>x</script> | a |",
    "mentions": "<@U0EVIL> <!channel> @here 👩‍👩‍👧 🇳🇴 æøåÆØÅ ąž \u202esnudd\u202c",
    "long": "Ærlig, øm og åpen tekst. " * 159,
    "one word": "W" * 3990,
    "many lines": "\n".join(f"linje {number}" for number in range(400)),
    "lines and a block": "kort\n" * 38 + "Et langt avsnitt med mange ord. " * 40,
    "breaks": "a\r\nb\rc\x0bd\u2028e",
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_content_is_whole_in_every_format(chat: DraftingChat, name: str) -> None:
    """Whatever fits a field is exported whole, as text: markup is none, mentions are words, and the longest field fits its pages."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid")
    person.press("set:purpose", AWKWARD[name])
    document = chat.records.document(person.draft["id"], TODAY)
    words = re.findall(r"[^\W_]{2,}", AWKWARD[name])
    word = docx.Document(BytesIO(export(document, "docx").content))
    told = "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    pdf = pypdfium2.PdfDocument(export(document, "pdf").content)
    printed = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(export(document, "md").content.decode())
    read = "".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split())
    for each in words:
        assert each in told
        assert "".join(each.split()) in printed or len(each) > 60
        assert each in read
    assert printed.count("W") >= AWKWARD[name].count("W")
    assert not re.search(r"<(?:a|img|script|li|hr|h[3-6]|blockquote|pre|code|s|strong)\b", shown)
    assert "\u202e" not in told + printed


def test_drafts_are_listed_and_deleted_but_requests_stay(chat: DraftingChat, submitted: dict[str, Any]) -> None:
    """The list names everything; a draft can be deleted, a submitted request cannot; an unknown name is told."""
    person = Person(chat, conversation="d")
    person.say("Vi ønsker et innovasjonssamarbeid. Tittelen er Snø.")
    assert [row["title"] for row in chat.records.list("kari")] == ["Snø", "Trygge skoleveier"]
    chat.records.delete(person.draft["id"])
    with pytest.raises(ValueError, match="submitted"):
        chat.records.delete("2026-0001")
    assert [row["number"] for row in chat.records.list()] == ["2026-0001"]
    with pytest.raises(NotFound):
        chat.records.document("nowhere", TODAY)


def test_the_record_keeps_the_ids(chat: DraftingChat, submitted: dict[str, Any]) -> None:
    """The JSON is what is hashed: names, which change, do not change it, while what people read has them."""
    number, names = submitted["number"], {"kari": "Kari Moen"}
    record = chat.records.export(number, "json", TODAY, names)
    assert record == chat.records.export(number, "json", TODAY)
    assert "| Kari Moen |" in chat.records.export(number, "md", TODAY, names).content.decode()
    assert "| kari |" in chat.records.export(number, "md", TODAY).content.decode()
