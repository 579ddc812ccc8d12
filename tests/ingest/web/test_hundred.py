"""A hundred hostile files and addresses in one ingest: each is reported, none does harm, and the good ones beside them come in."""

from __future__ import annotations

import gzip
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from ingest import sources
from ingest.pipeline import IngestRequest, ingest
from ingest.settings import IngestSettings
from ingest.web import address, connecting, fetching
from ingest.web.robots import Robots
from ingest.web.visiting import Web
from knowledge.library import Library
from knowledge.reports import IngestReport
from knowledge.settings import KnowledgeSettings
from tests.ingest.hostile import cases
from tests.ingest.web.hostile_addresses import ADDRESSES
from tests.ingest.web.test_visiting import FILLING, LOGIN, page
from tests.making import HashEmbedder, closing_engine
from tests.standins.web import WebStandIn, everything_here, send, web_stand_in

SECRET = "Hemmelig nøkkel som ingen skal lese: 7f3a."
FILES = {name: data for name, (data, ends) in cases().items() if "read" not in ends}
REDIRECTS = ("http://evil.example/", "//evil.example/x", "http://127.0.0.1:{canary}/", "http://169.254.169.254/", "file:///etc/passwd",
    "http://a@www.kommune.example/", "http://[::1]:{canary}/", "http://2130706433:{canary}/",
    "http://inne.kommune.example:{canary}/")  # fmt: skip


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with web_stand_in() as stand_in:
        yield stand_in


@pytest.fixture
def canary() -> Iterator[WebStandIn]:
    """What stands inside: whoever reaches it has got through."""
    with web_stand_in() as stand_in:
        stand_in.script = {
            path: lambda r: send(r, 200, page("Inne", SECRET).encode(), {"Content-Type": "text/html"})
            for path in ("/", "/x", "/a")
        }
        yield stand_in


def names(host: str, port: int) -> list[str]:
    """Names of a host that others run: one leads inside outright, one now and then, one to the cloud's metadata."""
    return {
        "www.kommune.example": ["127.0.0.1"],
        "inne.kommune.example": ["10.0.0.8"],
        "både.kommune.example": ["93.184.216.34", "10.0.0.8"],
        "sky.kommune.example": ["169.254.169.254"],
        "seks.kommune.example": ["::ffff:10.0.0.8"],
    }.get(host, ["127.0.0.1"])


def write_files(folder: Path, outside: Path) -> int:
    """Hostile files, and links that lead out; gives how many."""
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "ut.md").symlink_to(outside)
    (folder / "passord.md").symlink_to("/etc/passwd")
    (folder / "opp.md").symlink_to("../../../../../../etc/hostname")
    (folder / "ring.md").symlink_to("ring.md")
    (folder / "mappe.md").symlink_to(outside.parent)
    (folder / "borte.md").symlink_to(outside.parent / "finnes-ikke.md")
    (folder / "snudd\u202edm.md").write_text(FILLING)
    os.mkfifo(folder / "rør.md")
    pipe = socket.socket(socket.AF_UNIX)
    pipe.bind(str(folder / "s.md"))
    pipe.close()
    (folder / "god.md").write_text(f"# God\n\n{FILLING}\n", encoding="utf-8")
    return len(FILES) + 9


def hostile_pages(web: WebStandIn, canary: int) -> list[str]:
    """Pages that bomb, drip, lead away, ask for a password or never end; gives their addresses."""
    web.page("/bombe", gzip.compress(b"x" * 80_000_000, 1), Content_Encoding="gzip")
    web.page("/pakket", b"x", Content_Encoding="br")
    web.page("/stor", b"x" * (3 << 20))
    web.page("/bilde", b"\x89PNG", "image/png")
    web.page("/logg", page("Logg inn", "Bruk kontoen.", LOGIN))
    web.page("/feil", page("Siden finnes ikke", "Prøv igjen."))
    web.page(
        "/laughs",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>]><html><body></body></html>",
        "application/xhtml+xml",
    )
    web.page("/hode", page("Hode", FILLING), X_Much="x" * 100_000)
    web.page("/docx", FILES["bomb.docx"] if "bomb.docx" in FILES else next(d for n, d in FILES.items() if n.endswith(".docx")),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document")  # fmt: skip
    web.redirect("/ring", "/ring")
    for n, target in enumerate(REDIRECTS):
        web.redirect(f"/vekk{n}", target.format(canary=canary))
    for name, answer in {"/endelos": _endless, "/drypp": _drip}.items():
        web.script[name] = answer(web.stopping)
    paths = [path for path in web.script if path not in {"/god"}]
    web.status("/robots.txt", 200, "User-agent: *\nDisallow: /stengt")
    web.page("/stengt", page("Stengt", SECRET))
    hosts = ("inne", "både", "sky", "seks")
    return [web.url(path) for path in [*paths, "/stengt", "/borte"]] + [
        f"http://{name}.kommune.example/x" for name in hosts
    ]


def _endless(stopping: threading.Event) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while not stopping.is_set():
            request.wfile.write(b"<p>mer</p>" * 5000)

    return answer


def _drip(stopping: threading.Event) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while not stopping.wait(0.05):
            request.wfile.write(b"x")

    return answer


def bring(
    settings: KnowledgeSettings, web: WebStandIn, folder: Path | None, *addresses: str
) -> tuple[IngestReport, str]:
    """The report, and every word that is in the library afterwards."""
    limits = IngestSettings.model_validate({"SAMSPILL_PARSER_SECONDS": 3, "SAMSPILL_MAX_FILE_MB": 2})
    known = Web(web.settings(SAMSPILL_WEB_SECONDS=1), names)
    with closing_engine(settings) as engine:
        library = Library(engine)
        request = IngestRequest(paths=(folder,) if folder else (), addresses=addresses)
        report = ingest(request, settings, library, HashEmbedder(), limits=limits, web=known)
        current = library.current()
        return report, " ".join(c.text for c, _ in library.chunks(current.id)) if current else ""


def test_a_hundred_hostile_ones(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, canary: WebStandIn, tmp_path: Path
) -> None:
    """Each of more than a hundred hostile files and addresses is reported; nothing inside is reached, nothing outside read or changed."""
    outside = tmp_path / "utenfor" / "hemmelig.md"
    outside.parent.mkdir()
    outside.write_text(SECRET, encoding="utf-8")
    files = write_files(tmp_path / "avtaler", outside)
    web.page("/god", page("God side", FILLING.replace("Punkt", "Avsnitt")))
    addresses = [*hostile_pages(web, canary.port), *(text for text in ADDRESSES if text)]
    before = sorted(str(path) for path in tmp_path.rglob("*") if "data" not in path.parts)
    report, words = bring(sqlite_settings, web, tmp_path / "avtaler", *addresses, web.url("/god"))
    assert files + len(addresses) >= 130
    assert len(report.of("refused")) == files + len(set(addresses))
    assert {line.path for line in report.of("added")} == {"god.md", "god"}
    assert all(line.reason for line in report.of("refused"))
    assert canary.asked == []
    assert SECRET not in words
    assert "root:" not in words
    assert outside.read_text(encoding="utf-8") == SECRET
    assert sorted(str(path) for path in tmp_path.rglob("*") if "data" not in path.parts) == before
    assert "/stengt" not in web.paths()


def through(web: WebStandIn, canary: WebStandIn) -> bool:
    """Whether something was reached that must not be."""
    return bool(canary.asked) or "/stengt" in web.paths()


@pytest.mark.parametrize("taken", ["none", "numbers", "hosts", "redirects", "robots"])
def test_each_protection_of_the_web_counts(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, canary: WebStandIn, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    """With any one protection taken out the harm is seen, and with all of them in there is none."""
    take_out(taken, canary.port, monkeypatch)
    web.page("/stengt", page("Stengt", SECRET))
    web.page("/x", page("Falsk", SECRET))
    web.status("/robots.txt", 200, "User-agent: *\nDisallow: /stengt")
    web.redirect("/ut", f"http://evil.example:{canary.port}/x")
    tries = {
        "numbers": "http://inne.kommune.example/a",
        "hosts": f"http://evil.example:{web.port}/x",
        "redirects": web.url("/ut"),
        "robots": web.url("/stengt"),
    }
    wanted = tuple(tries.values()) if taken == "none" else (tries[taken],)
    with closing_engine(sqlite_settings) as engine:
        known = Web(web.settings(), everything_here)
        ingest(IngestRequest(addresses=wanted), sqlite_settings, Library(engine), HashEmbedder(), web=known)
    foreign = any("evil.example" in host for host, _, _ in web.asked)
    assert (bool(canary.asked) or foreign or "/stengt" in web.paths()) is (taken != "none")


def take_out(taken: str, inside: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one protection out; of redirects both nets, the check of the target and that of the site it belongs to."""
    if taken == "numbers":
        monkeypatch.setattr(connecting, "may_connect", lambda number, port, rules: True)
        monkeypatch.setattr(connecting._Resolver, "resolve", _to(inside))
    elif taken == "hosts":
        monkeypatch.setattr(address, "is_allowed", lambda host, hosts: True)
    elif taken == "redirects":
        target = address.Address(f"http://evil.example:{inside}/x", "http", "evil.example", inside)
        monkeypatch.setattr(fetching.Fetcher, "_next", lambda self, here, location: target)
        monkeypatch.setattr(fetching.Fetcher, "_read_robots", _all_allowed)
        monkeypatch.setattr(connecting, "may_connect", lambda number, port, rules: True)
    elif taken == "robots":
        monkeypatch.setattr(fetching, "read_robots", lambda text: Robots())


async def _all_allowed(self: object, where: object) -> Robots:
    return Robots()


def _to(port: int) -> object:
    async def resolve(self: object, host: str, wanted: int = 0, family: object = None) -> list[dict[str, object]]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 0, "flags": 0}]

    return resolve


@pytest.mark.parametrize("taken", [False, True])
def test_the_protection_from_links_counts(
    sqlite_settings: KnowledgeSettings, web: WebStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    """A link that leads out of its folder is not followed; were it, what it leads to would be in the library."""
    outside = tmp_path / "hemmelig.md"
    outside.write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "avtaler"
    folder.mkdir()
    (folder / "ut.md").symlink_to(outside)
    if taken:
        monkeypatch.setattr(sources, "_followed", lambda root, link: link.resolve())
    assert (SECRET in bring(sqlite_settings, web, folder)[1]) is taken
