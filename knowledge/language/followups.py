"""Questions that lean on the ones before: "og hvem signerte den?", "what about students?".

Rules without a model (`followups.toml`): where a question points back or is too short to stand alone, the content words of the earlier
question, and the names of the answer to it, are added.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.language import analysis
from knowledge.types import Question, Turn

STANDS_ALONE = 2  # content words from which a question without a pointer can be understood by itself
FROM_QUESTION, FROM_ANSWER = 8, 4  # words taken over at most
TURNS_BACK = 3

_SOURCE = re.compile(
    r"\n(?:Fra|Frå|From|Sitatet|Sitata|The quotes?)\b.*"
)  # where the answer stands is no part of what it says
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÆØÅ][\w.-]*\w|\b\w*\d\w*\b")


@dataclass(frozen=True)
class _Rules:
    openers: tuple[re.Pattern[str], ...]
    definitions: tuple[re.Pattern[str], ...]
    fillers: tuple[re.Pattern[str], ...]
    pointers: frozenset[str]
    switches: tuple[re.Pattern[str], ...]


@cache
def _rules() -> _Rules:
    raw = tomllib.loads(resources.files("knowledge.language").joinpath("followups.toml").read_text(encoding="utf-8"))

    def patterns(table: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one, re.IGNORECASE | re.VERBOSE) for one in raw[table]["patterns"])

    return _Rules(
        openers=patterns("openers"),
        definitions=patterns("definitions"),
        fillers=patterns("fillers"),
        pointers=frozenset(raw["pointers"]["words"].split()),
        switches=patterns("switches"),
    )


def leans_back(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    rules = _rules()
    text = text.strip()
    if any(opener.search(text) for opener in rules.openers):
        return True
    count = len(_content(text))
    if count < STANDS_ALONE and not (count and any(one.search(text) for one in rules.definitions)):
        return True
    for filler in rules.fillers:
        text = filler.sub(" ", text)
    return any(word in rules.pointers for word in analysis.words(text)) or _ends_with_det(text)


def _ends_with_det(text: str) -> bool:
    """ "Hvem bestemmer det?", "Hva er kravene til det?": "det" fills no place at the end of a question."""
    return analysis.words(text)[-1:] == ["det"]


def without_switch(text: str) -> tuple[str, bool]:
    """The question without "over til noe annet:" or thanks in front, and whether it so leaves the subject of the thread.

    Thanks alone leave nothing: "takk! og hvem signerte den?" goes on.
    """
    *leaving, thanks = _rules().switches
    for switch in leaving:
        rest = switch.sub("", text)
        if rest != text and rest.strip():
            return rest, True
    return thanks.sub("", text) or text, False


def resolve_followup(question: Question) -> tuple[str, bool]:
    """The question to search for, and whether the thread changed it. A question that stands alone is returned as it is."""
    asked = [turn for turn in question.history if turn.role == "user"]
    text, left = without_switch(question.text)
    if not asked or left or not leans_back(text):
        return text, False
    added = _new_words(text, [*_topic(asked), *_names(question.history)])
    return (f"{text.strip()} ({', '.join(added)})", True) if added else (text, False)


def _topic(asked: Sequence[Turn]) -> list[str]:
    """Content words of the last question, and of those before it as long as each leans back itself."""
    found: list[str] = []
    for turn in reversed(asked[-TURNS_BACK:]):
        found += _content(turn.text)[:FROM_QUESTION]
        if not leans_back(turn.text):
            break
    return found[: 2 * FROM_QUESTION]


def _names(history: Sequence[Turn]) -> list[str]:
    """Names and numbers of the last answer: what "he", "there" and "that year" may mean."""
    last = next((turn.text for turn in reversed(history) if turn.role == "assistant"), "")
    return [match.group() for match in _NAME.finditer(_SOURCE.sub("", last))][:FROM_ANSWER]


def _content(text: str) -> list[str]:
    """The words with content, as they were written."""
    kept = set(analysis.content_words(text))
    written = re.findall(r"[\w.-]*\w", text)
    return [word for word in written if any(part in kept for part in analysis.words(word))]


def _new_words(text: str, words: Iterable[str]) -> list[str]:
    seen = {analysis.stem(word, "nb") for word in analysis.words(text)}
    added = []
    for word in words:
        key = " ".join(analysis.stem(part, "nb") for part in analysis.words(word))
        if key and key not in seen:
            seen.add(key)
            added.append(word)
    return added
