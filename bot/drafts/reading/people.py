"""Names and e-mail addresses: who the contact is, and who owns the project. Reads case from the person’s own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import EMAIL, NAME, ONE_NAME, SMALL_NAME, TITLE, find_email, no_name, word_lists
from bot.drafts.reading.single_names import read_single
from bot.drafts.reading.successors import read_successors

CONTACT = re.compile(
    r"\b(?:kontakt(?:person(?:en)?|en|navn|info\w*|opplysninger)?|(?:the |our |my )?contact(?: person| name|"
    r" info\w*| details)?|kontaktpunkt(?:et)?|"
    r"(?:the |our )?(?:person|one) to (?:talk to|call|contact|write to|speak to|reach)|(?:den|personen) (?:dere|du|de) "
    r"(?:skal|kan|bør|må) (?:snakke med|kontakte|ringe|skrive til)|(?:the |our )?point of contact)"
    r"(?: (?:vår|min|hos oss|i kommunen|for (?:prosjektet|dette|oss|us|this|the project)|here|her|"
    r"på vår side|on our side|for kommunen))*"
    r"(?:’s(?= )|,? (?:er|heter|blir|is|is called|will be|would be|vil være|skal være|kan være|should be|var|was)|"
    r" ?[:=–-]) (?:rådgiver |enhetsleder |prosjektleder |avdelingsleder |meg,? |me,? |undertegnede,? |"
    r"selv,? |advisor |adviser )?"
)
CONTACT_AFTER = re.compile(
    r"^(?:,? (?:her|here)\b(?=[,.!]| (?:fra|from|på|ved|i|at|in)\b))|^,? (?:er|is) (?:den|hun|han|the one|who|"
    r"the person)(?: som| who| that)? (?:\w+ ){0,2}?(?:svarer|tar telefonen|"
    r"kan (?:kontaktes|nås)|nås|answers|picks up|(?:dere|du|de|vi) (?:skal|kan|bør|må) (?:snakke|ringe|skrive|kontakte|spørre)|"
    r"to (?:call|write to|talk to|contact)|you (?:can|"
    r"should) (?:call|contact|write))|"
    r"^(?: ?[(,] ?(?:som er |er |as )?| (?:as|som|to be|for|til å være) )(?:vår |our |the |min |my |en |"
    r"a )?(?:kontakt(?:person(?:en)?)?|contact(?: person)?)\b|"
    r"^,? ?(?:er|blir|is|"
    r"will be|vil være|skal være|kan være) (?:vår |min |our |my |the |"
    r"en )?(?:kontakt(?:person(?:en)?|en|punkt(?:et)?)?|contact(?: person| point)?|point of contact)\b"
)
SELF = re.compile(
    r"\b(?:jeg heter|navnet mitt er|namnet mitt er|mitt navn er|mitt namn er|my name is|my name’s|"
    r"jeg er(?: altså)?|i am|i’m|this is|dette er|det er(?: meg,?)?|it(?:’s| is) me,?|that(?:’s| is| would be) me,?) "
)
SURE_SELF = re.compile(r"heter|navn|namn|name")
REACH = re.compile(
    r"\b(?:ta kontakt med|kontakt gjerne|kontakt|spør etter|please contact|contact|reach out to|"
    r"get in touch with|snakk med|snakk gjerne med|skriv til|talk to|speak to|write to) "
)
SIGNED = re.compile(
    r"(?:\b(?:(?:med )?(?:vennlig|venlig|beste|mvh|hjertelig|vennleg) ?(?:hilsen|helsing)?|hilsen|helsing|"
    r"mvh|(?:best|kind|warm) regards|regards|cheers|best)[,.]?\s*(?:fra )?)(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
RENAMED = re.compile(
    r"\b(?:hun|han|he|she|vedkommende|kontaktpersonen|kontakten|the contact) (?:heter|is called|is named|"
    r"’s called)(?: nå|"
    r" egentlig| actually)? |"
    r"\b(?:his|her|hennes|hans) (?:name is|navn er|namn er) |\b(?:navnet|namnet|the name) (?:hennes|"
    r"hans)? ?(?:er|is) "
)
OWNER = re.compile(
    r"\b(?:prosjekteier(?:en)?|prosjekteigar(?:en)?|project owner)(?: (?:i kommunen|hos oss|"
    r"vår))?(?:,? (?:er|blir|is|will be|vil være|skal være)| ?[:=–-]) "
)


ROLE_BEFORE = re.compile(
    r"^(?:\w*(?:leder|leiar|rektor|rådgiver|rådgivar|sjef|koordinator)|Head|Director|Adviser) (?=\S+ \S)", re.IGNORECASE
)
NOTING = re.compile(
    r"(?:(?:please|vennligst|kan du|can you|could you|you can|du kan|just|bare) )*\b(?:sett|skriv|før|noter|"
    r"legg|put|note|write|list|use|bruk)"
    r"(?: (?:opp|ned|inn|down|in))? $"
)


def read_people(message: Message, context: Context) -> list[Hit]:
    """Hits for contact_name, contact_email and project_owner."""
    hits = list(_emails(message))
    hits += _cued(message, CONTACT, "contact_name", Strength.CUED)
    hits += _cued(message, OWNER, "project_owner", Strength.CUED)
    if context.values.get("contact_name") or any(hit.field == "contact_name" for hit in hits):
        renamed = [*_cued(message, RENAMED, "contact_name", Strength.CUED), *read_successors(message)]
        hits = [hit for hit in hits if hit.field != "contact_name" or not renamed] + renamed[-1:]
    if not any(hit.field == "contact_name" for hit in hits):
        hits += (
            _named_after(message)
            or _named_first(message)
            or _self(message)
            or _signed(message)
            or _by_email(message, hits)
            or _reach(message)
            or read_single(message, hits, context.values.get("contact_name"))
        )
    return hits


def name_at(message: Message, position: int, *, small: bool) -> tuple[str, int, int] | None:
    """A name that begins at a place of the message’s text: (name, start, end). `small`: also in small letters, of two or three words."""
    raw_at = message.raw_offset(position)
    title = re.compile(
        rf"(?:{TITLE} |(?:rådgiver|enhetsleder|einingsleiar|rektor|leder|leiar|prosjektleder|"
        rf"avdelingsleder|seniorrådgiver) )?",
        re.IGNORECASE,
    )
    lead = title.match(message.raw, raw_at)
    begin = lead.end() if lead else raw_at
    for pattern in (NAME, ONE_NAME):
        match = pattern.match(message.raw, begin)
        if match and not no_name(match.group()):
            return match.group(), message.text_offset(match.start()), message.text_offset(match.end())
    match = SMALL_NAME.match(message.raw, begin) if small else None
    if match:
        words = []
        for word in match.group().split():
            if word in word_lists()["after_a_name"]:
                break
            words.append(word)
        name = " ".join(words)
        if len(words) >= 2 and not no_name(name):
            return name, message.text_offset(begin), message.text_offset(begin + len(name))
    return None


def _emails(message: Message) -> Iterator[Hit]:
    found = list(EMAIL.finditer(message.text))
    own = [match for match in found if not _belongs_to_researcher(message, match)]
    cued = [
        match
        for match in own
        if re.search(
            r"kontakt|contact|e-?post|e-?mail|min |my ", message.text[max(0, match.start() - 60) : match.start()]
        )
    ]
    spelled = None if found else find_email(message.raw)
    if spelled:
        yield Hit("contact_email", spelled[0], message.text_offset(spelled[1]), message.text_offset(spelled[2]))
    for match in (cued or own)[:1]:
        yield Hit("contact_email", message.words(*match.span()), match.start(), match.end())


def _belongs_to_researcher(message: Message, match: re.Match[str]) -> bool:
    before = message.text[max(0, match.start() - 70) : match.start()]
    return bool(re.search(rf"\b{TITLE} |\bntnu\b|\bhos dem\b", before)) and bool(
        re.search(r"@.*(?:ntnu|sintef|uni)", match.group())
    )


def _cued(message: Message, cue: re.Pattern[str], field: str, strength: Strength) -> Iterator[Hit]:
    for match in cue.finditer(message.text):
        found = name_at(message, match.end(), small=False) or _next_name(message, match.end())
        found = found or name_at(message, match.end(), small=True)
        if found:
            yield Hit(field, found[0], match.start(), found[2], strength)


def _next_name(message: Message, position: int) -> tuple[str, int, int] | None:
    """A full name close behind a cue: "kontakten er sjefen min, Stig Hove"."""
    raw_at = message.raw_offset(position)
    piece = re.match(r"[^.!?\n]{0,60}", message.raw[raw_at:])
    match = NAME.search(message.raw, raw_at, raw_at + (piece.end() if piece else 0) + 30)
    if match is None or (piece and match.start() >= raw_at + piece.end()) or no_name(match.group()):
        return None
    return match.group(), message.text_offset(match.start()), message.text_offset(match.end())


def _named_after(message: Message) -> list[Hit]:
    for match in NAME.finditer(message.raw):
        end = message.text_offset(match.end())
        if not no_name(match.group()) and CONTACT_AFTER.match(message.text[end:]):
            start = message.text_offset(match.start())
            noting = NOTING.search(message.text, max(0, start - 40), start)
            name = ROLE_BEFORE.sub("", match.group())
            return [Hit("contact_name", name, noting.start() if noting else start, end)]
    return []


def _self(message: Message) -> list[Hit]:
    for match in SELF.finditer(message.text):
        sure = bool(SURE_SELF.search(match.group()))
        found = name_at(message, match.end(), small=sure)
        if found and (sure or " " in found[0]) and not _researcher_at(message, found[1]):
            return [Hit("contact_name", found[0], match.start(), found[2], Strength.WEAK)]
    return []


NAME_FIRST = re.compile(
    r",? (?:(?:heter|hete) (?:jeg|æ|e)|is my name|’s my name|er (?:navnet mitt|namnet mitt|mitt navn|mitt namn))\b"
)


def _named_first(message: Message) -> list[Hit]:
    """ "Kari Nordmann heter jeg": the name before the word of naming."""
    for match in NAME.finditer(message.raw):
        start, end = message.text_offset(match.start()), message.text_offset(match.end())
        if not no_name(match.group()) and NAME_FIRST.match(message.text, end):
            return [Hit("contact_name", match.group(), start, end)]
    return []


def _researcher_at(message: Message, start: int) -> bool:
    return bool(re.search(rf"\b{TITLE} ?$", message.text[max(0, start - 30) : start]))


def _signed(message: Message) -> list[Hit]:
    for match in SIGNED.finditer(message.raw):
        found = NAME.match(message.raw, match.end())
        if found and not no_name(found.group()):
            start, end = message.text_offset(match.start()), message.text_offset(found.end())
            return [Hit("contact_name", found.group(), start, end, Strength.WEAK)]
    return []


AFTER_EMAIL = re.compile(
    rf"[\s,)>(–-]*(?:(?:og |and )?(?:navnet (?:mitt )?er|namnet (?:mitt )?er|my name is|name is|navn|namn|name|"
    rf"jeg heter|eg heiter)"
    rf":? |\()({NAME.pattern})"
)


def _by_email(message: Message, hits: list[Hit]) -> list[Hit]:
    """ "Kari Nordmann, kari@…" and "Kari Nordmann (kari@…)": the name beside the address."""
    for hit in hits:
        if hit.field != "contact_email":
            continue
        at = message.raw_offset(hit.start)
        before = message.raw[max(0, at - 60) : at]
        match = re.search(
            rf"({NAME.pattern})(?:, (?:that is|altså|it is))?(?:,? (?:her|here|i|på|ved|fra|at|"
            rf"from) [^,(]{{2,30}})?[\s,(<:–-]*(?:e-?post:? "
            rf"|e-?mail:? |på |at )?$",
            before,
        )
        if match and not no_name(match.group(1)):
            start = message.text_offset(at - len(before) + match.start(1))
            if not _researcher_at(message, start):
                return [Hit("contact_name", match.group(1), start, start + len(match.group(1)), Strength.CUED)]
        behind = AFTER_EMAIL.match(message.raw, message.raw_offset(hit.end, end=True))
        if behind and not no_name(behind.group(1)):
            start = message.text_offset(behind.start(1))
            return [Hit("contact_name", behind.group(1), start, start + len(behind.group(1)), Strength.CUED)]
    return []


def _reach(message: Message) -> list[Hit]:
    for match in REACH.finditer(message.text):
        found = name_at(message, match.end(), small=False)
        if (
            found
            and " " in found[0]
            and not _researcher_at(message, found[1])
            and "ntnu" not in message.text[found[2] : found[2] + 25]
        ):
            return [Hit("contact_name", found[0], match.start(), found[2])]
    return []
