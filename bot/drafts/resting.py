"""Which clauses of the documents a draft rests on: noted with the draft, so that its author hears of it when a rule changes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from bot.drafts.draft import Draft
from bot.drafts.facts import facts_of
from bot.drafts.forms import RuleRef
from bot.drafts.rules import RuleLookup
from knowledge.reliances import clauses_quoted, rest_on_more


def rest_on_rules(connection: Connection, draft: Draft, rules: RuleLookup) -> None:
    """Note the rules behind what was answered, what is asked, and the obligations that follow; those that were looked up already: nothing
    is searched while the transaction is held."""
    if not draft.is_open:
        return
    found = [rule for ref in _refs(draft) if (rule := rules.known(ref)) is not None]
    quoted = clauses_quoted([rule.citation for rule in found])
    if quoted:
        rest_on_more(connection, "draft", draft.id, quoted)


def _refs(draft: Draft) -> Iterator[RuleRef]:
    for field in draft.form.fields:
        if field.rule is not None and (draft.answered(field.id) or draft.talk.asked == field.id):
            yield field.rule
    facts = facts_of(draft)
    for obligation in draft.form.obligations:
        if obligation.when.holds(facts):
            yield from (ref for ref in (obligation.rule, obligation.also) if ref is not None)
