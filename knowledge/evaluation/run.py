"""A run, whole: what a report tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.evaluation.measures import Evaluation
from knowledge.evaluation.records import Change
from knowledge.evaluation.thresholds import Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """The evaluation, the set's name, the generation, the day; what became of the thresholds, and the change since the run before."""

    evaluation: Evaluation
    name: str
    generation: str | None
    day: date
    verdicts: Sequence[Verdict] = ()
    change: Change | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What the headline says."""
        return {
            "count": self.evaluation.all.count,
            "name": self.name,
            "generation": self.generation or "–",
            "day": self.day.isoformat(),
        }

    @property
    def passed(self) -> bool:
        """Whether every threshold was kept."""
        return all(verdict.kept for verdict in self.verdicts)
