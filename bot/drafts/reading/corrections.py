"""Corrections: "nei, det var Heimdal", "endre tittelen til …", "feil, jeg mente august", "ikke Saupstad, men Heimdal"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafts.reading import names
from bot.drafts.reading.change_patterns import (
    ANNOUNCED,
    BETTER,
    CHANGE,
    CHANGED,
    EDIT,
    FORGET,
    INSTEAD,
    MOVED,
    MUST_CHANGE,
    NEW,
    NOT_THAT,
    RATHER_READ,
    SHOULD,
    TO_BE_CHANGED,
    WRONG_FIELD,
    WRONG_ONE,
)
from bot.drafts.reading.denying import AFTER_ALL, takes_back
from bot.drafts.reading.labels import names_field
from bot.drafts.reading.message import Message

NOT_BUT = re.compile(
    r"(?:^|[\s,(])(?:ikke|not) (?P<old>[^,;\n]{2,80}?)(?: any ?more| any longer| lenger| lengre)?(?:, ?|"
    r" )(?:men|but|det er|it’s|it is|heller|"
    r"rather)(?: rather| heller)? (?P<new>[^\n]+)$"
)
NEW_NOT = re.compile(
    r"(?P<new>[^\n]{2,120}?),? (?:og )?(?:ikke|not|i stedet for|istedenfor|istadenfor|i staden for|"
    r"instead of|rather than|heller enn) (?P<old>[^,;\n]{2,80})$"
)
# "enheten vår har skiftet navn, vi heter … nå"
RENAMED_UNIT = re.compile(
    r"\b(?:enhet\w*|eining\w*|avdeling\w*|seksjon\w*|kontoret|unit|office|department|vi|"
    r"we)\b[^.!?]{0,30}\b(?:navn|namn|names?|omdøpt|renamed)\b"
)
CALLED = re.compile(
    r"\b(?:vi|we|den|it|enheten|avdelingen)(?: er| are| is|’re|’s)? (?:heter|called|known as)(?: nå| now)? "
)
# "April won't work after all, make it June"
SWAPPED = re.compile(
    r"(?:(?:nei|no|men|but|sorry|beklager|oi|og|and|vent|wait|oops|hm+|uff|å|oh|tja)[, ]+)*(?P<old>[^,.;:\n]{2,40}?) (?:won’t|can’t|"
    r"doesn’t|"
    r"does not|will not|isn’t|is|går|funker|passer|holder|blir|er)"
    r"(?: (?:jo|ikke|not|work|do|suit|likevel|after all|for|too|tidlig|sent|seint|early|late|umulig|impossible|"
    r"us|oss))+[,.;:–-]+ ?(?:so |så |og |men |but )?"
    r"(?:make (?:it|that)|(?:si|sei|ta|prøv|try|say|take)(?: heller| rather)?|let’s (?:say|make it|take)|we(?:’ll| will)? (?:say|"
    r"start|take|do)|gjør det til|"
    r"sett det til|la oss (?:si|ta)|vi (?:sier|tar)|ta(?: heller)?|"
    r"heller|det (?:blir|får bli|må bli|må være|skal være)|it(?:’ll| will)? be|it(?:’s| has to be)) (?P<new>[^\n]+)$"
)
# "nei, vi skal ikke …" refuses; what stands before its "ikke" is no new value
REFUSES = re.compile(
    r"\b(?:er|var|blir|ble|har|hadde|skal|skulle|vil|ville|kan|kunne|må|bør|får|trenger|ønsker|gjør|tror|bruker|tar|"
    r"kommer|kjem|går|starter|begynner|slutter|finnes|virker|passer|holder|bor|kom|comes?|starts?|begins?|works?|goes|"
    r"is|are|was|were|am|be|have|has|had|will|would|shall|should|can|could|may|must|do|does|did)$"
)
SPEAKS = re.compile(r"(?:vi|jeg|we|i|let’s|la oss|de|dei|det|den|han|hun|they|he|she|it|that)\b")
# "nei, de kommer ikke før i mars": a later start
NOT_BEFORE = re.compile(
    r"^(?!.*\b(?:ferdig|slutt\w*|svar\w*|finish\w*|ends?|done|answer\w*)\b).*?\b(?:ikke|not|won’t|don’t|can’t)(?: \w+){0,3}? (?:før|"
    r"before|until|till)"
    r"(?: (?:i|in))? (?P<new>[^\n,;]+)$"
)
IT = frozenset({"den", "det", "it", "that", "datoen", "the date"})
NOT_COMMA = re.compile(r"(?:ikke|not) (?P<old>[^,;\n]{2,60}), ?(?:nei, ?)?(?P<new>[^,;\n]{2,60})$")
MARKER = re.compile(
    r"^(?:(?:å |oh |oi |ops|oops|ups|whoops|change of plans?|hei,? |hm+|nei|no(?=[,.!:]| it\b| it’s| that|"
    r" wait| not| sorry| actually|"
    r" the| he\b| she\b| i meant)|sorry|beklager|unnskyld|vent|wait|forresten|actually|"
    r"egentlig|men|but|ah|æsj|huff|altså|og)[,.!: –-]*)*"
    r"(?P<sure>(?:der |nå |her )?(?:skrev|skreiv|sa|svarte|tastet|ga) (?:jeg|vi)(?: deg)?(?: visst| nok|"
    r" jo)? (?:feil|galt)(?: \w+)?|det ble (?:visst |jo |nok )?(?:feil|galt)|i (?:got|wrote|typed|said|"
    r"gave you|put)(?: that| it)?(?: the)? wrong(?: \w+)?|i misspoke|feil(?: av meg| der)?|jeg tok feil|"
    r"vi tok feil|(?:jeg |vi )?(?:skrev|skreiv|tastet|svarte|sa) (?:visst |nok |jo |litt )?feil|"
    r"tastefeil|skrivefeil|typo|rettelse|retting|korreksjon|correction|my mistake|my bad|i was wrong|"
    r"that(?:’s| is| was) (?:wrong|not right|incorrect)|det (?:var|er|ble|stemmer) (?:feil|ikke(?: riktig|"
    r" rett)?|galt|ikkje rett)|scratch that|stryk det|glem det,|strike that)?"
    r"[,.!:; –-]*(?:(?:der|for) )?(?P<meant>(?:jeg |vi |eg |i |we )?(?:mente|meant|mener|mean|tenkte på|"
    r"ville si|intended)(?: å si| å skrive| to say| to write)?|(?:det|den|it|that|he|she|hun|han)(?:’s| is|"
    r" was| er| var| blir| skal være| skulle være| skulle vært| skulle stått| should be| should have been|"
    r" must be| må være| bør være| heter| starter| begynner)(?: jo| nok| heller| actually| rather| visst|"
    r" bare)*|skal være|skulle være|should be|should have been|skulle stått|riktig er|riktige er|"
    r"det riktige er|the right one is|the correct one is|make that|make it|sett det til|la oss si|let’s say|"
    r"heller|rather|instead)?"
    r"[,.!:; –-]*"
)
ASIDE = re.compile(
    r"(?:,? (?:likevel|now|nå|i stedet|istedenfor|istadenfor|instead|after all|egentlig|actually|altså|heller|"
    r"rather|da|nå|takk|please|er du snill|if possible|går det\??|er det greit\??|ok\??))+$"
)


PUT_RIGHT = re.compile(
    r"(?:det|den|it|that|this) (?:skal|skulle|should|must|må) (?:ha )?(?:være|vært|stå|hete|be|have been|read) "
)
ONLY_NAME = re.compile(r"(?:the |our )?(?:navn|namn|name)(?:et)?")  # of a person, or of the project
MEANT_BEHIND = re.compile(
    r",? ?(?:(?:var det )?(?:mente|mener) (?:jeg|vi)|(?:is )?(?:what )?(?:i|we) mean(?:t)?|skulle det (?:være|stå)|"
    r"it should be|skal det være)$"
)

DATED = re.compile(
    r"\b(?:\d|jan\w*|feb\w*|mars|march|april|mai|may|jun\w*|jul\w*|aug\w*|sept?\w*|okt\w*|oct\w*|nov\w*|des\w*|dec\w*|vår\w*|"
    r"høst\w*|spring|autumn|sommer\w*|"
    r"summer|nyttår|påske\w*|easter)"
)
SLIPPED = re.compile(r"(?:oi|å|oh|ops|ups|nei|no|hm+|vent|wait|beklager|sorry|unnskyld|feil|ikke|not)\b")


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was written. `field` when it was named; the value's place in the message's text; `old`: what it replaces,
    in lower case, when that was said. Without a place, only the field to be changed was named.
    `begin`: where the sentence that tells the change begins, when it stands before the value's."""

    field: str | None
    start: int
    end: int
    old: str | None = None
    sure: bool = True
    begin: int | None = None


def read_correction(message: Message, type_id: str | None) -> Correction | None:
    """The correction that a message holds, or None. Raises nothing."""
    text = message.text.rstrip(" .!?\n")
    if RENAMED_UNIT.search(text) and (named := CALLED.search(text)):
        return Correction(
            "municipal_unit", named.end(), _end(text, named.end(), _sentence_end(text, named.end(), len(text))), begin=0
        )
    for pattern in (
        FORGET,
        WRONG_ONE,
        ANNOUNCED,
        TO_BE_CHANGED,
        NOT_THAT,
        CHANGE,
        CHANGED,
        MOVED,
        BETTER,
        INSTEAD,
        NEW,
        RATHER_READ,
        WRONG_FIELD,
        MUST_CHANGE,
        SHOULD,
    ):
        for match in pattern.finditer(text):
            field = names_field(match.group("field"), type_id)
            if (
                pattern is CHANGE and match.group("field").strip() in IT
            ):  # "sett den til 1. mars": whatever was told last
                start = match.start("value")
                stop = re.compile(r", |(?<=\w\w)[.!?] ").search(text, start)
                end = _end(text, start, stop.start() if stop else match.end("value"))
                return Correction(None, start, end, begin=match.start())
            place = "early" if match.groupdict().get("early") else "value"
            if field == "contact_name" and ONLY_NAME.fullmatch(match.group("field").strip()):
                name = names.NAME.match(message.words(match.start(place), match.end(place)))
                field = field if name else "title"
            if field:
                start = match.start(place)
                if pattern is FORGET:  # the whole of what is said behind it judges: "… Så svaret er ja"
                    return Correction(field, start, match.end(place), begin=match.start())
                close = _next_field(text, start, _sentence_end(text, start, match.end(place)), type_id)
                end = _end(text, start, close)
                return Correction(field, start, end, begin=match.start("field"))
    edit = EDIT.match(text)
    field = names_field(edit.group("field"), type_id) if edit else None
    if field:
        return Correction(field, 0, 0)
    return _marked(text)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where a correction's sentence ends: what is said behind it is read by itself."""
    stop = re.compile(r"[^\W\d]{2,}[»”\")]?([.!?]) +(?=\w)").search(text, start, end)
    return stop.start(1) if stop else end


NAMED = re.compile(r"[,;] (?:og |and )?(?P<field>[\wæøå ]{4,30}?)(?::| (?:er|blir|is|will be)\b)")


def _next_field(text: str, start: int, end: int, type_id: str | None) -> int:
    """Where the next field is named inside a correction's sentence, its end when none is."""
    return next((m.start() for m in NAMED.finditer(text, start, end) if names_field(m.group("field"), type_id)), end)


def _end(text: str, start: int, end: int) -> int:
    aside = ASIDE.search(text, start, end)
    return aside.start() if aside and aside.start() > start else end


def _refuses(match: re.Match[str]) -> bool:
    """Whether "… not …" is a sentence that refuses something, not a new value beside the old one."""
    new = match.group("new").rstrip(" ,")
    return bool(REFUSES.search(new) or SPEAKS.match(new) or AFTER_ALL.search(match.group("old")))


def _marked(text: str) -> Correction | None:
    put_right = PUT_RIGHT.match(text)
    swapped = NEW_NOT.match(text, put_right.end()) if put_right else None
    if swapped:  # "det skal være 15. juni, ikke 1. juni"
        return Correction(None, swapped.start("new"), swapped.end("new"), swapped.group("old"), True)
    if swap := SWAPPED.match(text):
        return Correction(None, swap.start("new"), swap.end("new"), swap.group("old"), True)
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    if start and (later := NOT_BEFORE.match(text)) and DATED.search(later.group("new")):
        return Correction("period_start", later.start("new"), later.end("new"))
    sure = bool(marker and (marker.group("sure") or (marker.group("meant") and start < len(text))))
    no = bool(
        re.match(
            r"(?:å |oh |oi |ops|ups|whoops|hm+|sorry|beklager|vent|wait)?[, ]*(?:nei|it(?: is|’s) not\b|det er ikke\b|"
            r""
            r""
            r"no(?=[,.!:]| it\b| it’s| that| wait| not|"
            r" sorry| actually| the| he\b| she\b| i meant)|forresten|actually|oops|ops|beklager|"
            r"sorry|vent|wait|rettelse)\b",
            text,
        )
    )
    behind = MEANT_BEHIND.search(text)
    opinion = (
        behind is not None and "mener" in behind.group() and not SLIPPED.match(text)
    )  # "helse og velferd, mener vi"
    if behind and not opinion and behind.start() > start and len(text.split()) <= 12:
        return Correction(None, start, behind.start(), None, True)
    plain = (
        bool(re.match(r"(?:det|it|den|that)\b", text[marker.start("meant") :]))
        if marker and marker.group("meant")
        else False
    )
    if plain and not no and not (marker and marker.group("sure")):
        return None  # "det er Heimdal" answers a question; it corrects nothing
    for pattern in (NOT_BUT, NOT_COMMA, NEW_NOT):
        match = pattern.search(text, max(0, start - 1)) if pattern is NOT_BUT else pattern.match(text, start)
        if pattern is NEW_NOT and match and _refuses(match):
            return None
        if match and (sure or no or pattern is NOT_BUT) and len(text) < 200:
            new, end = match.start("new"), _end(text, match.start("new"), match.end("new"))
            return Correction(
                None, new, end, re.sub(r"^(?:på|i|ved|fra|til|in|at|from|to|by) ", "", match.group("old")), sure or no
            )
    if not (sure or no) or start >= len(text):
        return None
    if takes_back(text) and not (marker and marker.group("sure")):
        return None  # "no, we won't use interviews after all" puts nothing else in their place
    return Correction(None, start, _end(text, start, len(text)), None, sure)
