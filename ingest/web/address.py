"""Web addresses: read strictly, in one form each, and only on hosts that a setting names. Pure: nothing is looked up here.

One parser (yarl, which aiohttp connects by) reads an address once, and what it read is what is checked and what is connected to: two
parsers that disagree are how such checks are usually got around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from knowledge.errors import FileRefused

if TYPE_CHECKING:
    from yarl import URL

# A name and a port to the numbers behind it, as `connecting.system_lookup` does it.
Lookup = Callable[[str, int], list[str]]

MAX_ADDRESS = 2000  # characters
USUAL_PORTS = {"http": 80, "https": 443}
_WHOLE = re.compile(r"https?://[^\s\\@/?#]+(?:[/?#][^\s\\\x00-\x1f\x7f]*)?", re.I)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.I)
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Where addresses may lead: `hosts` (`*.example.no` for all below), and ports of this very machine, which only tests name."""

    hosts: tuple[str, ...] = ()
    loopback_ports: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its one form: lower-case host in ASCII, no fragment, no user name, the port only where it is unusual."""

    text: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: the source that its documents belong to."""
        usual = USUAL_PORTS[self.scheme] == self.port
        return f"{self.scheme}://{_bracketed(self.host)}" + ("" if usual else f":{self.port}")

    @property
    def target(self) -> str:
        """Path and query as they are sent; begins with a slash."""
        return self.text[len(self.origin) :]

    @property
    def place(self) -> str:
        """Where it stands within its origin, as a document's path: never empty, no slash at either end."""
        return self.target.strip("/") or "index"

    @property
    def suffix(self) -> str:
        """The suffix of the path, lower case, with its dot."""
        return PurePosixPath(self.target.partition("?")[0]).suffix.lower()

    def url(self) -> URL:
        """What aiohttp connects to: read from the one form, by the parser that made it."""
        from yarl import URL

        return URL(self.text, encoded=True)


def is_address(text: str) -> bool:
    """Whether a person means a web address rather than a path."""
    return re.match(r"https?:/", text.strip(), re.I) is not None


def parse(text: str, rules: Rules) -> Address:
    """An address that may be fetched. Raises FileRefused: no address, a host that no setting names, or another port."""
    from yarl import URL

    text = text.strip()
    if len(text) > MAX_ADDRESS or not _WHOLE.fullmatch(text):
        raise FileRefused(reason="web_address")
    try:
        url = URL(text)
        host = (url.raw_host or "").rstrip(".").lower()
        port = url.port
    except ValueError:
        raise FileRefused(reason="web_address") from None
    if url.scheme not in USUAL_PORTS or url.raw_user or url.raw_password or not host or port is None:
        raise FileRefused(reason="web_address")
    if ":" not in host and not _NAME.fullmatch(host):
        raise FileRefused(reason="web_address")
    if not is_allowed(host, rules.hosts):
        raise FileRefused(reason="web_host", host=host[:200])
    if port != USUAL_PORTS[url.scheme] and port not in rules.loopback_ports:
        raise FileRefused(reason="web_port", port=str(port))
    if _is_numeric(host) and not (host in _LOOPBACK and port in rules.loopback_ports):
        raise FileRefused(reason="web_inner")  # a public page has a name
    clean = URL.build(
        scheme=url.scheme,
        host=host,
        port=None if port == USUAL_PORTS[url.scheme] else port,
        path=url.raw_path or "/",
        query_string=url.raw_query_string,
        encoded=True,
    )
    return Address(str(clean), url.scheme, host, port)


def is_allowed(host: str, hosts: Sequence[str]) -> bool:
    """Whether a host is named, itself or by a `*.` above it. A host above a named one is another host."""
    for entry in hosts:
        named = entry.strip().rstrip(".").lower()
        if named.startswith("*.") and host.endswith(ascii_host(named[2:], dot=True)):
            return True
        if host == ascii_host(named):
            return True
    return False


def ascii_host(host: str, *, dot: bool = False) -> str:
    """A host as it goes over the wire (`xn--…` for one with æøå); `dot` puts a dot before it. Empty for none."""
    from yarl import URL

    try:
        found = URL.build(scheme="http", host=host).raw_host or ""
    except ValueError:
        found = ""
    return f".{found}" if dot and found else found or "\x00"


def _is_numeric(host: str) -> bool:
    """Whether a host is a number in any of the forms that systems take for an address: 127.1, 0x7f.1, 2130706433, 0177.0.0.1, ::1."""
    return ":" in host or host == "localhost" or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]) is not None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
