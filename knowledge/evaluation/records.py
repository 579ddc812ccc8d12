"""Earlier runs, kept in the data folder: one small file a run, a folder for each question set, so that a run is compared with the last.

A set is known by what it asks and expects: a changed question makes another set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.evaluation.intervals import sign_test
from knowledge.evaluation.measures import Evaluation
from knowledge.evaluation.questions import GoldQuestion

FOLDER = "evaluations"
KEPT = 50  # runs of a set


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a run: when, on which generation, each share as (hits, of), each number, and which questions were right."""

    at: str
    generation: str | None
    shares: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, float]
    right: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Change:
    """This run against the one before: the ids of questions won and lost, and how likely so uneven a split is by chance."""

    before: Record
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    chance: float


def record_of(evaluation: Evaluation, generation: str | None, at: datetime) -> Record:
    """What is kept of a run."""
    return Record(
        at=at.astimezone(UTC).isoformat(timespec="milliseconds"),
        generation=generation,
        shares={name: (found.hits, found.of) for name, found in evaluation.all.shares.items()},
        numbers=dict(evaluation.all.numbers),
        right={outcome.question.id: outcome.right for outcome in evaluation.outcomes},
    )


def compare(before: Record, now: Record) -> Change:
    """What changed since the run before."""
    gained = tuple(name for name, right in now.right.items() if right and not before.right.get(name, False))
    lost = tuple(name for name, right in now.right.items() if not right and before.right.get(name, False))
    return Change(before, gained, lost, sign_test(len(gained), len(lost)))


def set_key(questions: Sequence[GoldQuestion]) -> str:
    """The name of a set: 16 hexadecimal digits of what it holds, the notes left out."""
    content = [{key: value for key, value in asdict(question).items() if key != "note"} for question in questions]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


class Records:
    """The runs of one question set in a data folder."""

    def __init__(self, data_dir: Path, questions: Sequence[GoldQuestion]) -> None:
        self._folder = data_dir / FOLDER / set_key(questions)

    def last(self) -> Record | None:
        """The newest run that can be read."""
        for path in sorted(self._folder.glob("*.json"), reverse=True):
            try:
                return _read(json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                continue  # a file torn by a crash is no reason to measure nothing
        return None

    def keep(self, record: Record) -> Path:
        """Store a run; the oldest beyond fifty go. Returns its file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{record.at.replace(':', '').replace('+0000', 'Z')}.json"
        whole = path.with_suffix(".part")
        whole.write_text(json.dumps(asdict(record), ensure_ascii=False), encoding="utf-8")
        whole.replace(path)
        for old in sorted(self._folder.glob("*.json"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return path


def _read(stored: dict[str, Any]) -> Record:
    shares = {str(name): (int(hits), int(of)) for name, (hits, of) in stored["shares"].items()}
    numbers = {str(name): float(value) for name, value in stored["numbers"].items()}
    right = {str(name): bool(value) for name, value in stored["right"].items()}
    return Record(str(stored["at"]), stored["generation"], shares, numbers, right)
