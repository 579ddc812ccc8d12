"""What a sentence says beyond the question: one that only repeats what was asked does not answer it.

"Six municipalities work together" holds a number and municipalities, and still names none. So a figure, a date or a role counts only
where the question does not say it already, and a thing that is asked by "which" must be named, not only counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.answering.asked_facts import matching_facts
from knowledge.answering.asking import Asked, AskedKind
from knowledge.answering.facts import NUMBER_WORD, FactKind, facts
from knowledge.answering.likeness import likeness
from knowledge.answering.meanings import meanings_of
from knowledge.answering.people import people_in
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

SAME = 0.6  # likeness by form from which two words are one
COUNTS, COUNTS_FOREIGN = (
    0.5,
    0.3,
)  # how well what is counted must stand at its figure, in one's own language and in another
STANDS = 0.55  # how well a word must stand at a unit
MOSTLY = 0.6  # share of the question that a foreign sentence must be about, for its only figure to be believed
NEAR = 1.2  # log-odds below the best up to which a sentence may lead instead of it, as in `preferring`
QUANTITIES: frozenset[AskedKind] = frozenset({"how_many", "how_much", "how_long"})
# Asks for a figure though no "how many" says so: "what is the word limit", "hva tjener", "hvilket nummer".
MEASURED = re.compile(
    r"\b(?:hva|kva|what)\s+(?:er|is|var|was|blir)\s+(?:the\s+|den\s+|det\s+)?(?:\w+\s+)?"
    r"(?:\w*prosent(?:en)?|antall(?:et)?|talet|\w*grens[ea]n?|(?:\w+\s+)?limit|maximum|minimum|maksimum|gjennomsnitt\w*|average|sum(?:men)?|total(?:en)?"
    r"|\w*pris(?:en)?|rent[ea]?|fine|penalty|straffen|boten|alder(?:en)?|age)\b"
    r"|\b(?:hva|kva|what)\s+(?:tjener|tener|får\s+\w+\s+betalt)\b|\b(?:hvilket|kva\s+for\s+eit|which|what)\s+(?:nummer|number)\b"
    r"|\bhow\s+(?:high|big|large|heavy)\b",
    re.I,
)
ENDS = re.compile(
    r"\b(?:til|innen|innan|senest|seinast|ut|utgangen|slutt\w*|varer|varar|varte|frist\w*|to|until|till|through|by|end\w*|latest|last\w*|deadline)\b|[–-]\s*\d",
    re.I,
)
SO_FAR = re.compile(r"\b(?:har|has|have)\b", re.I)  # "how long has it lasted": since when
SINCE = re.compile(r"\b(?:siden|sidan|fra|frå|since|from)\b", re.I)
SITS = re.compile(
    r"(?:sitter|sit|sitte|deltar|deltek|jobber|jobbar|arbeider|arbeidar|sits?|serve|work)", re.I
)  # said of people
PEOPLE = re.compile(r"\b(?:medlem\w*|person\w*|folk|members?|people|representant\w*|deltak\w*|deltag\w*)\b", re.I)
SUBSET = re.compile(r"\b(?:hvor|kor|how)\s+(?:mange|many)\s+(?:av|of)\s", re.I)
OF_THEM = re.compile(r"\b(?:av\s+(?:dem|disse|dei|desse)|of\s+(?:them|these|those))\b", re.I)
FIGURE = re.compile(rf"\d|\b{NUMBER_WORD}\b", re.I)
TIME = re.compile(
    r"\d|\b(?:\w*dag(?:er|ar|en|ane|ene)?|uke\w*|veke\w*|måned\w*|månad\w*|\w*år(?:et|ene|leg|lig\w*)?|semester\w*|våren|h[øa]u?sten|sommer\w*|når|hvis"
    r"|dersom|viss|før|etter|innen|innan|tidl\w*|løpende|alltid|aldri|snart|nå|hver|kvar|weeks?|\w*days?|months?|years?|spring|autumn|fall|summer"
    r"|if|when|before|after|early|rolling|always|never|soon|now|each|every)\b",
    re.I,
)
WHICH = re.compile(
    r"\b(?:hvilke[nt]?|hvilka|kva\s+for(?:\s+ei[nt]?)?|which|(?:what\s+are\s+the|hva\s+er|kva\s+er)\s+(?:names?|navn\w*|namn\w*)\s+(?:of|på|til))\b"
    r"(?P<rest>.*)",
    re.I | re.S,
)
QUALITY = re.compile(r"(?:nye?|nyeste|andre|ulike|felles|store|største|viktigste|new|newest|main|other|common)", re.I)
BESIDE = 0.4  # log-odds below the best up to which a sentence that names the thing is believed to be the one meant
COUNTED = """
to tre fire fem seks sju syv åtte ni ti two three four five six seven eight nine ten noen nokre noe noko flere fleire mange ulike
enkelte some several many various certain en ein ei et eit én ett a an any other andre over
"""
TELLS = re.compile(
    r"^\s*(?:[.(–—]|$|,\s*(?:som|der|which|such|til\s+dømes|for\s+eksempel|blant)"
    r"|\b(?:som\s+er|er|are|is|heter|heiter|called)\b)"
)
TOKEN = re.compile(r"[^\W_](?:[\w.&-]*\w)?")


def new_facts(candidate: Candidate, asked: Asked, kinds: Sequence[FactKind] = ()) -> list[str]:
    """The facts of the expected kinds (or of `kinds`) that a unit holds and the question does not say itself."""
    said, written = words_of(asked.text), candidate.passage.chunk.language
    wanted = tuple(kinds) or asked.expected
    found = matching_facts(candidate.unit, wanted, written)
    if "person" in wanted and not found and (people := people_in(candidate.unit.text, written, written)):
        found = [people]  # "Contact: …" stands before some names
    return [fact for fact in found if not _echoes(words_of(fact), said)]


def new_words(candidate: Candidate, asked: Asked) -> list[str]:
    """The words with content of a unit that are none of the question's, as often as they stand there."""
    said = words_of(asked.text)
    content = (word for word in words_of(candidate.unit.text) if word not in stopwords())
    return [word for word in content if not _echoes((word,), said)]


def near(evidence: Evidence) -> list[Candidate]:
    """The best candidate and those that might lead in its place."""
    best = evidence.candidates[0]
    return [one for one in evidence.candidates if best.score - one.score <= NEAR]


def uncounted(evidence: Evidence) -> bool:
    """Whether a quantity was asked for, and no sentence that might lead holds one that the question does not say itself."""
    asked = evidence.asked
    if asked.kind in QUANTITIES or asked.expected == ("money",):
        return not any(_measured(evidence, one) and _of_the_counted(evidence, one) for one in near(evidence))
    return bool(MEASURED.search(asked.text)) and not any(FIGURE.search(one.unit.text) for one in near(evidence))


def _measured(evidence: Evidence, candidate: Candidate) -> bool:
    """Whether a unit holds a new figure; of dates only one that ends a stretch of time tells how long it lasts."""
    told = new_facts(candidate, evidence.asked)
    if evidence.asked.kind != "how_long" or not told:
        return bool(told)
    unit = candidate.unit
    dates = new_facts(candidate, evidence.asked, ("date",))
    text = " ".join((*unit.header, unit.lead, unit.text))
    so_far = SO_FAR.search(evidence.asked.text) and SINCE.search(text)
    return len(told) > len(dates) or len(dates) > 1 or bool(so_far or ENDS.search(text))


def undated(evidence: Evidence) -> bool:
    """Whether a time was asked for, and no sentence that might lead says one, nor a condition or a word of time at all."""
    if evidence.asked.kind != "when":
        return False
    return not any(
        new_facts(one, evidence.asked)
        or TIME.search(" ".join((one.unit.text, one.unit.lead, one.unit.heading, *one.unit.header)))
        for one in near(evidence)
    )


def _of_the_counted(evidence: Evidence, candidate: Candidate) -> bool:
    """Whether what is to be counted ("how many research projects": either word) stands at a unit that holds a figure."""
    counted = [] if OF_THEM.search(evidence.asked.text) else _counted_things(evidence)
    unit = candidate.unit
    if SITS.fullmatch(evidence.asked.focus):
        return bool(PEOPLE.search(unit.text) or facts(unit.text, "role") or unit.kind == "row")
    if (
        SUBSET.search(evidence.asked.text) and candidate.covered[-1] < STANDS
    ):  # of them that are of some kind, said last
        return False
    if (
        candidate is evidence.candidates[0]
        and candidate.signal("foreign")
        and len(new_facts(candidate, evidence.asked)) == 1
    ):
        counted = counted if float(evidence.wanted.weights @ candidate.covered) < MOSTLY else []
    above = words_of(" ".join((unit.lead, unit.heading, *unit.header, *candidate.passage.chunk.section)))
    return not counted or any(
        candidate.own[number] >= (COUNTS_FOREIGN if candidate.signal("foreign") else COUNTS)
        or any(_one(word, evidence.wanted.words[number]) for word in above)
        for number in counted
    )


def _counted_things(evidence: Evidence) -> list[int]:
    """The numbers of the words that may name what is counted: the first after "how many", and the one after it."""
    words = evidence.wanted.words
    if evidence.asked.kind != "how_many" or evidence.asked.focus not in words:
        return []
    said = words_of(evidence.asked.text)
    beside = said[said.index(evidence.asked.focus) + 1 :][:1] if evidence.asked.focus in said else ()
    return [words.index(word) for word in (evidence.asked.focus, *beside) if word in words]


def unnamed(evidence: Evidence) -> bool:
    """Whether things were asked for by "which", and the best sentence only counts or mentions them."""
    found = WHICH.search(evidence.asked.text)
    if not found or evidence.asked.expected:
        return False
    said = words_of(evidence.asked.text)
    things = [
        word
        for word in words_of(found["rest"])
        if word not in stopwords() and word not in _counted() and not QUALITY.fullmatch(word)
    ]
    leading = [one for one in near(evidence) if evidence.candidates[0].score - one.score <= BESIDE]
    return bool(things) and all(_mentions(things[0], one.unit, said) for one in leading)


def _mentions(thing: str, unit: Unit, said: Sequence[str]) -> bool:
    if unit.kind != "sentence" or ":" in unit.text:  # what comes after it tells which
        return False
    return _only_mentioned(thing, unit.text, said)


def _only_mentioned(thing: str, text: str, said: Sequence[str]) -> bool:
    """Whether each mention of a thing in a text is a general one: counted or indefinite, with no name beside it and nothing told after."""
    tokens = list(TOKEN.finditer(text))
    mentions = [number for number, token in enumerate(tokens) if _one(token.group().lower(), thing)]
    return bool(mentions) and all(_general(number, tokens, text, said) for number in mentions)


def _general(number: int, tokens: Sequence[re.Match[str]], text: str, said: Sequence[str]) -> bool:
    before = [token.group() for token in tokens[max(0, number - 2) : number]]
    following = tokens[number + 1].group().lower() if number + 1 < len(tokens) else ""
    if following in said and following not in stopwords():
        number += 1  # "mooring classes"
    after = [token.group() for token in tokens[number + 1 : number + 2]]
    counted = any(word.lower() in _counted() or word.isdigit() for word in before)
    named = any(_name(word, said) for word in (*before, *after))
    return counted and not named and not TELLS.match(text[tokens[number].end() :])


def _name(word: str, said: Sequence[str]) -> bool:
    """Whether a word names something that the question does not: a capital, or a year as in "the 2030 agenda"."""
    names = word[:1].isupper() or (word.isdigit() and len(word) == 4)
    return names and word.lower() not in stopwords() and word.lower() not in _counted() and word.lower() not in said


def _echoes(told: Sequence[str], said: Sequence[str]) -> bool:
    """Whether each word of a fact is one of the question's; figures and short words only where they are the very same."""
    return bool(told) and all(
        word in said or (len(word) > 3 and not word.isdigit() and any(_one(word, other) for other in said))
        for word in told
    )


def _one(word: str, other: str) -> bool:
    if other in stopwords():
        return False
    return likeness(word, other) >= SAME or not _meant(word).isdisjoint(_meant(other))


def _meant(word: str) -> frozenset[int]:
    return meanings_of(everyday_glossary(), (word,))


@cache
def _counted() -> frozenset[str]:
    return frozenset(COUNTED.split())
