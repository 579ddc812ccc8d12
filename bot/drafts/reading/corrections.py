"""Corrections: "nei, det var Heimdal", "endre tittelen til …", "feil, jeg mente august", "ikke Saupstad, men Heimdal"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.drafts.reading import people
from bot.drafts.reading.labels import names_field
from bot.drafts.reading.message import Message

CHANGE = re.compile(
    r"\b(?:endre|endra|bytte?|bytt|forandre?|rette?|rett|oppdatere?|korrigere?|korriger|sette?|sett|justere?|"
    r"skifte?|gjøre? om|change|set|update|correct|edit|fix|make|switch|rename|replace|flytte?|flytt|move|"
    r"adjust|skrive? om|føre? opp|put|skriv)"
    r"(?: på| om)? (?P<field>(?:the |our |my )?[\wæøå /-]{3,45}?)(?: (?:fra|"
    r"from) [^\n]{1,80}?)?(?:,? (?:slik at|så) (?:den|det) (?:blir|er|heter)|,? (?:til at|til:|to:|til|to|with|med|as|"
    r"som|into|=|blir|å være|to be|to say|til å være)|:)(?: heller)? (?P<value>[^\n]+)$"
)
EDIT = re.compile(
    r"^(?:(?:jeg|vi|i|we) (?:vil|må|ønsker å|kan|skal|want to|need to|would like to|"
    r"have to)(?: gjerne)? )?(?:kan (?:jeg|vi|du) |can (?:i|we|you) |could (?:i|we|you) )?(?:endre|endra|"
    r"bytte?|forandre|rette?|oppdatere?|korrigere?|redigere?|change|edit|update|correct|fix|rediger|"
    r"skrive om)(?: på)? (?P<field>[\wæøå /-]{3,40}?)[.!?]*$"
)
SHOULD = re.compile(
    r"(?:^|[.!?\n,] ?)(?:(?:nei|no|men|but|og|and|actually|forresten|egentlig|sorry|beklager|oh|oi|ok|så|so|"
    r"hmm+)[,.!]? ){0,3}(?P<field>(?:the |our )?[\wæøå /-]{3,40}?) (?:skal|"
    r"bør|må|skulle|should|must|needs to|has to|kan) (?:heller |likevel |egentlig |rather |instead |"
    r"actually |nok )*(?:være|bli|hete|lyde|stå|settes til|endres til|be|read|say|be changed to|vært|starte|"
    r"slutte)(?: (?:heller|instead|i stedet|rather|på|at))* (?P<value>[^\n]+)$"
)
WRONG_FIELD = re.compile(
    r"(?:^|[.!?\n] ?)(?:nei,? |no,? |oi,? |sorry,? |beklager,? )?(?P<field>(?:the |"
    r"our )?[\wæøå /-]{3,40}?) (?:er|ble|var|is|was|stemmer|blei)(?: (?:helt|jo|visst|dessverre))? (?:feil|"
    r"galt|gale?|wrong|incorrect|not right|ikke(?: rett| riktig)?)[,.;:!–-]+ ?(?:(?:det|den|it|that|riktig|"
    r"rett|korrekt|the right one|the correct one)(?: (?:skal|skulle|should|er|is|ble|riktige|"
    r"rette))*(?: (?:være|be|være|er|is|vært|have been))? ?)?(?P<value>[^\n]+)$"
)
MUST_CHANGE = re.compile(
    r"(?:^|[.!?\n,] ?|\b)(?:må|skal|bør|must|should|needs to|has to) (?P<field>(?:the |our )?[\wæøå /-]{3,40}?) "
    r"(?:endres|endrast|rettes|rettast|byttes|bytast|oppdateres|be changed|be corrected)[,.:;!–-]+ ?"
    r"(?:(?:det|den|it|that|til|to)(?: (?:skal|should|er|is|blir))?(?: (?:være|be))? )?(?P<value>[^\n]+?)(?: som (?:står|eier|"
    r"har|leder|skal)\b[^\n]*)?$"
)
NOT_BUT = re.compile(
    r"(?:^|[\s,(])(?:ikke|not) (?P<old>[^,;\n]{2,80}?)(?:, ?| )(?:men|but|det er|it’s|it is|heller|"
    r"rather)(?: rather| heller)? (?P<new>[^\n]+)$"
)
NEW_NOT = re.compile(
    r"(?P<new>[^\n]{2,120}?),? (?:og )?(?:ikke|not|i stedet for|istedenfor|istadenfor|i staden for|"
    r"instead of|rather than|heller enn) (?P<old>[^,;\n]{2,80})$"
)
MARKER = re.compile(
    r"^(?:(?:å |oh |oi |ops|oops|hei,? |hm+|nei|no(?=[,.!:]| it\b| it’s| that| wait| not| sorry| actually|"
    r" the| he\b| she\b| i meant)|sorry|beklager|unnskyld|vent|wait|forresten|actually|"
    r"egentlig|men|but|ah|æsj|huff|altså|og)[,.!: –-]*)*"
    r"(?P<sure>feil(?: av meg| der)?|jeg tok feil|vi tok feil|jeg skrev feil|skrev feil|skreiv feil|"
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
    r"(?:,? (?:likevel|i stedet|istedenfor|istadenfor|instead|after all|egentlig|actually|altså|heller|"
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


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was written. `field` when it was named; the value's place in the message's text; `old`: what it replaces,
    in lower case, when that was said. Without a place, only the field to be changed was named."""

    field: str | None
    start: int
    end: int
    old: str | None = None
    sure: bool = True


def read_correction(message: Message, type_id: str | None) -> Correction | None:
    """The correction that a message holds, or None. Raises nothing."""
    text = message.text.rstrip(" .!?\n")
    for pattern in (CHANGE, WRONG_FIELD, MUST_CHANGE, SHOULD):
        for match in pattern.finditer(text):
            field = names_field(match.group("field"), type_id)
            if field == "contact_name" and ONLY_NAME.fullmatch(match.group("field").strip()):
                name = people.NAME.match(message.words(match.start("value"), match.end("value")))
                field = field if name else "title"
            if field:
                start = match.start("value")
                return Correction(field, start, _end(text, start, _sentence_end(text, start, match.end("value"))))
    edit = EDIT.match(text)
    field = names_field(edit.group("field"), type_id) if edit else None
    if field:
        return Correction(field, 0, 0)
    return _marked(text)


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where a correction's sentence ends: what is said behind it is read by itself."""
    stop = re.compile(r"[^\W\d]{2,}[»”\")]?([.!?]) +(?=\w)").search(text, start, end)
    return stop.start(1) if stop else end


def _end(text: str, start: int, end: int) -> int:
    aside = ASIDE.search(text, start, end)
    return aside.start() if aside and aside.start() > start else end


def _marked(text: str) -> Correction | None:
    put_right = PUT_RIGHT.match(text)
    swapped = NEW_NOT.match(text, put_right.end()) if put_right else None
    if swapped:  # "det skal være 15. juni, ikke 1. juni"
        return Correction(None, swapped.start("new"), swapped.end("new"), swapped.group("old"), True)
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    sure = bool(marker and (marker.group("sure") or (marker.group("meant") and start < len(text))))
    no = bool(
        re.match(
            r"(?:å |oh |oi |ops|hm+|sorry|beklager|vent|wait)?[, ]*(?:nei|no(?=[,.!:]| it\b| it’s| that| wait| not|"
            r" sorry| actually| the| he\b| she\b| i meant)|forresten|actually|oops|ops|beklager|"
            r"sorry|vent|wait|rettelse)\b",
            text,
        )
    )
    behind = MEANT_BEHIND.search(text)
    if behind and behind.start() > start and len(text.split()) <= 12:
        return Correction(None, start, behind.start(), None, True)
    plain = (
        bool(re.match(r"(?:det|it|den|that)\b", text[marker.start("meant") :]))
        if marker and marker.group("meant")
        else False
    )
    if plain and not no and not (marker and marker.group("sure")):
        return None  # "det er Heimdal" answers a question; it corrects nothing
    for pattern in (NOT_BUT, NEW_NOT):
        match = NEW_NOT.match(text, start) if pattern is NEW_NOT else pattern.search(text, max(0, start - 1))
        if match and (sure or no or pattern is NOT_BUT) and len(text) < 200:
            new, end = match.start("new"), _end(text, match.start("new"), match.end("new"))
            return Correction(
                None, new, end, re.sub(r"^(?:på|i|ved|fra|til|in|at|from|to|by) ", "", match.group("old")), sure or no
            )
    if not (sure or no) or start >= len(text):
        return None
    return Correction(None, start, _end(text, start, len(text)), None, sure)
