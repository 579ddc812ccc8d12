"""Drafting in Slack while another writer is at the same draft: one reply, nothing lost, and the inbox never waits for the documents."""

from __future__ import annotations

import time
from dataclasses import replace

from bot.drafts.draft import Draft
from bot.drafts.store import DraftStore
from bot.events.worker import REPEATS
from knowledge.types import Answer, Question
from tests.bot.drafting_scene import Person, Stage, play
from tests.bot_making import Scripted, an_answer

TOLD = "Hvem bestemmer om vi får være med? Enheten er Saupstad skole."
HELD_SECONDS = 2.0  # the inbox's own writes take milliseconds; who waited for the documents would hold the database for ten seconds


class Meddled:
    """Documents that, while they are asked, see the draft become another type of request: `times` times."""

    def __init__(self, times: int) -> None:
        self.left, self.waited = times, 0.0
        self.store: DraftStore | None = None
        self.answers = Scripted(self._answer, seconds=0.2)  # longer than the grace: a sign is given, once

    def _answer(self, question: Question) -> Answer:
        if self.store is not None:
            began = time.monotonic()
            self._write(self.store)
            self.waited = max(self.waited, time.monotonic() - began)
        return an_answer(f"Svar nummer {len(self.answers.asked)}.")

    def _write(self, store: DraftStore) -> None:
        with store.transaction() as connection:
            if self.left:
                self.left -= 1
                ((before, _),) = store.all(connection)
                other = "innovation" if before.type == "research" else "research"
                store.save(connection, replace(before, type=other), author="ola", before=before)

    async def scene(self, stage: Stage) -> Person:
        """A draft is begun, then told of and asked about in one message, while it changes."""
        kari = stage.person()
        await kari.mention("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
        self.store = DraftStore(stage.bot.engine)
        before = len(kari.replies)
        await kari.say(TOLD)
        assert len(kari.replies) == before + 1
        return kari

    def draft(self) -> Draft:
        """As it is in the database."""
        assert self.store is not None
        with self.store.snapshot() as connection:
            ((draft, _),) = self.store.all(connection)
        return draft


def test_a_reply_is_computed_anew_when_its_draft_becomes_another() -> None:
    """The documents are asked again, with nothing held; one reply comes, with what was said and what another did."""
    meddled = Meddled(1)

    async def scene(stage: Stage) -> None:
        kari = await meddled.scene(stage)
        assert "Svar nummer 2." in kari.text
        assert len(meddled.answers.asked) == 2
        assert meddled.waited < HELD_SECONDS
        assert (meddled.draft().type, meddled.draft().value("municipal_unit")) == ("innovation", "Saupstad skole")

    play(scene, meddled.answers)


def test_a_draft_that_never_rests_gets_its_reply_all_the_same() -> None:
    """After a few times what was said is taken as it is: it is noted, and one reply comes."""
    meddled = Meddled(100)

    async def scene(stage: Stage) -> None:
        kari = await meddled.scene(stage)
        assert len(meddled.answers.asked) == REPEATS + 1
        assert meddled.waited < HELD_SECONDS
        assert "Saupstad skole" in kari.text
        assert (meddled.draft().value("title"), meddled.draft().value("municipal_unit")) == ("Ro", "Saupstad skole")

    play(scene, meddled.answers)
