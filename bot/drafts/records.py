"""Drafts and requests for commands and the desk: listed, shown, exported, deleted, edited with a revision in hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.drafts.asking import with_status
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.export.document import build_document
from bot.drafts.export.formats import Export, export
from bot.drafts.export.people import with_names
from bot.drafts.requests import request_of
from bot.drafts.rules import RuleLookup
from bot.drafts.shown import Wording
from bot.drafts.store import DraftStore
from bot.drafts.validation import accepted
from knowledge.errors import DraftChanged
from knowledge.partnership import Partnership
from knowledge.texts import Texts
from knowledge.types import Language

RECORD = "json"  # the format that is the record itself
NOBODY: Mapping[str, str] = MappingProxyType({})


class Records:
    """What is kept of drafts and requests."""

    def __init__(self, store: DraftStore, partnership: Partnership, rules: RuleLookup) -> None:
        self._store, self._partnership, self._rules = store, partnership, rules
        self._texts = Texts.load("bot.texts", "drafts.toml")

    def wording(self, language: Language) -> Wording:
        """The texts in a language."""
        return Wording(self._texts, self._partnership, language)

    def list(self, owner: str | None = None) -> list[dict[str, Any]]:
        """Every draft, the last touched first: id, number, type, status, title, owner, revision, touched."""
        with self._store.snapshot() as connection:
            found = self._store.all(connection)
        return [
            {
                "id": draft.id, "number": draft.number, "type": draft.type, "status": draft.status, "title": draft.value("title"),
                "owner": draft.owner, "revision": draft.revision, "touched": touched.isoformat(timespec="seconds"),
            }
            for draft, touched in found
            if owner is None or draft.owner == owner
        ]  # fmt: skip

    def document(self, name: str, today: date) -> dict[str, Any]:
        """A request as it was submitted, or a draft as it stands. `name`: its id or number. Raises NotFound."""
        with self._store.snapshot() as connection:
            draft = self._store.find(connection, name)
            request = request_of(connection, draft.id)
            if request is not None:
                loaded: dict[str, Any] = json.loads(request.document)
                return loaded
            history = self._store.history(connection, draft.id)
        return build_document(draft, self.wording(draft.language), self._rules, today=today, history=history)

    def export(self, name: str, kind: str, today: date, names: Mapping[str, str] = NOBODY) -> Export:
        """A request or draft as a file. `names`: what people are called, by id, in the formats that people read; JSON is the record.

        Raises NotFound, and KeyError for an unknown format.
        """
        document = self.document(name, today)
        return export(document if kind == RECORD else with_names(document, names), kind)

    def delete(self, name: str) -> str:
        """Delete a draft that was never submitted, and give back its id. Raises NotFound; ValueError when it was submitted."""
        with self._store.transaction() as connection:
            draft = self._store.find(connection, name)
            self._store.delete(connection, draft.id)
        return draft.id

    def edit(self, name: str, revision: int, values: Mapping[str, str | None], author: str) -> Draft:
        """Set fields of an open draft that is still at `revision`, as a modal does. Values that do not fit are left out.

        Raises NotFound, DraftChanged when someone else was faster: nothing is overwritten.
        """
        areas = frozenset(area.id for area in self._partnership.theme_areas)
        with self._store.transaction() as connection:
            before = self._store.load(connection, self._store.find(connection, name).id, lock=True)
            if before.revision != revision or not before.is_open:
                raise DraftChanged(name=before.id)
            draft = before
            for identity, value in values.items():
                draft = _set(draft, identity, value, areas)
            return self._store.save(connection, with_status(draft), author=author, before=before)


def _set(draft: Draft, identity: str, value: str | None, areas: frozenset[str]) -> Draft:
    field = draft.form.field(identity)
    if field is None:
        return draft
    if value is None or not value.strip():
        return draft.with_field(identity, None)
    fitting = accepted(field, value, areas)
    return draft.with_field(identity, replace(FieldValue(fitting), source="click")) if fitting is not None else draft
