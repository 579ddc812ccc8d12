"""The rules that questions rest on, looked up in the documents at run time.

A rule that is not found is not shown; the field is asked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.drafts.forms import RuleRef, request_types
from knowledge.errors import SamspillError
from knowledge.language.sentences import split_sentences
from knowledge.types import Citation, Language, Passage

PASSAGES_READ = 6
LIST_MARK = re.compile(r"^(?:[-*•–|]|\d{1,2}[.)]) +")
HEADING = re.compile(r"^#{1,6} ")
SHORTEST_QUOTE, LONGEST_QUOTE = 20, 320


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it stands in a document: `quote` word for word, `citation` the same as an answer's."""

    title: str
    section: str
    quote: str
    citation: Citation

    def record(self) -> dict[str, Any]:
        """The text of the rule as it was, for the request that rests on it."""
        return {
            "document": self.citation.document,
            "title": self.title,
            "section": self.section or None,
            "quote": self.quote,
            "version": self.citation.version,
            "url": self.citation.url,
        }


class RuleLookup(Protocol):
    """Finds the passage that a rule rests on."""

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """The rule, or None when no document in force says it."""
        ...

    def known(self, ref: RuleRef) -> Rule | None:
        """The rule as it was found already; nothing is searched."""
        ...


class PassageSource(Protocol):
    """What finds passages (`knowledge.retrieval`). `generation` names the state of the documents."""

    @property
    def generation(self) -> str:
        """The id of what is searched."""
        ...

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        ...


class NoRules:
    """No documents: every field is asked without its rule."""

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """None."""
        return None

    def known(self, ref: RuleRef) -> Rule | None:
        """None."""
        return None


class FoundRules:
    """Rules found by searching the current generation; remembered as long as it stays the same."""

    def __init__(self, source: Callable[[], PassageSource]) -> None:
        self._source = source
        self._generation = ""
        self._found: dict[tuple[str, bool], Rule | None] = {}

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """The rule in the document that says it best, one in the reader's language first; None as long as documents cannot be searched."""
        try:
            return self._find(ref, language == "en")
        except SamspillError:
            return None

    def known(self, ref: RuleRef) -> Rule | None:
        """The rule as it was found already; nothing is searched."""
        return self._found.get((ref.search, False)) or self._found.get((ref.search, True))

    def _find(self, ref: RuleRef, english: bool) -> Rule | None:
        source = self._source()
        generation = source.generation
        if generation != self._generation:
            self._generation, self._found = generation, {}
        found = self._found  # several threads look up: one that sees a new generation must not empty the others' answer
        key = (ref.search, english)
        if key not in found:
            passages = source.retrieve(ref.search, "nb", PASSAGES_READ)
            passages.sort(key=lambda passage: (passage.chunk.language == "en") is not english)
            found[key] = best_rule(passages, ref)
        return found[key]


def best_rule(passages: list[Passage], ref: RuleRef) -> Rule | None:
    """The first passage in force that holds every group of words, quoted by the sentence that holds most of them."""
    groups = [re.compile(group, re.IGNORECASE) for group in ref.must]
    for passage in passages:
        whole = " ".join([passage.version.metadata.title or "", *passage.chunk.section, passage.text])
        if passage.version.metadata.valid_to is None and all(group.search(whole) for group in groups):
            quote = _quote(passage.text, groups)
            if quote:
                return _rule(passage, quote)
    return None


def _quote(text: str, groups: list[re.Pattern[str]]) -> str | None:
    sentences = [
        LIST_MARK.sub("", sentence.strip())
        for line in text.splitlines()
        if not HEADING.match(line)
        for sentence in split_sentences(line)
    ]
    fitting = [sentence for sentence in sentences if SHORTEST_QUOTE <= len(sentence) <= LONGEST_QUOTE]
    scored = [
        (sum(bool(group.search(sentence)) for group in groups), -number, sentence)
        for number, sentence in enumerate(fitting)
    ]
    best = max(scored, default=None)
    return best[2] if best and (best[0] or not groups) else None


def _rule(passage: Passage, quote: str) -> Rule:
    version = passage.version
    title = version.metadata.title or version.document.file_name
    citation = Citation(
        document=version.document.file_name, title=title, quote=quote, section=passage.chunk.section, page=passage.chunk.page,
        version=version.id, valid_from=version.metadata.valid_from, valid_to=version.metadata.valid_to, url=version.metadata.url,
        status=version.metadata.status, chunk_id=passage.chunk.id,
    )  # fmt: skip
    return Rule(title, " > ".join(passage.chunk.section), quote, citation)


def all_refs() -> Iterator[tuple[str, RuleRef]]:
    """Every rule that a form rests on, with what rests on it; for `doctor`, which lists those that no document says."""
    seen: Mapping[str, None] = {}
    for kind in request_types().values():
        for name, ref in [(field.id, field.rule) for field in kind.fields] + [
            (each.id, each.rule) for each in kind.obligations
        ]:
            if ref is not None and ref.search not in seen:
                seen = {**seen, ref.search: None}
                yield f"{kind.id}.{name}", ref


def missing_rules(rules: RuleLookup) -> list[str]:
    """The fields and obligations whose rule no document says."""
    return [name for name, ref in all_refs() if rules.find(ref, "nb") is None]
