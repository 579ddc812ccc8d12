"""The rules that questions rest on, looked up in the documents at run time.

A rule that is not found is not shown; the field is asked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.drafts.form_files import request_types
from bot.drafts.forms import ByLanguage, RequestType, RuleRef
from knowledge.errors import SamspillError
from knowledge.language.sentences import split_sentences
from knowledge.types import LANGUAGES, Citation, Language, Passage

PASSAGES_READ = 12
LIST_MARK = re.compile(r"^(?:[-*•–|]|\d{1,2}[.)]) +")
HEADING = re.compile(r"^#{1,6} ")
ROW = re.compile(r"^\|.*\|$")
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
        self._found: dict[tuple[str, Language], Rule | None] = {}
        self._passages: dict[str, list[Passage]] = {}

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """The rule in the document that says it best, one in the reader's language first; None as long as documents cannot be searched."""
        try:
            return self._find(ref, language)
        except SamspillError:
            return None

    def known(self, ref: RuleRef) -> Rule | None:
        """The rule as it was found already; nothing is searched."""
        return next((rule for each in LANGUAGES if (rule := self._found.get((ref.search, each))) is not None), None)

    def _find(self, ref: RuleRef, language: Language) -> Rule | None:
        source = self._source()
        generation = source.generation
        if generation != self._generation:
            self._generation, self._found, self._passages = generation, {}, {}
        found, read = (
            self._found,
            self._passages,
        )  # several threads look up: a new generation must not empty the others' answer
        key = (ref.search, language)
        if key not in found:
            if ref.search not in read:
                read[ref.search] = source.retrieve(ref.search, "nb", PASSAGES_READ)
            found[key] = best_rule(read[ref.search], ref, language)
        return found[key]


def best_rule(passages: Sequence[Passage], ref: RuleRef, language: Language = "nb") -> Rule | None:
    """The sentence that says the rule best, of the passages in force, which stand best first; None where none says it.

    Every group of words must stand in the sentence, its section's headings or its document's title, one of them in the sentence
    itself. Sentences in the reader's language go before, then those with more groups of their own, then those of a better passage.
    """
    groups = [re.compile(group, re.IGNORECASE) for group in ref.must]
    found = [
        (_nearness(passage.chunk.language, language), _held(quote, groups), -rank, -number, quote, passage)
        for rank, passage in enumerate(passages)
        if passage.version.metadata.valid_to is None
        for number, quote in enumerate(_sentences(passage.text))
        if _says(quote, passage, groups)
    ]
    if not found:
        return None
    *_, quote, passage = max(found, key=lambda each: each[:4])
    return _rule(passage, quote)


def _says(quote: str, passage: Passage, groups: Sequence[re.Pattern[str]]) -> bool:
    whole = " ".join([passage.version.metadata.title or "", *passage.chunk.section, quote])
    return bool(_held(quote, groups) or not groups) and _held(whole, groups) == len(groups)


def _held(text: str, groups: Sequence[re.Pattern[str]]) -> int:
    return sum(bool(group.search(text)) for group in groups)


def _nearness(language: str, wanted: Language) -> int:
    """2: the reader's language; 1: the other written Norwegian; 0: foreign."""
    return 2 if language == wanted else int("en" not in {language, wanted})


def _sentences(text: str) -> Iterator[str]:
    """What of a passage may be quoted as a rule: its sentences and list items; no heading, question, lead-in to a list or table row."""
    for line in text.splitlines():
        if HEADING.match(line) or ROW.match(line.strip()):
            continue
        for sentence in split_sentences(line):
            quote = LIST_MARK.sub("", sentence.strip())
            if SHORTEST_QUOTE <= len(quote) <= LONGEST_QUOTE and not quote.endswith(("?", ":")):
                yield quote


def _rule(passage: Passage, quote: str) -> Rule:
    version = passage.version
    title = version.metadata.title or version.document.file_name
    citation = Citation(
        document=version.document.file_name, title=title, quote=quote, section=passage.chunk.section, page=passage.chunk.page,
        version=version.id, valid_from=version.metadata.valid_from, valid_to=version.metadata.valid_to, url=version.metadata.url,
        status=version.metadata.status, chunk_id=passage.chunk.id,
    )  # fmt: skip
    return Rule(title, " > ".join(passage.chunk.section), quote, citation)


@dataclass(frozen=True, slots=True)
class Resting:
    """A point of a form that rests on a rule. `type`: the request type that alone has it, None for all."""

    label: ByLanguage
    type: RequestType | None
    ref: RuleRef

    def words(self, language: Language) -> str:
        """As a person names it."""
        label = f"«{self.label[language]}»"
        return f"{label} ({self.type.name[language]})" if self.type is not None else label


def all_points() -> Iterator[Resting]:
    """Every point of the forms that rests on a rule, each rule once; for `doctor`, which lists those that no document says."""
    kinds = list(request_types().values())
    seen: set[str] = set()
    for kind in kinds:
        fields = [(field.id, field.label, field.rule) for field in kind.fields]
        duties = [(each.id, each.name, ref) for each in kind.obligations for ref in (each.rule, each.also)]
        for name, label, ref in (*fields, *duties):
            if ref is not None and ref.search not in seen:
                seen.add(ref.search)
                everywhere = all(_has(other, name) for other in kinds)
                yield Resting(label, None if everywhere else kind, ref)


def _has(kind: RequestType, name: str) -> bool:
    return kind.field(name) is not None or any(each.id == name for each in kind.obligations)


def missing_rules(rules: RuleLookup, language: Language) -> list[str]:
    """The fields and obligations whose rule no document says, by their names in a language."""
    return list(
        dict.fromkeys(point.words(language) for point in all_points() if rules.find(point.ref, language) is None)
    )
