"""Web pages in the library: they come in like files, and what a page turns into does not empty the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import IngestRequest, ingest
from ingest.pipeline_plan import ReadFile
from ingest.sources import Origin, SourceFile
from ingest.web.collecting import read_list
from ingest.web.memory import remembered
from ingest.web.pages import trouble
from ingest.web.visiting import Web
from knowledge.errors import NotFound, UnreadableInput
from knowledge.library import Library
from knowledge.reports import FileReport, IngestReport
from knowledge.settings import KnowledgeSettings
from knowledge.types import ChunkDraft, Metadata
from tests.ingest.files import column, docx, paragraph, pdf
from tests.making import HashEmbedder, closing_engine
from tests.standins.web import WebStandIn, everything_here, web_stand_in

FILLING = " ".join(
    f"Punkt {n} i avtalen sier at kommunen og universitetet møtes hver {n}. uke og skriver referat."
    for n in range(2, 14)
)


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with web_stand_in() as stand_in:
        yield stand_in


def page(title: str, text: str, more: str = "", head: str = "") -> str:
    return (
        f"<html lang='nb'><head><title>{title} | Kommunen</title>{head}</head><body><nav><a href='/'>Hjem</a></nav><main>"
        f"<h1>{title}</h1><h2>Hva er avtalt?</h2><p>{text}</p>{more}</main><footer>Kommunen, postboks 1</footer></body></html>"
    )


def bring(
    settings: KnowledgeSettings,
    web: WebStandIn,
    *addresses: str,
    paths: tuple[Path, ...] = (),
    rebuild: bool = False,
    **more: object,
) -> IngestReport:
    with closing_engine(settings) as engine:
        request = IngestRequest(paths=paths, addresses=addresses, rebuild=rebuild)
        return ingest(
            request, settings, Library(engine), HashEmbedder(), web=Web(web.settings(**more), everything_here)
        )


def lines(report: IngestReport) -> dict[str, tuple[str, str | None]]:
    return {line.path: (line.action, line.reason) for line in report.files}


def only(report: IngestReport) -> FileReport:
    (line,) = report.files
    return line


def text_of(settings: KnowledgeSettings) -> str:
    with closing_engine(settings) as engine:
        library = Library(engine)
        current = library.current()
        return " ".join(chunk.text for chunk, _ in library.chunks(current.id)) if current else ""


def test_a_page_comes_in(settings: KnowledgeSettings, web: WebStandIn) -> None:
    """A page's main text is in, with its title, when it was last changed, and its address, without the page's frame."""
    web.page("/samarbeid", page("Samarbeid", FILLING, "<p>Sist oppdatert: 12.03.2026</p>"))
    report = bring(settings, web, web.url("/samarbeid"))
    assert only(report).action == "added"
    with closing_engine(settings) as engine:
        (record,) = Library(engine).documents()
    version = record.version
    assert version.document.identity == web.url("/samarbeid")
    assert (version.metadata.title, version.metadata.updated, version.metadata.url) == (
        "Samarbeid",
        "2026-03-12",
        web.url("/samarbeid"),
    )
    assert "Punkt 5 i avtalen" in text_of(settings)
    assert "postboks" not in text_of(settings)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<p>Sist oppdatert 3. november 2025</p>", "2025-11-03"),
        ("<p><em>Last updated: 2026-01-09</em></p>", "2026-01-09"),
        ("<p>Sist endret: 09.01.2026 kl. 12.30</p>", "2026-01-09"),
        ("<div class='dato'><span>Sist endra:</span> <time>9. januar 2026</time></div>", "2026-01-09"),
        ("</main><footer><p>Sist oppdatert: 12.03.2026</p></footer><main>", "2026-03-12"),
        ("<p>Publisert 1.1.2020</p>", None),
    ],
)
def test_when_a_page_was_changed(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, line: str, date: str | None
) -> None:
    """A page's own line about its last change is read wherever it stands, and is no part of the text."""
    web.page("/x", page("Samarbeid", FILLING, line))
    bring(sqlite_settings, web, web.url("/x"))
    with closing_engine(sqlite_settings) as engine:
        (record,) = Library(engine).documents()
    assert record.version.metadata.updated == date


def test_documents_on_the_web(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """A PDF and a DOCX at an address come in like files, read by what they are."""
    web.page(
        "/avtale.pdf",
        pdf([column(["Avtale om samarbeid", "", "Kommunen samarbeider med universitetet om forskning."])]),
        "application/pdf",
    )
    web.page("/last-ned?id=3", docx(paragraph("Kommunen samarbeider med universitetet.")), "application/octet-stream")
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    web.page("/rutine", docx(paragraph("Rutinen gjelder for alle enheter i kommunen.")), word)
    report = bring(sqlite_settings, web, *(web.url(path) for path in ("/avtale.pdf", "/last-ned?id=3", "/rutine")))
    assert lines(report) == {
        "avtale.pdf": ("added", None),
        "last-ned?id=3": ("refused", "web_type"),
        "rutine": ("added", None),
    }


def test_a_page_that_has_not_changed_costs_nothing(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """A page that the server says is the same is not sent, not read and not published again; a changed one is."""
    web.page("/x", page("Samarbeid", FILLING), ETag='"1"')
    bring(sqlite_settings, web, web.url("/x"))
    again = bring(sqlite_settings, web, web.url("/x"))
    assert (only(again).action, again.published) == ("unchanged", False)
    assert web.asked[-1][2]["If-None-Match"] == '"1"'
    web.page("/x", page("Samarbeid", FILLING + " Nytt punkt om lab."), ETag='"2"')
    assert only(bring(sqlite_settings, web, web.url("/x"))).action == "updated"
    assert "Nytt punkt om lab" in text_of(sqlite_settings)


def test_a_rebuild_reads_pages_again(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """A rebuild asks for the whole page, whatever the server remembers."""
    web.page("/x", page("Samarbeid", FILLING), ETag='"1"')
    bring(sqlite_settings, web, web.url("/x"))
    assert only(bring(sqlite_settings, web, web.url("/x"), rebuild=True)).action == "unchanged"
    assert "If-None-Match" not in web.asked[-1][2]


TERMS = "Vilkår for bruk av kontoen og personvern for alle som har konto. " * 40
LOGIN = "<form action='/auth'><label>Brukernavn <input name=u></label><input type='Password' name=p><button>Logg inn</button></form>"
TROUBLES = {
    "gone": ("web_gone", lambda web: web.status("/x", 410)),
    "missing": ("web_gone", lambda web: web.status("/x", 404)),
    "broken": ("web_status", lambda web: web.status("/x", 503)),
    "soft 404 nb": ("web_error_page", lambda web: web.page("/x", page("Siden ble ikke funnet", "Vi finner ikke siden du leter etter."))),
    "soft 404 nn": ("web_error_page", lambda web: web.page("/x", page("Fann ikkje sida", "Sida er flytta eller sletta."))),
    "soft 404 en": ("web_error_page", lambda web: web.page("/x", page("Page not found", "The page may have been moved."))),
    "error": ("web_error_page", lambda web: web.page("/x", page("Feil 500", "Noe gikk galt hos oss. Prøv igjen senere."))),
    "login": ("web_login", lambda web: web.page("/x", page("Logg inn", "Bruk kontoen din.", LOGIN))),
    "login without field": ("web_login", lambda web: web.page("/x", page("Logg inn med Feide", "Velg tilhørighet."))),
    "login with terms": ("web_login", lambda web: web.page("/x", page("Min side", TERMS, LOGIN))),
    "no access": ("web_login", lambda web: web.page("/x", page("Ingen tilgang", "Du har ikke tilgang til denne siden."))),
    "unauthorised": ("web_login", lambda web: web.status("/x", 401)),
    "to a login": ("web_login", lambda web: (web.redirect("/x", "/login?n=/x"), web.page("/login?n=/x", page("Hei", FILLING)))),
    "to a login elsewhere": ("web_redirect", lambda web: web.redirect("/x", "https://login.example.org/")),
    "to the front page": ("web_home", lambda web: (web.redirect("/x", "/"), web.page("/", page("Velkommen", FILLING)))),
    "shrunk": ("web_shrunk", lambda web: web.page("/x", page("Samarbeid", "Denne siden er under arbeid."))),
    "empty": ("empty", lambda web: web.page("/x", "")),
    "no text": ("no_text", lambda web: web.page("/x", "<html><body><div id='app'></div><script>start()</script></body></html>")),
    "another kind": ("web_type", lambda web: web.page("/x", b"\x89PNG", "image/png")),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLES)
def test_what_a_page_turns_into_does_not_empty_the_index(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, name: str
) -> None:
    """A page that is gone, closed, broken or empty is reported with its reason, and the text that was there stays in force."""
    reason, happen = TROUBLES[name]
    web.page("/x", page("Samarbeid", FILLING), ETag='"1"')
    bring(sqlite_settings, web, web.url("/x"))
    happen(web)
    report = bring(sqlite_settings, web, web.url("/x"))
    line = only(report)
    assert (line.action, line.reason, line.kept, report.published) == ("refused", reason, True, False)
    assert "Punkt 5 i avtalen" in text_of(sqlite_settings)
    with closing_engine(sqlite_settings) as engine:
        known = remembered(engine)[web.url("/x")]
    assert (known.trouble, known.known.etag) == (reason, '"1"')
    web.page("/x", page("Samarbeid", FILLING), ETag='"1"')
    assert only(bring(sqlite_settings, web, web.url("/x"))).action == "unchanged"
    with closing_engine(sqlite_settings) as engine:
        assert remembered(engine)[web.url("/x")].trouble is None


@pytest.mark.parametrize("name", ["soft 404 nb", "login", "login without field", "no access"])
def test_such_a_page_does_not_come_in_at_first(sqlite_settings: KnowledgeSettings, web: WebStandIn, name: str) -> None:
    """A login or an error page is no document the first time either."""
    reason, happen = TROUBLES[name]
    happen(web)
    assert only(bring(sqlite_settings, web, web.url("/x"))).reason == reason


def test_a_real_page_is_not_mistaken(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """A page with a login box beside its text, one about missing things, and a short one come in."""
    web.page("/a", page("Samarbeid", FILLING, LOGIN))
    web.page("/b", page("Finnes det ikke midler?", FILLING))
    web.page("/c", page("Kontakt", "Kari Nordmann er kontaktperson for samarbeidet."))
    web.page("/d", page("Logg inn i arkivet: rutine for ansatte", FILLING * 2))
    report = bring(sqlite_settings, web, *(web.url(path) for path in ("/a", "/b", "/c", "/d")))
    assert {action for action, _ in lines(report).values()} == {"added"}


REAL = [
    "400 studenter i praksis",
    "404 Innovasjon AS",
    "Vedlikehold av skolebygg",
    "Innlogging: slik gjør du",
    "Logg inn i arkivet og finn saken",
    "Det finnes ikke egne midler",
    "Finnes det støtte?",
    "Tilgang til data",
    "Ingen tilgang uten avtale",
    "Sidene for ansatte",
    "Feil i data: hvem retter dem?",
    "Access to research data",
    "Something about partners",
    "Siden sist: nytt om samarbeidet",
    "Dokumentet gjelder alle",
]
GONE = [
    "404",
    "404 - Siden finnes ikke",
    "Error 404: Not Found",
    "HTTP 500",
    "Feil 503",
    "403 Forbidden",
    "Siden ble ikke funnet",
    "Sida vart ikkje funnen",
    "Beklager, noe gikk galt",
    "Oops!",
    "Vi finner ikke siden du leter etter",
    "Denne siden finnes ikke lenger",
    "This page does not exist",
    "Page not found",
    "Under vedlikehold",
    "Just a moment...",
    "Noe gikk galt",
]
CLOSED = [
    "Logg inn",
    "Logg inn med Feide",
    "Log in to continue",
    "Sign in",
    "Innlogging",
    "Du har ikke tilgang til siden",
    "Access denied",
    "Du må være logget inn",
]


@pytest.mark.parametrize(
    ("title", "reason"),
    [*((t, None) for t in REAL), *((t, "web_error_page") for t in GONE), *((t, "web_login") for t in CLOSED)],
)
def test_titles_of_short_pages(title: str, reason: str | None) -> None:
    """A short page is told from an error or a login by its title, also where a real title begins with the same words."""
    text = "Kommunen og universitetet møtes hver måned og fører referat fra møtene."
    piece = ChunkDraft(text, (title,), None, "nb", "text", "h")
    file = SourceFile(
        "https://a.example", "x", Path(), 1, origin=Origin("https://a.example/x", "https://a.example/x", ".html")
    )
    found = trouble(ReadFile(file, "h", Metadata(title=title), (piece,), (), 0.0), ())
    assert (found.reason if found else None) == reason


def test_a_page_cannot_take_another_documents_place(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path
) -> None:
    """What a page says that it is, by a canonical address or front matter, makes it no version of another document."""
    (tmp_path / "avtale.md").write_text(f"---\nid: avtale\n---\n\n# Avtale\n\n{FILLING}\n")
    bring(sqlite_settings, web, paths=(tmp_path / "avtale.md",))
    web.page("/x.md", f"---\nid: avtale\n---\n\n# Falsk\n\n{FILLING}\n", "text/markdown")
    web.page("/y", page("Falsk", FILLING, head="<link rel='canonical' href='https://www.kommune.example/annet'>"))
    report = bring(sqlite_settings, web, web.url("/x.md"), web.url("/y"))
    assert {line.identity for line in report.files} == {web.url("/x.md"), web.url("/y")}
    assert {line.action for line in report.files} == {"added"}


def test_nothing_else_is_retired(sqlite_settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path) -> None:
    """An address owns nothing: other addresses and folders stay as they are."""
    (tmp_path / "avtale.md").write_text(f"# Avtale\n\n{FILLING}\n")
    web.page("/a", page("En", FILLING))
    web.page("/b", page("To", FILLING))
    bring(sqlite_settings, web, web.url("/a"), paths=(tmp_path,))
    report = bring(sqlite_settings, web, web.url("/b"))
    assert (len(report.of("retired")), report.documents) == (0, 3)


SITE = "https://sites.google.com/view/samarbeid"


def google(title: str, text: str, links: str = "") -> str:
    """A page as Google Sites makes them: nested divs, classes without meaning, scripts, the text in sections."""
    nested = "".join(
        f"<div class='{name}'>"
        for name in ("yaqOZd", "LB7kq", "mYVXT", "hJDwNd-AhqUyc-uQSCkd", "JNdkSc", "oKdM2c", "tyJCtd")
    )
    return (
        f"<!DOCTYPE html><html lang='no'><head><title>Samarbeid - {title}</title><script>var x=1</script><style>.a{{}}</style></head>"
        f"<body class='QIA5w'><div jscontroller='Md9ENb'><div role='navigation'>{links}</div><div role='main'><section>{nested}"
        f"<h1 class='zfr3Q'><span>{title}</span></h1></div></div></div></div></div></div></div></section><section>{nested}"
        f"<p class='zfr3Q'><span>{text}</span></p><ul class='n8H08c'><li><p><span>Første punkt i lista om møter.</span></p></li>"
        f"<li><p><span>Andre punkt i lista om referat.</span></p></li></ul></div></div></div></div></div></div></div></section></div>"
        f"<footer><span>Google Sites</span><span>Report abuse</span></footer></div></body></html>"
    )


def test_pages_like_google_sites(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """Text in nested divs without any named part is found, with its heading and its list, without the frame around it."""
    web.page("/view/samarbeid/hjem", google("Om samarbeidet", FILLING, "<a href='/view/samarbeid/roller'>Roller</a>"))
    assert only(bring(sqlite_settings, web, web.url("/view/samarbeid/hjem"))).action == "added"
    found = text_of(sqlite_settings)
    assert "Punkt 5 i avtalen" in found
    assert "- Andre punkt i lista om referat." in found
    assert "Roller" not in found
    assert "Report abuse" not in found


def test_pages_of_the_same_site(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """With `site` the pages of the same site one level down come in, and documents behind links; nothing of other sites."""
    links = "".join(
        f"<a href='{target}'>x</a>"
        for target in (
            "/view/samarbeid/roller", "/view/samarbeid/roller#topp", "moter/", "../annet/side", "/view/annet", "https://evil.example/",
            "mailto:a@b.no", "javascript:x()", "#topp", "/filer/avtale.pdf", "http://169.254.169.254/avtale.pdf", "http://[",
            "/view/samarbeid/borte",
        )
    )  # fmt: skip
    home = f"http://www.kommune.example:{web.port}/view/samarbeid/"
    web.page("/view/samarbeid/", google("Om samarbeidet", FILLING, links))
    web.page("/view/samarbeid/roller", google("Roller", FILLING, "<a href='/view/samarbeid/dypere'>x</a>"))
    web.page("/view/samarbeid/moter/", google("Møter", FILLING))
    web.page(
        "/filer/avtale.pdf", pdf([column(["Avtale", "", "Kommunen samarbeider med universitetet."])]), "application/pdf"
    )
    report = bring(sqlite_settings, web, home, SAMSPILL_WEB_FOLLOW="site")
    assert lines(report) == {
        "view/samarbeid": ("added", None),
        "view/samarbeid/roller": ("added", None),
        "view/samarbeid/moter": ("added", None),
        "view/samarbeid/borte": ("refused", "web_gone"),
        "filer/avtale.pdf": ("added", None),
    }
    assert "/view/samarbeid/dypere" not in web.paths()


def test_documents_behind_links(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """With `documents` the PDFs behind a page's links come in, and no further page; without a setting nothing does."""
    more = "<p><a href='/avtale.pdf'>Avtalen</a> <a href='/x/under'>Mer</a></p>"
    web.page("/x/", page("Samarbeid", FILLING, more))
    web.page("/avtale.pdf", pdf([column(["Avtale", "", "Kommunen samarbeider med universitetet."])]), "application/pdf")
    assert set(lines(bring(sqlite_settings, web, web.url("/x/")))) == {"x"}
    assert set(lines(bring(sqlite_settings, web, web.url("/x/"), SAMSPILL_WEB_FOLLOW="documents"))) == {
        "x",
        "avtale.pdf",
    }


def test_a_list_of_addresses(tmp_path: Path) -> None:
    """A list has one address a line; remarks and empty lines are passed over, and a list that is none is told."""
    listed = tmp_path / "sider.txt"
    listed.write_text(
        "\ufeff# våre sider\nhttps://a.example/x#del\n\n  https://b.example/ # om oss\nhttps://a.example/x#del\n",
        encoding="utf-8",
    )
    assert read_list(listed) == ("https://a.example/x#del", "https://b.example/")
    with pytest.raises(NotFound):
        read_list(tmp_path / "borte.txt")
    listed.write_bytes(b"\xff\xfe\x00\x00\xd8")
    with pytest.raises(UnreadableInput):
        read_list(listed)


def test_without_named_hosts_nothing_is_fetched(sqlite_settings: KnowledgeSettings, web: WebStandIn) -> None:
    """As long as no setting names hosts, every address is refused, and nothing is asked for."""
    report = bring(sqlite_settings, web, web.url("/x"), SAMSPILL_WEB_HOSTS="")
    assert (only(report).reason, report.exit_code, web.asked) == ("web_host", 1, [])
