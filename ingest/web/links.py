"""Where a page leads on to: documents behind its links, and pages of the same site one level down.

The page is read in the confined process, like every other; only the texts of its links come back, and each is an address to be checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from ingest.web.address import Address, Rules, parse
from knowledge.errors import FileRefused

if TYPE_CHECKING:
    from ingest.settings import IngestSettings
    from ingest.sources import SourceFile

Follow = Literal["nothing", "documents", "site"]
MAX_FOLLOWED = 100  # links of one page
_DOCUMENTS = {".pdf", ".docx", ".odt"}
_PAGES = {"", ".html", ".htm", ".xhtml"}
_SHARED_HOSTS = {"sites.google.com"}  # many sites on one host: a site is the first two parts of the path


def followed(page: SourceFile, rules: Rules, follow: Follow, limits: IngestSettings) -> list[Address]:
    """The addresses that a fetched page leads on to. A page that cannot be read leads nowhere; why is told where it is read."""
    from ingest.sandbox import ReaderPool

    with ReaderPool(limits) as pool:
        try:
            links = pool.read(page).links
        except FileRefused:
            return []
    assert page.origin is not None  # noqa: S101 - only pages of the web come here
    return list(wanted(links, parse(page.origin.final, rules), rules, follow))


def wanted(links: Sequence[str], page: Address, rules: Rules, follow: Follow) -> Iterator[Address]:
    """Those of a page's links that are to be followed, each once, at most 100. What no rule allows is no part of the site."""
    from yarl import URL

    seen = {page.text}
    for link in links:
        try:
            address = parse(str(page.url().join(URL(link))), rules)
        except (FileRefused, ValueError):
            continue
        if address.text in seen or not _is_wanted(address, page, follow):
            continue
        seen.add(address.text)
        yield address
        if len(seen) > MAX_FOLLOWED:
            return


def _is_wanted(address: Address, page: Address, follow: Follow) -> bool:
    if address.suffix in _DOCUMENTS:
        return True
    if follow != "site" or address.origin != page.origin or address.suffix not in _PAGES:
        return False
    return address.target.startswith(site_of(page))


def site_of(page: Address) -> str:
    """The path below which a page's site lies: its own, or on a host that many sites share the site's."""
    path = page.target.partition("?")[0]
    parts = [part for part in path.split("/") if part]
    if page.host in _SHARED_HOSTS and len(parts) >= 2:
        return f"/{parts[0]}/{parts[1]}/"
    if page.suffix:
        return path.rpartition("/")[0] + "/"
    return path.rstrip("/") + "/"
