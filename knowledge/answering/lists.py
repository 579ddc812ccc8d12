"""Lists as a reader sees them: whole, though a chunk ends inside one, and found from the sentence that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.answering.asking import general_words
from knowledge.answering.lexicon import lexicon
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.rendering.verbs import verbs
from knowledge.answering.units import Unit, units_of
from knowledge.answering.wordlists import SIDES
from knowledge.answering.wordtable import words_of
from knowledge.language.detection import detect_language
from knowledge.types import Chunk, Language, Passage

CLOSE = 3.0  # a sentence that announces the list may score (log-odds) this much below the best candidate
NUMBERED = 4.0  # and a list with as many items as were asked for this much
OF_THE_THING = 0.4  # how well the noun that was asked for must stand in a list's items, lead-in or headings
SAYS_MORE = 0.8  # of the signal "news": four content words beyond the question's own
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "to two begge both", "tre three", "fire four", "fem five", "seks six", "sju syv seven", "åtte eight", "ni nine", "ti ten",
            "elleve eleven", "tolv twelve",
        ),
        2,
    )
    for word in (*words.split(), str(number))
}  # fmt: skip
ENGLISH_TO = re.compile(r"\bto\b", re.I)
ENUMERATES = re.compile(r"[,;:][^,;]+[,;].*\b(?:og|and|samt)\b", re.I)
HOW_TO = re.compile(
    r"^\W*(?:slik|sånn|hvordan|korleis|how|framgangsmåte|fremgangsmåte|steg\s+for\s+steg|trinn\s+for\s+trinn|step\s+by\s+step|steps)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with the passage of each item, and the units of running text right above it, the nearest last."""

    items: tuple[tuple[Unit, Passage], ...]
    above: tuple[tuple[Unit, Passage], ...]


def whole_list(passage: Passage, block: int) -> Listed:
    """The list of a passage's chunk, with what the chunks before and after hold of it."""
    units = units_of(passage)
    own = [unit for unit in units if unit.block == block and unit.kind == "item"]
    items = [(unit, passage) for unit in own]
    above = _above(passage, own[0]) if own else []
    if own and units[-1].block == block and (after := _beside(passage, 1)):
        items += _continued(after, own[0])
    if own and _begins(units, own[0]) and (before := _beside(passage, -1)):
        earlier, ahead = _ended(before, own[0])
        items, above = [*earlier, *items], ahead or above
    return Listed(tuple(items), tuple(above))


def announced_list(evidence: Evidence) -> Listed | None:
    """The list that a sentence near the top counts ("one of five areas"): right below it, in its chunk or at the start of the next.

    As many items must stand there as the question or the sentence says; a list in the reader's language goes first.
    """
    best = evidence.candidates[0]
    if best.unit.kind == "sentence" and ENUMERATES.search(best.unit.text):
        return None
    language = detect_language(evidence.asked.text)
    found: list[tuple[bool, Listed]] = []
    for candidate in evidence.candidates:
        if best.score - candidate.score > CLOSE:
            break
        counts = _counts(evidence.asked.text, language) or _counts(
            candidate.unit.text, candidate.passage.chunk.language
        )
        if candidate.unit.kind == "sentence" and float(evidence.wanted.weights @ candidate.own) > 0.5 and counts:
            found += [(_foreign(language, x), x) for x in _below(candidate) if len(x.items) in counts]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def numbered_list(evidence: Evidence) -> Listed | None:
    """The list near the top with as many items as the question says ("the five theme areas"), one in the reader's language first."""
    language = detect_language(evidence.asked.text)
    wanted = _counts(evidence.asked.text, language)
    best = evidence.candidates[0]
    found: list[tuple[bool, Listed]] = []
    for candidate in evidence.candidates if wanted else ():
        if best.score - candidate.score > NUMBERED:
            break
        if candidate.unit.kind in {"list", "item"}:
            listed = whole_list(candidate.passage, candidate.unit.block)
            if len(listed.items) in wanted and answers(listed, candidate, evidence):
                found.append((_foreign(language, listed), listed))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def answers(listed: Listed, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether a list can be the one asked for: of as many things as the question says, and of the very things ("which counties")."""
    counts = _counts(evidence.asked.text, detect_language(evidence.asked.text))
    if evidence.asked.wants_list and counts and len(listed.items) not in counts:
        return False
    thing = _thing(evidence)
    if evidence.asked.kind != "list" or not thing:
        return True
    return float(candidate.covered[evidence.wanted.words.index(thing)]) >= OF_THE_THING


def _thing(evidence: Evidence) -> str:
    """The noun that is asked for: the question's focus, or what stands after its number; empty where it is not looked for."""
    words, focus = evidence.wanted.words, evidence.asked.focus
    if focus not in words:
        return ""
    rest = [word for word in words[words.index(focus) :] if word not in NUMBERS]
    return rest[0] if rest and rest[0] not in general_words() and not _only_verb(rest[0]) else ""


def _only_verb(word: str) -> bool:
    """Whether a word is a verb and no noun: after "what requirements" the next word says what is done with them."""
    noun = any((found := lexicon(side).find([word], 0)) and found[0].term.is_noun for side in SIDES)
    return not noun and any(verbs(side).find([word], 0) for side in SIDES)


def steps(evidence: Evidence) -> Listed | None:
    """The list that tells how: in a section headed "How to …" or in a document called so, when the headings cover the question."""
    best = max(float(evidence.wanted.weights @ candidate.covered) for candidate in evidence.candidates[:5])
    for candidate in evidence.candidates:
        section = candidate.unit.heading or (candidate.passage.chunk.section or ("",))[-1]
        if candidate.unit.kind == "list" and HOW_TO.match(section):
            covered = float(evidence.wanted.weights @ candidate.covered)
            if covered >= 0.9 * best and covered > 0.6:
                return whole_list(candidate.passage, candidate.unit.block)
    return None


def told_first(evidence: Evidence, near: float) -> tuple[Candidate, ...]:
    """The candidates; for a question how, a unit in the reader's language from a text called "How to …" goes before a foreign best one.

    It must score at most `near` less, cover as much with its headings, and say more than the question's own words.
    """
    best = evidence.candidates[0]
    if evidence.asked.kind != "procedure" or not best.signal("foreign"):
        return evidence.candidates
    covered = float(evidence.wanted.weights @ best.covered)
    for candidate in evidence.candidates[1:]:
        if best.score - candidate.score > near:
            break
        names = (candidate.passage.version.metadata.title or "", *candidate.passage.chunk.section)
        speaks = not candidate.signal("foreign") and candidate.signal("news") >= SAYS_MORE
        if speaks and float(evidence.wanted.weights @ candidate.covered) >= covered and any(map(HOW_TO.match, names)):
            return (candidate, *(other for other in evidence.candidates if other is not candidate))
    return evidence.candidates


def _below(candidate: Candidate) -> Iterator[Listed]:
    """The first list below a sentence: in its own chunk, else in the next one."""
    units = units_of(candidate.passage)
    sentence = (candidate.unit, candidate.passage)
    inside = next((unit for unit in units[candidate.unit.position + 1 :] if unit.kind == "item"), None)
    if inside is not None:
        listed = whole_list(candidate.passage, inside.block)
        yield listed if listed.above else replace(listed, above=(sentence,))
        return
    after = _beside(candidate.passage, 1, same_section=False)
    first = next((unit for unit in units_of(after) if unit.kind == "item"), None) if after else None
    if after and first and first.position <= 1:
        listed = whole_list(after, first.block)
        yield replace(listed, above=listed.above or (sentence,))


def _beside(passage: Passage, step: int, same_section: bool = True) -> Passage | None:
    chunk = next((x for x in passage.around if _follows(passage.chunk, x, step, same_section)), None)
    return replace(passage, chunk=chunk, text=chunk.text, around=(passage.chunk,)) if chunk else None


def _follows(chunk: Chunk, other: Chunk, step: int, same_section: bool) -> bool:
    in_order = other.version_id == chunk.version_id and other.ordinal == chunk.ordinal + step
    return in_order and (other.section == chunk.section or not same_section)


def _begins(units: tuple[Unit, ...], first: Unit) -> bool:
    """Whether a list opens its chunk, its lead-in repeated or not."""
    return first.position == 0 or (first.position == 1 and units[0].text == first.lead)


def _above(passage: Passage, first: Unit) -> list[tuple[Unit, Passage]]:
    """At most two sentences right above a list, under its own heading, the nearest last."""
    found: list[tuple[Unit, Passage]] = []
    for unit in reversed(units_of(passage)[max(0, first.position - 2) : first.position]):
        if unit.block >= 0 or unit.heading != first.heading:
            break
        found.insert(0, (unit, passage))
    return found


def _continued(after: Passage, first: Unit) -> list[tuple[Unit, Passage]]:
    """The items at the start of the next chunk; a list with a lead-in of its own is another one."""
    units = units_of(after)
    start = 1 if units and units[0].kind == "sentence" and units[0].text == first.lead else 0
    if len(units) <= start or units[start].kind != "item":
        return []
    return [(unit, after) for unit in units if unit.block == units[start].block and unit.kind == "item"]


def _ended(before: Passage, first: Unit) -> tuple[list[tuple[Unit, Passage]], list[tuple[Unit, Passage]]]:
    """The items at the end of the chunk before, and what stands above them there."""
    units = units_of(before)
    items = [unit for unit in units if unit.block == units[-1].block >= 0 and unit.kind == "item"]
    if not items or (first.position and items[0].lead != first.lead):
        return [], []
    return [(unit, before) for unit in items], _above(before, items[0])


def _counts(text: str, language: Language) -> set[int]:
    """The numbers from 2 to 12 in a text, in words or figures; the English "to" is none."""
    plain = ENGLISH_TO.sub(" ", text) if language == "en" else text
    return {NUMBERS[word] for word in words_of(plain) if word in NUMBERS}


def foreign(evidence: Evidence, listed: Listed) -> bool:
    """Whether a list is in another language than the question."""
    return _foreign(detect_language(evidence.asked.text), listed)


def _foreign(language: Language, listed: Listed) -> bool:
    return listed.items[0][1].chunk.language != language
