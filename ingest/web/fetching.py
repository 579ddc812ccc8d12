"""Fetching addresses: robots.txt first, conditional requests, redirects checked one by one, limits on size and time, no cookies."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from ingest.web.address import Address, Lookup, Rules, parse
from ingest.web.body import ACCEPTED, limited
from ingest.web.connecting import guarded_connector, system_lookup
from ingest.web.kinds import kind_of
from ingest.web.memory import Known
from ingest.web.robots import MAX_BYTES, NOTHING, Robots, read_robots
from knowledge.errors import FileRefused

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger("samspill.web")

MAX_REDIRECTS = 5
CONNECT_SECONDS = 10.0
USER_AGENT = "Samspill/1.0 (document assistant; reads named pages only)"
_MOVED = {301, 302, 303, 307, 308}
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `data` None: it has not changed. `kind` is the suffix of its reader, `final` where the redirects ended."""

    address: Address
    final: Address
    data: bytes | None
    kind: str = ""
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """Fetches from the hosts of `rules`; an async context manager. `max_bytes` and `seconds` hold for each address."""

    def __init__(self, rules: Rules, max_bytes: int, seconds: float, lookup: Lookup | None = None) -> None:
        self._rules, self._max_bytes, self._seconds = rules, max_bytes, seconds
        self._lookup = lookup or system_lookup
        self._robots: dict[str, Robots] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        import aiohttp

        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._rules, self._lookup),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED},
            auto_decompress=False,
            trust_env=False,  # a proxy would connect for us, and nobody would check to where
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, address: Address, known: Known | None = None) -> Fetched:
        """The address' content, or that it has not changed. Raises FileRefused, whatever goes wrong."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(address, known)
        except TimeoutError:
            raise FileRefused(reason="web_slow", seconds=f"{self._seconds:g}") from None

    async def _follow(self, address: Address, known: Known | None) -> Fetched:
        here = address
        for _ in range(MAX_REDIRECTS + 1):
            if not (await self._robots_of(here)).allows(here.target):
                raise FileRefused(reason="web_robots", host=here.host)
            answer = await self._once(here, known)
            if isinstance(answer, Fetched):
                return Fetched(address, here, answer.data, answer.kind, answer.etag, answer.last_modified)
            here = self._next(here, answer)
        raise FileRefused(reason="web_redirects", limit=str(MAX_REDIRECTS))

    def _next(self, here: Address, location: str) -> Address:
        """Where a redirect leads, checked as the first address was."""
        from yarl import URL

        try:
            target = str(here.url().join(URL(location)))
        except ValueError:
            raise FileRefused(reason="web_address") from None
        if "\\" in location or "@" in location.partition("?")[0]:
            raise FileRefused(reason="web_address")
        try:
            there = parse(target, self._rules)
        except FileRefused as error:
            if error.reason == "web_host":
                raise FileRefused(reason="web_redirect", host=error.facts["host"]) from None
            raise
        if here.scheme == "https" and there.scheme == "http":
            raise FileRefused(reason="web_redirect", host=f"http://{there.host}")
        return there

    async def _robots_of(self, address: Address) -> Robots:
        if address.origin not in self._robots:
            self._robots[address.origin] = await self._read_robots(address)
        return self._robots[address.origin]

    async def _read_robots(self, address: Address) -> Robots:
        """RFC 9309, 2.3.1: without the file all is allowed; while the site cannot say, nothing is."""
        here = parse(f"{address.origin}/robots.txt", self._rules)
        for _ in range(MAX_REDIRECTS + 1):
            async with self._request(here, {}) as response:
                if response.status in _MOVED:
                    here = self._next(here, response.headers.get("Location", ""))
                    continue
                if response.status >= 500 or response.status == 429:
                    return NOTHING
                if response.status != 200:
                    return Robots()
                data = await _body(response, MAX_BYTES)
                return read_robots(data.decode("utf-8", errors="replace"))
        return Robots()

    async def _once(self, here: Address, known: Known | None) -> Fetched | str:
        """One answer: the content, or where it has moved to."""
        asked = {"Accept": "text/html,application/pdf,application/*;q=0.8,text/*;q=0.8"}
        if known is not None and known.etag:
            asked["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            asked["If-Modified-Since"] = known.last_modified
        async with self._request(here, asked) as response:
            if response.status in _MOVED:
                return response.headers.get("Location", "")
            if response.status == 304 and known is not None:
                return Fetched(here, here, None, "", known.etag, known.last_modified)
            if response.status in _GONE:
                raise FileRefused(reason="web_gone", status=str(response.status))
            if response.status == 401:
                raise FileRefused(reason="web_login")
            if response.status != 200:
                raise FileRefused(reason="web_status", status=str(response.status))
            kind = kind_of(response.headers.get("Content-Type", ""), here.suffix)
            data = await _body(response, self._max_bytes)
            if not data:
                raise FileRefused(reason="empty")
            told = response.headers
            return Fetched(here, here, data, kind, _short(told.get("ETag")), _short(told.get("Last-Modified")))

    def _request(self, here: Address, headers: dict[str, str]) -> _Request:
        assert self._session is not None  # noqa: S101 - used as a context manager only
        return _Request(self._session, here, headers)


class _Request:
    """One request without redirects, whose failures are named."""

    def __init__(self, session: aiohttp.ClientSession, here: Address, headers: dict[str, str]) -> None:
        self._host = here.host
        self._manager = session.get(here.url(), headers=headers, allow_redirects=False)

    async def __aenter__(self) -> aiohttp.ClientResponse:
        try:
            return await self._manager.__aenter__()
        except Exception as error:  # noqa: BLE001 - whatever it is, it gets a name, and what has none goes on
            raise _named(error, self._host) from None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._manager.__aexit__(kind, error, trace)
        if error is not None and isinstance(error, Exception) and not isinstance(error, TimeoutError):
            raise _named(error, self._host) from None


def _named(error: Exception, host: str) -> Exception:
    """What went wrong, as one of our own errors; ours and programming errors stay what they are."""
    import aiohttp

    if isinstance(error, FileRefused | TimeoutError) and not isinstance(error, aiohttp.ServerTimeoutError):
        return error
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return FileRefused(reason="web_tls", host=host)
    if isinstance(error, aiohttp.ClientPayloadError):
        return FileRefused(reason="web_cut")
    if isinstance(error, aiohttp.ClientError | OSError | ValueError):
        log.info("not reached", extra={"error": type(error).__name__})
        return FileRefused(reason="web_unreachable", host=host)
    return error


async def _body(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > max_bytes:
        raise FileRefused(reason="too_large", limit=str(max_bytes // (1024 * 1024)))
    return await limited(_parts(response), response.headers.get("Content-Encoding", ""), max_bytes)


async def _parts(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for part in response.content.iter_chunked(1 << 16):
        yield part


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 300 else None
