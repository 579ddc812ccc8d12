"""What an ingest tells: a line for each file, the sum, and the exit code. Pure values: the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Action = Literal["added", "updated", "unchanged", "retired", "refused"]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    `reason` is a key under `[refused]` in `errors.toml`, and `facts` what that sentence needs. `kept` says that a refused file's
    earlier version stays in force. `like` is the document that a new one looks like another version of. `chunks` counts those of the
    version now in, `embedded` those whose vectors were computed.
    """

    source: str
    path: str
    action: Action
    identity: str | None = None
    reason: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    like: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The line as JSON values."""
        return {
            "like": self.like,
            "path": self.path,
            "source": self.source,
            "action": self.action,
            "identity": self.identity,
            "reason": self.reason,
            "facts": dict(self.facts),
            "kept": self.kept,
            "chunks": self.chunks,
            "embedded": self.embedded,
            "seconds": round(self.seconds, 3),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did, or with `dry_run` would do.

    `generation` is the one that readers see afterwards (None: the library is empty); `published` says whether this run made it. With
    `staged` it is one that waits for its publication.
    `chunks` counts the whole generation's, `embedded` the texts whose vectors were computed in this run.
    """

    files: tuple[FileReport, ...]
    generation: str | None
    published: bool
    dry_run: bool = False
    rebuilt: bool = False
    staged: bool = False
    documents: int = 0
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)

    def of(self, action: Action) -> tuple[FileReport, ...]:
        """The files with this outcome, in the report's order."""
        return tuple(file for file in self.files if file.action == action)

    @property
    def counts(self) -> dict[Action, int]:
        """How many files had each outcome."""
        return {action: len(self.of(action)) for action in ACTIONS}

    @property
    def exit_code(self) -> int:
        """0 all in, 3 some refused and the rest in, 1 nothing in."""
        counts = self.counts
        if counts["refused"] == len(self.files) and not self.rebuilt:
            return 1
        return 3 if counts["refused"] else 0

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values: the contract of `samspill ingest --json`."""
        return {
            "generation": self.generation,
            "published": self.published,
            "dry_run": self.dry_run,
            "rebuilt": self.rebuilt,
            "staged": self.staged,
            "counts": self.counts,
            "documents": self.documents,
            "chunks": self.chunks,
            "embedded": self.embedded,
            "seconds": round(self.seconds, 3),
            "stages": {name: round(seconds, 3) for name, seconds in self.stages.items()},
            "files": [file.as_json() for file in self.files],
        }
