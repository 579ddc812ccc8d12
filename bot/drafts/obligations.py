"""What follows from a draft's answers, with latest dates counted from its start, and the rules behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.drafts.draft import Draft
from bot.drafts.facts import facts_of
from bot.drafts.forms import Obligation
from bot.drafts.reading.partial_dates import first_day, last_day
from bot.drafts.rules import Rule, RuleLookup
from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation of one draft. `latest`: the last day for it, None where no date follows. `rules`: where it stands; more than one
    when documents differ. `start`: the month or year that was told for the start, where the latest day is the start's."""

    id: str
    text: str
    latest: date | None
    rules: tuple[Rule, ...]
    start: str | None = None


def duties(draft: Draft, rules: RuleLookup, language: Language) -> list[Duty]:
    """The obligations that apply to a draft, the earliest date first, undated ones last."""
    facts = facts_of(draft)
    found = [_duty(draft, each, rules, language) for each in draft.form.obligations if each.when.holds(facts)]
    return sorted(found, key=lambda duty: (duty.latest is None, duty.latest or date.max))


def _duty(draft: Draft, obligation: Obligation, rules: RuleLookup, language: Language) -> Duty:
    refs = [ref for ref in (obligation.rule, obligation.also) if ref is not None]
    looked_up = [rule for ref in refs if (rule := rules.find(ref, language)) is not None]
    distinct = tuple({rule.quote: rule for rule in looked_up}.values())
    text = obligation.alone if obligation.alone and len(distinct) < 2 else obligation.text
    return Duty(obligation.id, text[language], latest_day(draft, obligation), distinct, _start_told(draft, obligation))


def _start_told(draft: Draft, obligation: Obligation) -> str | None:
    start = draft.value("period_start")
    return start if start and len(start) < len("2027-01-01") and not obligation.days_before else None


def latest_days(draft: Draft) -> dict[str, date]:
    """The latest day of each obligation that applies and has one, by its id, at the latest start that the draft allows."""
    facts = facts_of(draft)
    applying = (
        (each.id, latest_day(draft, each, last_day)) for each in draft.form.obligations if each.when.holds(facts)
    )
    return {name: latest for name, latest in applying if latest is not None}


def latest_day(draft: Draft, obligation: Obligation, counted: Callable[[str], date] = first_day) -> date | None:
    """The last day for an obligation: the first day that the start may mean, less the days it must come before."""
    start = draft.value("period_start")
    if start is None or (obligation.days_before is None and not obligation.before_start):
        return None
    return counted(start) - timedelta(days=obligation.days_before or 0)
