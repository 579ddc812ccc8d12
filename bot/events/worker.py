"""The loop that works off the inbox: claims, computes, stores, posts, finishes. It is supervised and ends only when told to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.events.failures import LAST_ATTEMPT, Failure, judge
from bot.events.inbox import Inbox, LeaseLost, messages_of
from bot.events.posting import Poster
from bot.events.types import Effects, Event, Handler, Message, Reply
from knowledge.errors import DraftChanged

log = logging.getLogger("samspill.worker")

POLL_SECONDS = 0.5
GRACE_SECONDS = 0.15  # an answer that is quicker than this is its own visible sign
# A sign that only one person sees cannot be replaced by the answer; it is given later, lest both stand there for nothing.
PRIVATE_GRACE_SECONDS = 1.0
RENEW_SHARE = 1 / 3
REPEATS = 3  # times that a reply is computed anew because its draft was changed meanwhile


@dataclass(frozen=True, slots=True)
class Wording:
    """The two things the worker itself says: that it is looking, and that something went wrong."""

    sign: Callable[[Event], Message]
    apology: Callable[[Event, Failure], Message]


@dataclass(slots=True)
class _There:
    """What is in the thread already: what earlier attempts posted, and the visible sign; whether one was given in this attempt."""

    found: dict[int, tuple[str, bool]] = field(default_factory=dict)
    sign: str | None = None
    signed: bool = False


class Worker:
    """Works off rows with up to `width` at once. `routes`: the handler for each kind of event.

    `posted`: for some kinds, what is to be written down of where the reply stands (its ts), with the row's completion.
    """

    def __init__(
        self,
        inbox: Inbox,
        poster: Poster,
        routes: Mapping[str, Handler],
        wording: Wording,
        width: int = 8,
        posted: Mapping[str, Callable[[Event, str], Effects]] | None = None,
    ) -> None:
        self.posted = posted or {}
        self.inbox = inbox
        self.poster = poster
        self.routes = routes
        self.wording = wording
        self.width = width
        self._woken = asyncio.Event()
        self._stopping = False
        self._held: dict[asyncio.Task[None], Event] = {}

    def wake(self) -> None:
        """Something has been committed."""
        self._woken.set()

    @property
    def busy(self) -> int:
        """How many events are being worked on."""
        return len(self._held)

    async def run(self) -> None:
        """Until `stop`; an exception costs a pause, never the loop."""
        renewing = asyncio.create_task(self._keep_leases())
        try:
            while not self._stopping:
                try:
                    await self._round()
                except Exception as error:  # noqa: BLE001  (a database that is away for a while must not end the work)
                    log.error("round failed", extra={"error": type(error).__name__})
                    await asyncio.sleep(1.0)
        finally:
            renewing.cancel()

    async def stop(self, patience: float) -> None:
        """Claim nothing more, finish what was begun within `patience` seconds, and give the rest back."""
        self._stopping = True
        self.wake()
        if self._held:
            await asyncio.wait(list(self._held), timeout=patience)
        for task in list(self._held):
            task.cancel()
        for task, event in list(self._held.items()):
            await asyncio.gather(task, return_exceptions=True)
            await self._give_back(event)

    async def _round(self) -> None:
        self._woken.clear()
        free = self.width - len(self._held)
        claimed = await self.inbox.claim(free) if free and not self._stopping else []
        for event in claimed:
            task = asyncio.create_task(self._work(event))
            self._held[task] = event
            task.add_done_callback(self._done)
        if len(claimed) < free or not free:
            try:
                await asyncio.wait_for(self._woken.wait(), POLL_SECONDS)
            except TimeoutError:
                return

    def _done(self, task: asyncio.Task[None]) -> None:
        self._held.pop(task, None)
        self.wake()  # the next of its lane may go

    async def _work(self, event: Event) -> None:
        there = _There()
        try:
            if event.attempt > LAST_ATTEMPT:
                raise RuntimeError("an event that never ends")
            if event.attempt > 1:
                there.found = await self.poster.found(event)
                there.sign = next((ts for ts, final in there.found.values() if not final), None)
            if event.result is None:
                messages = await self._stored(event, there)
            else:
                messages = messages_of(event.result)
            stands = await self.poster.deliver(event, messages, there.sign, there.found)
            if stands and event.kind in self.posted:
                await self.inbox.finish(event, effects=self.posted[event.kind](event, stands))
            else:
                await self.inbox.finish(event)
            log.info("done", extra={"event": event.id, "kind": event.kind, "attempt": event.attempt})
        except LeaseLost:
            log.warning("lease lost", extra={"event": event.id})
        except Exception as error:  # noqa: BLE001  (whatever it is, the person is told or it is tried again)
            await self._failed(event, judge(error, event.attempt), error, there.sign)
        finally:
            await self.poster.showing.clear(event)

    async def _stored(self, event: Event, there: _There) -> list[Message]:
        """The reply, stored; computed anew, outside the transaction, where the draft it rests on was changed meanwhile."""
        for _ in range(REPEATS):
            try:
                return list((await self.inbox.store(event, await self._compute(event, there))).messages)
            except DraftChanged:
                log.info("computed again", extra={"event": event.id, "kind": event.kind})
        reply = await self._compute(replace(event, last=True), there)
        return list((await self.inbox.store(event, reply)).messages)

    async def _compute(self, event: Event, there: _There) -> Reply:
        thinking = asyncio.ensure_future(self.routes[event.kind](event))
        try:
            grace = PRIVATE_GRACE_SECONDS if event.root is None else GRACE_SECONDS
            done, _ = await asyncio.wait({thinking}, timeout=grace)
            if not done and not there.found and not there.signed:
                there.signed = True
                there.sign = await self.poster.showing.sign(event, self.wording.sign(event))
            return await thinking
        except BaseException:
            thinking.cancel()
            raise

    async def _failed(self, event: Event, failure: Failure, error: Exception, sign: str | None) -> None:
        facts = {
            "event": event.id,
            "attempt": event.attempt,
            "error": type(error).__name__,
            "reference": failure.reference,
        }
        try:
            if failure.again is not None:
                log.warning("tried again", extra=facts | {"after": failure.again, "where": failure.where})
                await self.inbox.again(event, failure.again, failure.spent)
                return
            log.error("given up", extra=facts | {"where": failure.where})
            await self._tell(event, failure, sign)
            await self.inbox.finish(event, failure.reference)
        except Exception as second:  # noqa: BLE001  (the lease ends, and the row is claimed again)
            log.error("failure not recorded", extra=facts | {"error": type(second).__name__})

    async def _tell(self, event: Event, failure: Failure, sign: str | None) -> None:
        if not event.user or not failure.tell:
            return
        try:
            await self.poster.showing.abandon(event, sign)
            await self.poster.private.to_person(event, self.wording.apology(event, failure))
        except Exception as error:  # noqa: BLE001  (Slack itself may be what is wrong)
            log.error("apology not delivered", extra={"event": event.id, "error": type(error).__name__})

    async def _give_back(self, event: Event) -> None:
        try:
            await self.inbox.again(event, after=0.0)
        except Exception:  # noqa: BLE001  (finished meanwhile, or the database is away: the lease ends by itself)
            log.info("not given back", extra={"event": event.id})

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self.inbox.lease * RENEW_SHARE)
            try:
                held = dict(self._held)
                kept = await self.inbox.renew(list(held.values()))
                for task, event in held.items():
                    if event.id not in kept and not task.done():
                        task.cancel()  # another bot has it now
            except Exception as error:  # noqa: BLE001  (tried again at the next turn; a lease lasts three turns)
                log.error("leases not renewed", extra={"error": type(error).__name__})
