"""The engine of drafting: one message or click in, one reply out. It finds the draft, saves before it replies, answers questions.

Independent of Slack: `samspill chat --jsonl` and the Slack surface both stand on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.drafts.clicks import read_click
from bot.drafts.draft import Draft
from bot.drafts.effects import AnswerQuestion
from bot.drafts.forms import request_types
from bot.drafts.handling import Handlers, Moment, Turned
from bot.drafts.lines import Line, line_of, parse_line
from bot.drafts.proposals import Extractor, proposals
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.records import Records
from bot.drafts.replies import render
from bot.drafts.rules import RuleLookup
from bot.drafts.sessions import State, context_of, route
from bot.drafts.shown import Wording
from bot.drafts.store import Conversation, DraftStore
from knowledge.answering.contract import answer_line, citation_line
from knowledge.errors import DraftChanged, ModelFailure, SamspillError
from knowledge.partnership import Partnership
from knowledge.texts import Texts, error_sentence
from knowledge.types import Answer, Language, Question, Turn

AnswerQuestions = Callable[[Question, date], Answer]


class DraftingChat:
    """Conversations about drafts. `answer` answers a question from the documents; `extractor` is a model that reads, if there is one."""

    def __init__(
        self,
        store: DraftStore,
        reader: Reader,
        partnership: Partnership,
        rules: RuleLookup,
        answer: AnswerQuestions,
        extractor: Extractor | None = None,
    ) -> None:
        self._store, self._reader, self._partnership, self._rules = store, reader, partnership, rules
        self._answer, self._extractor = answer, extractor
        self._texts = Texts.load("bot.texts", "drafts.toml")
        self._theme_areas = frozenset(area.id for area in partnership.theme_areas)
        self._handlers = Handlers(store, reader, rules, self._theme_areas)

    @property
    def records(self) -> Records:
        """What is kept of drafts and requests, for commands and the desk."""
        return Records(self._store, self._partnership, self._rules)

    def turn(self, record: object, today: date, *, within: Connection | None = None) -> dict[str, Any]:
        """The line that answers a line (DESIGN.md). What it changes is saved when this returns.

        `within`: a transaction of the caller's to save in, so that a draft's change and the event behind it are one. Raises
        UnreadableInput for a line that is none, DatabaseUnavailable.
        """
        line = parse_line(record)
        if within is None:
            with self._store.snapshot() as connection:
                state = self._state(connection, line.conversation)
            reading, answer = self._understand(line, state, today)
            with self._store.transaction() as connection:
                turned = self._act(connection, line, state, reading, answer, today)
            if turned is not None:
                return self._line(line, turned, answer)
        # Another writer was faster, or the transaction is the caller's: everything once more, with the conversation held.
        with nullcontext(within) if within is not None else self._store.transaction() as connection:
            state = self._state(connection, line.conversation, lock=True)
            reading, answer = self._understand(line, state, today)
            turned = self._act(connection, line, state, reading, answer, today)
        if turned is None:
            raise DraftChanged(name=line.conversation)
        return self._line(line, turned, answer)

    def _state(self, connection: Connection, identity: str, *, lock: bool = False) -> State:
        conversation = self._store.conversation(connection, identity, lock=lock)
        draft = self._store.load(connection, conversation.draft_id, lock=lock) if conversation.draft_id else None
        return State(conversation, draft)

    # Understanding

    def _understand(self, line: Line, state: State, today: date) -> tuple[Reading, Answer | str | None]:
        """What a message says, and the answer where it asks the documents something."""
        reading = self._read(line, state, today)
        if not reading.question or route(line, state, reading) == "silent":
            return reading, None
        return reading, self._answered(reading.question, state, reading, today)

    def _read(self, line: Line, state: State, today: date) -> Reading:
        language: Language = state.conversation.language  # type: ignore[assignment]
        if line.text is None:
            return self._click(line, state, language)
        reading = self._reader.read(line.text, context_of(state, today, language))
        if self._extractor is None or reading.intent or reading.chatter or not (state.open_draft or reading.starts):
            return reading
        draft = state.open_draft or Draft(id="", owner=line.user, type=reading.type)
        try:
            given = self._extractor.extract(line.text, draft.form, reading.language)
        except ModelFailure:
            return reading
        known = {hit.field for hit in reading.hits}
        more = tuple(hit for hit in proposals(given, line.text, draft, self._theme_areas) if hit.field not in known)
        return replace(reading, hits=(*reading.hits, *more), unread=reading.unread and not more)

    def _click(self, line: Line, state: State, language: Language) -> Reading:
        text = line.value if isinstance(line.value, str) else None
        if line.action == "resume":
            return Reading(language=language, intent="resume", target=text)
        if line.action in {"new", "start_draft"}:
            kind = text if text in request_types() else None
            return Reading(
                language=language,
                intent="new",
                type=kind,
                starts=True,
                target="answer" if line.action == "start_draft" else None,
            )
        if line.action in {"insist", "list"}:
            return Reading(language=language, intent=line.action)
        draft = state.draft if state.draft is not None else Draft(id="", owner=line.user)
        return read_click(str(line.action), line.value, draft, language, self._theme_areas)

    def _answered(self, question: str, state: State, reading: Reading, today: date) -> Answer | str:
        """The answer, or in a sentence why there is none: a question never ends a draft."""
        history = tuple(
            Turn("user" if role == "user" else "assistant", text) for role, text in state.conversation.history
        )
        try:
            return self._answer(Question(question, history), today)
        except SamspillError as error:
            return error_sentence(error, reading.language)

    # Acting

    def _act(
        self,
        connection: Connection,
        line: Line,
        seen: State,
        reading: Reading,
        answer: Answer | str | None,
        today: date,
    ) -> Turned | None:
        """What the message comes to, saved; None when the draft was changed since it was read, and the turn begins again."""
        state = self._state(connection, line.conversation, lock=True)
        if state.key != seen.key:
            return None
        conversation = replace(state.conversation, language=reading.language)
        turned = Turned(conversation, Wording(self._texts, self._partnership, reading.language))
        way = route(line, state, reading)
        if way == "silent":
            return turned
        self._handlers.handle(way, Moment(connection, line, state, reading, today), turned)
        self._store.save_conversation(connection, self._remembered(turned.conversation, reading, answer))
        return turned

    # Writing out

    def _remembered(self, conversation: Conversation, reading: Reading, answer: Answer | str | None) -> Conversation:
        if not isinstance(answer, Answer) or reading.question is None:
            return conversation
        history = (*conversation.history, ("user", reading.question), ("assistant", answer.text))
        return replace(
            conversation,
            history=history,
            last_question=reading.words or reading.question,
            last_citations=tuple(answer_line(answer)["citations"]),
        )

    def _line(self, line: Line, turned: Turned, answer: Answer | str | None) -> dict[str, Any]:
        asked = any(isinstance(effect, AnswerQuestion) for effect in turned.effects)
        told = answer.text if isinstance(answer, Answer) else answer or turned.words("say.no_answer")
        messages = ([told] if asked else []) + turned.messages
        citations: list[Mapping[str, Any]] = (
            list(answer_line(answer)["citations"]) if asked and isinstance(answer, Answer) else []
        )
        shown = (
            render(turned.draft or Draft(id="", owner=line.user), turned.effects, turned.words, self._rules)
            if turned.effects
            else None
        )
        if shown is not None:
            messages += shown.messages
            citations = citations or [citation_line(citation) for citation in shown.citations]
        actions = [*turned.actions, *(shown.actions if shown is not None and turned.draft is not None else ())]
        return line_of(line.conversation, messages, actions, citations, turned.draft)
