"""The municipality’s side in a message: who speaks, who wishes, who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import CAPITAL, NAME
from bot.drafts.reading.signatures import signed_unit
from bot.drafts.reading.unit_phrases import (
    DOES,
    END,
    GENERIC,
    MUNICIPAL_WORD,
    NO_TIME,
    PLAIN_MUNICIPALITY,
    QUARTER,
    SURE_ANCHOR,
    SURE_UNIVERSITY,
    UNIT_CALLED,
    phrase_end,
)
from bot.drafts.reading.unit_speech import ASKS_HERE, ENGLISH_UNIT, LEADS_UNIT, SPEAKS_HERE, TROUBLE

LOOSE_ANCHOR = re.compile(
    r"\b(?:(?:vi|mi|me|oss) (?:i|på|ved|hos|fra)|(?:we|us) (?:at|in|from)|fra|from|at|hos|ved|i|på|for|"
    r"gjelder(?: for)?|hører til|(?:vi|me|mi) er|we are|we’re|rådgiver i|rådgiver på|enheten|her i|here at|her på|unit|"
    r"tilhører|står|eies av|owner is|ved) |"
    r"\b(?:her|here), (?!(?:fra|from|på|i|ved|hos|at|in|of|som|who)\b)|\b(?:av oss|of us) (?:i|på|ved|hos|fra|at|in|from) |"
    r"\b(?:pause|lunsj|møte|personal|vakt)rommet (?:i|på|ved|hos|til) |\b(?:break|staff|meeting|lunch) room (?:in|at|of) "
)
OURS = re.compile(
    r"(?:(?:vi|mi|me|oss|we|us) (?:i|på|ved|hos|fra|at|in|from)|fra|from) "
)  # "vi i Vannforsyninga": whatever its name
HERE = re.compile(
    r"(?:^|[.!?\n] ?)(?:(?:hei|hallo|halla|heisann|god \w+|hi|hiya|hello|good \w+)[,.! ]+)?(?P<unit>[\wæøå][\wæøå -]{3,45}?) (?:her|"
    r"here)\b(?=[.,!]|$)"
)
GREETED = re.compile(
    r"(?:hei|hallo|halla|heisann|hi|hiya|hello|dear \w+|kjære \w+|good \w+|god \w+)(?: (?:alle|all|there|sann|dere))*[,!. ]+"
)
WISH_AFTER = re.compile(
    r"^(?:,? (?:i|in) (?:\w+ kommune|kommunen|the municipality|\w+ municipality))? (?:ønsker|vil|trenger|"
    r"søker|har lyst|"
    r"har behov|har (?:en|et|ein|eit|ei|fått|lenge|tenkt|planer)|ber om|bed om|foreslår|føreslår|planlegg\w*|håper|håpar|sliter|"
    r"slit|jobber med|"
    r"kunne tenkt|(?:asks?|has asked) for|requests?|proposes?|plans?|hopes?|struggles?|has an?|would|wants?|needs?|is looking|"
    r"are looking|(?:is|are) (?:planning|hoping|asking|considering|thinking)|ser etter|is responsible|are responsible|"
    r"er ansvarlig|har ansvaret|står bak|står for|owns?|eier|leads?|will lead|skal lede|leder|deltar|"
    r"will take part|takes part)\b"
)


def municipal_units(message: Message, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """The municipality’s unit, at most one; `taken`: spans that name the university’s."""
    text = message.text
    for match in SURE_ANCHOR.finditer(text):
        span = _unit_at(message, match.end(), taken, sure=True)
        if span:
            asks = ASKS_HERE.match(text, span[1])
            yield Hit("municipal_unit", message.words(*span), match.start(), asks.end() if asks else span[1])
            return
    for match in LEADS_UNIT.finditer(text):
        span = _unit_at(message, match.end(), taken, sure=True)
        if span and message.words(*span)[:1].isupper():
            yield Hit("municipal_unit", message.words(*span), match.start(), span[1])
            return
    for match in LOOSE_ANCHOR.finditer(text):
        whose = _speaks_for(message, match)
        span = _unit_at(message, match.end(), taken, sure=bool(OURS.match(match.group()))) if whose else None
        if span:
            yield Hit("municipal_unit", message.words(*span), match.start(), span[1])
            return
    for match in TROUBLE.finditer(text):
        span = _unit_at(message, match.end(), taken, sure=False)
        if span and message.words(*span)[:1].isupper():
            yield Hit("municipal_unit", message.words(*span), match.start("at"), span[1], Strength.WEAK)
            return
    named = SPEAKS_HERE.search(text) or NAMED_AFTER.search(text)
    if named and (span := _unit_at(message, named.start("unit"), taken, sure=True)):
        yield Hit("municipal_unit", message.words(*span), named.start(), named.end())
        return
    here = HERE.search(text)
    if here and (span := _unit_at(message, here.start("unit"), taken, sure=False)) and span[1] == here.end("unit"):
        yield Hit("municipal_unit", message.words(*span), span[0], here.end())
        return
    signed = signed_unit(message)
    if signed:
        yield signed
        return
    for begin, _ in message.sentences:
        greeted = GREETED.match(text, begin)
        start = greeted.end() if greeted else begin
        span = _unit_at(
            message, start, taken, sure="municip" in text[start : start + 90] or "kommune" in text[start : start + 90]
        )
        if text.startswith("the ", start) and message.words(start + 4, len(text))[:1].isupper():
            span = span or _unit_at(message, start, taken, sure=True)
        span = span or _in_a_place(message, start, taken)
        if span and WISH_AFTER.match(text[span[1] :]):
            yield Hit("municipal_unit", message.words(*span), span[0], span[1])
            return
    whole = message.text.strip(" .!\n")
    if _bare_unit(message, whole):
        start = message.text.index(whole)
        yield Hit("municipal_unit", message.words(start, start + len(whole)), start, start + len(whole))


def _in_a_place(message: Message, start: int, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """ "Trondheim eiendom ønsker …": a name with a small second word, which no person has, before a wish."""
    for match in re.finditer(r"(?<=[a-zæøå]) ", message.raw[message.raw_offset(start) :][:60]):
        end = message.text_offset(message.raw_offset(start) + match.start())
        words = message.words(start, end)
        if WISH_AFTER.match(message.text[end:]):
            named = re.fullmatch(
                rf"{NO_TIME}{CAPITAL}(?: [a-zæøå]{{3,}}[a-rt-zæøå]){{1,2}}|{CAPITAL} (?:and|og) {CAPITAL}",
                words,
            )
            return _unit_at(message, start, taken, sure=True) if named else None
    return None


NAMED_AFTER = re.compile(
    r"(?:^|[.!?\n,:] ?|\b(?:og|and|at) )(?P<unit>[\wæøå][\wæøå -]{2,50}?) (?:er|blir|is|will be) (?:den |the )?"
    r"(?:enheten|avdelingen|eininga|ansvarlig enhet|unit|department)(?: (?:vår|i kommunen|det gjelder|in question|"
    r"in the municipality|her|her hos oss))?\b"
)


SPEAKER = re.compile(
    r"^(?:vi|mi|me|oss|we|us|jeg|rådgiver|enheten|her|here|gjelder|hører|tilhører|unit|står|eies|owner|av oss|of us|"
    r"\w+rommet|(?:break|staff|meeting|lunch) room)\b"
)


GOES_ON = re.compile(r"\s+(?:for|i|på|av|of|in|at|og|and|ved|til)\b|\s*[,&/-]")


def _after_unit(message: Message, start: int, end: int) -> int:
    """Where a unit's name ends: behind its last telling word, but for a place or what the unit is for."""
    text = message.text
    telling = [match.end() for match in MUNICIPAL_WORD.finditer(text, start, end)]
    if not telling:
        return end
    last = telling[-1]
    if DOES.match(message.raw, message.raw_offset(last)):
        return last  # "Lilleby skole og tegnet en vogn"
    if quarter := QUARTER.match(text, last, end):
        return quarter.end()
    if last >= end or GOES_ON.match(text, last, end) or message.words(last, end).strip()[:1].isupper():
        return end
    return last


def _bare_unit(message: Message, whole: str) -> bool:
    """Whether the whole message is the name of a unit."""
    if (
        len(whole.split()) > 5
        or re.match(r"(?:vi|jeg|det|we|i|it)\b", whole)
        or GENERIC.match(whole)
        or END.search(whole)
        or SURE_UNIVERSITY.search(whole)
    ):
        return False
    last = whole.split()[-1] if whole else ""
    specific = re.fullmatch(
        r"[\wæøå-]{3,}(?:kontoret|enheten|tjenesten|etaten|seksjonen|verket|senteret|senter|fagstab|torget|skole|"
        r"barnehage|sykehjem|helsehus|legevakta?)",
        last,
    )
    raw = message.raw.strip()
    named = ENGLISH_UNIT.fullmatch(raw.strip(" .!"))
    return bool(specific or named) and raw[:1].isupper() and "?" not in raw


NAME_BEFORE = re.compile(rf"(?:^|[.!?\n] ?|[Hh]ei,? |[Hh]ello,? |[Hh]i,? )(?:{NAME.pattern})(?: her| here)?,? $")


INTRODUCED = re.compile(
    rf"(?:^|[.!?\n,] ?)(?:(?i:hei|hallo|heisann|hello|hi|hey)[,!.]? )?(?:(?i:h[eæ]r|her|this|it|eg|jeg|æ)(?:’s)? (?i:er|e|is|"
    rf"heter|heiter|hete) )?"
    rf"(?:{CAPITAL}(?: {CAPITAL})*)(?: (?i:her|hær|here))?,? $"
)


def _speaks_for(message: Message, anchor: re.Match[str]) -> bool:
    """ "vi på Saupstad skole", "Kari Nordmann fra Byplankontoret": who speaks, not "elever ved Saupstad skole"."""
    if SPEAKER.match(anchor.group()):
        return True
    before = message.text[: anchor.start()]
    introduced = NAME_BEFORE.search(message.words(0, anchor.start())) or re.search(
        r"(?:\b(?:jeg heter|jeg er|my name is|i am|i’m|this is|dette er|det er|hei|hello|hi|"
        r"kontaktperson(?:en)?(?: er)?|contact(?: person)?(?: is)?|mvh|hilsen)\b[^.!?\n]{0,45}|@[\w.-]+[ ,(]*)$",
        before,
    )
    if anchor.group().strip() in {"fra", "from"}:
        introduced = introduced or INTRODUCED.search(message.words(0, anchor.start()))
    if re.search(
        r"(?:samarbeid|prosjekt|henvendelse|forespørsel|førespurnad|collaboration|project|request) $", before[-24:]
    ):
        return anchor.group().strip() in {"for", "fra", "from"}
    return bool(introduced) and anchor.group().strip() in {"fra", "from", "at", "hos", "ved", "i", "på"}


PLACES = frozenset({"trondheim", "norge", "noreg", "norway", "midtbyen", "byen", "trøndelag"})


def _unit_at(message: Message, start: int, taken: list[tuple[int, int]], *, sure: bool) -> tuple[int, int] | None:
    text = message.text
    skip = re.compile(
        r"(?:(?:pause|lunsj|møte|personal|vakt)rommet (?:i|på|ved|hos|til) )?"
        r"(?:the |(?:i |in )?(?:trondheim kommune|kommunen|trondheim municipality|the municipality|"
        r"kommunens?)(?:, | ved | på | i | sin | si | at )(?:the )?)?"
    ).match(text, start)
    start = skip.end() if skip else start
    called = UNIT_CALLED.match(text, start)
    if called and message.words(called.end(), len(text))[:1].isupper():
        start = called.end()  # "i enheten Vassverk"
    end = phrase_end(text, start)
    inner = re.search(
        r",? (?:i|in) (?:trondheim kommune|kommunen|trondheim municipality|the municipality)$", text[start:end]
    )
    end = _after_unit(message, start, start + inner.start() if inner else end)
    end -= len(tail.group()) if (tail := re.search(r"\s+(?:og|and)\s*$", text[start:end])) else 0
    words = text[start:end].strip()
    if not words or len(words.split()) > 9 or any(s < end and start < e for s, e in taken):
        return None
    if (
        PLAIN_MUNICIPALITY.match(words)
        or words in PLACES
        or re.search(r"\bntnu\b|\buniversitet|\binstitutt", words)
        or words.startswith(("å ", "et ", "en ", "a ", "det ", "dette ", "prosjekt", "to "))
    ):
        return None
    raw = message.words(start, end)
    named = bool(re.search(r"\b[A-ZÆØÅ](?:[a-zæøå]|[A-ZÆØÅ])", raw))
    if re.match(r"(?:our|vår|vårt|våre|my|min|mitt)\b", words) and not re.search(r"\s[A-ZÆØÅ]", raw):
        return None  # "our kindergarten" has no name yet
    unit = MUNICIPAL_WORD.search(words)
    if not raw[:1].isupper() and re.search(r"\b(?:a|an|et|en|ei|å|to)\b", words):
        return None  # "planning a research project at school" is no name
    if (
        unit
        and (named or not GENERIC.match(words))
        and (
            named
            or re.search(
                r"\w{4,}(?:enhet|kontor|tjenest|tenest|avdeling|etat|seksjon|fagstab|vakt|stab|direktør)|for |home care|"
                r"planning|nav\b",
                words,
            )
        )
    ):
        return start, end
    return (start, end) if sure and (named or re.match(r"enhet|avdeling|seksjon", words)) else None
