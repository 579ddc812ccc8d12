"""Broken, renamed and hostile files: name -> (bytes, what may become of them: reasons, or "read")."""

from __future__ import annotations

import random
import struct
from collections.abc import Mapping

from tests.ingest.files import (
    CONTENT_TYPES,
    ODT_NAMES,
    Picture,
    Text,
    W,
    docx,
    odt,
    packed,
    paragraph,
    pdf,
    raw_pdf,
    stream,
)

GOOD_TEXT = "Kommunen samarbeider med universitetet om forskning."
XXE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
REMOTE_XXE = '<!DOCTYPE x [<!ENTITY % more SYSTEM "http://127.0.0.1:9/more.dtd"> %more;]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
ODT_PARAGRAPH = f"<text:p>{GOOD_TEXT}</text:p>"
READ = frozenset({"read"})
ENDED = frozenset({"too_slow", "too_much_memory", "too_large_inside", "crashed", "damaged", "no_text", "read"})

Case = tuple[bytes, frozenset[str]]


def cases() -> Mapping[str, Case]:
    """Every kind, by file name."""
    return {**_texts(), **_pages(), **_word(), **_open_document(), **_pdfs(), **_renamed(), **_random()}


def _only(*reasons: str) -> frozenset[str]:
    return frozenset(reasons)


def _texts() -> dict[str, Case]:
    text = GOOD_TEXT.encode()
    return {
        "only-spaces.txt": (b" \n\t\r\n  \n" * 50, _only("no_text")),
        "only-front-matter.md": (b"---\ntitle: Tom\n---\n", _only("no_text")),
        "only-heading.md": (b"# Bare en overskrift\n", _only("no_text")),
        "nul-bytes.txt": (text + b"\x00" * 20 + text, _only("not_text")),
        "control-bytes.md": (bytes(range(1, 9)) * 50, _only("not_text")),
        "invalid-utf8.txt": (text + " æøå".encode() * 20 + b"\xff\xfe\xc3", READ),
        "utf16.txt": (GOOD_TEXT.encode("utf-16"), READ),
        "utf16-no-mark.txt": (GOOD_TEXT.encode("utf-16-le"), READ),
        "utf32.txt": (GOOD_TEXT.encode("utf-32"), READ),
        "latin1.txt": ("Høgskolen på Ås søker om støtte.".encode("latin-1"), READ),
        "one-long-line.txt": (b"ord " * 150_000, READ),
        "one-long-word.md": (b"x" * 2_000_000, READ),
        "deep-quotes.md": (b">" * 20_000 + text, ENDED),
        "deep-list.md": (b"".join(b"  " * n + b"- punkt\n" for n in range(600)), ENDED),
        "brackets.md": (b"[" * 20_000 + text, ENDED),
        "emphasis.md": (b"*a_" * 50_000, ENDED),
        "wide-table.md": (b"|" + b"a|" * 5000 + b"\n|" + b"-|" * 5000 + b"\n|" + b"b|" * 5000, ENDED),
        "front-matter-open.md": (b"---\ntitle: Uten slutt\n" + text, READ),
        "front-matter-broken.md": (b"---\ntitle: A: B\n\t:::\n{{{\nupdated: i fjor\n---\n" + text, READ),
        "front-matter-huge.md": (b"---\n" + b"key: value\n" * 20_000 + b"---\n" + text, READ),
        "front-matter-tags.md": (
            b"---\ntitle: !!python/object/apply:os.system ['true']\nx: &a [*a, *a]\n---\n" + text,
            READ,
        ),
        "many-headings.md": (b"# A\n" * 20_000 + text, READ),
    }


def _pages() -> dict[str, Case]:
    paragraph_ = f"<p>{GOOD_TEXT}</p>"
    return {
        "deep.html": (b"<div>" * 100_000 + paragraph_.encode(), ENDED),
        "deep-lists.html": (b"<ul><li>a" * 5000, ENDED),
        "laughs.html": (f"{LAUGHS}<html><body><p>&j;</p>{paragraph_}</body></html>".encode(), READ),
        "xxe.xhtml": (
            f'<?xml version="1.0"?>{XXE}<html><body><p>&secret;</p>{paragraph_}</body></html>'.encode(),
            READ,
        ),
        "refresh.html": (
            f'<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">'
            f'<link rel="stylesheet" href="a.css"></head><body><img src="a.png"><iframe src="b"></iframe>'
            f"{paragraph_}</body></html>".encode(),
            READ,
        ),
        "only-script.html": (b"<html><body><script>document.write('hei')</script></body></html>", _only("no_text")),
        "unclosed.html": (b"<html><body><p>" + GOOD_TEXT.encode() + b"<p><table><tr><td>a<td>b<li><h2>", READ),
        "no-tags.html": (GOOD_TEXT.encode() * 3, READ),
        "wrong-charset.html": (b'<meta charset="utf-99"><p>' + GOOD_TEXT.encode() + b"</p>", READ),
        "rowspan.html": (
            b"<table>"
            + b'<tr><td rowspan="99999999">a</td><td colspan="99999999">b</td></tr>' * 200
            + b"</table>"
            + paragraph_.encode(),
            ENDED,
        ),
    }


def _word() -> dict[str, Case]:
    good = docx(paragraph(GOOD_TEXT))
    bomb = f"<w:p><w:r><w:t>{'A' * 1000}</w:t></w:r></w:p>" * 150_000
    external = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{paragraph(GOOD_TEXT)}</w:body></w:document>'
    looping = (
        '<w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    nested = "<w:tbl><w:tr><w:tc>" * 400 + paragraph(GOOD_TEXT) + "</w:tc></w:tr></w:tbl>" * 400
    locked = bytearray(good)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            struct.pack_into("<H", locked, at + place, 1)
            at = locked.find(mark, at + 4)
    return {
        "bomb.docx": (docx(bomb), _only("too_large_inside")),
        "nested-zips.docx": (
            packed({"a.zip": packed({"b.zip": packed({"c.txt": b"0" * 10_000_000})})}),
            _only("wrong_format"),
        ),
        "many-members.docx": (
            packed({"word/document.xml": document, **{f"x{n}": b"" for n in range(12_000)}}),
            _only("too_large_inside"),
        ),
        "xxe.docx": (docx(paragraph("x").replace("x</w:t>", "&secret;</w:t>"), XXE), _only("hostile_xml")),
        "remote-xxe.docx": (docx(paragraph(GOOD_TEXT), REMOTE_XXE), _only("hostile_xml")),
        "laughs.docx": (docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS), _only("hostile_xml")),
        "truncated.docx": (good[: len(good) // 2], _only("damaged")),
        "half-missing.docx": (good[len(good) // 2 :], _only("damaged")),
        "no-document.docx": (packed({"[Content_Types].xml": CONTENT_TYPES}), _only("damaged")),
        "not-xml.docx": (
            packed({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document"}),
            _only("damaged"),
        ),
        "other-xml.docx": (packed({"word/document.xml": "<a><b/></a>"}), _only("damaged")),
        "empty-body.docx": (docx(""), _only("no_text")),
        "password.docx": (bytes(locked), _only("encrypted")),
        "encrypted-package.docx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
            _only("encrypted"),
        ),
        "old-word.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), _only("old_word")),
        "external.docx": (packed({"word/document.xml": document, "word/_rels/document.xml.rels": external}), READ),
        "climbing.docx": (packed({"word/document.xml": document, "../../../../tmp/evil": b"x"}), READ),
        "looping-styles.docx": (docx(paragraph(GOOD_TEXT, '<w:pStyle w:val="a"/>'), styles=looping), READ),
        "nested-tables.docx": (docx(nested), ENDED),
        "odd-numbers.docx": (
            docx(
                paragraph(
                    GOOD_TEXT, '<w:outlineLvl w:val="-7"/><w:numPr><w:ilvl w:val="x"/><w:numId w:val="99"/></w:numPr>'
                )
            ),
            READ,
        ),
    }


def _open_document() -> dict[str, Case]:
    repeated = '<table:table-cell table:number-columns-repeated="2000000000"><text:p>a</text:p></table:table-cell>'
    encrypted = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return {
        "bomb.odt": (odt(f"<text:p>{'A' * 1000}</text:p>" * 150_000), _only("too_large_inside")),
        "xxe.odt": (odt("<text:p>&secret;</text:p>", XXE), _only("hostile_xml")),
        "laughs.odt": (odt("<text:p>&j;</text:p>", LAUGHS), _only("hostile_xml")),
        "no-content.odt": (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), _only("damaged")),
        "encrypted.odt": (odt(ODT_PARAGRAPH, **{"META-INF/manifest.xml": encrypted}), _only("encrypted")),
        "repeated.odt": (
            odt(f"<table:table><table:table-row>{repeated * 50}</table:table-row></table:table>{ODT_PARAGRAPH}"),
            READ,
        ),
        "spaces.odt": (odt(f'<text:p>A<text:s text:c="2000000000"/>B</text:p>{ODT_PARAGRAPH}'), READ),
        "truncated.odt": (odt(ODT_PARAGRAPH)[:200], _only("damaged")),
        "no-body.odt": (packed({"content.xml": f"<office:document-content {ODT_NAMES}/>"}), _only("damaged")),
    }


def _pdfs() -> dict[str, Case]:
    page = [Text(72, 700, GOOD_TEXT)]
    good = pdf([page])
    encryption = f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<01> <01>]"
    launch = "<< /S /Launch /F (/bin/true) /Win << /F (calc.exe) >> >>"
    loop = raw_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"]
    )
    flooded = raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(b"q Q " * 60_000_000),
        ]
    )
    return {
        "truncated.pdf": (good[: len(good) // 2], ENDED),
        "only-head.pdf": (b"%PDF-1.7\n", _only("damaged")),
        "encrypted.pdf": (pdf([page], trailer=encryption), _only("encrypted")),
        "scanned.pdf": (pdf([[Picture()], [Picture()]]), _only("scanned")),
        "no-pages.pdf": (pdf([]), _only("no_text", "damaged")),
        "blank.pdf": (pdf([[]]), _only("no_text")),
        "loop.pdf": (loop, ENDED),
        "lying-count.pdf": (good.replace(b"/Count 1", b"/Count 9"), ENDED),
        "huge-count.pdf": (good.replace(b"/Count 1 >>", b"/Count 9999999 >>"), ENDED | {"too_many_pages"}),
        "flood.pdf": (flooded, ENDED),
        "deep-arrays.pdf": (
            raw_pdf([b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 200_000 + b"]" * 200_000 + b">>"]),
            ENDED,
        ),
        "script.pdf": (pdf([page], OpenAction="<< /S /JavaScript /JS (app.launchURL('http://127.0.0.1:9/')) >>"), READ),
        "launch.pdf": (pdf([page], OpenAction=launch), READ),
        "bad-xref.pdf": (good.replace(b"xref", b"xxxx"), ENDED),
        "three-thousand-pages.pdf": (pdf([page] * 2001), _only("too_many_pages")),
    }


def _renamed() -> dict[str, Case]:
    return {
        "a-pdf.docx": (pdf([[Text(72, 700, GOOD_TEXT)]]), READ),
        "a-docx.pdf": (docx(paragraph(GOOD_TEXT)), READ),
        "a-docx.md": (docx(paragraph(GOOD_TEXT)), READ),
        "an-odt.docx": (odt(ODT_PARAGRAPH), READ),
        "a-page.txt": (f"<!DOCTYPE html><html><body><p>{GOOD_TEXT}</p></body></html>".encode(), READ),
        "a-picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(100), _only("wrong_format")),
        "a-picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(100), _only("wrong_format")),
        "rich-text.docx": (b"{\\rtf1\\ansi Hei}", _only("wrong_format")),
        "a-program.txt": (b"MZ\x90\x00" + bytes(500), _only("wrong_format")),
        "a-text.pdf": (GOOD_TEXT.encode(), _only("damaged")),
        "a-zip.odt": (packed({"a.txt": "hei"}), _only("wrong_format")),
    }


def _random() -> dict[str, Case]:
    noise = random.Random(7).randbytes(60_000)
    refused = _only("not_text", "damaged")
    return {f"noise{suffix}": (noise, refused) for suffix in (".md", ".txt", ".html", ".docx", ".odt", ".pdf")} | {
        "zip-noise.docx": (b"PK\x03\x04" + noise, refused),
        "pdf-noise.pdf": (b"%PDF-1.4\n" + noise, refused),
    }
