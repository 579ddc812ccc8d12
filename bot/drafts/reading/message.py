"""A message made ready for matching: lower case, nynorsk, dialect and typing errors brought to one form, offsets kept.

Patterns run over `Message.text`; what is stored is always cut from `Message.raw`, the person's own words.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

LONGEST_READ = 12_000  # characters of a message that are read; nobody types more, and a pasted report is not an answer

LONGEST_RUN = 400  # characters without a space that are read: no word is longer, and patterns need more time with each
RUN = re.compile(rf"(\S{{{LONGEST_RUN}}})\S+")

LONGEST_GAP = 8  # blanks side by side that are read: an indent; patterns try each of them as a beginning
GAP = re.compile(rf"\s{{{LONGEST_GAP + 1},}}")

PIECE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\w|https?://\S+|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w]|_")
FOLDED = str.maketrans({"å": "a", "ø": "o", "æ": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"})
MODAL = re.compile(r"\b(?:kan|skal|må|vil|bør|kunne|skulle|burde)(?: (?:ikke|jo|vel|nok|da|også))? $")
ENGLISH_TELL = re.compile(
    r"\btell(?:\s+(?:me|us|you|him|her|them|the|a|an|if|what|how|when|where|who|why|which|whether|more|people|that|it|about)\b|\W*$)|"
    r"\b(?:to|can|could|will|would|must|should|i|you|we|they|please|don['’]t|['’]ll|not)\s+tell\b",
    re.IGNORECASE,
)
SHORTEST_MENDED, LONG_WORD = 6, 10


@dataclass(frozen=True)
class Lexicon:
    """One form for many (`same`), the words whose misspellings are mended, and words that are never mended."""

    same: Mapping[str, str]
    words: frozenset[str]
    folded: Mapping[str, str]
    by_start: Mapping[str, tuple[str, ...]]
    by_end: Mapping[str, tuple[str, ...]]
    keep: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists of `lexicon.toml`."""
    table = tomllib.loads(resources.files("bot.drafts.reading").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    lines = (line.split(":") for line in table["same"].strip().splitlines())
    same = {form: word for word, forms in lines for form in forms.split()}
    words = frozenset(table["typo"]["words"].split())
    starts: dict[str, list[str]] = {}
    ends: dict[str, list[str]] = {}
    for word in sorted(words):
        starts.setdefault(fold(word)[:1], []).append(word)
        ends.setdefault(fold(word)[-4:], []).append(word)
    return Lexicon(
        same=same,
        words=words,
        folded={fold(word): word for word in sorted(words)},
        by_start={start: tuple(found) for start, found in starts.items()},
        by_end={end: tuple(found) for end, found in ends.items()},
        keep=frozenset(table["typo"]["keep"].split()) | set(same) | set(same.values()),
    )


def fold(word: str) -> str:
    """A word without the letters that keyboards lack: aa, ae, oe and å, æ, ø come out alike."""
    return word.replace("aa", "a").replace("ae", "a").replace("oe", "o").translate(FOLDED)


@cache
def mended(word: str) -> str:
    """The form that the patterns know. Words that are not a slip of a listed word come back unchanged."""
    known = lexicon()
    if word in known.same:
        return known.same[word]
    if word in known.words or word in known.keep or len(word) < 5:
        return word
    folded = fold(word)
    if folded in known.folded and (folded != word or len(word) >= SHORTEST_MENDED):
        return known.folded[folded]
    if len(word) < SHORTEST_MENDED and folded[:2] not in {"au", "ag"}:
        return word  # five letters are too few to be sure of, but for "agust"
    ends = known.by_end.get(folded[-4:], ()) if len(word) > SHORTEST_MENDED else ()
    for candidate in (*known.by_start.get(folded[:1], ()), *ends):
        allowed = 2 if len(candidate) >= LONG_WORD else 1
        if abs(len(candidate) - len(word)) <= allowed and len(candidate) >= SHORTEST_MENDED:
            if _is_inflection(word, candidate):
                continue
            if slips(folded, fold(candidate), allowed) <= allowed:
                return candidate
    return word


def _is_inflection(word: str, candidate: str) -> bool:
    # "finansierer" beside "finansieres", "prosjekter" beside "prosjekt": another ending is another word, not a slip.
    same_length = len(word) == len(candidate) and word[:-1] == candidate[:-1]
    return same_length or (len(word) > len(candidate) and word.startswith(candidate))


def slips(left: str, right: str, most: int) -> int:
    """Damerau-Levenshtein distance (optimal string alignment), `most` + 1 when it is larger."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if last and j > 1 and i > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


class Message:
    """One message. `text` is what patterns match; `words(start, end)` gives back what the person wrote there."""

    def __init__(self, raw: str) -> None:
        said = GAP.sub(_narrowed, raw)
        self.raw = RUN.sub(r"\1", said[:LONGEST_READ])
        self.cut = len(self.raw) < len(said)
        pieces: list[str] = []
        self._text_starts: list[int] = []
        self._raw_starts: list[int] = []
        self._raw_ends: list[int] = []
        position = 0
        for match in PIECE.finditer(self.raw):
            piece = match.group()
            word = piece[0].isalpha() and "@" not in piece and ":" not in piece
            joined = self.raw[match.end() : match.end() + 1] == "-"  # "e-post", "FoU-prosjekt": a part of a word
            low = piece.lower().replace("'", "’")
            form = mended(low) if word and not (joined and len(piece) < 3) else low
            if low.endswith(("’n", "’a")) and len(low) > 5 and mended(low.replace("’", "")) != low.replace("’", ""):
                form = mended(low.replace("’", ""))  # "tittel'n", as it is said in Trøndelag
            if low == "vær" and pieces and MODAL.search("".join(pieces[-4:])):
                form = "være"  # "kan vær Ro"
            if low == "tell" and not ENGLISH_TELL.search(self.raw, max(0, match.start() - 12), match.end() + 9):
                form = "til"  # "frem tell juni", as it is said in Trøndelag
            self._text_starts.append(position)
            self._raw_starts.append(match.start())
            self._raw_ends.append(match.end())
            pieces.append(form)
            position += len(form)
        self.text = "".join(pieces)

    def raw_offset(self, position: int, *, end: bool = False) -> int:
        """Where a place in `text` stands in `raw`. `end`: the place ends a span."""
        if not self._text_starts or position <= 0:
            return 0
        index = bisect_right(self._text_starts, position - 1 if end else position) - 1
        inside = position - self._text_starts[index]
        start, stop = self._raw_starts[index], self._raw_ends[index]
        whole = index + 1 < len(self._text_starts) and position >= self._text_starts[index + 1]
        return stop if whole or position >= len(self.text) else min(start + inside, stop)

    def text_offset(self, position: int) -> int:
        """Where a place in `raw` stands in `text`."""
        if not self._raw_starts:
            return 0
        index = max(0, bisect_right(self._raw_starts, position) - 1)
        start = self._text_starts[index]
        stop = self._text_starts[index + 1] if index + 1 < len(self._text_starts) else len(self.text)
        if position >= self._raw_ends[index]:
            return stop
        return min(start + position - self._raw_starts[index], stop)

    def words(self, start: int, end: int) -> str:
        """The person's own words between two places of `text`."""
        return self.raw[self.raw_offset(start) : self.raw_offset(end, end=True)]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences of `text` as spans, line breaks and list items apart, without the white space around them."""
        spans, start = [], 0
        for match in BREAK.finditer(self.text):
            if match.group().strip() or "\n" in match.group():
                if "\n" not in match.group() and _no_end(self.text, match.start()):
                    continue
                spans.append((start, match.end()))
                start = match.end()
        spans.append((start, len(self.text)))
        return tuple((s, e) for s, e in (_trimmed(self.text, *span) for span in spans) if e > s)


BREAK = re.compile(r"[.!?…]+[\"»”')]*(?=\s|$)|\s*\n\s*")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:f\.eks|bl\.a|ca|kl|nr|dr|prof|evt|jf|pga|ift|mtp|inkl|tlf|st|e\.g|i\.e|etc|mr|mrs|ms|no|"
    r"approx|inst|avd|"
    r"t\.o\.m|f\.o\.m|o\.l|m\.m|mvh|[a-zæøå])$"
)
NUMBER_BEFORE = re.compile(r"(?:^|[\s(–-])\d{1,2}$")


def _narrowed(gap: re.Match[str]) -> str:
    """A wide gap, as a line, a paragraph or blanks: what it parts stays parted, and no word of a person's is in it."""
    breaks = len(gap.group().splitlines()) - 1 + gap.group().endswith(("\n", "\r"))
    return "\n\n" if breaks > 1 else "\n" if breaks else gap.group()[:LONGEST_GAP]


def _no_end(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return False
    before, after = text[max(0, dot - 12) : dot], text[dot + 1 : dot + 3].lstrip()
    if ABBREVIATION.search(before):
        return True
    # "1. mars", "punkt 2. i lista": an ordinal goes on with a small letter or a figure
    return bool(NUMBER_BEFORE.search(before)) and bool(after) and after[0].isalnum()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
