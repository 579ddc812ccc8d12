"""The bot's composition root: `build_app(settings)` wires the real parts, and nothing is built before it is called."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine

from bot.answers import LibraryAnswers, ReadyAnswers
from bot.blocks.answer import so_far
from bot.blocks.maintenance import reading
from bot.blocks.notes import aside, note, sign
from bot.drafts.engine import SlowLikeness, build_chat
from bot.events.classify import Rules
from bot.events.failures import Failure
from bot.events.inbox import LEASE_SECONDS, Inbox, ack_writer
from bot.events.intake import Intake
from bot.events.memory import Memory
from bot.events.posting import Poster
from bot.events.surfaces import Surfaces
from bot.events.types import Event, Identity, Incoming, Message, Target
from bot.events.worker import Wording, Worker
from bot.events.writer import Writer
from bot.files import Files
from bot.handed_files import HandedFiles
from bot.listeners import register_live, routes_of
from bot.listeners.drafting import claims
from bot.listeners.requests import card_posted
from bot.listeners.tidying import TURNS, turn_posted
from bot.maintainers import Maintainers
from bot.people import People
from bot.publications import notes_to_authors, reminder
from bot.review_files import ReviewFiles
from bot.running import Running
from bot.services import Answers, MaintenanceParts, Services
from bot.settings import BotSettings
from bot.slack_client import slack_client, slack_session, who_am_i
from bot.uploads import Uploads
from knowledge.database import open_database
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings
from knowledge.texts import Texts
from knowledge.types import Answer, Language

IN_HAND = 4  # events in hand for each that is being answered: most of an event's time is waiting for Slack and the disk


async def build_app(
    settings: BotSettings, knowledge: KnowledgeSettings, answers: Answers | None = None, lease: float = LEASE_SECONDS
) -> Running:
    """The whole bot, ready to `start`. `answers` stands in for the real answerer where only the rest is of interest.

    Raises SettingsError (a token is missing or refused), SlackUnavailable, DatabaseUnavailable, DatabaseTooNew.
    """
    settings.check()
    engine = await asyncio.to_thread(open_database, knowledge)
    session = slack_session(settings.api_url)
    try:
        client = slack_client(_secret(settings.bot_token), settings.api_url, session)
        quick = slack_client(_secret(settings.bot_token), settings.api_url, session, patient=False)
        own = await who_am_i(client)
    except BaseException:
        await session.close()
        engine.dispose()
        raise
    pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="samspill-answers")
    texts = Texts.load("bot.texts", "slack.toml")
    build = partial(LibraryAnswers, knowledge, engine) if answers is None else lambda: answers
    ready = ReadyAnswers(build, texts, settings.allow_examples)
    ready.is_real = answers is None
    writer = Writer(engine)
    inbox = Inbox(engine, writer, lease, ack_writer(engine, writer))
    poster = Poster(client, surfaces=Surfaces(local=settings.api_url is not None), own=own, quick=quick)
    services = _services(settings, knowledge, inbox, ready, texts, own, pool)
    parts = _maintenance(settings, knowledge, engine, client, session, own)
    services = replace(
        services, maintenance=parts, progress=partial(_progress, poster), written=partial(_written, poster, texts)
    )
    records, people = services.drafting.records, People(client)
    files = Files(client, records, poster.where, services.in_thread, services.today, people)
    reviews = ReviewFiles(client, parts.keeper, poster.where, services.in_thread, services.today, files)
    poster.files = HandedFiles(client, parts.files, poster.where, services.commit, reviews)
    routes, turns = routes_of(services), turn_posted(services)
    posted = {"desk.card": card_posted(services)} | dict.fromkeys(TURNS, turns)
    worker = Worker(inbox, poster, routes, wording(services), settings.workers * IN_HAND, posted)
    inbox.wake = worker.wake
    rules = Rules(own, frozenset(settings.shared_channels), frozenset(settings.allowed_teams))
    app = AsyncApp(
        client=client,
        signing_secret=_secret(settings.signing_secret),
        before_authorize=Intake(inbox, rules, routes.keys(), worker.wake, claims),
        logger=logging.getLogger("slack_bolt.app"),
    )
    register_live(app, services)
    running = Running(settings, engine, session, app, worker, inbox, services.memory, ready, pool, writer)
    running.warm_more = services.drafting.warm
    return running


def wording(services: Services) -> Wording:
    """The visible sign and the apology, in the language of what was said."""

    def target(event: Event) -> Target:
        return "response" if event.kind == "command" else "thread"

    def language(event: Event) -> Language:
        return services.detect(event.text)

    def looking(event: Event) -> Message:
        if event.kind == "upload":
            return reading(language(event) if event.text.strip() else services.desk_language)
        return sign(services.texts, language(event), target(event))

    def apology(event: Event, failure: Failure) -> Message:
        return note(services.texts(f"error.{failure.text}", language(event), reference=failure.reference), "person")

    return Wording(looking, apology)


def _services(
    settings: BotSettings,
    knowledge: KnowledgeSettings,
    inbox: Inbox,
    answers: ReadyAnswers,
    texts: Texts,
    own: Identity,
    pool: ThreadPoolExecutor,
) -> Services:
    from knowledge.language.detection import detect_language

    async def commit(incoming: Incoming) -> None:
        if await inbox.commit(incoming):
            inbox.wake()

    async def in_thread(work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pool, partial(work, *arguments))

    partnership = load_partnership(knowledge.partnership)
    advisers = {area.id: area.adviser for area in partnership.theme_areas if area.adviser} | settings.advisers
    desk_language = settings.desk_language or partnership.desk_language
    contact = knowledge.contact or (partnership.contact or {}).get(desk_language) or None
    return Services(
        settings=settings,
        answers=answers,
        memory=Memory(inbox.engine),
        texts=texts,
        partnership=partnership,
        own=own,
        contact=contact,
        desk=settings.desk_channel or partnership.channel,
        detect=detect_language,
        today=date.today,
        in_thread=in_thread,
        drafting=build_chat(
            inbox.engine,
            partnership,
            answers.answer,
            passages=answers.passages,
            likeness=SlowLikeness(partnership) if answers.is_real else None,
        ),
        commit=commit,
        advisers=advisers,
        desk_language=desk_language,
        publish_due=partial(_publish_due, knowledge, inbox.engine),
    )


def _maintenance(
    settings: BotSettings,
    knowledge: KnowledgeSettings,
    engine: Engine,
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    own: Identity,
) -> MaintenanceParts:
    """The maintainer's side: who may, what does it, and where files come from."""
    from ingest.maintenance.keeper import Keeper

    return MaintenanceParts(
        who=Maintainers(client, settings.maintainers, own.team),
        keeper=Keeper(knowledge, engine, notes_to_authors, reminder),
        files=Uploads(client, session, _secret(settings.bot_token), settings.api_url),
    )


async def _progress(poster: Poster, event: Event, text: str) -> None:
    await poster.showing.progress(event, aside(text))


async def _written(poster: Poster, texts: Texts, event: Event, part: Answer) -> None:
    await poster.showing.written(event, so_far(part, texts))


def _publish_due(knowledge: KnowledgeSettings, engine: Engine) -> None:
    """Publish what is due, with notes to those whose drafts it touches. Raises IngestBusy while an ingest is running."""
    from ingest.maintenance import Maintenance
    from knowledge.language.vectors import WordVectors
    from knowledge.providers import embedder

    vectors = embedder(knowledge, WordVectors.load())
    Maintenance(knowledge, engine, vectors, "samspill", notify=notes_to_authors).publish_due()


def _secret(value: Any) -> str:
    return value.get_secret_value() if value is not None else ""
