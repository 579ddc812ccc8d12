"""Units of the municipality and of the university, and researchers, in the person’s own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Context, Hit
from bot.drafts.reading.message import Message
from bot.drafts.reading.people import CAPITAL, NAME, TITLE, no_name

# Where a name of a unit ends: punctuation, a verb, or a conjunction that begins a new clause.
END = re.compile(
    r"[.;:!?\n()«»\"“”·]|,? (?:ikke|not|og ikke|and not|i stedet for|instead of|rather than)\b|"
    r",(?! (?:seksjon|avdeling|enhet|section|department|\w+(?:kontoret|enheten|tjenesten|"
    r"seksjonen|avdelingen)\b))|\s[–-]\s"
    r"|\s(?:som|vil|ønsker|har|skal|kan|trenger|er|var|gjerne|ble|blir|bidrar|starter|leder|ved siden|who|"
    r"that|which|want|wants|would|need|needs|with|"
    r"will|is|are|was|has|have|can|could|starts|med|mot|om|slik|where|der|hvor|men|but|så|because|fordi|"
    r"about|her|here|tror|trur|tenker|kanskje|altså|sammen|"
    r"together|starting|helst|og (?=vi\b|jeg\b|har|ønsker|vil\b|skal|er\b|kontakt|e-?post|prosjekt|start|"
    r"det\b|så\b|da\b|kan|oppstart|formål|trenger|bidrar|svar|sammen|de\b|den\b|alt|ingen|en\b|målet|frist)|"
    r"and (?=we\b|i\b|our|would|want|the\b|it\b|have|need|my\b|they|will|should|are\b|is\b|with|start)|for å|"
    r"i forbindelse|i prosjekt|on this|on a|på dette|på det|på en|på et)\b"
)
MUNICIPAL_WORD = re.compile(
    r"\b[\wæøå-]*(?:enhet(?:en)?|eining(?:a|en)?|kontor(?:et)?|tjeneste(?:n)?|teneste(?:a|n)?|tenesta|"
    r"avdeling(?:en|a)?|etat(?:en)?|seksjon(?:en)?|skole(?:n)?|skule(?:n)?|"
    r"barnehage(?:n)?|sykehjem(?:met)?|sjukeheim(?:en)?|helsehus(?:et)?|legevakt(?:en|a)?|bibliotek(?:et)?|"
    r"velferdssenter|helsestasjon(?:en|a)?|omsorgssenter|"
    r"kulturskole(?:n)?|bydel(?:en)?|nav|byarkiv(?:et)?|brannvesen(?:et)?|fagstab(?:en)?|stab(?:en)?|"
    r"aktivitetssenter|botilbud(?:et)?|ungdomsskole|barneskole|sentralen|senter(?:et)?|"
    r"direktør(?:en)?s? ?\w*|rådhus(?:et)?|\w+verk(?:et)?|torget|centre|center|\w*opplæring(?:en|a)?|teknikk|drift|"
    r"school|kindergarten|office|"
    r"section|unit|library|department|services?|agency|division|"
    r"nursing home|care home|health cent(?:re|er)|home care(?: service)?s?|district|team(?:et)?|"
    r"virksomhet(?:en)?)\b"
)
GENERIC = re.compile(
    r"^(?:(?:en|ei|et|ein|eit|a|an|the|hver|alle|flere|noen|any|some|our|vår|vårt|sin|sitt|min|denne|dette|"
    r"this)\s)?(?:skole\w*|skule\w*|barnehage\w*|sykehjem\w*|school\w*|kindergarten\w*|senter\w*|"
    r"enhet\w*|avdeling\w*|tjeneste\w*|kontor\w*|team\w*|unit|office|section|bydel\w*|drift|district|"
    r"virksomhet\w*|the unit)$"
)
PLAIN_MUNICIPALITY = re.compile(
    r"^(?:i |the )?(?:\w+ kommune|kommunen?|(?:the )?municipality(?: of \w+)?|\w+ municipality|the city|byen)$"
)

SURE_ANCHOR = re.compile(
    r"\b(?:(?:enheten|eininga|avdelingen|avdelinga)(?: vår| det gjelder| som (?:har behovet|skal delta|"
    r"er med|eier behovet))? (?:er|blir|heter)|(?:vår|our|min|my|den|the)(?: kommunale| municipal)? (?:enhet|"
    r"unit|avdeling|department|eining|seksjon|section) (?:er|heter|blir|is|will be)|"
    r"(?:our|the)(?: municipal)? (?:unit|department) (?:is|here is|will be)|(?:jeg |og )(?:jobber|arbeider|sitter|"
    r"er ansatt|representerer|kommer|er leder|er enhetsleder|er rådgiver|er prosjektleder|"
    r"leder)(?: til daglig)?(?: (?:i|på|ved|hos|for|fra))?|"
    r"i (?:work|sit) (?:in|at|for|with)|i(?:’m| am) (?:with|based (?:in|at)|employed (?:in|at|by)|"
    r"an? (?:adviser|advisor|manager|leader) (?:in|at|for))|på vegne av|på vegner av|on behalf of|"
    r"(?:vi (?:er|sitter|jobber)|hold(?:er|e|t)? til) (?:i|på|ved|hos|fra)|we would be(?: the| at the| at)?|"
    r"det er(?= [\w æøå-]{3,40} som (?:eier|har|står|leder|trenger|ønsker|skal|vil))|vi representerer|"
    r"we(?:’re| are) (?:from|at|in|"
    r"with|based (?:in|at))|we work (?:in|at|for)) "
)
LOOSE_ANCHOR = re.compile(
    r"\b(?:(?:vi|mi|oss) (?:i|på|ved|hos|fra)|(?:we|us) (?:at|in|from)|fra|from|at|hos|ved|i|på|for|"
    r"gjelder(?: for)?|hører til|vi er|we are|we’re|rådgiver i|rådgiver på|enheten|her i|here at|her på|unit|"
    r"tilhører|står|eies av|owner is|ved) "
)
WISH_AFTER = re.compile(
    r"^(?:,? (?:i|in) (?:\w+ kommune|kommunen|the municipality|\w+ municipality))? (?:ønsker|vil|trenger|"
    r"søker|har lyst|"
    r"har behov|kunne tenkt|would|wants?|needs?|is looking|are looking|ser etter|is responsible|are responsible|"
    r"er ansvarlig|har ansvaret|står bak|står for|owns?|eier|leads?|will lead|skal lede|leder|deltar|"
    r"will take part|takes part)\b"
)

UNIVERSITY_HEAD = re.compile(
    r"\b(?:institutt(?:et)?|fakultet(?:et)?|department|dept\.?|faculty|institute|school|cent(?:re|er)|"
    r"senter(?:et)?|avdeling(?:en)?|seksjon(?:en)?|forsknings?gruppe(?:n|a)?|research group)"
    r"(?: for| of| on) "
)
SURE_UNIVERSITY = re.compile(r"\b(?:institutt|fakultet|faculty|institute)")
UNIVERSITY_BRAND = re.compile(
    r"\b(?:ntnu (?!og\b|and\b|om\b|til\b|som\b|vil\b|er\b|har\b|for\b|i\b|is\b|on\b|to\b|about\b|med\b|"
    r"with\b|innen\b|på\b|ved\b|in\b|skal\b|kan\b|where\b|starting\b|from\b|fra\b|så\b|but\b|men\b|ønsker\b|"
    r"we\b|vi\b|that\b)(?=[\wæøå]{4,})|sintef\b|"
    r"handelshøyskolen\b|handelshøgskolen\b|nord universitet\b|nord university\b|oslomet\b|dronning mauds\b|dmmh\b)"
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


def read_units(message: Message, context: Context) -> list[Hit]:
    """Hits for university_unit and municipal_unit."""
    university = list(_university(message))
    taken = [(hit.start, hit.end) for hit in university]
    return [*university, *_municipal(message, taken)]


def phrase_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends."""
    match = END.search(text, start)
    return match.start() if match else len(text)


# The university’s side


def _university(message: Message) -> Iterator[Hit]:
    text = message.text
    for start, end in [*_heads(message), *_brands(text), *_people(message)]:
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
    r"(?:vi|jeg|we|i|det|at ntnu,? we|på ntnu-?siden)?(?:’d|’ll)?(?: (?:would|will|vil|ønsker|kan|kunne|skal|håper|hope|want|"
    r"plan|tenker|like|love|"
    r"gjerne|helst|også|also|er|is|å|to|prefer|tenkt|oss))* ?(?:samarbeide?|jobbe|arbeide|work|collaborate|cooperate|partner|"
    r"team up|ha med|"
    r"få med|involvere|involve|include|ha|have) ?(?:oss |us )?(?:med|with)?|(?:fagmiljø\w*|miljø\w*|forskerne|forskere|"
    r"folk\w*|noen|someone|"
    r"people|researchers|partner\w*|de|dem)(?: (?:er|is|blir))?) ?(?:(?:noen|someone|folk\w*|people|researchers|forskere|"
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


def _brands(text: str) -> Iterator[tuple[int, int]]:
    for match in UNIVERSITY_BRAND.finditer(text):
        if match.group().startswith("ntnu ") and text[match.start() - 1 : match.start()] not in {"", " ", "(", "\n"}:
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


# The municipality’s side


def _anchored(text: str, start: int) -> bool:
    before = text[max(0, start - 60) : start]
    return bool(re.search(SURE_ANCHOR.pattern + r"(?:the )?$", before))


def _municipal(message: Message, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    text = message.text
    for match in SURE_ANCHOR.finditer(text):
        span = _unit_at(message, match.end(), taken, sure=True)
        if span:
            yield Hit("municipal_unit", message.words(*span), match.start(), span[1])
            return
    for match in LOOSE_ANCHOR.finditer(text):
        whose = _speaks_for(message, match)
        span = (
            _unit_at(message, match.end(), taken, sure=whose and match.group().strip() in {"fra", "from"})
            if whose
            else None
        )
        if span:
            yield Hit("municipal_unit", message.words(*span), match.start(), span[1])
            return
    named = NAMED_AFTER.search(text)
    if named and (span := _unit_at(message, named.start("unit"), taken, sure=True)):
        yield Hit("municipal_unit", message.words(*span), named.start(), named.end())
        return
    signed = _signature(message)
    if signed:
        yield signed
        return
    for start, _ in message.sentences:
        span = _unit_at(
            message, start, taken, sure="municip" in text[start : start + 90] or "kommune" in text[start : start + 90]
        )
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
            named = re.fullmatch(rf"{CAPITAL}(?: [a-zæøå]{{4,}}){{1,2}}", words)
            return _unit_at(message, start, taken, sure=True) if named else None
    return None


NAMED_AFTER = re.compile(
    r"(?:^|[.!?\n,:] ?|\b(?:og|and|at) )(?P<unit>[\wæøå][\wæøå -]{2,50}?) (?:er|blir|is|will be) (?:den |the )?"
    r"(?:enheten|avdelingen|eininga|ansvarlig enhet|unit|department)(?: (?:vår|i kommunen|det gjelder|in question|"
    r"in the municipality|her|her hos oss))?\b"
)
SIGN_OFF = re.compile(
    r"\n[ \t]*(?:(?:med )?(?:vennlig|venleg|beste|mange|varm) (?:hilsen|helsing)\w*|hilsen|helsing|mvh|(?:kind|best|warm)? ?regards|"
    r"best wishes|yours(?: sincerely)?|cheers|best|sincerely|takk på forhånd|hilser)\b[^\n]*\n(?P<lines>.+)$",
    re.IGNORECASE | re.DOTALL,
)
ROLE = re.compile(
    r"^(?:(?:head|manager|leader|director|principal|adviser|advisor|coordinator|co-ordinator|planner|nurse|teacher|doctor|chief \w+|"
    r"\w*leder|\w*leiar|rektor|styrer|styrar|\w*rådgiver|\w*rådgivar|\w*sjef|\w*koordinator|\w*lege|\w*lærer|\w*planlegger|"
    r"\w*konsulent|inspektør|direktør)(?: (?:of|at|in|for|ved|på|i|hos))?,? )(?:the )?",
    re.IGNORECASE,
)


def _signature(message: Message) -> Hit | None:
    """The unit under a name: "Marit Holte / Head of Kolstad kindergarten"."""
    found = SIGN_OFF.search(message.raw)
    if not found:
        return None
    at = found.start("lines")
    for line in found.group("lines").split("\n")[:6]:
        role = ROLE.match(line.strip())
        begin = at + (len(line) - len(line.lstrip())) + (role.end() if role else 0)
        words = message.raw[begin : at + len(line)].strip(" ,.")
        at += len(line) + 1
        if "@" in words or not words[:1].isupper() or (not role and NAME.fullmatch(words)):
            continue
        start = message.text_offset(begin)
        if (role or MUNICIPAL_WORD.search(message.text[start : start + len(words) + 6])) and not GENERIC.match(
            words.lower()
        ):
            return Hit("municipal_unit", words.split(", ")[0], start, start + len(words.split(", ")[0]))
    return None


SPEAKER = re.compile(
    r"^(?:vi|mi|oss|we|us|jeg|rådgiver|enheten|her|here|gjelder|hører|tilhører|unit|står|eies|owner)\b"
)


GOES_ON = re.compile(r"\s+(?:for|i|på|av|of|in|at|og|and|ved|til)\b|\s*[,&/-]")


def _after_unit(message: Message, start: int, end: int) -> int:
    """Where a unit's name ends: behind its last telling word, but for a place or what the unit is for."""
    text = message.text
    telling = [match.end() for match in MUNICIPAL_WORD.finditer(text, start, end)]
    if not telling:
        return end
    last = telling[-1]
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
    return bool(specific) and raw[:1].isupper() and "?" not in raw


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


def _unit_at(message: Message, start: int, taken: list[tuple[int, int]], *, sure: bool) -> tuple[int, int] | None:
    text = message.text
    skip = re.compile(
        r"(?:the |(?:i |in )?(?:trondheim kommune|kommunen|trondheim municipality|the municipality|"
        r"kommunens?)(?:, | ved | på | i | sin | si | at )(?:the )?)?"
    ).match(text, start)
    start = skip.end() if skip else start
    end = phrase_end(text, start)
    inner = re.search(
        r",? (?:i|in) (?:trondheim kommune|kommunen|trondheim municipality|the municipality)$", text[start:end]
    )
    end = _after_unit(message, start, start + inner.start() if inner else end)
    words = text[start:end].strip()
    if not words or len(words.split()) > 9 or any(s < end and start < e for s, e in taken):
        return None
    if (
        PLAIN_MUNICIPALITY.match(words)
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
