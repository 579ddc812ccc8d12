"""Files that came with a message: attachments of the draft, whatever else the message says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.drafts.compound import Attached, file_value
from bot.drafts.draft import Draft
from bot.drafts.form_files import form_of
from bot.drafts.forms import Field
from bot.drafts.reading.hits import Hit, Reading

KEPT = frozenset({"pause", "resume", "cancel", "new", "list"})  # commands that files beside them do not change


def with_files(reading: Reading, files: Sequence[Attached], draft: Draft | None) -> Reading:
    """The reading with its files in the field that was asked for files, or in the form's own; as it was where no draft takes them."""
    known = draft is not None and draft.is_open
    if not files or not (known or reading.starts):
        return reading
    field = file_field(draft if known else None, reading.type)
    if field is None:
        return reading
    end = len(reading.words)
    hit = Hit(field.id, file_value(files), end, end, more=True)
    intent = reading.intent if reading.intent in KEPT else None
    return replace(reading, hits=(*reading.hits, hit), intent=intent, chatter=False, unread=False)


def file_field(draft: Draft | None, type_id: str | None = None) -> Field | None:
    """The field that takes files: the one asked, else the form's first."""
    form = draft.form if draft is not None else form_of(type_id)
    asked = form.field(draft.talk.asked or "") if draft is not None else None
    if asked is not None and asked.kind == "file":
        return asked
    return next((field for field in form.fields if field.kind == "file"), None)
