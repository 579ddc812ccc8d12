"""What a line says: read by rules, with a model's help where there is one. Only `understand` asks the model; `again` is pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.drafts.attaching import with_files
from bot.drafts.clicks import read_click
from bot.drafts.draft import Draft
from bot.drafts.form_files import request_types
from bot.drafts.health import with_health_data
from bot.drafts.lines import Line
from bot.drafts.outcome import Seed, Understood
from bot.drafts.proposals import Extractor, proposals
from bot.drafts.reading.hits import Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.sessions import State, context_of
from knowledge.errors import DraftChanged, ModelFailure
from knowledge.types import Language


class LineReader:
    """Reads the lines of conversations in the state that they meet. `extractor` is a model that reads too, if there is one."""

    def __init__(self, reader: Reader, theme_areas: frozenset[str], extractor: Extractor | None = None) -> None:
        self._reader, self._theme_areas, self._extractor = reader, theme_areas, extractor

    def understand(self, line: Line, state: State, today: date, seed: Seed) -> Understood:
        """The line as it is read in this state; the model is asked, so that no transaction may be open."""
        understood = Understood(line, state, self._read(line, state, today), today, seed)
        if self._extractor is None or not self._takes_help(understood):
            return understood
        try:
            given = self._extractor.extract(line.text or "", _drafted(understood).form, understood.reading.language)
        except ModelFailure:
            given = None
        return self._helped(replace(understood, proposed={} if given is None else given))

    def again(self, understood: Understood, state: State, *, last: bool = False) -> Understood:
        """The same line in another state, with the model's reading and the documents' answer that are there already.

        Raises DraftChanged where they do not serve in this state, so that models, documents or rules would have to be asked, and for a
        click, which means what it was shown with. `last`: it is read all the same, without what is not there.
        """
        line = understood.line
        found = replace(understood, state=state, reading=self._read(line, state, understood.today))
        helpless = self._extractor is not None and self._takes_help(found) and understood.proposed is None
        found = self._helped(found)
        same = found.reading.question == understood.reading.question
        found = replace(found, answer=understood.answer if same else None)
        unanswered = found.asks and found.answer is None
        if not last and (line.text is None or helpless or unanswered or found.form.id != understood.form.id):
            raise DraftChanged(name=state.draft.id if state.draft is not None else line.conversation)
        return found

    def _read(self, line: Line, state: State, today: date) -> Reading:
        language: Language = state.conversation.language  # type: ignore[assignment]
        if line.text is None:
            return self._click(line, state, language)
        reading = self._reader.read(line.text, context_of(state, today, language))
        return with_files(with_health_data(reading, line.text, state.draft), line.files, state.draft)

    def _click(self, line: Line, state: State, language: Language) -> Reading:
        text = line.value if isinstance(line.value, str) else None
        if line.action == "resume":
            return Reading(language=language, intent="resume", target=text)
        if line.action in {"new", "start_draft"}:
            kind = text if text in request_types() else None
            target = "answer" if line.action == "start_draft" else None
            return Reading(language=language, intent="new", type=kind, starts=True, target=target)
        if line.action in {"insist", "list"}:
            return Reading(language=language, intent=line.action)
        draft = state.draft if state.draft is not None else Draft(id="", owner=line.user)
        return read_click(str(line.action), line.value, draft, language, self._theme_areas)

    # A model's help

    def _takes_help(self, understood: Understood) -> bool:
        reading = understood.reading
        told = understood.line.text is not None and not reading.intent and not reading.chatter
        return told and (understood.state.open_draft is not None or reading.starts)

    def _helped(self, understood: Understood) -> Understood:
        reading = understood.reading
        if understood.proposed is None or not self._takes_help(understood):
            return understood
        known = {hit.field for hit in reading.hits}
        given = proposals(understood.proposed, understood.line.text or "", _drafted(understood), self._theme_areas)
        more = tuple(hit for hit in given if hit.field not in known)
        helped = replace(reading, hits=(*reading.hits, *more), unread=reading.unread and not more)
        return replace(understood, reading=helped)


def _drafted(understood: Understood) -> Draft:
    """The draft that is told of: the one there is, else the one that begins."""
    return understood.state.open_draft or Draft(id="", owner=understood.line.user, type=understood.reading.type)
