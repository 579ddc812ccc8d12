"""Submitting: numbered, recorded once, immutable from then on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from bot.drafts.draft import Draft
from bot.drafts.effects import Effect, Say
from bot.drafts.export.document import build_document
from bot.drafts.requests import canonical, next_number, record, request_of
from bot.drafts.rules import RuleLookup
from bot.drafts.shown import Wording
from bot.drafts.store import DraftStore


def submit(
    store: DraftStore, connection: Connection, draft: Draft, words: Wording, rules: RuleLookup, today: date
) -> tuple[Draft, tuple[Effect, ...]]:
    """The draft as a numbered request, recorded with the hash of its document. The caller holds the draft and saves it after."""
    already = request_of(connection, draft.id)
    if already is None:
        number = next_number(connection, today.year)
        history = store.history(connection, draft.id)
        text = canonical(build_document(draft, words, rules, today=today, history=history, number=number))
        digest = hashlib.sha256(text.encode()).hexdigest()
        record(connection, draft, number=number, document=text, sha256=digest)
    else:
        number = already.number
    done = replace(draft, status="submitted", number=number).with_talk(asked=None, suggested=None)
    return done, (Say("say.submitted", {"number": number}),)
