"""From addresses to files: fetched one after the other into a folder of their own, and followed as far as a setting asks."""

from __future__ import annotations

import asyncio
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.settings import IngestSettings, WebSettings
from ingest.sources import MEGABYTE, Found, Origin, RefusedFile, SourceFile
from ingest.web.address import Address, Lookup, Rules, parse
from ingest.web.links import followed
from ingest.web.memory import Known
from knowledge.errors import FileRefused, NotFound, UnreadableInput

if TYPE_CHECKING:
    from ingest.web.fetching import Fetched

WEB = "web"  # the source of what is no address at all
MAX_SHOWN = 300
MAX_LISTED = 5_000

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in from an address: the hash of its bytes, and what the answer then said of itself."""

    file_hash: str
    known: Known


@dataclass(slots=True)
class _Basket:
    folder: Path
    max_bytes: int
    files: list[SourceFile] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, fetched: Fetched, standing: Standing | None) -> SourceFile:
        """Keep what was fetched, as a file."""
        data, spool = fetched.data or b"", self.folder / str(len(self.files))
        spool.write_bytes(data)
        origin = Origin(
            address=fetched.address.text,
            final=fetched.final.text,
            kind=fetched.kind,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            unchanged=standing.file_hash if standing and fetched.data is None else None,
        )
        address = fetched.address
        file = SourceFile(address.origin, address.place, spool, len(data), self.max_bytes, origin)
        self.files.append(file)
        return file


def rules_of(settings: WebSettings) -> Rules:
    """Where addresses may lead."""
    return Rules(settings.hosts, frozenset(settings.loopback_ports))


@contextmanager
def collected(
    texts: Sequence[str],
    settings: WebSettings,
    limits: IngestSettings,
    standing: Mapping[str, Standing],
    progress: Progress = lambda done, total, stage: None,
    lookup: Lookup | None = None,
) -> Iterator[Found]:
    """What the addresses hold. Each stands in `files`, or in `refused` with its reason; the files last as long as the context.

    `standing`: what is in already, by address; only for those the server is asked whether anything has changed.
    """
    rules = rules_of(settings)
    with tempfile.TemporaryDirectory(prefix="samspill-web-") as folder:
        basket = _Basket(Path(folder), limits.max_file_mb * MEGABYTE)
        addresses = _parsed(texts, rules, basket)
        _fetch(addresses, basket, rules, settings, standing, progress, lookup)
        if settings.follow != "nothing":
            for page in [file for file in basket.files if _may_lead_on(file)]:
                found = followed(page, rules, settings.follow, limits)
                fresh = [one for one in found if not _seen(one, basket)]
                _fetch(fresh, basket, rules, settings, standing, progress, lookup)
        yield Found(tuple(basket.files), tuple(basket.refused), ())


def read_list(path: Path) -> tuple[str, ...]:
    """The addresses of a file: one a line, what follows a `#` after a space is a remark. Raises NotFound, UnreadableInput."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise NotFound(name=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput(name=str(path), line="1") from None
    wanted = [re.sub(r"(?:^|\s)#.*", "", line).strip() for line in lines]
    found = tuple(dict.fromkeys(line for line in wanted if line))
    if len(found) > MAX_LISTED:
        raise UnreadableInput(name=str(path), line=str(MAX_LISTED))
    return found


def _parsed(texts: Sequence[str], rules: Rules, basket: _Basket) -> list[Address]:
    addresses = []
    for text in texts:
        try:
            address = parse(text, rules)
        except FileRefused as error:
            basket.refused.append(RefusedFile(WEB, shown(text), error))
            continue
        if not _seen(address, basket):
            addresses.append(address)
    return addresses


def _seen(address: Address, basket: _Basket) -> bool:
    place = f"{address.origin}/{address.place}"
    known = place in basket.seen
    basket.seen.add(place)
    return known


def _fetch(
    addresses: Sequence[Address],
    basket: _Basket,
    rules: Rules,
    settings: WebSettings,
    standing: Mapping[str, Standing],
    progress: Progress,
    lookup: Lookup | None,
) -> None:
    async def all_of_them() -> None:
        from ingest.web.fetching import Fetcher

        async with Fetcher(rules, basket.max_bytes, settings.seconds, lookup) as fetcher:
            for number, address in enumerate(addresses):
                stands = standing.get(address.text)
                try:
                    fetched = await fetcher.fetch(address, stands.known if stands else None)
                    basket.add(fetched, stands)
                except FileRefused as error:
                    basket.refused.append(RefusedFile(address.origin, address.place, error))
                progress(number + 1, len(addresses), "fetch")

    if addresses:
        asyncio.run(all_of_them())


def _may_lead_on(file: SourceFile) -> bool:
    return file.origin is not None and file.origin.kind == ".html" and file.origin.unchanged is None


def shown(text: str) -> str:
    """An address as it may be shown: no user name or password, no invisible characters."""
    plain = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return re.sub(r"//[^/?#]*@", "//…@", plain)[:MAX_SHOWN]
