"""Two values in one message, the first taken back: "helse og velferd. Eller, nei: Unikom"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafts.reading.message import Message
from bot.drafts.reading.spans import sentence_end

NO = r"nei|no|næ|nope"
WAIT = (
    r"vent(?: (?:nå|no|litt|nå litt|et øyeblikk))?|wait(?: a (?:second|moment|minute))?|hang on|hold on|"
    r"hold an|stopp|sorry|beklager|unnskyld|"
    r"orsak|oi|oi oi|ops|ups|oops|whoops|actually|egentlig|for øvrig"
)
SLIP = (
    r"feil(?: av meg)?|jeg tok feil|my mistake|my bad|scratch that|strike that|stryk det|glem det|forget that|"
    r"i stand corrected|"
    r"(?:det|that) (?:var|er|ble|was|is|’s) (?:feil|wrong|galt|not right|ikke riktig)|rettelse|correction|"
    r"tastefeil|skrivefeil|typo|"
    r"der (?:skrev|sa) jeg feil"
)
RATHER = (
    r"eller (?:rettere|riktigere|bedre) sagt|rettere sagt|eller (?:heller|snarere)|or rather|or better|"
    r"eller nei|or no|i mean|i meant|"
    r"jeg mener|jeg mente|vi mener|vi mente|mente jeg|make (?:that|it)|on second thoughts?|"
    r"ved nærmere ettertanke|(?:eller,? |or,? )?(?:mer presist|mer nøyaktig|more precisely|more exactly|to be precise)|nærmere bestemt"
)
TAKEN_BACK = re.compile(
    rf"(?P<stop>[.!?…]+\s+|\s*[,;:–—]\s*|\s+-\s+|\n)(?:(?:men|but|å|oh|ah|og|and|hm+|jo)[, ]+)?"
    rf"(?P<mark>(?:(?:{NO})[,.!: –-]+(?:(?:{WAIT})\b[,.!:; –-]*)*(?:(?:{SLIP}|{RATHER})\b[,.!:; –-]*)*|"
    rf"(?:{WAIT})\b[,.!:; –-]+(?:(?:{NO})\b[,.!:; –-]*)?(?:(?:{SLIP}|{RATHER})\b[,.!:; –-]*)*|"
    rf"(?:{SLIP}|{RATHER})\b[,.!:; –-]*))"
    rf"(?P<said>(?:(?:det|den|it|that|this)(?: ?(?:er|blir|skal|skulle|should|must|må|’s|is|will|’ll|"
    rf"var))+(?: (?:være|bli|stå|hete|vært|be|read|have been))?|"
    rf"(?:jeg|vi|i|we) (?:mente|mener|meant|mean)|(?:la oss|vi|let’s|we(?:’ll)?) (?:si|sier|say|go for|går for|"
    rf"ta|tar|take)|heller|rather|egentlig|faktisk|actually|nå|now|make (?:that|it)|skal være|should be)"
    rf"\b[,: ]*)?(?=[\w«\"“(])",
)
BEHIND = re.compile(
    r"(?:,? (?:skulle det (?:være|stå|ha vært)|skal det (?:være|stå)|it should be|should it be|mente jeg|"
    r"mener jeg|i mean|i meant|blir det|"
    r"i stedet|istedenfor|instead|heller|rather|likevel|after all|var det|selvsagt|of course))+(?=[.!]|$)"
)


@dataclass(frozen=True, slots=True)
class Retraction:
    """Where what was first said ends, and from where to where the value stands that replaces it.

    `sure`: it is said that something was wrong, or is to be otherwise; a mere "no" may begin a new thought.
    """

    before: int
    start: int
    end: int
    sure: bool


PLACED = re.compile(r"(?:på|i|for|hos|ved|blant|mot|til|fra|om|med|av|in|at|among|on|with|to|from|of|about) ")
# "mindre søl, nei, bedre mat": what begins as the first did stands for the whole of it
ALIKE = re.compile(
    r"(?:å |to |at |that |(?:bedre|betre|mindre|færre|flere|fleire|mer|meir|større|better|more|less|fewer|"
    r"\w{3,}(?:ere|are|er)) \w)"
)
TAIL = 3  # words of a correction that can only stand for the end of what was said


def joined(first: str, second: str) -> str | None:
    """What is meant where only the end of a longer text is said anew: "færre køer på E6, nei, på fylkesveiene"; None where all of it is."""
    place = PLACED.match(second.lower())
    at = first.lower().rfind(f" {place.group()}") if place else -1
    if at > 0:
        return f"{first[:at]} {second}"
    told = re.sub(r"^(?:bare|berre|kun|just|only|heller|rather) ", "", second, flags=re.IGNORECASE).split()
    words = first.split()
    same = told and words and told[-1].lower() == words[-1].lower() and 1 < len(told) < len(words)
    return " ".join([*words[: -len(told)], *told]) if same else None  # "teste nye filtre, nei, billigere filtre"


def is_tail(first: str, second: str) -> bool:
    """Whether a few words put only the end of a longer text right: "calmer mornings in our kitchens, or no, evenings". It is kept whole."""
    few = len(second.split()) <= TAIL and len(first.split()) >= len(second.split()) + 2
    return few and not (ALIKE.match(first.lower()) and ALIKE.match(second.lower()))


SURE = re.compile(rf"\b(?:{WAIT}|{SLIP}|{RATHER})\b")
NYNORSK_NOW = re.compile(
    r"no (?:[a-zæøå]+ (?:vi|me|jeg|det|de|dei|dere|ho|han)|er|har|skal|vil|må|kan)\b"
)  # "og no treng vi …"
NOTHING = re.compile(rf"(?:\W*(?:{NO}|{WAIT}|{SLIP}|ja|jo|yes|hm+|tja|å|oh)\b)*\W*")


def read_retraction(message: Message) -> Retraction | None:
    """The last place where a message takes back what it has just said, and says it anew; None when it takes back nothing."""
    found, text = None, message.text
    for match in TAKEN_BACK.finditer(text):
        if NOTHING.fullmatch(text[: match.start()]) or NYNORSK_NOW.match(text, match.start("mark")):
            continue
        end = sentence_end(message, match.end())
        behind = BEHIND.search(text, match.end(), end)
        if behind and behind.start() > match.end():
            end = behind.start()
        found = Retraction(match.start(), match.end(), end, bool(SURE.search(match.group("mark"))))
    return found
