"""A web server on loopback that does what a test says: pages, redirects, drips, bombs. Names lead to it by the test's own look-up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ingest.settings import WebSettings
from ingest.web.address import Rules

HOST = "www.kommune.example"
Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class WebStandIn:
    """The server's script: path -> what answers. `asked` are the requests it got: (host, path, headers)."""

    port: int = 0
    script: dict[str, Answering] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = HOST) -> str:
        """The address of a path under a name."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    @property
    def rules(self) -> Rules:
        """Rules under which the server may be fetched from."""
        return Rules((HOST, "*.kommune.example"), frozenset({self.port}))

    def settings(self, **more: object) -> WebSettings:
        """The same as settings."""
        values: dict[str, object] = {
            "SAMSPILL_WEB_HOSTS": f"{HOST},*.kommune.example,sites.google.com",
            "SAMSPILL_WEB_LOOPBACK_PORTS": str(self.port),
            "SAMSPILL_WEB_SECONDS": 5,
        }
        return WebSettings.model_validate(values | more)

    def page(
        self, path: str, body: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """Serve a page; `headers` with `_` for `-`. With an `ETag` it answers conditional requests."""
        data = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            tag = told.get("ETag")
            if tag is not None and request.headers.get("If-None-Match") == tag:
                send(request, 304, b"", told)
            else:
                send(request, 200, data, {"Content-Type": content_type, **told})

        self.script[path] = answer

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        """Lead on."""
        self.script[path] = lambda request: send(request, status, b"", {"Location": target})

    def status(self, path: str, status: int, body: str = "", **headers: str) -> None:
        """Answer with a status."""
        self.script[path] = lambda request: send(
            request, status, body.encode(), {"Content-Type": "text/html", **headers}
        )


def everything_here(host: str, port: int) -> list[str]:
    """A look-up that leads every name to this machine."""
    return ["127.0.0.1"]


def send(request: BaseHTTPRequestHandler, status: int, data: bytes, headers: Mapping[str, str]) -> None:
    """A whole answer."""
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    if "Content-Length" not in headers:
        request.send_header("Content-Length", str(len(data)))
    request.end_headers()
    request.wfile.write(data)


@contextmanager
def web_stand_in() -> Iterator[WebStandIn]:
    """A started server."""
    stand_in = WebStandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.asked.append((self.headers.get("Host", ""), self.path, dict(self.headers)))
            answer = stand_in.script.get(self.path)
            try:
                if answer is not None:
                    answer(self)
                else:
                    send(self, 404, b"", {"Content-Type": "text/html"})
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.stopping.set()
        server.shutdown()
        server.server_close()
