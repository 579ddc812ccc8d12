"""A request as data: what is exported, submitted and hashed. Labels in the draft's language, rules as they were when it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.drafts.asking import missing
from bot.drafts.compound import COMPOUND, parts
from bot.drafts.draft import Draft
from bot.drafts.obligations import duties
from bot.drafts.rules import RuleLookup
from bot.drafts.shown import Wording

if TYPE_CHECKING:
    from bot.drafts.store import Revision

SCHEMA = "https://samspill.example/schema/request-1.json"
FORMAT = 1


def build_document(
    draft: Draft,
    words: Wording,
    rules: RuleLookup,
    *,
    today: date,
    history: Sequence[Revision] = (),
    number: str | None = None,
) -> dict[str, Any]:
    """The request as a JSON-ready document. `history`: what happened to the draft, oldest first."""
    fields = [_field(draft, field.id, words) for field in draft.form.fields if field.id in draft.fields]
    texts = [
        {"field": field.id, "why": field.why[words.language], "rule": rule.record() if rule else None}
        for field in draft.form.fields
        if field.id in draft.fields and field.rule and (rule := rules.find(field.rule, words.language))
    ]
    area = words.partnership.theme_area(draft.value("theme_area") or "")
    decision = rules.find(draft.form.decides, words.language) if area and draft.form.decides else None
    return {
        "schema": SCHEMA,
        "format": FORMAT,
        "id": draft.id,
        "number": number or draft.number,
        "type": draft.type,
        "type_name": words.type_name(draft.type),
        "language": words.language,
        "title": draft.value("title"),
        "sender": {
            "user": draft.owner,
            "name": draft.value("contact_name"),
            "email": draft.value("contact_email"),
            "unit": draft.value("municipal_unit"),
        },
        "recipient": words.partnership.programme.names[words.language],
        "decides": area.names[words.language] if area else None,
        "decision": decision.record() if decision else None,
        "date": today.isoformat(),
        "case_number": None,
        "access_code": draft.value("public_access"),
        "fields": fields,
        "missing": [{"id": name, "label": words.label(draft, name)} for name in missing(draft)],
        "obligations": [
            {
                "id": duty.id,
                "text": duty.text,
                "latest": duty.latest.isoformat() if duty.latest else None,
                "start": duty.start if duty.latest else None,
                "rules": [rule.record() for rule in duty.rules],
            }
            for duty in duties(draft, rules, words.language)
        ],
        "rules": texts,
        "origin": {"question": draft.origin.question, "citations": list(draft.origin.citations)}
        if draft.origin
        else None,
        "history": [_revision(one) for one in history],
    }


def _field(draft: Draft, name: str, words: Wording) -> dict[str, Any]:
    value = draft.fields[name]
    shown = words.value(draft, name, value.value) if value.known else None
    field = draft.form.field(name)
    full = value.value if field is not None and field.verbatim else shown
    held = parts(field, value.value) if field is not None and field.kind in COMPOUND and value.value else None
    full = ", ".join(held) if held and field is not None and field.kind == "file" else full
    return {
        "id": name,
        "label": words.label(draft, name),
        "value": value.value,
        "text": full,
        "mark": value.mark,
        "source": value.source,
    } | ({"values": list(held)} if held is not None else {})


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "revision": one.revision,
        "author": one.author,
        "at": one.made_at.isoformat(timespec="seconds"),
        "changes": dict(one.changes),
    }
