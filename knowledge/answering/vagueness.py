"""Questions too vague to answer well: one short question back, with up to four to choose from, not a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from knowledge.answering.asking import GREETING, asks, general_words
from knowledge.answering.likeness import likeness
from knowledge.answering.understanding import Understood
from knowledge.answering.wording import texts, title_of, understood_by
from knowledge.language.analysis import content_words, words
from knowledge.types import Answer, Choice, Language, Passage

FEW = 2  # content words of a message that asks nothing by its words: "søknad", "info om forskning"
CHOICES, LABEL = 4, 70  # most of them; characters of a label
NAMES = 0.5  # likeness by form from which a heading's word is one of the subject
DEFAULTS = ("vague.research", "vague.innovation", "vague.education", "vague.contact")
NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)])\s+")


def is_vague(question: Understood) -> bool:
    """Whether a message says too little: no subject, or one of which nothing is asked. A message that the thread completes is not."""
    if question.changed:
        return False
    subject = _subject(question.asked)
    return not subject or (len(subject) <= FEW and not asks(GREETING.sub("", question.asked)))


def has_subject(question: Understood) -> bool:
    """Whether it names anything that could be looked for."""
    return bool(_subject(question.asked))


def _subject(text: str) -> list[str]:
    return [word for word in content_words(GREETING.sub("", text)) if word not in general_words()]


def asked_back(question: Understood, passages: Sequence[Passage]) -> Answer:
    """The question back. What may be meant are the sections found; where nothing is named, the ways to collaborate."""
    language = question.language
    found = _sections(passages, language, _subject(question.asked)) if has_subject(question) else []
    choices = tuple(found if len(found) > 1 else _defaults(language))[:CHOICES]
    lines = [texts()("refused.too_vague", language), *(f"• {choice.label}" for choice in choices)]
    return Answer(
        "\n".join(lines), True, language, "refused", (), tuple(passages), 0.0, reason="too_vague", choices=choices
    )


def _defaults(language: Language) -> list[Choice]:
    questions = (texts()(name, language) for name in DEFAULTS)
    return [Choice(question, question) for question in questions]


def _sections(passages: Iterable[Passage], language: Language, subject: Sequence[str]) -> list[Choice]:
    """The sections of the passages, best first, each once; those that the reader reads before the others.

    A section that names the subject stands by its own name, another one behind its document's; one that is a question is asked.
    """
    found: dict[str, Choice] = {}
    for passage in sorted(passages, key=lambda one: not understood_by(language, one.chunk.language)):
        title = title_of(passage)
        section = NUMBER.sub("", passage.chunk.section[-1]).strip(" .:") if passage.chunk.section else ""
        if not section or section.lower() in title.lower():
            choice = Choice(_short(title), texts()("vague.title", language, title=title))
        else:
            asked = texts()("vague.section", language, section=section, title=title)
            choice = Choice(_short(_named(section, title, subject)), section if section.endswith("?") else asked)
        found.setdefault(choice.label.lower(), choice)
    return list(found.values())


def _named(section: str, title: str, subject: Sequence[str]) -> str:
    tells = any(likeness(word, other) > NAMES for word in subject for other in words(section))
    whole = f"{title}: {section}"
    return section if tells or section.endswith("?") or len(whole) > LABEL else whole


@cache
def _short(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 2].rsplit(' ', 1)[0]} …"
