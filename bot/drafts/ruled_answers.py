"""A question in the middle of a draft that the answerer refuses, answered by the form's own rules.

The form knows which rules its questions rest on ("REK", "30 days before"). A question whether or when one of them binds is
answered with the passage that says it, word for word; anything else stays refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.drafts.forms import RequestType, RuleRef
from bot.drafts.reading.small_words import small_words
from bot.drafts.rules import Rule, RuleLookup
from knowledge.types import Answer, Language

SPECIFIC = re.compile(
    r"\b(?:rek|sikt|dpia|gdpr|personvernombud\w*|personopplysning\w*|personal data|data protection officer|prosjekteier\w*|"
    r"prosjekteigar\w*|project owner|kontrakt\w*|contract)\b"
)
DUTY = re.compile(
    r"\b(?:må|skal|bør|trenger|treng|kreve[rs]?|krevst|når|hvor lenge før|must|need|needed|required?|have to|has to|should|when)\b"
)


# what a question holds that asks only whether a rule binds: "må vi søke REK?", "do we need approval from REK?"
BESIDE_DUTY = re.compile(
    r"(?:søk|godkjen|meld|varsl|trenger?|nødvendig|påkrev|obligatorisk|apply|appli|approv|notif|necess|requir|mandatory|need|egentlig|virkelig|"
    r"prosjekt|project|study|studie|actually|really|krav)\w*"
)


def asks_whether_it_binds(question: str) -> bool:
    """Whether a question asks of one of the form's rules that it binds, and of nothing else."""
    low = question.lower()
    words = set(re.findall(r"[^\W\d_]+", SPECIFIC.sub(" ", low)))
    others = {word for word in words - small_words() if not BESIDE_DUTY.fullmatch(word) and not DUTY.fullmatch(word)}
    return bool(SPECIFIC.search(low) and DUTY.search(low)) and not others


def named_rule(question: str, form: RequestType, rules: RuleLookup, language: Language) -> Rule | None:
    """The first of the form's rules that a question names and that a document says; None when there is none."""
    low = question.lower()
    named = {match.group() for match in SPECIFIC.finditer(low)} if DUTY.search(low) else set()
    for ref in _refs(form) if named else ():
        terms = re.compile(ref.must[0], re.IGNORECASE) if ref.must else None
        if terms is None or not any(terms.search(word) for word in named):
            continue
        rule = rules.find(ref, language)
        if rule is not None:
            return rule
    return None


def answered_by(answer: Answer, rule: Rule, says: str) -> Answer:
    """A refused answer, given by a rule instead: `says` quotes it."""
    return replace(answer, text=says, abstained=False, mode="extractive", citations=(rule.citation,), reason=None)


def _refs(form: RequestType) -> Iterator[RuleRef]:
    """The form's rules: what follows from answers first, since it says what must be done, then why each field is asked."""
    yield from (duty.rule for duty in form.obligations if duty.rule is not None)
    yield from (field.rule for field in form.fields if field.rule is not None)
