"""Files in a maintainer's direct messages: fetched, staged, and shown with what they change."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.blocks.maintenance import report_lines, review_messages, words
from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note, ready
from bot.events.types import Event, Reply
from bot.listeners.maintenance_door import TOLD, language_for
from bot.services import MaintenanceParts, Services
from bot.uploads import NotFetched
from knowledge.reports import IngestReport
from knowledge.texts import error_sentence
from knowledge.types import Language


async def uploaded(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """Files in the direct messages: fetched, staged, compared."""
    return await staged(services, parts, event, [str(one) for one in event.payload["files"]], event.user)


async def staged(
    services: Services,
    parts: MaintenanceParts,
    event: Event,
    files: Sequence[str],
    owner: str,
    identity: str | None = None,
) -> Reply:
    """The files (Slack's ids, shared by `owner`) staged, and what that changes. `identity`: the document a single one is a version of."""
    language = language_for(services, event)
    with tempfile.TemporaryDirectory(prefix="samspill-upload-") as folder:
        paths, lines = await _fetched(parts, files, owner, Path(folder), language)
        await services.progress(event, words()("progress.fetched", language, count=len(paths), total=len(files)))
        if not paths:
            return _plain([*lines, inert(words()("upload.nothing", language))])
        try:
            report: IngestReport = await services.in_thread(parts.keeper.stage, event.user, paths, identity)
        except TOLD as error:
            return Reply((note(error_sentence(error, language)),))
    lines += report_lines(report, language)
    if not report.staged or report.generation is None:
        key = "upload.nothing" if report.of("refused") else "upload.unchanged"
        return _plain([*lines, inert(words()(key, language))])
    like = await _like(services, parts, report, event) if identity is None else None
    lines += await _replaces(services, parts, report, language)
    review = await services.in_thread(parts.keeper.review, report.generation, language, services.today())
    keep = {"files": list(files), "language": language, "like": like[1] if like else None}
    return Reply(review_messages(review, language, lines, like), keep=keep)


async def _fetched(
    parts: MaintenanceParts, files: Sequence[str], owner: str, folder: Path, language: Language
) -> tuple[list[Path], list[str]]:
    """The files that could be fetched, and a line for each that could not."""
    paths, lines = [], []
    limit = parts.keeper.max_bytes
    for identity in files:
        try:
            paths.append(await parts.files.fetch(identity, owner, folder, limit))
        except NotFetched as error:
            name = error.name or words()("upload.file", language)
            lines.append(
                "• " + inert(words()(f"upload.{error.why}", language, name=name, limit=limit // (1024 * 1024)))
            )
    return paths, lines


async def _like(
    services: Services, parts: MaintenanceParts, report: IngestReport, event: Event
) -> tuple[str, str, str] | None:
    """(this upload, identity, title) where a single new file looks like another version of a document that is in."""
    new = report.of("added")
    if len(new) != 1 or len(report.files) != 1 or new[0].like is None:
        return None
    title = await services.in_thread(parts.keeper.title_of, new[0].like)
    return (event.id, new[0].like, title) if title else None


async def _replaces(services: Services, parts: MaintenanceParts, report: IngestReport, language: Language) -> list[str]:
    """Which document a file was read as a version of, where its place was another."""
    lines = []
    for line in report.of("updated"):
        if line.facts.get("replaces") and line.identity:
            title = await services.in_thread(parts.keeper.title_of, line.identity)
            lines.append(inert(words()("review.as_version", language, title=title or line.path)))
    return lines


def _plain(lines: Sequence[str]) -> Reply:
    """Ready lines as one message."""
    return Reply((ready("\n".join(lines)),))
