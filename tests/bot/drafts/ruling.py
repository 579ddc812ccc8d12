"""A stand-in for the documents' rules: every rule is found."""

from __future__ import annotations

from bot.drafts.forms import RuleRef
from bot.drafts.rules import Rule
from knowledge.types import Citation, Language


class Rules:
    """Finds every rule, in a document named after what was searched."""

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """A rule that says what was searched."""
        return Rule(
            ref.search, "", ref.search, Citation("rules.md", ref.search, ref.search, (), None, 1, None, None, None)
        )

    def known(self, ref: RuleRef) -> Rule | None:
        """The same."""
        return self.find(ref, "nb")
