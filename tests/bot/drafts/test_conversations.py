"""Scripted conversations, as people talk: what was said is in the draft, nothing else is, and nothing is asked twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.drafts.chat import DraftingChat
from tests.bot.drafts.scripted import Documents, play, scripts

SCRIPTS = list(scripts())


@pytest.mark.parametrize(("name", "script"), SCRIPTS, ids=[name for name, _ in SCRIPTS])
def test_scripted_conversation(name: str, script: dict[str, Any], chat: DraftingChat, documents: Documents) -> None:
    """At the end every field says what was said and no other; nothing said was asked, and questions left the draft unchanged."""
    score = play(name, script, chat, documents)
    assert score.clean, score


def test_the_kinds_are_all_there() -> None:
    """There are at least forty conversations, of every type, language and kind that the promise names."""
    assert len(SCRIPTS) >= 40
    kinds = " ".join(script["kind"] for _, script in SCRIPTS)
    for kind in (
        "happy", "out of order", "everything in one message", "corrections", "questions in between", "pause and resume", "cancel",
        "vague", "contradictory", "abusive length", "mixed languages", "typos and dialect",
    ):  # fmt: skip
        assert kind in kinds, kind
    names = " ".join(name for name, _ in SCRIPTS)
    for word in ("research", "innovation", "education", "-nb", "-nn", "-en"):
        assert word in names, word
