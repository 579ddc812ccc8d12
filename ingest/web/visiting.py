"""The web's part of an ingest: collect, judge what was read against what is in, and remember what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.pipeline_plan import ReadFile, Refusal, Shelf, place
from ingest.pipeline_read import Gathered
from ingest.settings import IngestSettings, WebSettings
from ingest.sources import Found, Origin
from ingest.web.collecting import Standing, collected
from ingest.web.memory import Known, Seen, note, remembered
from ingest.web.pages import trouble

if TYPE_CHECKING:
    from ingest.web.address import Lookup
    from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Web:
    """How the web is fetched from. `lookup` finds the numbers behind a name; the system's own unless a test says otherwise."""

    settings: WebSettings
    lookup: Lookup | None = None

    def collected(
        self,
        addresses: Sequence[str],
        limits: IngestSettings,
        shelf: Shelf,
        library: Library | None,
        progress: Callable[[int, int, str], None],
    ) -> AbstractContextManager[Found]:
        """What the addresses hold; with a `library` a server is only asked what has changed."""
        standing = {} if library is None else _standing(shelf, library)
        return collected(addresses, self.settings, limits, standing, progress, self.lookup)


def judged(gathered: Gathered, shelf: Shelf, library: Library | None) -> Gathered:
    """What was gathered, with the pages refused that became a login or an error, or of which hardly anything is left."""
    good: list[ReadFile] = []
    refused = list(gathered.refused)
    for one in gathered.read:
        before = [v for v in shelf.at(one.file) if one.file.origin] if library else []
        error = trouble(one, library.chunks_of(before[0].id) if library and before else ())
        if error is None:
            good.append(one)
        else:
            refused.append(Refusal(one.file.source, one.file.path, error, one.seconds))
    return replace(gathered, read=tuple(good), refused=tuple(refused))


def remember(found: Sequence[Found], gathered: Gathered, library: Library) -> None:
    """Note of each address what was seen: its hash and what the answer said of itself, or its trouble."""
    origins = {place(f.source, f.path): f.origin for one in found for f in one.files if f.origin}
    if not origins and not any(r.source.startswith("http") for r in gathered.refused):
        return
    seen = [_seen(read.file.origin, read.file_hash) for read in gathered.read if read.file.origin]
    for version in gathered.unchanged:
        origin = origins.get(place(version.document.source, version.document.path))
        if origin is not None:
            seen.append(_seen(origin, version.file_hash))
    for refusal in gathered.refused:
        if refusal.source.startswith(("http://", "https://")):
            address = place(refusal.source, refusal.path)
            origin = origins.get(address)
            seen.append(Seen(origin.address if origin else address, trouble=refusal.error.reason))
    note(library.engine, seen)


def _seen(origin: Origin, file_hash: str) -> Seen:
    return Seen(origin.address, file_hash, Known(origin.etag, origin.last_modified))


def _standing(shelf: Shelf, library: Library) -> dict[str, Standing]:
    """What is in from each address and still has the hash that it was remembered with."""
    mine = {version.document.identity: version for version in shelf.versions if _is_web(version.document.source)}
    known = remembered(library.engine, list(mine)) if mine else {}
    return {
        address: Standing(one.file_hash, one.known)
        for address, one in known.items()
        if one.file_hash is not None and mine[address].file_hash == one.file_hash
    }


def _is_web(source: str) -> bool:
    return source.startswith(("http://", "https://"))
