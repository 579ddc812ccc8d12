"""Looking again at folders and addresses: what changed is staged, never published, and everything that is wrong is in one report.

A folder that is missing, or from which too much has gone, stops nothing else: it is reported, and what came from it stays in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from ingest.pipeline_read import STARTER
from knowledge.errors import NotFound, RemovalRefused
from knowledge.reports import FileReport, IngestReport
from knowledge.types import Version


@dataclass(frozen=True, slots=True)
class Places:
    """What is looked at: folders and files, and web addresses."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paths or self.addresses)

    def and_known(self, versions: Sequence[Version]) -> Places:
        """With the addresses of the named sites that are in the library, too: a page that no other leads to any more is missed."""
        sites = [v.document.source for v in versions if is_web(v.document.source)]
        named = {site for site in sites if any(address.startswith(f"{site}/") for address in self.addresses)}
        known = [v.document.identity for v in versions if v.document.source in named]
        return replace(self, addresses=tuple(dict.fromkeys([*self.addresses, *known])))


class Stage(Protocol):
    """Brings places in as a staged generation; an ingest with its request, settings and library filled in."""

    def __call__(self, paths: tuple[Path, ...], addresses: tuple[str, ...]) -> IngestReport:
        """The report. Raises what an ingest raises."""
        ...


def places_of(versions: Iterable[Version]) -> Places:
    """Where the documents of the library came from: each file by itself, for new files of a folder come in when the folder is named."""
    paths, addresses = [], []
    for version in versions:
        document = version.document
        if is_web(document.source):
            addresses.append(document.identity)
        elif document.source != STARTER and Path(document.source).is_absolute():
            paths.append(Path(document.source) / document.path)
    return Places(tuple(paths), tuple(addresses))


def look(places: Places, stage: Stage) -> IngestReport:
    """One look. What is missing or would take too much away is left out and reported, and the rest staged.

    Raises what an ingest raises besides: the library or the index cannot be used.
    """
    paths, missing = _split(places.paths, Path.exists)
    wrong = [_line(path, "missing") for path in missing]
    while paths or places.addresses:
        try:
            report = stage(tuple(paths), places.addresses)
        except RemovalRefused as error:
            refused = error.facts["source"]
            paths, left = _split(paths, lambda path, refused=refused: str(path.resolve()) != refused)  # type: ignore[misc]
            if not left:
                raise
            wrong += [_line(path, "removal", **_counts(error)) for path in left]
        except NotFound as error:
            paths, left = _split(paths, lambda path, name=error.facts["name"]: str(path.absolute()) != name)  # type: ignore[misc]
            if not left:
                raise
            wrong += [_line(path, "missing") for path in left]
        else:
            return replace(report, files=(*wrong, *report.files))
    return IngestReport(files=tuple(wrong), generation=None, published=False)


def is_web(source: str) -> bool:
    """Whether a source is a site on the web."""
    return source.startswith(("http://", "https://"))


def _split(paths: Iterable[Path], test: Callable[[Path], bool]) -> tuple[list[Path], list[Path]]:
    good: list[Path] = []
    bad: list[Path] = []
    for path in paths:
        (good if test(path) else bad).append(path)
    return good, bad


def _counts(error: RemovalRefused) -> dict[str, str]:
    return {"count": error.facts["count"], "total": error.facts["total"]}


def _line(path: Path, reason: str, **facts: str) -> FileReport:
    return FileReport(str(path.parent), path.name, "refused", reason=reason, facts=facts, kept=True)
