"""Which request a message asks for: its type, whether it begins a draft, and the single thesis that goes another way."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.forms import request_types
from bot.drafts.reading.message import Message
from bot.drafts.reading.openings import wants_company
from bot.drafts.reading.small_words import small_words
from knowledge.partnership import Partnership

SPEAKER = re.compile(
    r"\b(?:vi|jeg|mi|oss|meg|vår\w*|we|i|us|our|kommunen|enheten|avdelingen|skolen|barnehagen|"
    r"\w+(?:kontoret|enheten|tjenesten|skole|avdelingen|barnehage|etaten|senter|senteret))\b"
)
ORDER = re.compile(
    r"(?:^|[.!,;:]\s*|\b(?:please|vennligst|hei|hello|hi|ok|da|så|then|og|kan du|kan dere|could you|can you)[,!]? )"
    r"(?:kan (?:du|dere|noen) |could (?:you|someone) |can (?:you|someone) |please )?(?:hjelp|hjelpe|help|lag|"
    r"lage|opprett|opprette|create|start|"
    r"starte|begynn|begynne|begin|sett i gang|sette opp|set up|make|draft|skriv|skrive|write|fyll ut|"
    r"fylle ut|fill (?:in|out)|meld inn|"
    r"register|send inn|ønsker|ønskes|trenger|søker|looking for|ny|nytt|new|need)\b"
)
WISH = re.compile(
    r"\b(?:vil|ønsker|ønske|skal|trenger|har lyst|har løst|kunne|planlegger|ser etter|søker|håper|tenker|"
    r"har behov|behov for|leter etter|går med|"
    r"jobber med|må ha|behøver|vurderer|lurer på å|har (?:en |et |ein |eit )?(?:\w+ )?\w*(?:idé|ide|prosjekt|"
    r"ønske|behov|forslag)|gjerne|vurdert|klare for|"
    r"want\w*|like|need\w*|wish|plan\w*|looking|hop(?:e|ing)|have (?:a|an|this) (?:\w+ )?(?:idea|project|"
    r"proposal|need)|seek\w*|interested|"
    r"intend|love|propose|suggest|foreslå\w*|keen|eager|invite|thinking|tenkt|would|interessert\w*|"
    r"få (?:laget?|sendt|startet|opprettet|skrevet|satt opp|i gang|meldt inn)|get (?:a|an) \w+ \w+ (?:started|going|written)|"
    r"driver med|er i gang med|working on|trying|prøver)\b"
)
COLLABORATION = re.compile(
    r"\b(?:\w*samarbei\w*|\w*henvendelse\w*|\w*forespørsel\w*|\w*førespurnad\w*|\w*tilbod|utkast\w*|"
    r"\w*prosjekt\w*|projects?|"
    r"forsk\w*|research\w*|innov\w*|nyskap\w*|pilot\w*|prototyp\w*|fou|vidareutdanning\w*|videreutdanning\w*|"
    r"studie|study|studies|"
    r"collab\w+|cooperat\w+|co-operat\w+|partner\w*|team up|requests?|drafts?|ntnu|universitet(?!skommun)\w*|university|"
    r"professor\w*|forelesning\w*|lectures?|"
    r"student\w*|praksisplass\w*|placements?|emne|kurs|course|curriculum|teste ut|prøve ut|test out|try out)\b"
)
INFORMATION = re.compile(
    r"\b(?:(?:vil|ønsker|trenger|skulle|want|need|like|vil gjerne|ønsker å|would like)(?: gjerne)?(?: å| to)? "
    r"(?:vite(?! om (?:det|dette|tiltaket))|lese|høre (?:mer|om)|info\w*|lære (?:mer )?om|know|read|"
    r"hear (?:more|about)|learn (?:more )?about|"
    r"ha (?:en )?(?:oversikt|liste)|(?:å )?finne (?:navn|ut (?:hvem|når|hvor\b))|find (?:the|a list|out (?:who|when|where))|"
    r"(?:litt |noe |mer |some )?(?:bakgrunn\w*|background)|forstå hvordan (?:jeg|vi|man)|understand how (?:to|we|i)|"
    r"spørre|ask|finne informasjon|"
    r"find information)|informasjon om|"
    r"information about|lurer på (?!å)|wonder(?:ing)? (?:if|whether|how|what|who|when))\b"
)
TOGETHER = re.compile(
    r"\b(?:sammen|i lag|i samarbeid|together|in collaboration|in partnership) (?:med|with) (?:\w+ ){0,4}?"
    r"(?:ntnu|universitet\w*|university|forsker\w*|researchers?|institutt\w*|fagmiljø\w*|department)\b"
)
QUICK = re.compile(
    r"^(?:et |en |ei |eit |ein |a |an |ny |nytt |new )*(?:forsknings?|innovasjons|nyskapings|utdannings|"
    r"research|innovation|education)[ -]?(?:samarbeid|henvendelse|forespørsel|førespurnad|prosjekt|"
    r"collaboration|request|project)\b"
    r"(?=$|[ :,.!–-]*(?:$|(?:om|med|on|about|with|for|mellom|takk|please|rundt|innen)\b)|[:.!,\n])"
)

THESIS = re.compile(
    r"\b(?:master|bachelor|bachelors?|semester|kandidat|hovedfags|diplom|fordypnings?|"
    r"prosjekt)(?:’s)?[- ]?(?:oppgåve|oppgave|thesis|avhandling|oppgaven|oppgåva|oppgava|oppg|graden)\w*|"
    r"\b(?:oppgaven|oppgåva|thesis) min\b|\bmy (?:thesis|dissertation)\b|\b(?:master|"
    r"bachelor)(?:’s)? (?:thesis|project|degree project|student)\b|\bthesis\b|\bmasterstudent\b|"
    r"\bbachelorstudent\b|\b(?:skriver|skrive|skriv|writing|write|writes|tar|doing|does) (?:en |ei |min |sin |my |his |her |"
    r"a |an )?(?:master|bachelor)(?:’s|en|n)?\b"
)
MANY = re.compile(
    r"\b(?:masteroppgaver|bacheloroppgaver|masteroppgåver|bacheloroppgåver|theses|studentoppgaver|oppgaver|"
    r"masterstudenter|bachelorstudenter|studentar|studenter|students|flere|fleire|several|mange|many|\d{2,}|"
    r"hvert år|each year|every year|program\w*|ordning)\b"
)
INSIST = re.compile(
    r"\b(?:likevel|allikevel|uansett|alikevel|insisterer|anyway|regardless|nevertheless|all the same|insist|"
    r"still want|vil fortsatt|vil ha et utkast|start (?:et )?utkast|lag (?:et )?utkast|start the draft|"
    r"make (?:a|the) draft|start a draft|lag henvendelse\w*|gjør det|ja,? start|yes,? start|do it|go ahead)\b"
)


def read_type(message: Message, partnership: Partnership) -> str | None:
    """The request type that a message tells, None when it tells none or two alike."""
    text = _without_theme_areas(message.text, partnership)
    strong = {kind: match.start() for kind, pattern in _patterns("strong") if (match := pattern.search(text))}
    if strong:
        earliest = min(strong.values())
        first = [kind for kind, start in strong.items() if start == earliest]
        return first[0] if len(first) == 1 else None
    counts = {kind: len(set(pattern.findall(text))) for kind, pattern in _patterns("weak")}
    best = sorted(counts.items(), key=lambda pair: -pair[1])
    return best[0][0] if best[0][1] and best[0][1] > best[1][1] else None


def plain_type(text: str) -> str | None:
    """The type that a short answer names: "forskning", "the innovation one"."""
    found = [kind for kind, words in PLAIN if re.search(words, text)]
    return found[0] if len(found) == 1 else None


def only_type(text: str) -> str | None:
    """The type that a message names when it says nothing else: "forskning, ja"."""
    words = set(re.findall(r"[^\W_]+", text)) - small_words()
    return plain_type(text) if len(words) == 1 and re.fullmatch(TYPE_WORD, words.pop()) else None


TYPE_WORD = r"forskning(?:ssamarbeid)?|research|innovasjon(?:ssamarbeid)?|nyskaping(?:ssamarbeid)?|innovation|"
r"utdanning(?:ssamarbeid)?|education"
PLAIN = (
    ("research", r"\b(?:forsk\w*|research\w*|fou|første|first|1)\b"),
    ("innovation", r"\b(?:innov\w*|nyskap\w*|andre|second|2)\b"),
    ("education", r"\b(?:utdann\w*|undervis\w*|educat\w*|teach\w*|tredje|third|3)\b"),
)


@cache
def _patterns(strength: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind.id, re.compile(r"\b(?:" + "|".join(kind.strong if strength == "strong" else kind.weak) + r")\b"))
        for kind in request_types().values()
    )


def _without_theme_areas(text: str, partnership: Partnership) -> str:
    """Theme areas carry words such as "utdanning" and "innovasjon" in their names, and tell no type by them."""
    for area in partnership.theme_areas:
        for name in area.names.values():
            text = re.sub(re.escape(name.lower()), lambda match: "·" * len(match.group()), text)
    return re.sub(
        r"(?:institutt|fakultet|department|faculty|direktør|kommunaldirektør)\w* (?:for|of) [\wæøå -]{3,40}",
        lambda match: "·" * len(match.group()),
        text,
    )


def begins_draft(message: Message, *, company: bool = True) -> bool:
    """Whether a message that is no question asks for collaboration; `company`: in whatever words."""
    text = message.text
    if (
        INFORMATION.search(text)
        and not TOGETHER.search(text)
        and not re.search(r"utkast|draft|henvendelse|request", text)
    ):
        return False
    if QUICK.match(text.strip(" .!*_#-")):
        return True
    if DECLARED.search(text):
        return True
    return any(_wishes(text[start:end], company) for start, end in message.sentences) or _wishes(text, company)


# "det gjelder et forskningsprosjekt", "it is a research collaboration": said of one's own matter, not asked
DECLARED = re.compile(
    r"(?:^|[.!,;:\n] ?)(?:hei,? |hello,? |hi,? )?(?:det (?:er|gjelder|handler om|dreier seg om)|dette (?:er|gjelder)|"
    r"gjelder|it(?:’s| is)(?: about)?|this is(?: about)?|type:?) "
    r"(?:snakk om )?(?:et |en |eit |ein |a |an |our |vårt )?(?:nytt |new |joint |mulig |possible )?"
    r"(?:forsknings?|innovasjons|nyskapings|utdannings|research |innovation |education )(?:og \w+ )?"
    r"(?:samarbeid|prosjekt|henvendelse|forespørsel|førespurnad|collaboration|project|request|partnership)\b"
)


def _wishes(text: str, company: bool) -> bool:
    """Someone who speaks for the municipality wants something that a university has to do with."""
    if company and wants_company(text):
        return True
    about = COLLABORATION.search(text)
    if not about:
        return False
    if ORDER.search(text) or (SPEAKER.search(text) and WISH.search(text)):
        return True
    # "the library would like to run an innovation project": whoever the subject is, a type that is named is wanted
    return bool(WISH.search(text) and any(pattern.search(text) for _, pattern in _patterns("strong")))


ANOTHER = re.compile(
    r"\b(?:(?:start|starte|begynn|begynne|lag|lage|opprett|opprette|create|begin|make|open|ønsker|vil ha|"
    r"trenger|want|need|like)\b[^.!?\n]{0,30}?)\b(?:ny|nytt|enda en|enda et|en til|et til|annen|annet|new|"
    r"another|second)\b[^.!?\n]{0,25}?\b(?:\w*henvendelse|utkast|\w*forespørsel|førespurnad|draft|request)\b"
)


def asks_for_another(message: Message) -> bool:
    """Whether a new draft is wanted beside the one that is open."""
    return bool(ANOTHER.search(message.text))


def is_single_thesis(message: Message) -> bool:
    """Whether it is about one student's thesis, which goes by way of the supervisor."""
    return bool(THESIS.search(message.text)) and not MANY.search(message.text)


HOW = re.compile(
    r"^(?:og |men |så |and |but |so )?(?:hvordan|hva|how|what|kan|kunne|could|can|hvor|where)\b(?=.*\b(?:det|dette|her|fram|"
    r"frem|nå|først|it|this|that|"
    r"about it|now|first|next|begynne?r?|starte?r?|begin|start|oss|us)\b)"
)
MATTER = re.compile(
    r"\b(?:sikt|rek|frist\w*|deadline|kontrakt\w*|contract|koste\w*|cost\w*|avtale\w*|agreement|personvern\w*|gdpr|godkjen\w*|approv\w*|"
    r"trd\w*|unikom|finansier\w*|fund\w*|bestemme\w*|decide\w*|lang tid|how long)\b"
)


def asks_how(question: str) -> bool:
    """Whether a question behind a wish only asks how to go about it: "hvordan gjør vi det?". To begin is the answer."""
    return len(question.split()) <= 9 and bool(HOW.match(question.strip())) and not MATTER.search(question)


def insists(message: Message) -> bool:
    """Whether a draft is wanted all the same."""
    return bool(INSIST.search(message.text))


TOPIC = re.compile(
    r"\b(?:samarbeid\w*|collaborat\w+|cooperat\w+|prosjekt\w*|project|henvendelse\w*|forespørsel\w*|"
    r"førespurnad\w*|request|pilot\w*|studie|study|forskning\w*|research|ntnu|universitetet|university|"
    r"forske|innovasjon\w*|kurs)\b"
    r"[^.!?\n]{0,60}?\b(?:om|about|på|on|rundt|innen|knyttet til|regarding|into) (?P<topic>(?!ntnu|institutt|"
    r"å\b|a\b|the university|\w+ institutt)[^.!?\n,;]{4,120})"
)


def read_topic(message: Message) -> str | None:
    """What the collaboration is about, in the person's words: put forward as a title, never filled in."""
    match = TOPIC.search(message.text)
    if not match:
        return None
    topic = re.split(
        r" (?:for å|fordi|og vi|and we|because|so that|slik at|fra|from|med ntnu|with ntnu|sammen med|"
        r"together with|in order to) ?",
        message.words(match.start("topic"), match.end("topic")),
    )[0]
    topic = topic.strip(' .,-–«»"“”')
    return topic[:1].upper() + topic[1:] if 3 < len(topic) <= 100 else None
