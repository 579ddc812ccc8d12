"""Fetching: what is asked of a server, what is taken from it, and what is never reached, with real servers on loopback."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from ingest.web import connecting
from ingest.web.address import Lookup, Rules, parse
from ingest.web.fetching import MAX_REDIRECTS, Fetched, Fetcher
from ingest.web.memory import Known
from ingest.web.robots import read_robots
from knowledge.errors import FileRefused
from tests.standins.web import HOST, WebStandIn, everything_here, send, web_stand_in

MEGABYTE = 1024 * 1024
PAGE = "<html><body><main><h1>Samarbeid</h1><p>Kommunen samarbeider med universitetet.</p></main></body></html>"


@pytest.fixture
def web() -> Iterator[WebStandIn]:
    with web_stand_in() as stand_in:
        yield stand_in


def fetch(
    web: WebStandIn,
    text: str,
    known: Known | None = None,
    lookup: Lookup = everything_here,
    rules: Rules | None = None,
    seconds: float = 5.0,
) -> Fetched:
    async def go() -> Fetched:
        async with Fetcher(rules or web.rules, MEGABYTE, seconds, lookup) as fetcher:
            return await fetcher.fetch(parse(text, rules or web.rules), known)

    return asyncio.run(go())


def reason(web: WebStandIn, text: str, lookup: Lookup = everything_here, seconds: float = 5.0) -> str:
    with pytest.raises(FileRefused) as refused:
        fetch(web, text, lookup=lookup, seconds=seconds)
    return refused.value.reason


def test_a_page_is_fetched_as_it_is(web: WebStandIn) -> None:
    """A page's bytes come as they are, without cookies, by our own name, after robots.txt was asked for."""
    web.page("/samarbeid?del=1", PAGE, Set_Cookie="spor=1", ETag='"a"')
    fetched = fetch(web, web.url("/samarbeid?del=1"))
    assert (fetched.data, fetched.kind, fetched.etag) == (PAGE.encode(), ".html", '"a"')
    assert [path for _, path, _ in web.asked] == ["/robots.txt", "/samarbeid?del=1"]
    for host, _, headers in web.asked:
        assert host == f"{HOST}:{web.port}"
        assert headers["User-Agent"].startswith("Samspill/")
        assert not {"Cookie", "Authorization", "Referer", "Proxy-Authorization"} & set(headers)


def test_no_cookie_comes_back(web: WebStandIn) -> None:
    """A cookie that a redirect sets is not sent to where it leads."""
    web.script["/a"] = lambda request: send(request, 302, b"", {"Location": "/b", "Set-Cookie": "spor=1; Path=/"})
    web.page("/b", PAGE)
    fetch(web, web.url("/a"))
    assert "Cookie" not in web.asked[-1][2]


def test_what_has_not_changed_is_not_sent_again(web: WebStandIn) -> None:
    """With what the last answer said of itself the server is asked whether anything has changed, and nothing comes when not."""
    web.page("/x", PAGE, ETag='"a"')
    assert fetch(web, web.url("/x"), Known('"a"', "Tue, 03 Nov 2026 10:00:00 GMT")).data is None
    assert web.asked[-1][2]["If-Modified-Since"] == "Tue, 03 Nov 2026 10:00:00 GMT"
    assert fetch(web, web.url("/x"), Known('"old"')).data == PAGE.encode()


@pytest.mark.parametrize(
    ("content_type", "path", "kind"),
    [
        ("text/html", "/x", ".html"),
        ("application/xhtml+xml; charset=x", "/x", ".html"),
        ("application/pdf", "/x", ".pdf"),
        ("application/octet-stream", "/x.pdf", ".pdf"),
        ("", "/x.docx", ".docx"),
        ("text/plain", "/x.md", ".md"),
        ("text/plain", "/x", ".txt"),
    ],
)
def test_the_reader_is_chosen_by_type(web: WebStandIn, content_type: str, path: str, kind: str) -> None:
    """The content type chooses the reader, and the address where the type says nothing."""
    web.page(path, PAGE, content_type)
    assert fetch(web, web.url(path)).kind == kind


@pytest.mark.parametrize(
    "content_type", ["image/png", "video/mp4", "application/zip", "application/json", "text/css", "", "x"]
)
def test_other_types_are_refused(web: WebStandIn, content_type: str) -> None:
    """What holds no document is refused before its body is taken."""
    web.page("/x", b"x" * 100, content_type)
    assert reason(web, web.url("/x")) == "web_type"


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (404, "web_gone"),
        (410, "web_gone"),
        (401, "web_login"),
        (403, "web_status"),
        (500, "web_status"),
        (206, "web_status"),
    ],
)
def test_a_status_is_told(web: WebStandIn, status: int, wanted: str) -> None:
    """A page that is gone, closed or broken is told apart."""
    web.status("/x", status)
    assert reason(web, web.url("/x")) == wanted


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_pages_are_unpacked(web: WebStandIn, encoding: str) -> None:
    """What was packed in a way that we asked for is unpacked."""
    packed = gzip.compress(PAGE.encode()) if encoding == "gzip" else zlib.compress(PAGE.encode())
    web.page("/x", packed, Content_Encoding=encoding)
    assert fetch(web, web.url("/x")).data == PAGE.encode()


@pytest.mark.parametrize(
    ("data", "encoding", "wanted"),
    [
        (gzip.compress(b"x" * 200 * MEGABYTE, 1), "gzip", "too_large_inside"),
        (zlib.compress(b"x" * 200 * MEGABYTE, 1), "deflate", "too_large_inside"),
        (gzip.compress(gzip.compress(b"x" * 200 * MEGABYTE, 1)), "gzip, gzip", "web_encoding"),
        (PAGE.encode(), "br", "web_encoding"),
        (PAGE.encode(), "zstd", "web_encoding"),
        (PAGE.encode(), "gzip", "web_encoding"),
        (gzip.compress(PAGE.encode())[:-9], "gzip", "web_cut"),
    ],
    ids=["gzip-bomb", "deflate-bomb", "twice", "br", "zstd", "not-gzip", "cut"],
)
def test_bombs_and_other_packings(web: WebStandIn, data: bytes, encoding: str, wanted: str) -> None:
    """What unpacks to more than a file may have is stopped while it unpacks; what we did not ask for is not unpacked."""
    web.page("/x", data, Content_Encoding=encoding)
    assert reason(web, web.url("/x")) == wanted


def test_too_large_by_what_it_says(web: WebStandIn) -> None:
    """A body whose announced length is too large is not taken."""
    web.page("/x", b"x" * (MEGABYTE + 1))
    assert reason(web, web.url("/x")) == "too_large"


def test_an_endless_page_ends(web: WebStandIn) -> None:
    """A page that never ends is cut off at the size that a file may have."""

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while not web.stopping.is_set():
            request.wfile.write(b"<p>mer</p>" * 5000)

    web.script["/x"] = endless
    assert reason(web, web.url("/x")) == "too_large"


@pytest.mark.parametrize("part", ["headers", "body", "robots"])
def test_a_slow_drip_ends(web: WebStandIn, part: str) -> None:
    """A server that sends a byte now and then holds us no longer than the seconds that an address may take."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        if part == "headers":
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        else:
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.end_headers()
        while not web.stopping.wait(0.05):
            request.wfile.write(b"x")
            request.wfile.flush()

    web.page("/x", PAGE)
    web.script["/robots.txt" if part == "robots" else "/x"] = drip
    began = time.monotonic()
    assert reason(web, web.url("/x"), seconds=0.6) == "web_slow"
    assert time.monotonic() - began < 3


def test_huge_headers_are_refused(web: WebStandIn) -> None:
    """Headers without end are no answer."""
    web.page("/x", PAGE, X_Much="x" * 200_000)
    assert reason(web, web.url("/x")) == "web_unreachable"


def test_a_body_shorter_than_it_says(web: WebStandIn) -> None:
    """A connection that breaks in the middle is no page."""
    web.page("/x", PAGE, Content_Length=str(len(PAGE) + 100), Connection="close")
    assert reason(web, web.url("/x")) in {"web_cut", "web_slow"}


def test_five_redirects_and_no_more(web: WebStandIn) -> None:
    """Five redirects are followed, a sixth and a circle are not."""
    for n in range(MAX_REDIRECTS + 1):
        web.redirect(f"/{n}", f"/{n + 1}", (301, 302, 303, 307, 308, 301)[n])
    web.page(f"/{MAX_REDIRECTS + 1}", PAGE)
    assert fetch(web, web.url("/1")).final.target == f"/{MAX_REDIRECTS + 1}"
    assert reason(web, web.url("/0")) == "web_redirects"
    web.redirect("/ring", "/ring")
    assert reason(web, web.url("/ring")) == "web_redirects"


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("http://evil.example/", {"web_redirect"}),
        ("//evil.example/", {"web_redirect"}),
        ("http://kommune.example/", {"web_redirect"}),
        ("http://www.kommune.example@evil.example/", {"web_address"}),
        ("http://a:b@www.kommune.example/", {"web_address"}),
        ("\\\\evil.example\\", {"web_address"}),
        ("/\\evil.example", {"web_address"}),
        ("http://127.0.0.1/", {"web_inner", "web_redirect"}),
        ("http://169.254.169.254/latest/meta-data/", {"web_inner", "web_redirect"}),
        ("http://2130706433/", {"web_inner", "web_redirect"}),
        ("http://[::ffff:7f00:1]/", {"web_inner", "web_redirect"}),
        ("http://www.kommune.example:22/", {"web_port"}),
        ("file:///etc/passwd", {"web_address"}),
        ("ftp://www.kommune.example/", {"web_address"}),
        ("javascript:alert(1)", {"web_address"}),
        ("", {"web_redirects"}),
        ("http://[", {"web_address"}),
        ("//www.kommune.example:99999/", {"web_address"}),
    ],
)
def test_each_redirect_is_checked(web: WebStandIn, target: str, wanted: set[str]) -> None:
    """A redirect leads nowhere that its target, named outright, would not be fetched from."""
    web.redirect("/x", target)
    assert reason(web, web.url("/x")) in wanted
    assert set(web.paths()) == {"/x"}


def test_no_way_back_to_plain_http(web: WebStandIn) -> None:
    """A page that was asked for over TLS is not taken in the clear."""
    fetcher = Fetcher(web.rules, MEGABYTE, 5)
    with pytest.raises(FileRefused, match="file_refused") as refused:
        fetcher._next(parse(f"https://{HOST}/", web.rules), f"http://{HOST}/x")
    assert refused.value.reason == "web_redirect"


def test_a_server_without_tls(web: WebStandIn) -> None:
    """A server whose certificate cannot be trusted, or that speaks no TLS at all, gives no page."""
    assert reason(web, web.url("/x").replace("http:", "https:")) in {"web_tls", "web_unreachable"}


@pytest.mark.parametrize(
    "numbers",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["10.0.0.5"],
        ["::ffff:127.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["fd00:ec2::254"],
    ],
)
def test_a_name_that_leads_inside(web: WebStandIn, numbers: list[str]) -> None:
    """A named host that leads to an inner number, alone or among others, is never connected to."""
    inside = Rules((HOST,))  # no port of this machine is named
    with pytest.raises(FileRefused) as refused:
        fetch(web, f"http://{HOST}/x", lookup=lambda host, port: numbers, rules=inside)
    assert refused.value.reason == "web_inner"
    assert web.asked == []


def test_a_name_that_changes_its_mind(web: WebStandIn) -> None:
    """A name that leads outside when it is checked and inside afterwards gains nothing: what was checked is what is connected to."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    web.redirect("/a", "/b")
    web.page("/b", PAGE)
    assert reason(web, web.url("/a"), lambda host, port: next(answers)) == "web_inner"
    assert web.paths() == ["/a"]


def test_one_look_up_for_each_connection(web: WebStandIn) -> None:
    """Between the check and the connection no name is looked up again."""
    asked: list[str] = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    web.page("/x", PAGE)
    fetch(web, web.url("/x"), lookup=lookup)
    assert asked == [HOST] * len(web.asked)


def test_the_socket_itself_is_checked(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a look-up let an inner number through, the socket is not made."""

    async def careless(self: object, host: str, port: int = 0, family: object = None) -> list[dict[str, object]]:
        return [{"hostname": host, "host": "127.0.0.1", "port": web.port, "family": 2, "proto": 0, "flags": 0}]

    monkeypatch.setattr(connecting._Resolver, "resolve", careless)
    with pytest.raises(FileRefused) as refused:
        fetch(web, f"http://{HOST}/x", rules=Rules((HOST,)))
    assert refused.value.reason == "web_inner"
    assert web.asked == []


def test_without_the_guard_the_inner_server_is_reached(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above would see it: with the check of numbers taken out, the request does arrive."""

    async def inside(self: object, host: str, port: int = 0, family: object = None) -> list[dict[str, object]]:
        return [{"hostname": host, "host": "127.0.0.1", "port": web.port, "family": 2, "proto": 0, "flags": 0}]

    monkeypatch.setattr(connecting._Resolver, "resolve", inside)
    monkeypatch.setattr(connecting, "may_connect", lambda number, port, rules: True)
    web.page("/x", PAGE)
    assert fetch(web, f"http://{HOST}/x", rules=Rules((HOST,))).data == PAGE.encode()


def test_a_name_that_leads_nowhere(web: WebStandIn) -> None:
    """A host that does not exist or does not answer is told as such."""

    def nobody(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    assert reason(web, web.url("/x"), nobody) == "web_unreachable"
    assert reason(web, web.url("/x"), lambda host, port: []) == "web_unreachable"


def test_a_proxy_in_the_environment_is_not_used(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would connect for us to wherever a page says; none is used."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    web.page("/x", PAGE)
    assert fetch(web, web.url("/x")).data


@pytest.mark.parametrize(
    ("robots", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /x", 200, False),
        ("User-agent: *\nDisallow: /\nAllow: /x$", 200, True),
        ("User-agent: Samspill\nDisallow:\n\nUser-agent: *\nDisallow: /", 200, True),
        ("User-agent: samspill\nUser-agent: other\nDisallow: /x\n\nUser-agent: *\nAllow: /", 200, False),
        ("", 404, True),
        ("", 500, False),
        ("", 429, False),
        ("<html>not robots</html>", 200, True),
    ],
)
def test_robots_are_heeded(web: WebStandIn, robots: str, status: int, allowed: bool) -> None:
    """What robots.txt forbids is not asked for; a site that cannot say forbids all (RFC 9309, 2.3.1)."""
    web.page("/x", PAGE)
    web.status("/robots.txt", status, robots)
    if allowed:
        assert fetch(web, web.url("/x")).data
    else:
        assert reason(web, web.url("/x")) == "web_robots"
        assert web.paths() == []


@pytest.mark.parametrize(
    ("rule", "target", "fits"),
    [
        ("/fish", "/fish.html", True),
        ("/fish*", "/fishheads", True),
        ("/fish/", "/fish", False),
        ("/*.php", "/folder/file.php?x", True),
        ("/*.php$", "/file.php?x", False),
        ("/*.php$", "/a/file.php", True),
        ("/a*b*c$", "/abcabc", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("*" * 900 + "x", "/" + "a" * 2000, False),
    ],
)
def test_patterns_of_robots(rule: str, target: str, fits: bool) -> None:
    """`*` stands for anything and `$` for the end (RFC 9309, 2.2.3)."""
    assert read_robots(f"User-agent: *\nDisallow: {rule}").allows(target) is not fits


def test_a_redirect_to_what_robots_forbid(web: WebStandIn) -> None:
    """A redirect does not get around robots.txt."""
    web.status("/robots.txt", 200, "User-agent: *\nDisallow: /closed")
    web.redirect("/x", "/closed")
    web.page("/closed", PAGE)
    assert reason(web, web.url("/x")) == "web_robots"
    assert web.paths() == ["/x"]
