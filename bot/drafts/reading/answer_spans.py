"""The part of a message that can answer what was asked: where it begins and ends, and whether it says anything."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.forms import Field
from bot.drafts.reading.clauses import QUOTED, at_boundary
from bot.drafts.reading.dates import find_dates
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.remarks import bare, says_nothing
from bot.drafts.reading.small_words import small_words
from bot.drafts.reading.spans import sentence_end, without_end
from bot.drafts.reading.values import CLAUSE

GOES_ON = re.compile(r"(?:,|;| \(| or\b| eller\b| og\b| and\b| v/| ved\b| at\b| [–-]) ?(?!(?:ikke|not)\b)(?=[^.!?\n])")


LEADS_THERE = re.compile(
    r"(?:the|de|dei|noen|nokon|nokre|folk\w*|someone|somebody|people|gjengen|dem) (?:(?!tenker|tror|vil|think)[\w-]+ ){0,5}?"
    r"(?:(?:at|in|from|of|på|ved|hos|i|fra) (?:the )?)?"
)


def to_its_start(message: Message, hit: Hit) -> Hit:
    """A unit that answers, with the people in it: "the acoustics people at the Department of …"."""
    begin = next((begin for begin, end in message.sentences if begin <= hit.start < end), 0)
    start, _ = bare(message.text, begin, hit.start)
    before = message.text[start : hit.start]
    if hit.field != "university_unit" or not hit.value or not before or LEADS_THERE.fullmatch(before) is None:
        return hit
    if len(before.split()) < 2 or re.match(r"(?:vi|jeg|we|i|det|it|helst|gjerne|preferably)\b", before):
        return hit
    return replace(hit, value=message.words(start, hit.end), start=start)


def to_its_end(message: Message, text: str, hit: Hit, ends: tuple[Hit, ...]) -> Hit:
    """A unit that answers, with what goes on behind it: "NTNU Samfunnsforskning, eller noe lignende"."""
    if hit.field not in {"university_unit", "municipal_unit"} or hit.strength is not Strength.CUED or hit.value is None:
        return hit
    if GOES_ON.match(message.text, hit.end) is None or "·" in text[hit.end : sentence_end(message, hit.end)]:
        return hit
    stop = min([sentence_end(message, hit.end), *(other.start for other in ends if other.start > hit.end)])
    rest = message.words(hit.end, stop)
    if not at_boundary(message.text, stop) and stop < sentence_end(message, hit.end):
        return hit
    if says_nothing(message, hit.end, stop) or len(rest.split()) > 12 or CLAUSE.match(rest.lower().lstrip(" ,;–-")):
        return hit
    tail = re.sub(r"[\s,;.–-]+$|\s+(?:og|and)[\s,]*$", "", rest)
    return replace(hit, value=hit.value + tail, end=stop)


LONGEST_BESIDE, LONGEST_BEFORE = 12, 4  # words of a title that is a sentence of its own, or that something else follows


def stands_alone(message: Message, start: int, end: int) -> bool:
    """Whether what is left over beside something else can be a title: a short sentence of its own, a few words before a comma."""
    words = len(message.text[start:end].split())
    after = message.text[end : end + 1]
    return words <= (LONGEST_BEFORE if after in {",", ";", " "} else LONGEST_BESIDE)


def leading(message: Message, text: str, hits: tuple[Hit, ...]) -> tuple[int, int]:
    """What stands before the first thing that was read, to the end of its clause; what stands behind it when it comes first."""
    first = min((hit.start for hit in hits), default=len(text))
    blank = text.find("·")
    end = min(first, blank if blank >= 0 else len(text))
    end = _boundary_before(text, 0, end)
    start = 0
    mark = re.match("[·\\s]+", text)
    if end == 0 and mark and "·" in mark.group():  # a question or a label stands first, the answer behind it
        start = mark.end()
        later = [hit.start for hit in hits if hit.start >= start]
        again = text.find("·", start)
        end = _boundary_before(text, start, min([*later, again if again >= 0 else len(text)]))
    while start < end and text[start] in " \t\n,.;:!?–-":
        start += 1
    return start, without_end(text, start, end) if start < end else start


def _boundary_before(text: str, start: int, end: int) -> int:
    """The last place at or before `end` where a clause begins: half a clause is no answer."""
    if end < len(text) and text[end] != "·":
        while end > start and not at_boundary(text, end):
            end -= 1
    return end


def tells_a_day(message: Message, start: int, end: int, context: Context) -> bool:
    """Whether words that stand in no quotation marks tell a day of the calendar, as titles do not."""
    if QUOTED.search(message.words(start, end)):
        return False
    return any(found.kind in {"named", "numbers"} for found in find_dates(message.text[start:end], context.today))


def without_reasons(hits: tuple[Hit, ...], field: Field) -> tuple[Hit, ...]:
    """ "Formålet er medisinsk" answers whether REK is needed; it is no purpose."""
    if field.id != "ethics_rek":
        return hits
    return tuple(hit for hit in hits if not (hit.field == "purpose" and len((hit.value or "").split()) <= 4))


def says_something(text: str, *, alone: bool) -> bool:
    """Whether what is left over can be an answer: beside something else it needs a word of its own."""
    words = re.findall(r"[^\W_]+", text)
    return bool(words) and (alone or not set(words) <= small_words())


NOT_KNOWN = re.compile(
    r"(?:det |jeg |vi |i |we |nei,? |hm+,? |tja,? |har |er |eh+,? |puh,? |egentlig |helt |bare |dessverre |"
    r"nok |really |actually |honestly,? |that |"
    r"we’re |i’m )*(?:vet (?:jeg |vi )?ikke|"
    r"usikker[et]?|aner ikke|don’t know|"
    r"not sure|no idea|ikke (?:bestemt|avklart|sikker|helt sikker)|uavklart|unknown|ukjent|ingen anelse|"
    r"unsure|har ikke bestemt|"
    r"not decided|haven’t decided|undecided|uvisst|tbd)\b"
)


# "det må jeg spørre sjefen min om": somebody else knows
ASKS_AROUND = re.compile(
    r"(?!.*\b(?:tilbake|attende|back|senere|later|i morgen|tomorrow)\b)(?:(?:hm+|tja|eh+|nja|well|oh|å|oi|sorry|beklager)[,. ]+)*(?:"
    r"(?:det|den|dette|that|this)(?: der)? (?:må|skal|får|bør) (?:jeg|vi|me) (?:bare |nok |først |jo |nesten )*(?:sjekke|spørre|"
    r"høre|finne ut|undersøke|avklare|diskutere|ta opp|drøfte)\b.{0,60}|"
    r"(?:jeg|vi|i|we)(?:’ll| will)? ?(?:må|skal|får|bør|have to|need to|must|should)(?: (?:bare|nok|først|just|first))* (?:sjekke|"
    r"spørre|høre med|høre|avklare|check|ask|find out)"
    r"(?: (?:om |on |about |with |med )?(?:det|dette|den|that|this|it))?(?: (?:med|hos|i|with) .{1,40}| (?:my \w+|(?:the|"
    r"our) (?:boss|manager|head|director|adviser|finance|unit|team)|sjefen|lederen|leiaren|rektor|økonomi|noen|ledelsen|"
    r"kollega\w*)\b.{0,40})?|"
    r"(?:that|this)(?: is something)? (?:i|we)(?:’ll| will)? ?(?:need|have|must) (?:to )?(?:check|ask|find out).{0,40}|"
    r"(?:det|that) (?:vet|veit|is something|må) (?:bare )?(?:\w+ )?(?:sjef\w*|leder\w*|leiar\w*|rektor|økonomi\w*|ledelsen|boss|"
    r"manager|finance)\b.{0,40}|"
    r"(?:only |det er bare )?(?:my )?(?:boss|manager|finance|sjefen|lederen|rektor|økonomi) (?:knows|vet|veit|som vet)(?: (?:that|"
    r"det))?)[.! ]*"
)


NOT_YET = re.compile(
    r"(?:nei,? |no,? )?(?:not|ikke|nothing|ingenting|ikke noe) (?:yet|ennå|enda|enno|foreløpig|so far)"
)


def is_not_known(low: str, field: Field) -> bool:
    """Whether someone's own words only say that it is not known. Of funding, "not settled" is a status and kept."""
    if ASKS_AROUND.fullmatch(low):
        return True
    if field.id != "funding" and NOT_YET.fullmatch(low.strip(" .!")):
        return True
    match = NOT_KNOWN.match(low)
    if match is None or (field.id == "funding" and re.search(r"avklart|bestemt|decided", match.group())):
        return False
    return len(low[match.end() :].split()) <= 3


GUESS = re.compile(r"(?: helt| sikkert| nok| ennå| yet)*[,;.:–-]+ (?:men |but |kanskje |maybe |perhaps )*(?=\w)")


def behind_not_known(low: str, start: int, end: int) -> tuple[int, int]:
    """The guess behind a "don't know", without it: "aner ikke, noen på sykepleie kanskje" names someone in nursing."""
    doubt = NOT_KNOWN.match(low, start, end)
    guess = GUESS.match(low, doubt.end(), end) if doubt else None
    return bare(low, guess.end(), end) if guess else (start, end)
