"""Which of a message's dates is the start, the end, or the date an answer is needed; how long the project lasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.drafts.reading.dates import DateHit, find_dates
from bot.drafts.reading.durations import find_durations
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.partial_dates import end_after, first_day

ANSWER = re.compile(
    r"\b(?:get back|svar(?:et|frist\w*)?|answer\w*|repl(?:y|ies)|tilbakemelding\w*|beskjed|avklaring\w*|avklart|"
    r"avgjørelse\w*|avgjerd\w*|decision|decide|"
    r"response|høre (?:fra|noe)|høyre (?:fra|noe)|hear (?:back|from)|komme tilbake|vite\b|know\b|klarsignal|"
    r"ja eller nei|"
    r"feedback|bestemme|konklusjon)"
)
LIMIT = re.compile(r"\b(?:frist(?:en)?|tidsfrist(?:en)?|deadline)\b")
APPLICATION = re.compile(
    r"søknads?frist|søknad|\blys(?:er|t|es|te) ut|application|utlysning|\bcall\b|\bsøke[r]?\b|\bapply|"
    r"proposal|leveres|påmelding|"
    r"conference|konferanse"
)
BETWEEN_WORDS = r"\W*(?:[\w’'-]+\W+){0,4}$"
START = re.compile(
    r"(?:\b(?:opp)?start(?:er|e|et|es|dato\w*|ing|s)?|\bbegynne[r]?\b|\bbegin\w*|\bkick-?off|\bcommenc\w+|"
    r"\bi gang|\blaunch\w*|\btidligst|\bearliest|"
    r"\bfra og med|\bf\.o\.m\.?|\bfra\b|\bfrom\b|\bas of|\b(?:vi )?går i gang|\bkjøre[rs]?\b|"
    r"\bgjennomføre[s]?\b|\bsiden\b|\bsince\b)" + BETWEEN_WORDS
)
END = re.compile(
    r"(?:\bslutt\w*|\bavslutning\w*|\bferdig\w*|\bavslutt\w*|\bends?\b|\bending|\bfinish\w*|\bcomplet\w+|\bconclud\w+|"
    r"\bwrap\w* up|\bsiste (?:samling|dag|kurs\w*)|\blast (?:day|session)|\bthrough\b|\btil og med|\bt\.o\.m\.?|"
    r"\b[ft]r[ae]m til|\bup to|\bvare[r]?\b|\blasts?\b|\bi mål\b|"
    r"\bover\b(?= i| in)|\bdone\b)" + BETWEEN_WORDS
)
STRICT_TO = re.compile(
    r"(?:\btil|\btil og med|\bt\.o\.m\.?|\b[fr]+[ae]m til|\buntil|\btill?|\bthrough|\bto|\but)"
    r"(?: (?:ca\.?|cirka|omtrent|rundt|og med|slutten av|utgangen av|about|around|the end of|sometime in|en gang i|"
    r"ein gong i))*\s*$"
)
SET_FOR = re.compile(
    r"\b(?:opp)?start\w*\b[^.;\d]{0,24}\b(?:planlagt|satt|lagt|tenkt|ønsket|utsatt|utsettes|flyttet|flyttes|set|moved|scheduled|planned|"
    r"postponed) (?:til|to|for)\s*$"
)
START_AFTER = re.compile(
    r"^\W{0,3}(?:er |blir |is |as |som |passer som |would be )?(?:ønsket |planlagt |the )?(?:opp)?start\w*"
)
END_AFTER = re.compile(r"^\W{0,3}(?:er |blir |is |as |som )?(?:planlagt |the )?(?:slutt|end\b|ferdig|avslut)\w*")
CONNECTOR = re.compile(
    r"^\s*(?:(?:til og med|t\.?o\.?m\.?|[fr]+[ae]m til|til|to|until|till?|through|thru|og ut|ut|og|and|"
    r"og til|and until)|[-–—])\s*(?:og med |slutten av |utgangen av |the end of |end of )?$"
)
BETWEEN = re.compile(r"(?:\bmellom|\bbetween)\s*$")
DATASET = re.compile(
    r"\b(?:data\w*|tall\w*|statistikk\w*|register\w*|registr\w*|journal\w*|figures|records|dataset\w*|"
    r"kull\w*|årgang\w*|siden|historisk\w*)\b"
)
PROJECT = re.compile(
    r"\b(?:prosjekt\w*|period\w*|project|start\w*|oppstart\w*|vi |we |pilot\w*|studien|forløp\w*|løp\w*|"
    r"varighet|tidsrom|duration|run\w*|når|tid\w*)\b"
)
PAST = re.compile(r"\b(?:startet|starta|begynte|har pågått|started|began|has been running|var i gang)\b")
DURATION_CUE = re.compile(
    r"\b(?:i|for|over|på|varer|vare|varighet\w*|varigheit\w*|last\w*|duration|period\w*|perioden|løpetid|"
    r"prosjekt\w*|project|run\w*|gå|går|hold\w*|skal ta|tar|løper|needs?|takes?|trenger|bruke[r]?)\W*(?:er |is |på |of |a |"
    r"et |en |ein |eit |"
    r"på omtrent |i )?(?:ca\.? |about |omtrent )?$"
)
DURATION_PAST = re.compile(r"^\s*(?:har|have|has|had|siden|sidan|ago)\b")
CLAUSE = re.compile(r"[.!?;\n,]\s|\n|·+|\b(?:men|but)\b")
LATE = re.compile(r"(?:\but|\butgangen av|\bslutten av|\bend of|\bthrough)\s*$")


def read_periods(text: str, context: Context) -> tuple[list[Hit], int | None]:
    """Hits for period_start, period_end and deadline, and a duration in months where no end was told.

    `text` is a message's text with what is already taken blanked out.
    """
    dates = find_dates(text, context.today)
    hits: list[Hit] = []
    used: set[int] = set()
    for first, second in pairwise(dates):
        if first.start in used or not _is_range(text, first, second):
            continue
        begin, finish = _resolved(first, second)
        if _about_project(text, first, context):
            hits += [_hit("period_start", begin), _hit("period_end", finish)]
        used |= {first.start, second.start}
    for number, found in enumerate(dates):
        if found.start in used:
            continue
        floor = dates[number - 1].end if number else 0
        hits += _single(text, found, floor, context, alone=len(dates) == 1)
    hits = [_with_cue(text, hit) for hit in _anchored(hits, dates, context)]
    return hits, _duration(text, hits, context)


SUBJECT = re.compile(
    r"(?:\b(?:vi|me|mi|jeg|prosjektet|det|dette|arbeidet|piloten|studien|perioden|varighet|we|it|this|(?:the|our|vårt|"
    r"vår)(?= (?:\w+ )?$)|the (?:project|period|pilot|study|work))"
    r"(?: (?:vonar|vonar å|reknar med å|regner med å|satser på å|håper å|vil|skal|være|kan|bør|ønsker å|håper å|planlegger å|"
    r"tenker å|må|er|gjerne|helst|will|would like to|"
    r"want to|plan to|hope to|can|should|is))* )?$"
)


# "men fra dere trenger vi svar innen …": what leads to a deadline belongs to it
NEEDED = re.compile(
    r"(?:^|(?<=[\s,;]))(?:(?:fra|av|hos|from|of) (?:dere|dem|de|deg|ntnu|you|them|universitetet|the university) )?"
    r"(?:(?:trenger|må|ønsker|vil|bør|håper|skulle) (?:vi|jeg|mi)(?: (?:gjerne|ha|få|på|et|en|ha hatt))*|"
    r"(?:vi|jeg|we|i) (?:do )?(?:trenger|må ha|ønsker|need|must have|want|would like)(?: (?:et|en|an?|your|the|gjerne))*) $"
)


LEADS = {True: (ANSWER, LIMIT), False: (ANSWER, LIMIT, START, END, PROJECT)}


def _with_cue(text: str, hit: Hit) -> Hit:
    """The hit with the words that lead to its date: where they begin, another value ends."""
    floor = _clause_start(text, hit.start, 0)
    before = text[floor : hit.start]
    cues = [match.start() for pattern in (LEADS[hit.field == "deadline"]) if (match := pattern.search(before))]
    start = floor + min(cues) if cues else hit.start
    subject = (NEEDED.search(text[floor:start]) if hit.field == "deadline" else None) or SUBJECT.search(
        text[floor:start]
    )
    return replace(hit, start=floor + subject.start() if subject and subject.group() else start)


def _hit(field: str, found: DateHit, strength: Strength = Strength.CUED) -> Hit:
    return Hit(field, found.value, found.start, found.end, strength)


def _is_range(text: str, first: DateHit, second: DateHit) -> bool:
    between = text[first.end : second.start]
    if text[second.start : second.start + 4] == "til ":
        between += "til"
    if CONNECTOR.match(between):
        connective = between.strip()
        return connective not in {"og", "and"} or bool(BETWEEN.search(text[: first.start]))
    return False


def _resolved(first: DateHit, second: DateHit) -> tuple[DateHit, DateHit]:
    if first.open_year and not second.open_year:
        first = first.before(second.value)
    return first, second.after(first.value)


def _clause_start(text: str, position: int, floor: int) -> int:
    start = floor
    for match in CLAUSE.finditer(text, floor, position):
        start = match.end()
    return start


BY = re.compile(r"\b(?:innen|senest|før|before|by|no later than|within)\W*(?:\w+\W+){0,2}$")


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in (". ", "! ", "? ", "\n")) + 1


OWN = re.compile(
    r"\b(?:prosjekt\w*|project|period\w*|start\w*|oppstart\w*|pilot\w*|studien|varighet|tidsrom|duration|run\w*)\b"
)


def _about_project(text: str, found: DateHit, context: Context) -> bool:
    """Whether a range is the project's, and not that of the data or of something long ago."""
    before = text[_clause_start(text, found.start, 0) : found.start]
    data = [match.start() for match in DATASET.finditer(before)]
    own = [match.start() for match in OWN.finditer(before)]
    if data and (not own or own[-1] < data[-1]):
        return False
    return bool(own) or first_day(found.value).year >= context.today.year - 1


OTHERS = re.compile(
    r"\b(?:som|who|that|which|elev\w*|barn\w*|student\w*|pasient\w*|pupils?|children|skolen|school|de|they) (?:\w+ )?$"
)


START_NEAR = re.compile(r"\b(?:opp)?start\w*\W+(?:\w+\W+){0,2}$|\b(?:begynn|begin)\w*\W+(?:\w+\W+){0,2}$")
EVENT = re.compile(
    r"\b(?:møte\w*|seminar\w*|samtale\w*|workshop\w*|webinar\w*|besøk\w*|frokost\w*|e-?post\w*|brev\w*|telefon\w*|meeting|"
    r"visit|e-?mail|letter|call|talk|conversation|konferanse\w*|conference|styre\w*|board)\b[^.!?\n,]{0,40}$"
)


def _single(text: str, found: DateHit, floor: int, context: Context, *, alone: bool) -> list[Hit]:
    before = text[_clause_start(text, found.start, floor) : found.start]
    if text[found.start : found.start + 4] == "fra ":
        before += "fra "
    after = text[found.end : found.end + 60]
    if found.until and STRICT_TO.search(before):
        return [replace(_hit("period_end", found), value=found.until)]
    if found.until and _about_project(text, found, context):
        return [_hit("period_start", found), replace(_hit("period_end", found), value=found.until)]
    role = "period_end" if _to_the_year_end(found, before, after) else _role(before, after)
    if role is None and BY.search(before) and ANSWER.search(text[_sentence_start(text, found.start) : found.start]):
        role = "deadline"
    if role is None and alone and context.asked in {"period_start", "period_end", "deadline"} and _bare(text, found):
        role = context.asked
        return [_hit(role, found, Strength.ASKED)]
    if role in {None, "application"} or (role != "deadline" and EVENT.search(before) and not START_NEAR.search(before)):
        return []
    if role == "period_start":
        if PAST.search(before):
            found = found.past(context.today)
        if re.search(r"\bfra\W*$|\bfrom\W*$|siden\W*$|since\W*$", before) and not _about_project(text, found, context):
            return []
    if (
        found.kind == "year"
        and role == "period_start"
        and not re.search(r"start|begyn|fra|from|begin|gang|launch", before)
    ):
        return []
    if role == "period_end" and found.kind in {"quarter", "half"} and LATE.search(before):
        found = replace(found, value=end_after(found.value, 3 if found.kind == "quarter" else 6))
    return [_hit(role, found)] if role else []


def _to_the_year_end(found: DateHit, before: str, after: str) -> bool:
    """ "prosjektet varer ut året": an end by itself, where more is said than the date."""
    return (
        found.kind == "yearend"
        and not ANSWER.search(before)
        and bool(re.search(r"\w", before) or END_AFTER.match(after))
    )


def _role(before: str, after: str) -> str | None:
    if ANSWER.search(before):
        return "deadline"
    if APPLICATION.search(before):
        return "application"
    if LIMIT.search(before):
        return "application" if APPLICATION.search(after[:30]) else "deadline"
    if SET_FOR.search(before):
        return "period_start"
    if STRICT_TO.search(before):
        return "period_end"
    start, end = START.search(before), END.search(before)
    if start and OTHERS.search(before[: start.start()]):
        return None  # "elever som starter på skolen i august"
    if start and end:
        return "period_start" if start.start() > end.start() else "period_end"
    if start:
        return "period_start"
    if end:
        return "period_end"
    if START_AFTER.match(after):
        return "period_start"
    return "period_end" if END_AFTER.match(after) else None


def _bare(text: str, found: DateHit) -> bool:
    """Whether little but the date was written: it answers the question that was asked."""
    rest = re.sub(r"[\W_·]+", " ", text[: found.start] + " " + text[found.end :]).strip()
    return len(rest.split()) <= 9


def _anchored(hits: list[Hit], dates: list[DateHit], context: Context) -> list[Hit]:
    """An end whose year was not said lies after the start; the start may have been told before."""
    start = next((hit.value for hit in hits if hit.field == "period_start"), context.values.get("period_start"))
    by_place = {found.start: found for found in dates}
    result = []
    for hit in hits:
        found = by_place.get(hit.start)
        if hit.field == "period_end" and start and found and found.open_year and hit.value == found.value:
            hit = replace(hit, value=found.after(start).value)
        result.append(hit)
    return result


def _duration(text: str, hits: list[Hit], context: Context) -> int | None:
    if any(hit.field == "period_end" for hit in hits):
        return None
    for start, end, months in find_durations(text):
        before, after = text[_clause_start(text, start, 0) : start], text[end : end + 12]
        if DURATION_PAST.match(after) or DATASET.search(before):
            continue
        near_start = any(hit.field == "period_start" for hit in hits)
        asked = context.asked in {"period_start", "period_end"} and len(text.split()) <= 14
        adjective = "årig" in text[start:end] or re.match(
            r"\s*(?:prosjekt|pilot|project|periode|period|samarbeid)", after
        )
        if (
            (DURATION_CUE.search(before) and (near_start or PROJECT.search(before + " ") or asked))
            or asked
            or adjective
        ):
            return months
        if near_start and re.search(r"\b(?:i|for|over|varer|og)\s*$", before):
            return months
    return None


def derived_end(start: str, months: int) -> str:
    """The end that a start and a duration give."""
    return end_after(start, months)


def bare_date(text: str, today: date) -> str | None:
    """The one date of a short text, such as a labelled value; None when there is none or more than one."""
    found = find_dates(text, today)
    return found[0].value if len(found) == 1 else None
