"""The engine of drafting: one message or click in, one reply out. It finds the draft, saves before it replies, answers questions.

Independent of Slack: `samspill chat --jsonl` and the Slack surface both stand on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.drafts.attaching import with_files
from bot.drafts.clicks import read_click
from bot.drafts.draft import Draft
from bot.drafts.editing import Edit, Edited, misfits, resolve
from bot.drafts.forms import form_of, request_types
from bot.drafts.handling import Handlers, Moment, Turned
from bot.drafts.health import with_health_data
from bot.drafts.lines import CHOOSE, Line, line_of, parse_line
from bot.drafts.outcome import Outcome, Seed, Understood
from bot.drafts.proposals import Extractor, proposals
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.records import Records
from bot.drafts.replies import Action, render
from bot.drafts.ruled_answers import answered_by, named_rule
from bot.drafts.rules import RuleLookup, missing_rules
from bot.drafts.sessions import State, context_of
from bot.drafts.shown import Wording
from bot.drafts.store import Conversation, DraftStore
from knowledge.answering.contract import answer_line, citation_line
from knowledge.errors import ModelFailure, SamspillError
from knowledge.partnership import Partnership
from knowledge.texts import Texts, error_sentence
from knowledge.types import LANGUAGES, Answer, Language, Question, Turn

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
    def store(self) -> DraftStore:
        """The drafts and requests in the database."""
        return self._store

    @property
    def rules(self) -> RuleLookup:
        """Where the rules of forms are looked up."""
        return self._rules

    @property
    def records(self) -> Records:
        """What is kept of drafts and requests, for commands and the desk."""
        return Records(self._store, self._partnership, self._rules)

    def turn(self, record: object, today: date, number: int = 1) -> dict[str, Any]:
        """The line that answers the line with this number (DESIGN.md). What it changes is saved when this returns.

        Raises UnreadableTurn for a line that is none, DatabaseUnavailable.
        """
        understood = self.answered(self.understand(parse_line(record, number), today))
        with self._store.transaction() as connection:
            outcome = self.decide(connection, understood)
        return self._line(outcome)

    def understand(self, line: Line, today: date, seed: Seed | None = None) -> Understood:
        """What a line says and where it goes; nothing is saved, and the documents are not asked. Raises DatabaseUnavailable."""
        with self._store.snapshot() as connection:
            state = self._state(connection, line.conversation, seed or Seed())
        return Understood(line, state, self._read(line, state, today), today, seed or Seed())

    def answered(self, understood: Understood) -> Understood:
        """With the documents' answer, where something is asked of them."""
        reading = understood.reading
        if not reading.question or understood.way == "silent":
            return understood
        answer = self._answered(reading.question, understood.state, understood.seed, reading, understood.today)
        draft = understood.state.open_draft
        if draft is not None and isinstance(answer, Answer):
            rule = named_rule(reading.question, draft.form, self._rules, reading.language) if answer.abstained else None
            if rule is not None:
                says = self._texts("ask.says", reading.language, title=rule.title, quote=rule.quote)
                answer = answered_by(answer, rule, says)
        return replace(understood, answer=answer)

    def warm(self) -> None:
        """Look every rule up once, so that the first draft after a start need not wait for it."""
        for language in LANGUAGES:
            missing_rules(self._rules, language)

    def look_up(self, understood: Understood) -> None:
        """Look the rules of the draft's form up ahead, so that nothing is searched while the transaction is held."""
        draft = understood.state.draft
        form = form_of(understood.reading.type or (draft.type if draft else None))
        fields = [field.rule for field in form.fields]
        obligations = [ref for each in form.obligations for ref in (each.rule, each.also)]
        for ref in (*fields, *obligations):
            if ref is not None:
                self._rules.find(ref, understood.reading.language)

    def decide(self, connection: Connection, understood: Understood) -> Outcome:
        """What the line comes to, saved in the caller's transaction: a draft's change and the event behind it can be one.

        Where the draft was changed by another writer since it was read, the line is read once more, with the conversation held.
        """
        line, today = understood.line, understood.today
        state = self._state(connection, line.conversation, understood.seed, lock=True)
        if state.key != understood.state.key:
            reading = self._read(line, state, today)
            understood = self.answered(replace(understood, state=state, reading=reading, answer=None))
        return self._act(connection, replace(understood, state=state))

    def misfits(self, draft: Draft, edit: Edit, today: date) -> list[str]:
        """The fields of a window in which something is typed that does not fit."""
        return misfits(edit, draft, self._reader, today, self._theme_areas)

    def edit(self, connection: Connection, line: Line, edit: Edit, today: date) -> tuple[Outcome, Edited]:
        """What a window changes, saved in the caller's transaction, as a step of the talk in `line.conversation`.

        Raises NotFound where the draft is gone.
        """
        draft = self._store.load(connection, edit.draft_id, lock=True)
        conversation = self._store.conversation(connection, line.conversation, lock=True)
        state = State(replace(conversation, draft_id=draft.id), draft)
        edited = resolve(edit, draft, self._reader, today, self._theme_areas)
        reading = edited.reading(draft.language)
        turned = Turned(state.conversation, Wording(self._texts, self._partnership, draft.language), draft)
        outcome = Outcome(Understood(line, state, reading, today, Seed()), "step", turned)
        if draft.is_open and draft.owner == edit.user and (edited.hits or edited.emptied):
            self._handlers.on_edit(Moment(connection, line, state, reading, today), edited.emptied, turned)
            self._store.save_conversation(connection, turned.conversation)
        return outcome, edited

    def _state(self, connection: Connection, identity: str, seed: Seed, *, lock: bool = False) -> State:
        conversation = self._store.conversation(connection, identity, lock=lock)
        if seed.told is not None:
            conversation = replace(conversation, last_question=seed.question, last_citations=seed.citations)
        draft = self._store.load(connection, conversation.draft_id, lock=lock) if conversation.draft_id else None
        return State(conversation, draft)

    # Understanding

    def _read(self, line: Line, state: State, today: date) -> Reading:
        language: Language = state.conversation.language  # type: ignore[assignment]
        if line.text is None:
            return self._click(line, state, language)
        reading = with_health_data(
            self._reader.read(line.text, context_of(state, today, language)), line.text, state.draft
        )
        reading = with_files(reading, line.files, state.draft)
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

    def _answered(self, question: str, state: State, seed: Seed, reading: Reading, today: date) -> Answer | str:
        """The answer, or in a sentence why there is none: a question never ends a draft."""
        earlier = state.conversation.history
        if state.open_draft is None:  # in a draft "dette" is the draft, not what was asked before it
            earlier = earlier or seed.history
        history = tuple(Turn("user" if role == "user" else "assistant", text) for role, text in earlier)
        try:
            return self._answer(Question(question, history), today)
        except SamspillError as error:
            return error_sentence(error, reading.language)

    # Acting

    def _act(self, connection: Connection, understood: Understood) -> Outcome:
        state, reading, way = understood.state, understood.reading, understood.way
        conversation = replace(state.conversation, language=reading.language)
        turned = Turned(conversation, Wording(self._texts, self._partnership, reading.language))
        if way != "silent":
            moment = Moment(connection, understood.line, state, reading, understood.today, understood.seed.told)
            self._handlers.handle(way, moment, turned)
            remembered = self._remembered(turned.conversation, reading, understood.answer)
            self._store.save_conversation(connection, remembered)
        return Outcome(understood, way, turned)

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

    def _line(self, outcome: Outcome) -> dict[str, Any]:
        turned, line, answer = outcome.turned, outcome.understood.line, outcome.understood.answer
        told = answer.text if isinstance(answer, Answer) else answer or turned.words("say.no_answer")
        messages = ([told] if outcome.asked else []) + turned.messages
        citations: list[Mapping[str, Any]] = (
            list(answer_line(answer)["citations"]) if outcome.asked and isinstance(answer, Answer) else []
        )
        shown = (
            render(
                turned.draft or Draft(id="", owner=line.user),
                turned.effects,
                turned.words,
                self._rules,
                outcome.understood.today,
            )
            if turned.effects
            else None
        )
        if shown is not None:
            messages += shown.messages
            citations = citations or [citation_line(citation) for citation in shown.citations]
        choices = answer.choices if outcome.asked and isinstance(answer, Answer) else ()
        offered = [Action(CHOOSE, choice.label, choice.question) for choice in choices]
        actions = [
            *offered,
            *turned.actions,
            *(shown.actions if shown is not None and turned.draft is not None else ()),
        ]
        return line_of(line.conversation, messages, actions, citations, turned.draft)
