"""The whole draft in words: what is said, what is missing, what follows and by when, and what documents say differently."""

from __future__ import annotations

from datetime import date

from bot.drafts.asking import applicable, missing, optional
from bot.drafts.draft import Draft
from bot.drafts.effects import Differing
from bot.drafts.latest import say_latest
from bot.drafts.obligations import Duty, duties
from bot.drafts.rules import RuleLookup
from bot.drafts.shown import Wording
from knowledge.types import Citation

OPTIONAL_SHOWN = 3


def differing(draft: Draft, effect: Differing, words: Wording, rules: RuleLookup) -> tuple[str, list[Citation]]:
    """What documents say differently about an obligation, each word for word; empty where they do not."""
    found = [duty.rules for duty in duties(draft, rules, words.language) if duty.id == effect.obligation]
    if not found or len(found[0]) < 2:
        return "", []
    lines = [words("ask.differ"), *(words("summary.quoted", quote=rule.quote, title=rule.title) for rule in found[0])]
    return "\n".join(lines), [rule.citation for rule in found[0]]


def summary(draft: Draft, words: Wording, rules: RuleLookup, today: date | None = None) -> tuple[str, list[Citation]]:
    """The whole draft on one card: what is said, what is missing, what follows."""
    kind = words.type_name(draft.type)
    lines = [words("summary.head", name=words.name(draft), type=kind)]
    for field in draft.form.fields:
        value = draft.fields.get(field.id)
        if value is not None and value.known:
            shown = words.value(draft, field.id, value.value)
            shown = words("summary.vague", value=shown) if value.mark == "vague" else shown
            lines.append(words("summary.line", label=field.label[words.language], value=shown))
    unknown = [
        each.id
        for each in applicable(draft)
        if each.id in draft.fields and draft.fields[each.id].mark == "unknown" and not draft.fields[each.id].known
    ]
    lacking = [name for name in missing(draft) if name not in unknown]
    more = list(optional(draft))
    for key, names in (
        ("summary.missing", lacking),
        ("summary.not_known", unknown),
        ("summary.optional", more[:OPTIONAL_SHOWN]),
    ):
        if names:
            labels = ", ".join(words.label(draft, name) for name in names)
            lines.append(words(key, labels=labels + (" …" if names != more and names == more[:OPTIONAL_SHOWN] else "")))
    follows, citations = _follows(draft, words, rules, today)
    return "\n".join([*lines, *follows]), citations


def _follows(draft: Draft, words: Wording, rules: RuleLookup, today: date | None) -> tuple[list[str], list[Citation]]:
    lines, citations = [], []
    for duty in duties(draft, rules, words.language):
        lines += _duty(duty, words, today)
        citations += [rule.citation for rule in duty.rules]
    area = words.partnership.theme_area(draft.value("theme_area") or "")
    if area:
        lines.append(words("summary.decides", area=area.names[words.language]))
        rule = rules.find(draft.form.decides, words.language) if draft.form.decides else None
        if rule is not None:
            lines.append(words("summary.quoted", quote=rule.quote, title=rule.title))
            citations.append(rule.citation)
    return ([words("summary.follows"), *lines] if lines else []), citations


def _latest(duty: Duty, words: Wording) -> str:
    return say_latest(duty.latest.isoformat(), duty.start, words.language) if duty.latest else ""


def _duty(duty: Duty, words: Wording, today: date | None) -> list[str]:
    """An obligation's line, with its date and source; where documents differ, each of them word for word below it."""
    line = words("summary.obligation", text=duty.text)
    if duty.latest:
        line = words("summary.obligation_by", text=duty.text, date=_latest(duty, words))
        line += words("summary.passed") if today is not None and duty.latest < today else ""
    if len(duty.rules) > 1:
        return [line, *(words("summary.quoted", quote=rule.quote, title=rule.title) for rule in duty.rules)]
    sources = "".join(words("summary.obligation_source", title=rule.title) for rule in duty.rules)
    return [line + (sources or words("summary.unsaid"))]
