"""Another type of request than the draft's: "det er nyskaping vi vil ha, ikke forskning", "can you change it to research?"."""

from __future__ import annotations

import re

from bot.drafts.reading.clauses import QUOTED
from bot.drafts.reading.message import Message
from bot.drafts.reading.wishes import plain_type

KINDS = (
    r"(?:forsknings?|innovasjons?|nyskapings?|utdannings?|research|innovation|education)"
    r"(?:[ -]?(?:opplegg|kurs|tiltak|arbeid|studie|pilot|"
    r"samarbeid|prosjekt|henvendelse|forespørsel|førespurnad|collaboration|project|request)(?:et|en)?)?"
)
A = r"(?:(?:et|en|ei|eit|ein|an?|our|vårt) )?"
WE_WANT = (
    r"(?: (?:vi|jeg|we|i|som|that|det|dette|this|it|skal|vil|ha|gjøre|want|need|trenger|ønsker|mener|mente|meant|mean|er|is|gjelder|"
    r"handler|om|about|really|egentlig|heller|jo|her|here|to|do))*"
)
END = r"(?=\W*(?:$|[.!?,;:\n]))"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # "innovation, and not research"
        rf"\b{A}(?P<new>{KINDS}){WE_WANT},? (?:og |and )?(?:ikke|not|i stedet for|istedenfor|instead of|rather than|heller enn) {A}"
        rf"(?P<old>{KINDS}){END}",
        # "it is not research we want, but innovation"
        rf"\b(?:ikke|not) {A}(?P<old>{KINDS}){WE_WANT},? (?:men|but)(?: (?:heller|rather|about|om|til))? {A}(?P<new>{KINDS}){END}",
        # "can you change it to research?"
        rf"\b(?:endre|bytte?|skifte?|gjøre?(?: det)? om|sette?|change|switch|turn|make|convert)"
        rf"(?: (?:det|den|dette|typen|henvendelsen|utkastet|it|this|that|the type|the draft|the request))?"
        rf"(?: (?:fra|from) {A}(?P<old>{KINDS}))? (?:til|to|into|om til) {A}(?P<new>{KINDS}){END}",
        # "we would rather have a research project", "what we need is really research"
        r"(?:^|[.!?,;:\n] ?|\bat )(?:(?:nei|no|vent|wait|hold on|oi|forresten|sorry|beklager|men|but)[, ]+)*"
        r"(?:vi|we|det|dette|this|it|what we (?:want|need)|det vi (?:vil ha|trenger))(?: \w+){0,3}? "
        r"(?:heller|egentlig|jo|really|actually|rather|likevel|after all|må være|skal være|should be|has to be|must be)"
        rf"(?: (?:være|be|ha|have|is|er|want|need))? {A}(?P<new>{KINDS}){END}",
    )
)
ONLY_ASKS = re.compile(
    r"\W*(?:(?:nei|no|oi|oh|å|sorry|beklager|vent|wait|hold on|forresten|hm+|og|and|men|but|so|så|takk|thanks|please|"
    r"it(?:’s| is| should be)|that(?:’s| is)|det er|dette er|vi mener|we mean|vi vil ha|vi skal ha|vi|we|jeg|i|det|dette|er|jo|"
    r"egentlig|actually|really|this|is|er|kan du|kunne du|can you|could you|will you|vil du|endre|bytte|rette|change|switch|fix|"
    r"update|det|den|it|that|typen|the type|sjefen|boss|my|the|sier|says|at|that|an?|en|et|ei|eit|ein)\b\W*)*"
)


def read_retype(message: Message) -> tuple[str, tuple[int, int]] | None:
    """The type that a draft is to have instead of its own, and the sentence that says so; None when none does."""
    quoted = [match.span() for match in QUOTED.finditer(message.text)]
    for pattern in PATTERNS:
        for match in pattern.finditer(message.text):
            new = plain_type(match.group("new"))
            old = plain_type(match.groupdict().get("old") or "")
            if new and new != old and not any(start <= match.start("new") < end for start, end in quoted):
                return new, match.span()
    return None


def without_denied(text: str) -> str:
    """A text (lower case) without the types that it turns down: of "et utdanningsopplegg, ikke forskning" the first is left."""
    return DENIED.sub(lambda match: "·" * len(match.group()), text)


DENIED = re.compile(rf"\b(?:ikke|not|verken|neither)(?: (?:akkurat|egentlig|så mye|really|so much|any))? {A}{KINDS}\b")


def says_only_that(message: Message, span: tuple[int, int]) -> bool:
    """Whether nothing stands beside the change but the asking for it."""
    return bool(ONLY_ASKS.fullmatch(message.text[: span[0]]) and ONLY_ASKS.fullmatch(message.text[span[1] :]))
