"""What to ask next, what is missing, and whether a draft is ready."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from bot.drafts.draft import Draft
from bot.drafts.facts import facts_of
from bot.drafts.forms import Field

DECIDE_ON_HEALTH = ("purpose", "ethics_rek")


def applicable(draft: Draft) -> tuple[Field, ...]:
    """The fields that apply to a draft as it stands, in the form's order."""
    facts = facts_of(draft)
    return tuple(field for field in draft.form.fields if field.applies.holds(facts))


def missing(draft: Draft) -> tuple[str, ...]:
    """Required fields without a value: not said, not known or skipped."""
    return tuple(field.id for field in applicable(draft) if field.required and draft.value(field.id) is None)


def missing_core(draft: Draft) -> tuple[str, ...]:
    """The fields without which nothing can be submitted, as far as they have no value."""
    return tuple(field.id for field in draft.form.fields if field.core and draft.value(field.id) is None)


def unasked(draft: Draft) -> tuple[str, ...]:
    """Required fields that were neither said nor answered with "I don't know" nor skipped."""
    told_length = draft.talk.months is not None
    waiting = tuple(
        field.id
        for field in applicable(draft)
        if field.required
        and not draft.answered(field.id)
        and not (field.id == "period_end" and told_length and draft.value("period_start") is None)
    )
    if "health_data_only" in facts_of(draft):  # the purpose decides, so it is asked before anything else
        return tuple(sorted(waiting, key=lambda name: name not in DECIDE_ON_HEALTH))
    return waiting


def optional(draft: Draft) -> tuple[str, ...]:
    """Extra fields that could still be told."""
    return tuple(field.id for field in applicable(draft) if field.extra and not draft.answered(field.id))


def next_field(draft: Draft) -> str | None:
    """The field to ask next, most useful first; None when nothing is left to ask."""
    waiting = unasked(draft)
    if waiting:
        return waiting[0]
    return next(iter(optional(draft)), None) if draft.talk.more else None


def with_status(draft: Draft) -> Draft:
    """The draft collecting or ready, by what is still to be asked. Other statuses stay."""
    if draft.status not in {"collecting", "ready"}:
        return draft
    ready = draft.type is not None and not missing_core(draft) and not unasked(draft)
    return replace(draft, status="ready" if ready else "collecting")


def content_digest(draft: Draft) -> str:
    """A short hash of what would be submitted: the summary that was seen is compared by it."""
    fields = {name: [value.value, value.mark] for name, value in sorted(draft.fields.items())}
    return hashlib.sha256(json.dumps([draft.type, fields], ensure_ascii=False).encode()).hexdigest()[:16]
