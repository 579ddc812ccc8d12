"""The maintainer's side in Slack: a file in the direct messages, `/samspill dokumenter`, the buttons under a comparison, and what
`samspill watch` found.

Every way in goes through `_guarded`: whether the person may is asked anew, and who may not gets a kind refusal and an audit entry.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.blocks.maintenance import (
    overview_message,
    report_lines,
    review_messages,
    settled_blocks,
    trouble_message,
    turned_message,
    when,
    words,
)
from bot.blocks.mrkdwn import escape, inert
from bot.blocks.notes import note, ready
from bot.events.inbox import enqueue, once
from bot.events.types import Event, Handler, Incoming, Message, Reply, Target, together
from bot.listeners.sources import language_of
from bot.maintainers import denied
from bot.services import MaintenanceParts, Services
from bot.uploads import NotFetched
from bot.watched import KIND as WATCHED
from knowledge.errors import IngestBusy, NotFound, StagedConflict
from knowledge.reports import FileReport, IngestReport
from knowledge.reviews import Turned
from knowledge.texts import error_sentence
from knowledge.types import LANGUAGES, Language

DOCUMENTS = re.compile(r"\s*(?:dokument(?:er|a|ene)?|documents?)\s*[.!?]?\s*", re.I)
TELL, PUBLISH_AT, REFUSED = "maintenance.tell", "maintenance.later", "maintenance.denied"
TOLD = (NotFound, StagedConflict, IngestBusy)  # what a person can do something about
Work = Callable[[Services, MaintenanceParts, Event], Awaitable[Reply]]


def register(routes: dict[str, Handler], services: Services) -> None:
    """Every way in, each behind the same door; after the other commands, of which one is taken over."""
    routes["upload"] = _guarded(services, "upload", uploaded)
    routes["action:maintain"] = _guarded(services, "button", pressed)
    routes[PUBLISH_AT] = _guarded(services, "window", timed)
    routes[REFUSED] = _guarded(services, "window", _nothing)
    routes["command"] = _first_documents(services, routes["command"])

    async def watched(event: Event) -> Reply:
        return await fan_out(services, event)

    async def told(event: Event) -> Reply:
        return await tell(services, event)

    routes[WATCHED] = watched
    routes[TELL] = told


def _guarded(services: Services, how: str, work: Work) -> Handler:
    """A handler that works for maintainers alone. `how` goes into the audit trail of those who are refused."""

    async def handler(event: Event) -> Reply:
        parts = services.maintenance
        if parts is None or not await parts.who.includes(event.user, event.team):
            return refusal(services, event, how)
        return await work(services, parts, event)

    return handler


def refusal(services: Services, event: Event, how: str) -> Reply:
    """What others are told, and what is written down of it."""
    language = _language(services, event)
    contact = services.contact or words()("contact", language)
    about = str(event.payload.get("about") or event.payload.get("generation") or "")
    to: Target = "thread" if how == "upload" else "response" if how == "command" else "person"
    tried = denied(event, how, about)
    effects = together(tried, once(_without_files(event))) if how == "upload" and event.text.strip() else tried
    return Reply((note(words()("refusal", language, contact=contact), to),), effects=effects)


def _without_files(event: Event) -> Incoming:
    """What was written beside the files: a question or a turn of a draft is answered, whatever becomes of them."""
    payload = {name: value for name, value in event.payload.items() if name != "files"}
    return Incoming(f"{event.id}:text", "direct", event.lane, 0.0, payload, thread=event.thread, user=event.user)


def _first_documents(services: Services, others: Handler) -> Handler:
    guarded = _guarded(services, "command", overview)

    async def handler(event: Event) -> Reply:
        return await (guarded if DOCUMENTS.fullmatch(event.text) else others)(event)

    return handler


async def _nothing(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """Somebody who was refused has become a maintainer since: there is nothing to do."""
    return Reply()


# Files


async def uploaded(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """Files in the direct messages: fetched, staged, compared."""
    return await _staged(services, parts, event, [str(one) for one in event.payload["files"]], event.user)


async def _staged(
    services: Services,
    parts: MaintenanceParts,
    event: Event,
    files: Sequence[str],
    owner: str,
    identity: str | None = None,
) -> Reply:
    language = _language(services, event)
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


# Buttons and the window


async def pressed(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """A button. What it is about stands in its id; of another id, or of what is not there, nothing comes."""
    action, generation = [*str(event.payload.get("about") or "").split("|"), ""][:2]
    language = _language(services, event)
    done = {"publish": _publish, "discard": _discard, "rollback": _roll_back, "show": _show, "version": _version}
    if action not in done:
        return Reply()
    try:
        return await done[action](services, parts, event, generation, language)
    except NotFound:
        return Reply((note(words()("done.gone", language), _to(event)),))
    except TOLD as error:
        return Reply((note(error_sentence(error, language), _to(event)),))


async def _publish(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    done: Turned = await services.in_thread(parts.keeper.publish, event.user, generation, services.today())
    return Reply((*_settled(event, "publish", language), turned_message(done, language, "publish", _to(event))))


async def _roll_back(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    done: Turned = await services.in_thread(parts.keeper.roll_back, event.user, generation)
    return Reply((*_settled(event, "rollback", language), turned_message(done, language, "rollback", _to(event))))


async def _discard(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    await services.in_thread(parts.keeper.discard, event.user, generation)
    return Reply((*_settled(event, "discard", language), note(words()("done.discard", language), _to(event))))


async def _show(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    """The comparison, in the direct messages: what only one person sees for a while is no place for it."""
    await services.in_thread(parts.keeper.review, generation, language, services.today())  # raises where it is gone
    payload = {"channel": event.user, "user": event.user, "generation": generation, "language": language}
    row = Incoming(f"{TELL}:{event.id}", TELL, f"person:{event.user}", 0.0, payload | {"team": event.team})
    return Reply((note(words()("done.shown", language), _to(event)),), effects=once(row))


async def _version(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    """The file again, as the next version of the document that it looks like; what was staged before is thrown away."""
    kept: Any = await services.in_thread(services.memory.kept, str(event.payload.get("value")))
    if not kept.get("files") or not kept.get("like"):
        raise NotFound(name=generation)
    reply = await _staged(services, parts, event, kept["files"], event.user, str(kept["like"]))
    if any(message.file for message in reply.messages):
        await services.in_thread(parts.keeper.discard, event.user, generation)
        return Reply((*_settled(event, "version", language), *reply.messages), keep=reply.keep)
    return reply


async def timed(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """The time that was chosen in the window."""
    language, due = _language(services, event), datetime.fromtimestamp(int(event.payload["due"]), UTC)
    try:
        await services.in_thread(parts.keeper.publish_at, event.user, str(event.payload["generation"]), due)
    except NotFound:
        return Reply((note(words()("done.gone", language)),))
    return _plain([words()("done.later", language, when=when(due))])


def _settled(event: Event, what: str, language: Language) -> tuple[Message, ...]:
    """The message whose button was used, without its buttons; none where only one person sees it for a while."""
    blocks = event.payload.get("blocks") or []
    if event.root is None or not blocks:
        return ()
    t = words()
    line = t("done.settled", language, what=t(f"settled.{what}", language), who=f"<@{escape(event.user)}>")
    return (Message(t(f"settled.{what}", language), settled_blocks(blocks, line), "edit"),)


# What is shown


async def overview(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """`/samspill dokumenter`."""
    language: Language = "en" if event.text.strip().lower().startswith("documents") else "nb"
    found = await services.in_thread(parts.keeper.overview, services.today())
    waiting = await services.in_thread(parts.keeper.waiting, language)
    count = await services.in_thread(parts.keeper.contradictions)
    previous = await services.in_thread(parts.keeper.previous)
    return Reply((overview_message(found, waiting, count, previous, language, "response"),))


async def fan_out(services: Services, event: Event) -> Reply:
    """What `samspill watch` found, for the maintainers' channel or for each maintainer alone."""
    parts = services.maintenance
    channel = services.settings.maintainers_channel
    people = (channel,) if channel else await parts.who.all() if parts is not None else ()

    def effects(connection: Any) -> None:
        for one in people:
            payload = {**event.payload, "channel": one, "team": services.own.team}
            enqueue(connection, Incoming(f"{event.id}:{one}", TELL, f"person:{one}", 0.0, payload))

    return Reply(effects=effects)


async def tell(services: Services, event: Event) -> Reply:
    """A staged generation with its buttons, or what could not be read. What was decided meanwhile is not told any more."""
    parts, language = services.maintenance, language_of(event.payload)
    if parts is None:
        return Reply()
    if "trouble" in event.payload:
        lines = [
            FileReport(source, path, "refused", reason=reason, facts=facts, kept=kept)
            for source, path, reason, facts, kept in event.payload["trouble"]
        ]
        return Reply((trouble_message(lines, int(event.payload["count"]), language),))
    try:
        generation = str(event.payload["generation"])
        review = await services.in_thread(parts.keeper.review, generation, language, services.today())
    except NotFound:
        return Reply()
    count = event.payload.get("count")
    head = [inert(words()("watched.staged", language, count=count))] if count else []
    return Reply(review_messages(review, language, head))


def _language(services: Services, event: Event) -> Language:
    """The language that was kept, or the message's own; bokmål where it says nothing."""
    kept = event.payload.get("language")
    if kept in LANGUAGES:
        return language_of(event.payload)
    return services.detect(event.text) if event.text.strip() else services.desk_language


def _to(event: Event) -> Target:
    return "thread" if event.root is not None else "person"


def _plain(lines: Sequence[str]) -> Reply:
    """Ready lines as one message."""
    return Reply((ready("\n".join(lines)),))
