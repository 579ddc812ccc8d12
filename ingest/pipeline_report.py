"""The report's lines: one for each file that was found, and one for each document that was retired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.pipeline_plan import Incoming, Plan, Refusal, place
from knowledge.reports import FileReport
from knowledge.types import Version


def file_reports(plan: Plan, embedded: Mapping[str, int], like: Mapping[str, str] | None = None) -> list[FileReport]:
    """The lines, by source and path. `embedded` gives for an identity how many of its chunks had a new text, `like` for a new one
    the document that it looks like a version of."""
    lines = [
        replace(_incoming(one, embedded.get(one.document.identity, 0)), like=(like or {}).get(one.document.identity))
        for one in plan.incoming
    ]
    lines += [_version(version, "unchanged") for version in plan.unchanged]
    lines += [_version(version, "retired") for version in plan.retired]
    lines += [_refused(one, plan) for one in plan.refused]
    return sorted(lines, key=lambda line: (line.source, line.path, line.action))


def _incoming(one: Incoming, embedded: int) -> FileReport:
    before = one.replaced
    moved = before is not None and (before.document.source, before.document.path) != (
        one.document.source,
        one.document.path,
    )
    return FileReport(
        source=one.document.source,
        path=one.document.path,
        action="added" if before is None else "updated",
        identity=one.document.identity,
        facts={"replaces": place(before.document.source, before.document.path)} if before and moved else {},
        chunks=len(one.read.chunks),
        embedded=embedded,
        seconds=one.read.seconds,
        warnings=one.read.warnings,
    )


def _version(version: Version, action: str) -> FileReport:
    document = version.document
    return FileReport(
        source=document.source,
        path=document.path,
        action="retired" if action == "retired" else "unchanged",
        identity=document.identity,
    )


def _refused(one: Refusal, plan: Plan) -> FileReport:
    return FileReport(
        source=one.source,
        path=one.path,
        action="refused",
        reason=one.error.reason,
        facts={name: value for name, value in one.error.facts.items() if name != "reason"},
        kept=place(one.source, one.path) in plan.standing,
        seconds=one.seconds,
    )
