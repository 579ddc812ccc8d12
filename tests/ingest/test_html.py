"""Of a page its main text is kept, with headings, lists and tables, and nothing of what stands around it."""

from __future__ import annotations

from ingest.cleaning import clean
from ingest.readers import Limits
from ingest.readers.html import read_html
from knowledge.types import ParsedDocument

PAGE = """<!DOCTYPE html><html lang="nn"><head><title>Samarbeid med oss – Prøvekommunen</title>
<link rel="canonical" href="https://example.org/samarbeid"><script>var a = "skript";</script></head><body>
<a href="#m">Hopp til innhaldet</a><div id="cookie" role="dialog"><p>Vi brukar informasjonskapslar.</p><button>Godta alle</button></div>
<header><nav><ul><li><a href="/">Heim</a></li><li><a href="/t">Tenester</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Heim</a> / Samarbeid</div>
<main id="m"><h1>Samarbeid med oss</h1><p>Kommunen tek imot førespurnader om forsking heile året, og svarar alle.</p>
<h2><button>Kven kan søkje?</button></h2><p>Desse kan søkje hos oss:</p>
<ul><li>universitet</li><li>høgskular<ul><li>offentlege</li></ul></li><li>bedrifter med <b>eit</b> <a href="x">samarbeid</a></li></ul>
<ol><li>Skriv</li><li>Send</li></ol>
<h2>Fristar</h2><table><caption>Fristar i år</caption><tr><th>Ordning</th><th>Frist</th></tr>
<tr><td rowspan="2">Forprosjekt</td><td>1. mars</td></tr><tr><td>1. september</td></tr></table>
<p><strong>Hugs dette</strong></p><p>Alt må sendast inn i tide, elles kjem det ikkje med.</p>
<h2>Kontakt</h2><p>Kari Prøve<br>kari@example.org</p><p>Sist oppdatert: 3. mai 2024</p></main>
<aside><h2>Siste nytt</h2><p>Vi søker ny medarbeidar til kontoret.</p></aside>
<footer><p>Følg oss i sosiale medium. Personvernerklæring.</p></footer></body></html>"""


def read(page: str) -> ParsedDocument:
    return clean(read_html(page.encode(), Limits()))


def shape(document: ParsedDocument) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text or " / ".join(b.items)) for b in document.blocks]


def test_the_main_text() -> None:
    """Menus, dialogs, scripts, asides and footers go; headings, nested lists and tables stay, cells over two rows in both."""
    assert shape(read(PAGE)) == [
        ("heading", 1, "Samarbeid med oss"),
        ("paragraph", 0, "Kommunen tek imot førespurnader om forsking heile året, og svarar alle."),
        ("heading", 2, "Kven kan søkje?"),
        ("paragraph", 0, "Desse kan søkje hos oss:"),
        ("list", 0, "- universitet / - høgskular /   - offentlege / - bedrifter med eit samarbeid"),
        ("list", 0, "1. Skriv / 2. Send"),
        ("heading", 2, "Fristar"),
        ("paragraph", 0, "Fristar i år"),
        ("table", 0, "| Ordning | Frist | / | Forprosjekt | 1. mars | / | Forprosjekt | 1. september |"),
        ("heading", 3, "Hugs dette"),
        ("paragraph", 0, "Alt må sendast inn i tide, elles kjem det ikkje med."),
        ("heading", 2, "Kontakt"),
        ("paragraph", 0, "Kari Prøve"),
        ("paragraph", 0, "kari@example.org"),
    ]


def test_what_the_page_says_of_itself() -> None:
    """Title without the site's name, language, address and the date of the last change are read from the page."""
    metadata = read(PAGE).metadata
    assert metadata.title == "Samarbeid med oss"
    assert metadata.language == "nn"
    assert metadata.url == "https://example.org/samarbeid"
    assert metadata.updated == "2024-05-03"


def test_meta_tags() -> None:
    """Keywords may carry what front matter would, and the date of change may stand in a meta tag."""
    page = PAGE.replace(
        "</head>",
        '<meta name="keywords" content="id: side-1; status: Example"><meta name="DC.Date.Modified" content="2023-02-01"></head>',
    )
    metadata = read(page).metadata
    assert (metadata.id, metadata.status, metadata.updated) == ("side-1", "example", "2023-02-01")


def test_a_short_page_is_read_too() -> None:
    """A page of two sentences without any frame is all text."""
    document = read("<html><body><h1>Kort</h1><p>Dette er alt som står her.</p><p>Og litt til.</p></body></html>")
    assert [block.text for block in document.blocks] == ["Kort", "Dette er alt som står her.", "Og litt til."]


def test_definitions_and_details() -> None:
    """Folded-up answers and lists of terms keep their words."""
    document = read(
        "<html><body><main><h1>Ord</h1><p>Her forklarer vi noen ord som brukes i avtalene våre.</p>"
        "<details><summary>Hva koster det?</summary><p>Det er gratis for alle.</p></details>"
        "<dl><dt>Prosjekteier</dt><dd>Den som har ansvaret i kommunen.</dd></dl></main></body></html>"
    )
    words = " ".join(f"{b.text} {' '.join(b.items)}" for b in document.blocks)
    for expected in ("Hva koster det?", "Det er gratis for alle.", "Prosjekteier", "Den som har ansvaret i kommunen."):
        assert expected in words


def test_encodings() -> None:
    """A page is read in the encoding that it declares, and in UTF-8 or Windows-1252 where it declares none or a wrong one."""
    text = "<p>Høgskolen på Ås søker om støtte til forskning på grønnsaker.</p>"
    for head, encoding in (
        ('<meta charset="iso-8859-1">', "latin-1"),
        ("", "utf-8"),
        ("", "cp1252"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ('<meta charset="utf-8">', "cp1252"),
    ):
        document = clean(read_html(f"{head}<html><body>{text}</body></html>".encode(encoding), Limits()))
        assert [b.text for b in document.blocks] == ["Høgskolen på Ås søker om støtte til forskning på grønnsaker."]


def test_a_page_without_a_marked_main_part() -> None:
    """Where a page does not say what its main part is, menus and side columns in plain boxes go all the same."""
    sentences = "".join(
        f"<p>Setning nummer {n} sier noe om samarbeidet mellom kommunen og universitetet.</p>" for n in range(30)
    )
    document = read(
        '<html><body><div class="menu"><ul><li><a href="/">Heim</a></li><li><a href="/a">Alt vi tilbyr</a></li></ul></div>'
        f'<div class="content"><h1>Samarbeid</h1>{sentences}</div>'
        '<div class="sidebar"><h3>Siste nytt</h3><ul><li><a href="/n">Vi flytter</a></li></ul></div></body></html>'
    )
    words = " ".join(f"{b.text} {' '.join(b.items)}" for b in document.blocks)
    assert "Setning nummer 29" in words
    assert "Alt vi tilbyr" not in words
    assert "Vi flytter" not in words
