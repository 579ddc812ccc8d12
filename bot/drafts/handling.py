"""What a message comes to once it is known where it goes: a step in a draft, a new draft, another one, a list, help.

Each handler works inside the turn's transaction and leaves what there is to say in `Turned`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from bot.drafts import conversation as talk
from bot.drafts.deskwork import DeskWork
from bot.drafts.draft import Draft, Origin
from bot.drafts.editing import without
from bot.drafts.effects import AnswerQuestion, Effect, Say, Submit
from bot.drafts.form_files import form_of
from bot.drafts.lines import Line
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.replies import Action
from bot.drafts.resting import rest_on_rules
from bot.drafts.rules import RuleLookup
from bot.drafts.sessions import Route, State, chosen, context_of
from bot.drafts.shown import Wording
from bot.drafts.standing import standing
from bot.drafts.store import Conversation, DraftStore, new_id
from bot.drafts.submitting import submit


@dataclass(frozen=True, slots=True)
class Moment:
    """What a handler works on: the open transaction, the line, what was read in it, and the state it met.

    `told`: what the person has said before, where a draft begins from an answer.
    """

    connection: Connection
    line: Line
    state: State
    reading: Reading
    today: date
    told: str | None = None


@dataclass
class Turned:
    """What a turn has come to."""

    conversation: Conversation
    words: Wording
    draft: Draft | None = None
    effects: list[Effect] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


class Handlers:
    """One handler for each route of `sessions.route`, named after it."""

    def __init__(self, store: DraftStore, reader: Reader, rules: RuleLookup, theme_areas: frozenset[str]) -> None:
        self._store, self._reader, self._rules, self._theme_areas = store, reader, rules, theme_areas

    def handle(self, way: Route, at: Moment, turned: Turned) -> None:
        """Let the route's handler act."""
        getattr(self, f"on_{way}")(at, turned)

    def on_step(self, at: Moment, turned: Turned) -> None:
        """A step in the conversation's draft; a click on "submit" makes it a request."""
        assert at.state.draft is not None  # noqa: S101  (by the route)
        draft, effects = talk.advance(
            at.state.draft,
            at.reading,
            at.today,
            theme_areas=self._theme_areas,
            source="words" if at.line.text is not None else "click",
        )
        if any(isinstance(effect, Submit) for effect in effects):
            draft, effects = submit(self._store, at.connection, draft, turned.words, self._rules, at.today)
        if at.reading.intent == "status" and (case := DeskWork(at.connection).of_draft(draft.id)) is not None:
            effects = (standing(case),)
        self._keep(at, at.state.draft, replace(draft, language=at.reading.language), turned)
        turned.effects += effects

    def on_edit(self, at: Moment, emptied: tuple[str, ...], turned: Turned) -> None:
        """Fields that were edited in a window."""
        before = at.state.draft
        assert before is not None  # noqa: S101  (by the caller)
        draft = without(before, emptied)
        step = at.reading if at.reading.hits else replace(at.reading, intent="show")
        draft, effects = talk.advance(draft, step, at.today, theme_areas=self._theme_areas, source="click")
        self._keep(at, before, draft, turned)
        turned.effects += effects

    def _keep(self, at: Moment, before: Draft | None, draft: Draft, turned: Turned) -> None:
        """Save a draft that changed, and make it the conversation's."""
        if (
            before is None
            or replace(draft, revision=before.revision) != before
            or turned.conversation.draft_id != draft.id
        ):
            draft = self._store.save(
                at.connection, draft, author=at.line.user, before=before, conversation=at.line.conversation
            )
            rest_on_rules(at.connection, draft, self._rules)
        turned.draft = draft
        turned.conversation = replace(turned.conversation, draft_id=draft.id, offered_start=None)

    def on_begin(self, at: Moment, turned: Turned) -> None:
        """A new draft from what was said."""
        self._pause_other(at, turned)
        draft, effects = talk.begin(
            Draft(id=new_id(), owner=at.line.user), at.reading, at.today, theme_areas=self._theme_areas
        )
        self._keep(at, None, draft, turned)
        turned.effects += effects

    def on_new(self, at: Moment, turned: Turned) -> None:
        """A new draft beside what there is; from an answer's button it carries the question and its citations."""
        before = at.state.conversation
        words = at.told or before.last_question
        carried = at.reading.target == "answer" and before.last_question is not None
        opening = at.reading
        if at.reading.target == "answer" and words:
            told = self._reader.read_statement(words, context_of(State(before, None), at.today, at.reading.language))
            opening = replace(told, type=at.reading.type or told.type, question=None)
        self.on_begin(replace(at, reading=replace(opening, intent=None, target=None)), turned)
        if carried and turned.draft is not None:
            origin = Origin(before.last_question or "", before.last_citations)
            draft = replace(turned.draft, origin=origin)
            turned.draft = self._store.save(at.connection, draft, author=at.line.user, before=turned.draft)
            turned.effects.insert(1, Say("begin.carried"))

    def on_insist(self, at: Moment, turned: Turned) -> None:
        """A draft all the same, after the single thesis was told its way."""
        words = at.state.conversation.offered_start
        if words is None:
            return self.on_help(at, turned)
        told = self._reader.read_statement(
            words, context_of(State(at.state.conversation, None), at.today, at.reading.language)
        )
        opening = replace(
            told, type=told.type or "education", thesis=False, question=None, language=at.reading.language
        )
        return self.on_begin(replace(at, reading=opening), turned)

    def _pause_other(self, at: Moment, turned: Turned) -> None:
        other = at.state.open_draft
        if other is not None and other.status != "paused":
            paused = replace(other, status="paused").with_talk(asked=None, suggested=None)
            self._store.save(at.connection, paused, author=at.line.user, before=other)
            turned.effects.append(Say("begin.other_paused", {"name": turned.words.name(other)}))

    def on_resume(self, at: Moment, turned: Turned) -> None:
        """Another of the person's drafts, from wherever it was left."""
        open_drafts = self._store.of_owner(at.connection, at.line.user)
        draft = chosen(open_drafts, at.reading.target)
        if draft is None:
            return self._list(open_drafts, turned, "say.which_draft")
        draft = self._store.load(at.connection, draft.id, lock=True)
        if at.state.open_draft is not None and at.state.open_draft.id != draft.id:
            self._pause_other(at, turned)
        after, effects = talk.advance(
            draft if draft.status == "paused" else replace(draft, status="paused"),
            Reading(at.reading.language, "resume"),
            at.today,
        )
        turned.effects += effects
        return self._keep(at, draft, after, turned)

    def on_list(self, at: Moment, turned: Turned) -> None:
        """The person's open drafts."""
        turned.draft = at.state.open_draft
        self._list(self._store.of_owner(at.connection, at.line.user), turned, "say.your_drafts")

    def _list(self, open_drafts: list[Draft], turned: Turned, head: str) -> None:
        words = turned.words
        if not open_drafts:
            turned.messages.append(words("say.no_drafts"))
            return
        lines = [
            words(
                "say.draft_line", name=words.name(d), type=words.type_name(d.type), status=words(f"status.{d.status}")
            )
            for d in open_drafts
        ]
        turned.messages.append("\n".join([words(head), *lines]))
        turned.actions += [Action("resume", words.name(draft)[:70], draft.id) for draft in open_drafts]

    def on_thesis(self, at: Moment, turned: Turned) -> None:
        """A single thesis is told its way; no draft is begun."""
        turned.messages.append(turned.words("thesis.guide"))
        turned.actions.append(Action("insist", turned.words("action.insist")))
        turned.conversation = replace(turned.conversation, offered_start=at.line.text)
        supervisor = form_of("education").field("supervisor")
        rule = (
            self._rules.find(supervisor.rule, at.reading.language)
            if supervisor is not None and supervisor.rule
            else None
        )
        if rule is not None:
            turned.messages.append(turned.words("ask.why_rule", title=rule.title, quote=rule.quote))

    def on_answer(self, at: Moment, turned: Turned) -> None:
        """A question outside a draft, or from someone beside it."""
        turned.effects.append(AnswerQuestion(at.reading.question or ""))
        mine = at.state.open_draft
        if mine is None:
            turned.actions.append(Action("start_draft", turned.words("action.start"), at.reading.type))
        elif mine.owner == at.line.user:
            turned.draft = mine

    def on_help(self, at: Moment, turned: Turned) -> None:
        """Nothing that could be placed: what can be said here."""
        turned.messages.append(turned.words("say.help"))
        turned.actions.append(Action("new", turned.words("action.new")))
