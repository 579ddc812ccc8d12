"""Which request a message asks for: its type, whether it begins a draft, and the single thesis that goes another way."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.forms import request_types
from bot.drafts.reading.message import Message
from knowledge.partnership import Partnership

WISH = re.compile(
    r"\b(?:(?:jeg|vi|kommunen|enheten|avdelingen|skolen|barnehagen|\w+(?:kontoret|enheten|tjenesten|skole|"
    r"avdelingen|barnehage|etaten))(?: her)? (?:på \w+ |i \w+ |ved \w+ )?(?:vil|ønsker|skal|trenger|treng|"
    r"har lyst|kunne(?: godt| gjerne)? tenkt?|planlegger|ser etter|søker|håper|tenker|har behov|leter etter|"
    r"går med|jobber med|kunne ønsk\w+|må ha|behøver|vurderer|har (?:en |et |ein |eit )?(?:idé|ide|prosjekt|"
    r"ønske|behov|forslag|forskningsprosjekt|innovasjonsprosjekt|forskningsidé|\w+prosjekt|\w+idé))|"
    r"(?:we|i|our unit|the municipality|our school)(?:’d| would)? (?:want|like|need|wish|plan|are looking|"
    r"am looking|are planning|hope|have (?:a|an|this) (?:\w+ )?(?:idea|project|proposal|need)|seek|"
    r"are interested|am interested|intend|love)|"
    r"(?:hjelp|help|kan (?:du|dere|noen) hjelpe|kunne (?:du|dere) hjelpe|can you help|could you help|la oss|"
    r"let’s|lag|lage|opprett|create|start|starte|begynn|begynne|sett i gang|set up|make|draft|skrive|write|"
    r"fylle ut|fill (?:in|out)|melde inn|register|sende (?:inn)?|ønsker|trenger|ønskes|søker|looking for|ny|"
    r"nytt|new)\b)"
)
COLLABORATION = re.compile(
    r"\b(?:\w*samarbei\w*|\w*henvendelse\w*|\w*forespørsel\w*|\w*førespurnad\w*|utkast\w*|"
    r"forskningsprosjekt\w*|innovasjonsprosjekt\w*|utdanningsprosjekt\w*|nyskapingsprosjekt\w*|"
    r"utviklingsprosjekt\w*|fou-?prosjekt\w*|studieprosjekt\w*|forskningspartner\w*|"
    r"collaborat\w+|cooperat\w+|partner\w*|requests?|drafts?|(?:research|innovation|education|pilot|"
    r"joint)[a-z]* (?:project|study|partner)\w*|prosjekt(?:et)? (?:sammen )?(?:med|om|der|som|innen)|"
    r"project (?:with|about|on|where|that)|(?:ha|få|bruke|koble på|involvere|invite|involve|"
    r"get) (?:med )?(?:ntnu|universitetet|forskere|studenter|researchers|students|the university|noen (?:på|"
    r"ved|fra) ntnu)|"
    r"(?:med|with) (?:ntnu|universitetet|the university|forskere|researchers)|forske på|forsket på|"
    r"forskning på|research on|ntnu til å|ntnu til|pilotere|pilot(?:en)?\b|prøve ut|teste ut|test out)\b"
)
INFORMATION = re.compile(
    r"\b(?:(?:vil|ønsker|trenger|skulle|want|need|like|vil gjerne|ønsker å|would like)(?: gjerne)?(?: å|"
    r" to)? (?:vite|lese|høre (?:mer|om)|info\w*|lære om|know|read|hear (?:more|about)|learn (?:more )?about|"
    r"forstå hvordan|understand how|spørre|ask)|informasjon om|information about|lurer på|wonder)\b"
)
QUICK = re.compile(
    r"^(?:et |en |ei |eit |ein |a |an |ny |nytt |new )*(?:forsknings?|innovasjons|nyskapings|utdannings|"
    r"research|innovation|education)[ -]?(?:samarbeid|henvendelse|forespørsel|førespurnad|prosjekt|"
    r"collaboration|request|project)\b"
)

THESIS = re.compile(
    r"\b(?:master|bachelor|bachelors?|semester|kandidat|hovedfags|diplom|fordypnings?|"
    r"prosjekt)(?:’s)?[- ]?(?:oppgåve|oppgave|thesis|avhandling|oppgaven|oppgåva|oppgava|oppg|graden)\w*|"
    r"\b(?:oppgaven|oppgåva|thesis) min\b|\bmy (?:thesis|dissertation)\b|\b(?:master|"
    r"bachelor)(?:’s)? (?:thesis|project|degree project|student)\b|\bthesis\b|\bmasterstudent\b|"
    r"\bbachelorstudent\b"
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


def begins_draft(message: Message) -> bool:
    """Whether a message that is no question asks for collaboration."""
    text = message.text
    if INFORMATION.search(text) and not re.search(r"utkast|draft|henvendelse|request", text):
        return False
    if QUICK.match(text.strip(" .!*_#-")):
        return True
    return bool(WISH.search(text) and COLLABORATION.search(text))


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
