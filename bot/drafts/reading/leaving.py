"""Whether someone leaves a draft for a while, gives it up or takes it up again, in free words: "det kjem folk, held fram i morgon"."""

from __future__ import annotations

import re

from bot.drafts.reading.answer_spans import ASKS_AROUND
from bot.drafts.reading.denying import denies_one_thing
from bot.drafts.reading.intents import read_intent
from bot.drafts.reading.marks import load_marks
from bot.drafts.reading.message import Message

Span = tuple[int, int]
LONGEST = 45  # words; who writes more tells something
SHORT = 2  # clauses
REFUSALS = frozenset({"gives_up", "no_money"})  # marks that end a draft only where the whole of it is refused
COMMANDS = ("pause", "cancel", "resume")
SAID_OUTRIGHT = 3.0  # log-odds for a sentence that is a command by itself, among others
LEAST, UNLIKELY, EXPECTED = (
    0.3,
    2.0,
    -2.0,
)  # log-odds that are enough: as a rule, where it makes little sense, where it is awaited


def read_leaving(message: Message, *, paused: bool) -> tuple[str, tuple[Span, ...]] | None:
    """The command ("pause", "cancel", "resume") that some sentence gives in free words, and the sentences that belong to it.

    `paused`: whether there is nothing to pause, and something to take up again.
    """
    if paused and AGAIN.fullmatch(message.text.strip()):
        return "resume", message.sentences
    if len(message.text.split()) > LONGEST or _leaves_a_field(message):
        return None
    scores = {span: _scores(message, span) for span in message.sentences}
    best = max(
        ((score - _least(command, paused), command) for each in scores.values() for command, score in each.items()),
        default=(0.0, ""),
    )
    if best[0] <= 0:
        return None
    return best[1], commands_in(message)


def takes_up_draft(message: Message) -> str | None:
    """What a draft that someone wants to go on with is about, where no draft is open; "" when it is not said, None when nobody does."""
    left = read_leaving(message, paused=True)
    if left is None or left[0] != "resume" or not THEIRS.search(message.text) or AFRESH.search(message.text):
        return None
    about = ABOUT.search(message.text)
    return message.words(*about.span("about")).strip() if about else ""


# a draft that there is already: "utkastet mitt", "the request from Friday"
THEIRS = re.compile(
    r"\b(?:utkastet|kladden|henvendelsen|førespurnaden|forespørselen|(?:mitt|my|our|vårt|the|that|this) (?:\w+ )?(?:utkast|draft|"
    r"request|henvendelse)|"
    r"draft (?:i|we|from)|utkast(?:et)? (?:vi|jeg|fra))\b"
)
AFRESH = re.compile(r"\b(?:ny|nytt|new|another|enda en|enda et)\b|\?\W*$")
ABOUT = re.compile(
    r"\b(?:om|about|on|called|som heter) (?!it\b|det\b|den\b|this\b|monday|tuesday|wednesday|thursday|"
    r"friday)(?P<about>[^.,!?]{3,60})"
)


AGAIN = re.compile(
    r"(?:hei|heisann|hallo|hello|hi|hey|morn|god (?:morgen|dag|kveld)|good (?:morning|afternoon))(?: på (?:deg|dere)|"
    r" du)?,? (?:igjen|att|again)\W*"
)


def commands_in(message: Message) -> tuple[Span, ...]:
    """The sentences that belong to a pause, an end or a return; the only one does."""
    if len(message.sentences) == 1:
        return message.sentences
    return tuple(span for span in message.sentences if max(_scores(message, span).values()) > 0)


def _leaves_a_field(message: Message) -> bool:
    """Whether only a question is left for later: "det er ikke avklart, vi tar det senere"."""
    if ASKS_AROUND.fullmatch(message.text.strip()):
        return True
    clauses = re.split(r"[,.;!] +", message.text)
    return any(read_intent(clause)[0] in {"skip", "unknown"} for clause in clauses) and len(clauses) <= SHORT


def _scores(message: Message, span: Span) -> dict[str, float]:
    known = load_marks("leaving")
    text = message.text[slice(*span)]
    found = known.of(message, span)
    if denies_one_thing(text):
        found -= REFUSALS
    outright, _ = read_intent(text)
    return {
        command: known.score(command, found) + (SAID_OUTRIGHT if outright == command else 0.0) for command in COMMANDS
    }


def _least(command: str, paused: bool) -> float:
    if command == "cancel":
        return LEAST
    if paused:
        return EXPECTED if command == "resume" else UNLIKELY
    return UNLIKELY if command == "resume" else LEAST
