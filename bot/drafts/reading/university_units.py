"""The university’s side in a message: institutes, faculties, researchers, with the person who stands before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Hit
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import CAPITAL, NAME, TITLE, no_name
from bot.drafts.reading.unit_phrases import END, MUNICIPAL_WORD, SURE_ANCHOR, SURE_UNIVERSITY, phrase_end

UNIVERSITY_HEAD = re.compile(
    r"\b(?:institutt(?:et)?|fakultet(?:et)?|department|dept\.?|faculty|institute|school|cent(?:re|er)|"
    r"senter(?:et)?|avdeling(?:en)?|seksjon(?:en)?|forsknings?gruppe(?:n|a)?|research group)"
    r"(?: for| of| on) "
)
UNIVERSITY_BRAND = re.compile(
    r"\b(?:ntnu (?=[\wæøå]{3,})|sintef\b|handelshøyskolen\b|handelshøgskolen\b|nord universitet\b|"
    r"nord university\b|oslomet\b|"
    r"dronning mauds\b|dmmh\b)"
)
# What stands behind "NTNU" and is a part of it also when it is written small; any other part has a capital.
NTNU_PARTS = frozenset(
    [
        "samfunnsforskning",
        "handelshøyskolen",
        "handelshøgskolen",
        "universitetsbiblioteket",
        "vitenskapsmuseet",
        "gløshaugen",
        "dragvoll",
        "kalvskinnet",
        "gjøvik",
        "ålesund",
        "bridge",
        "helse",
        "energi",
        "nano",
        "oseans",
        "havrom",
        "bærekraft",
        "social",
        "amos",
        "digital",
        "accelerator",
        "tto",
        "technology",
        "discovery",
    ]
)
UNIVERSITY_AFTER = re.compile(
    r"^(?:,? (?:ved|på|at|i|in|hos|from|fra) (?:ntnu|universitetet|the university|idi|ipl|ilu|iøt|isb|iel|"
    r"ikj|ibm|ips|ihb)\b(?: (?:i |"
    r"in )?\w+(?=[,.;]|$))?|,? ntnu\b| \([\wæøå-]{2,8}\))"
)
PARTNER = re.compile(
    r"\b(?:samarbeide?(?:r|t)?|jobbe[r]?|arbeide|snakket|dialog|kontakt|work(?:ing)?|collaborat\w+|"
    r"cooperat\w+|partner\w*|team(?:ing)? up|talk(?:ed|ing)?(?: to)?|sammen|together|gå sammen|koble på|"
    r"involvere|include|invite|få med(?: oss)?|gjerne ha med(?: oss)?|ha med(?: oss)?|(?:hos|på|ved|at|"
    r"from) ntnu (?:er|blir|is|har vi)|partneren? (?:er|blir|is)|ønsker (?:vi )?oss)"
    r"(?: (?:med|with|av|of|to))? "
)


def university_units(message: Message) -> Iterator[Hit]:
    """The university’s unit, at most one."""
    text = message.text
    for start, end in [*_heads(message), *_brands(message), *_people(message)]:
        after = UNIVERSITY_AFTER.match(text[end:])
        end += after.end() if after else 0
        begin = _with_lead(text, _with_person(message, start))
        end = _and_person(message, end)
        value = message.words(_with_person(message, start), end).strip(" ,–-")
        if value:
            yield Hit("university_unit", value, begin, end)
            return


PARTNER_LEAD = re.compile(
    r"(?:(?:^|[.!?\n,;] ?)(?:(?:og|and|så|so|men|but|i think|vi tror|jeg tror|vi tenker|we think|da|then|ok) ?,? ?)*"
    r"(?:vi|jeg|we|i|det|at ntnu,? we|på ntnu-?siden)?(?:’d|’ll)?(?: (?:would|will|vil|ønsker|kan|kunne|skal|"
    r"håper|hope|want|"
    r"plan|tenker|like|love|"
    r"gjerne|helst|også|also|er|is|å|to|prefer|tenkt|oss))* ?(?:samarbeide?|jobbe|arbeide|work|collaborate|"
    r"cooperate|partner|"
    r"team up|ha med|"
    r"få med|involvere|involve|include|ha|have) ?(?:oss |us )?(?:med|with)?|(?:fagmiljø\w*|miljø\w*|forskerne|"
    r"forskere|"
    r"folk\w*|noen|someone|"
    r"people|researchers|partner\w*|de|dem)(?: (?:er|is|blir))?) ?(?:(?:noen|someone|folk\w*|people|"
    r"researchers|forskere|"
    r"miljøet|fagmiljøet) )?"
    r"(?:(?:ved|på|hos|fra|from|at|in|of|med|with) )?(?:the )?$"
)
ALSO = re.compile(
    rf"(?:,? ?(?:og |men |and |but )?(?:da |så |then )?(?:aller )?(?:helst|gjerne|særlig|spesielt|preferably|ideally|"
    rf"especially|ved|v/|med|with|og|and|for eksempel|kanskje|"
    rf"perhaps|maybe)|,| ?[(])(?: (?:med|with|ved|hos))?,? ?(?:(?i:{TITLE}) )?(?P<name>{NAME.pattern})\)?"
)


def _with_lead(text: str, start: int) -> int:
    """Where what only leads to a partner begins: "vi vil gjerne samarbeide med", "fagmiljøet på"."""
    lead = PARTNER_LEAD.search(text[:start])
    if lead is None:
        return start
    return lead.start() + len(lead.group()) - len(lead.group().lstrip(" .,!?;\n"))


def _and_person(message: Message, end: int) -> int:
    """Where "Institutt for musikk, helst Tom Solli" ends: a person named behind a unit is a part of the answer."""
    match = ALSO.match(message.raw, message.raw_offset(end, end=True))
    if match is None or no_name(match.group("name")) or MUNICIPAL_WORD.search(match.group("name").lower()):
        return end
    if re.match(r"[^.!?\n]{0,20}(?:\(|, )?(?:kontakt|prosjekteier|contact|@|er\b|is\b)", message.raw[match.end() :]):
        return end
    return message.text_offset(match.end())


def _heads(message: Message) -> Iterator[tuple[int, int]]:
    text = message.text
    for match in UNIVERSITY_HEAD.finditer(text):
        end = phrase_end(text, match.end())
        close = sentence_close(text, match.start())
        at = text[max(0, end - 28) : end] + text[end : min(end + 22, close)]
        sure = bool(SURE_UNIVERSITY.match(match.group())) or "ntnu" in at or "universit" in at
        municipal = re.search(r"municip|kommun", text[match.start() : min(end + 24, close)]) or _anchored(
            text, match.start()
        )
        partner = bool(re.search(PARTNER.pattern + r"(?:the |våre? venner (?:på|ved) )?$", text[: match.start()]))
        english = match.group().startswith(("department", "dept"))
        if (sure or partner or english) and (sure or not municipal) and end > match.end():
            yield match.start(), _before_university(text, match.end(), end)


def sentence_close(text: str, position: int) -> int:
    """Where the sentence around a place ends: what stands behind it says nothing of the name in it."""
    match = re.compile(r"[.!?\n](?=\s|$)").search(text, position)
    return match.start() if match else len(text)


def _before_university(text: str, start: int, end: int) -> int:
    """ "Institutt for psykologi ved NTNU": the name ends before "ved", which is added again by what follows."""
    match = re.search(r",? (?:ved|på|at|i|in|hos) (?:ntnu|universitetet|the university)\b", text[start:end])
    return start + match.start() if match else end


def _ntnu_part(message: Message, start: int) -> bool:
    """Whether a part of the university is named behind "NTNU": "NTNU Helse", not "NTNU kunne forske"."""
    word = re.match(r"[^\W\d_]+", message.words(start, len(message.text)))
    return word is not None and (
        (word.group()[0].isupper() and not END.match(f" {word.group().lower()} ")) or word.group().lower() in NTNU_PARTS
    )


def _brands(message: Message) -> Iterator[tuple[int, int]]:
    text = message.text
    for match in UNIVERSITY_BRAND.finditer(text):
        if match.group().startswith("ntnu ") and text[match.start() - 1 : match.start()] not in {"", " ", "(", "\n"}:
            continue
        if match.group() == "ntnu " and not _ntnu_part(message, match.end()):
            continue
        end = phrase_end(text, match.end())
        if len(text[match.start() : end].split()) <= 6:
            yield match.start(), end


def _people(message: Message) -> Iterator[tuple[int, int]]:
    """A researcher: a title and a name, or a name with "ved NTNU" behind it."""
    pattern = re.compile(rf"\b{TITLE} (?:emeritus |emerita )?({CAPITAL}(?: {CAPITAL})*)", re.IGNORECASE)
    for match in pattern.finditer(message.raw):
        if not match.group(1)[0].isupper() or not re.match(CAPITAL, match.group(1)):
            continue
        name = re.match(rf"{CAPITAL}(?: {CAPITAL})*", match.group(1))
        end = match.start(1) + (name.end() if name else 0)
        yield message.text_offset(match.start()), message.text_offset(end)
    for match in re.finditer(
        rf"{NAME.pattern},? (?:ved|på|at|from|fra|hos) (?!NAV\b|TK\b|NTNU\b)[A-ZÆØÅ]{{2,6}}\b", message.raw
    ):
        yield message.text_offset(match.start()), message.text_offset(match.end())
    for match in NAME.finditer(message.raw):
        end = message.text_offset(match.end())
        after = message.raw[match.end() : match.end() + 24]
        if re.match(
            r",? (?:ved|på|at|from|fra|hos|i|in)? ?(?:NTNU|[Uu]niversitetet|the university|(?!NAV\b|"
            r"TK\b)[A-ZÆØÅ]{2,6}\b)",
            after,
        ):
            yield message.text_offset(match.start()), end


def _with_person(message: Message, start: int) -> int:
    """Where "professor Anne Berg ved Institutt for …" begins, for a unit that begins at `start`."""
    at = message.raw_offset(start)
    before = message.raw[max(0, at - 90) : at]
    match = re.search(
        rf"((?:\b(?i:{TITLE}) )?{CAPITAL}(?: (?:{CAPITAL}|[A-Z]\.))+)(?:,| \(|) ?(?:ved|på|"
        rf"at|fra|from|i|in|hos|of|the|,| )*\s?$",
        before,
    )
    if match and not re.match(r"(?:Vi|Jeg|Samarbeide|Institutt|Hei|We|The)\b", match.group(1)):
        return message.text_offset(at - len(before) + match.start(1))
    return start


def _anchored(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start]
    return bool(re.search(SURE_ANCHOR.pattern + r"(?:the )?$", before))
