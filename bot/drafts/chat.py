"""The engine of drafting: one message or click in, one reply out. It finds the draft, saves before it replies, answers questions.

Independent of Slack: `samspill chat --jsonl` and the Slack surface both stand on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.drafts.draft import Draft
from bot.drafts.editing import Edit, Edited, misfits, resolve
from bot.drafts.handling import Handlers, Moment, Turned
from bot.drafts.lines import CHOOSE, Line, line_of, parse_line
from bot.drafts.outcome import Outcome, Seed, Understood
from bot.drafts.proposals import Extractor
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.records import Records
from bot.drafts.replies import Action, render
from bot.drafts.ruled_answers import answered_by, asks_whether_it_binds, named_rule
from bot.drafts.rules import RuleLookup, missing_rules
from bot.drafts.sessions import State
from bot.drafts.shown import Wording
from bot.drafts.store import Conversation, DraftStore
from bot.drafts.understanding import LineReader
from knowledge.answering.contract import answer_line, citation_line
from knowledge.errors import DraftChanged, SamspillError
from knowledge.partnership import Partnership
from knowledge.texts import Texts, error_sentence
from knowledge.types import LANGUAGES, Answer, Question, Turn

AnswerQuestions = Callable[[Question, date], Answer]

REPEATS = 3  # times that a line is read anew because its draft was changed meanwhile; then it is taken as it is
WITHOUT_RULES = frozenset({"silent", "list", "answer", "help"})  # ways on which no rule is shown


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
        self._answer = answer
        self._texts = Texts.load("bot.texts", "drafts.toml")
        self._theme_areas = frozenset(area.id for area in partnership.theme_areas)
        self._handlers = Handlers(store, reader, rules, self._theme_areas)
        self._lines = LineReader(reader, self._theme_areas, extractor)

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
        line = parse_line(record, number)
        for _ in range(REPEATS):
            try:
                return self._line(self._turned(line, today))
            except DraftChanged:
                continue
        return self._line(self._turned(line, today, last=True))

    def _turned(self, line: Line, today: date, *, last: bool = False) -> Outcome:
        understood = self.answered(self.understand(line, today))
        if understood.way == "thesis" or line.action == "submit":  # other lines show their rules when they are saved
            self.look_up(understood)
        with self._store.transaction() as connection:
            return self.decide(connection, understood, last=last)

    def understand(self, line: Line, today: date, seed: Seed | None = None) -> Understood:
        """What a line says and where it goes; nothing is saved, and the documents are not asked. Raises DatabaseUnavailable."""
        with self._store.snapshot() as connection:
            state = self._state(connection, line.conversation, seed or Seed())
        return self._lines.understand(line, state, today, seed or Seed())

    def answered(self, understood: Understood) -> Understood:
        """With the documents' answer, where something is asked of them."""
        reading = understood.reading
        if not understood.asks or reading.question is None:
            return understood
        answer = self._answered(reading.question, understood.state, understood.seed, reading, understood.today)
        draft = understood.state.open_draft
        if draft is not None and isinstance(answer, Answer):
            ruled = answer.abstained or asks_whether_it_binds(reading.question)
            rule = named_rule(reading.question, draft.form, self._rules, reading.language) if ruled else None
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
        if understood.way in WITHOUT_RULES:
            return
        form = understood.form
        fields = [field.rule for field in form.fields]
        obligations = [ref for each in form.obligations for ref in (each.rule, each.also)]
        for ref in (*fields, *obligations):
            if ref is not None:
                self._rules.find(ref, understood.reading.language)

    def decide(self, connection: Connection, understood: Understood, *, last: bool = False) -> Outcome:
        """What the line comes to, saved in the caller's transaction: a draft's change and the event behind it can be one.

        Where the draft was changed by another writer since it was read, the line is read once more, with the conversation held. Nothing
        is asked then, neither a model nor the documents: raises DraftChanged, before anything is written, where that would be needed;
        the caller lets go of the transaction, and begins with `understand` again. `last`: it is taken without what is not known.
        """
        state = self._state(connection, understood.line.conversation, understood.seed, lock=True)
        if state.key != understood.state.key:
            understood = self._lines.again(understood, state, last=last)
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

    # Answering

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
