"""A run in a terminal's lines, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from knowledge.evaluation.intervals import Share, share
from knowledge.evaluation.measures import LOWER_IS_BETTER, MEASURES, NUMBERS, Summary
from knowledge.evaluation.naming import group_name, measure_name, texts
from knowledge.evaluation.run import Run
from knowledge.types import Language

NAME = 34  # columns for a name


def summary_lines(run: Run, language: Language) -> Iterator[str]:
    """The measures, the kinds and languages, the change since the last run, and the thresholds that were broken."""
    t, summary = texts(), run.evaluation.all
    yield t("subtitle", language, **run.facts)
    yield ""
    for name in MEASURES:
        if name in summary.shares:
            yield _share_line(measure_name(name, language), summary.shares[name], _points(run, name))
    for name in NUMBERS:
        yield f"{measure_name(name, language):{NAME}} {summary.numbers[name]:7.1f}"
    yield ""
    for group, members in (("kind", run.evaluation.kinds), ("language", run.evaluation.languages)):
        for member, one in members.items():
            quote = one.shares.get("quote@3")
            found = f"   {texts()('line.quotes', language)}@3 {100 * quote.value:5.1f} %" if quote else ""
            yield _share_line(group_name(group, member, language), right_share(one), "") + found
    yield ""
    yield from change_lines(run, language)
    yield from _verdict_lines(run, language)


def _share_line(name: str, found: Share, points: str) -> str:
    counts = f"{found.hits}/{found.of}"
    return f"{name:{NAME}} {100 * found.value:5.1f} % {counts:>8}  {100 * found.low:3.0f}–{100 * found.high:3.0f} %{points}"


def right_share(summary: Summary) -> Share:
    """Right answers and right refusals together: the share of questions that went well."""
    parts = [summary.shares[name] for name in ("answer_right", "refused_rightly") if name in summary.shares]
    return share([hit < part.hits for part in parts for hit in range(part.of)])


def difference(run: Run, name: str) -> float | None:
    """Points up or down since the run before; None where there is none, or nothing moved."""
    before = run.change.before.shares.get(name) if run.change else None
    if before is None or not before[1] or name not in run.evaluation.all.shares:
        return None
    points = 100 * (run.evaluation.all.shares[name].value - before[0] / before[1])
    return points if abs(points) >= 0.05 else None


def is_better(name: str, points: float) -> bool:
    """Whether a difference is to the good."""
    return (points > 0) != (name in LOWER_IS_BETTER)


def _points(run: Run, name: str) -> str:
    points = difference(run, name)
    return "" if points is None else f"  {points:+.1f} {'✓' if is_better(name, points) else '✗'}"


def change_lines(run: Run, language: Language) -> Iterator[str]:
    """What changed since the run before: how many were won and lost, by how much chance, and which."""
    t, change = texts(), run.change
    if change is None:
        yield t("since_none", language)
        return
    facts = {"day": change.before.at[:16].replace("T", " "), "gained": len(change.gained), "lost": len(change.lost)}
    sentence = t("since", language, **facts)
    if change.gained or change.lost:
        sentence += " " + t("since_chance", language, chance=f"{100 * change.chance:.0f}")
    yield sentence
    for key, ids in (("won", change.gained), ("lost", change.lost)):
        if ids:
            yield f"{t(key, language)}: {', '.join(ids)}"


def _verdict_lines(run: Run, language: Language) -> Iterator[str]:
    t = texts()
    broken = [verdict for verdict in run.verdicts if not verdict.kept]
    for verdict in broken:
        threshold = verdict.threshold
        where = f" ({group_name(threshold.group, threshold.member, language)})" if threshold.group else ""
        measured = t("unmeasured", language) if verdict.measured is None else f"{verdict.measured:.1f}"
        bound = t(f"bound.{threshold.bound}", language, limit=f"{threshold.limit:g}")
        yield f"✗ {measure_name(threshold.measure, language)}{where}: {measured}, {bound}"
    if run.verdicts:
        key = "verdict.broken" if broken else "verdict.kept"
        facts = {"count": len(run.verdicts)} | ({"broken": len(broken)} if broken else {})
        yield t(key, language, **facts)


def as_json(run: Run) -> dict[str, Any]:
    """The run as JSON values. Shares are 0..1, with the bounds of their 95 % interval."""
    evaluation = run.evaluation
    return {
        "name": run.name,
        "generation": run.generation,
        "day": run.day.isoformat(),
        "all": summary_json(evaluation.all),
        "kinds": {kind: summary_json(one) for kind, one in evaluation.kinds.items()},
        "languages": {language: summary_json(one) for language, one in evaluation.languages.items()},
        "misses": [outcome.question.id for outcome in evaluation.outcomes if not outcome.right],
        "thresholds": [{**asdict(v.threshold), "measured": v.measured, "kept": v.kept} for v in run.verdicts],
        "since": None
        if run.change is None
        else {
            "at": run.change.before.at,
            "gained": run.change.gained,
            "lost": run.change.lost,
            "chance": run.change.chance,
        },
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """A summary as JSON values."""
    shares = {
        name: {"share": found.value, "hits": found.hits, "of": found.of, "low": found.low, "high": found.high}
        for name, found in summary.shares.items()
    }
    return {"questions": summary.count, "shares": shares, "numbers": dict(summary.numbers)}
