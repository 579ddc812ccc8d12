"""Scripted conversations as data (`conversations/*.toml`), played against the real engine and scored.

Measures: fields right of what was said, fields invented, fields asked although said, questions answered with a citation and the draft
unchanged by them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.drafts.forms import COMMON_IDS
from knowledge.types import Answer, Citation, Question

FOLDER = Path(__file__).parent / "conversations"
EXACT = {
    "theme_area",
    "period_start",
    "period_end",
    "personal_data",
    "ethics_rek",
    "deadline",
    "contact_email",
    "contact_name",
}
MOST_TURNS = 60


@dataclass
class Score:
    """How one conversation went. Each list holds sentences for a person to read."""

    name: str
    said: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    asked_again: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.wrong or self.invented or self.asked_again or self.questions or self.other)


class Documents:
    """A stand-in for the answerer, at the outermost seam: it cites something for everything it is asked, and remembers what."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, question: Question, today: date) -> Answer:
        self.asked.append(question.text)
        citation = Citation("rules.md", "Rules", "This sentence answers what was asked.", (), None, 1, None, None, None)
        return Answer("Here is what the documents say.", False, "nb", "extractive", (citation,), (), 1.0)


class Engine(Protocol):
    """What takes a line and gives one back: the engine itself, or the engine with a stop watch."""

    def turn(self, record: object, today: date) -> dict[str, Any]:
        """One turn."""
        ...


def scripts(folder: Path = FOLDER) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every script of a folder with its name."""
    for path in sorted(folder.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def play(name: str, script: dict[str, Any], chat: Engine, documents: Documents) -> Score:
    """Play a script and score it."""
    player = _Player(name, script, chat, documents)
    for turn in script["turns"]:
        for _ in range(turn.get("repeat_turn", 1)):
            player.turn(turn)
    if "replies" in script:
        player.answer_questions(script["replies"])
    return player.finish()


class _Player:
    def __init__(self, name: str, script: dict[str, Any], chat: Engine, documents: Documents) -> None:
        self.name, self.script, self.chat, self.documents = name, script, chat, documents
        self.score = Score(name)
        self.told: set[str] = set()
        self.not_known: set[str] = set()  # fields that the player itself has said it does not know
        self.last: dict[str, Any] = {}
        self.user, self.conversation = f"user-{name}", f"talk-{name}"

    def turn(self, turn: dict[str, Any]) -> None:
        line: dict[str, Any] = {
            "conversation": f"{turn.get('conversation', 'one')}-{self.conversation}",
            "user": turn.get("user", self.user),
        }
        if "press" in turn:
            line |= {"action": turn["press"], "value": turn.get("value")}
        else:
            line["text"] = turn["say"] * turn.get("repeat", 1)
        self.told |= set(turn.get("tells", ()))
        if "skips" in turn:
            self.told.add(turn["skips"])
        if turn.get("resets"):
            self.told = set(turn.get("tells", ()))
        self.send(line, date.fromisoformat(turn.get("today", self.script["today"])), turn)

    def send(self, line: dict[str, Any], today: date, turn: dict[str, Any]) -> None:
        before, asked = self.last.get("draft"), len(self.documents.asked)
        answered = self.chat.turn(line, today)
        if turn.get("draft_hidden"):
            if answered["messages"] or answered["draft"]:
                self.score.other.append(f"{line.get('text')!r}: the bot did not keep quiet")
            return
        self.last = answered
        wrote = str(line.get("text") or line.get("action"))[:70]
        questions = len(self.documents.asked) - asked
        if bool(turn.get("question")) != bool(questions):
            self.score.questions.append(f"{wrote!r}: {questions} questions put to the documents")
        if turn.get("question"):
            if not self.last["citations"]:
                self.score.questions.append(f"{wrote!r}: no citation")
            if not turn.get("changes") and before and (self.last["draft"] or {}).get("fields") != before["fields"]:
                self.score.questions.append(f"{wrote!r}: the draft changed")
        draft = self.last["draft"] or {}
        for key in ("status", "type"):
            if f"expect_{key}" in turn and draft.get(key) != turn[f"expect_{key}"]:
                self.score.other.append(f"{wrote!r}: {key} is {draft.get(key)}, not {turn[f'expect_{key}']}")
        if self.last["asking"] in self.told and not turn.get("asks_again"):
            self.score.asked_again.append(f"{wrote!r}: asks {self.last['asking']}")

    def answer_questions(self, replies: dict[str, Any]) -> None:
        """Answer what is asked, as a person with these facts would; what is not among them is not known."""
        waiting = {name: list(reply) if isinstance(reply, list) else [reply] for name, reply in replies.items()}
        today = date.fromisoformat(self.script["today"])
        for _ in range(MOST_TURNS):
            asking = self.last["asking"]
            if asking is None:
                return
            if waiting.get(asking):
                reply = waiting[asking].pop(0)
            else:
                reply = "vet ikke"
                self.not_known.add(asking)
            if not waiting.get(asking):
                self.told.add(asking)
            line = {"conversation": f"one-{self.conversation}", "user": self.user, "text": reply}
            self.send(line, today, {"question": False})

    def finish(self) -> Score:
        draft, score, script = self.last["draft"], self.score, self.script
        if script.get("none"):
            if draft is not None:
                score.other.append("a draft was begun")
            return score
        if draft is None:
            score.other.append("there is no draft at the end")
            draft = {"type": None, "status": None, "fields": {}}
        for key in ("type", "status"):
            if key in script and draft[key] != script[key]:
                score.other.append(f"the {key} is {draft[key]}, not {script[key]}")
        expected = script.get("fields", {})
        for name, wanted in expected.items():
            score.said += 1
            found = draft["fields"].get(name)
            if matches(name, found, wanted):
                score.right += 1
            else:
                score.wrong.append(f"{name}: {found!r}, not {wanted!r}")
        for name in COMMON_IDS:
            found, said = draft["fields"].get(name), {**expected, **script.get("maybe", {})}
            if name not in said and found is not None and not (found == "unknown" and name in self.not_known):
                score.invented.append(f"{name}: {draft['fields'][name]!r}")
        return score


def matches(name: str, found: str | None, wanted: str) -> bool:
    """Whether a value is right: exact for dates, choices, names and addresses; the person's own words otherwise, give or take a few
    leading ones."""
    if found is None:
        return False
    if name in EXACT:
        return found == wanted
    left, right = _words(found), _words(wanted)
    if not left or not right:
        return False
    inside = " ".join(right) in " ".join(left) or " ".join(left) in " ".join(right)
    return inside and min(len(left), len(right)) / max(len(left), len(right)) >= 0.6


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
