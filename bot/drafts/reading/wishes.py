"""Which request a message asks for: its type, what it is about, and the single thesis that goes another way."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.form_files import request_types
from bot.drafts.reading.message import Message
from bot.drafts.reading.remarks import bare
from bot.drafts.reading.small_words import small_words
from knowledge.partnership import Partnership

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
    if any(undecided(text[start:end]) and HEDGED.search(text[start:end]) for start, end in message.sentences):
        return None
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


def undecided(text: str) -> bool:
    """Whether a text names more than one type, or one and a student's work, and leaves open which: "research maybe, or a thesis"."""
    named = [kind for kind, words in NAMED if re.search(words, text)]
    return len(named) > 1 and bool(OPEN.search(text))


HEDGES = re.compile(
    r"suppose|guess|think|believe|tro?r|trur|antar|tenker|vel|nok|kanskje|maybe|probably|må|være|blir|it|be|sikkert|heller|then"
)


def only_type(text: str) -> str | None:
    """The type that a message names when it says nothing else: "forskning, ja"."""
    told = re.findall(r"[^\W_]+", text[slice(*bare(text, 0, len(text)))])
    words = {word for word in told if not HEDGES.fullmatch(word)} - small_words()
    return plain_type(text) if len(words) == 1 and re.fullmatch(TYPE_WORD, words.pop()) else None


TYPE_WORD = (
    r"forskning(?:ssamarbeid|sprosjekt)?|research|innovasjon(?:ssamarbeid|sprosjekt)?|nyskaping(?:ssamarbeid|sprosjekt)?|innovation|"
    r"utdanning(?:ssamarbeid)?|education"
)
NAMED = (
    ("research", r"\b(?:forsk(?!er|ar)\w*|research(?!er)\w*|fou)\b"),
    ("innovation", r"\b(?:innov\w*|nyskap\w*)\b"),
    (
        "education",
        r"\b(?:utdann\w*|undervis\w*|educat\w*|master\w*|bachelor\w*|studentoppg\w*|studentprosjekt\w*|student (?:work|project)s?|"
        r"praksis\w*|thesis)\b",
    ),
)
OPEN = re.compile(
    r"\b(?:eller|or|kanskje|maybe|perhaps|muligens|enten|anten|either|usikker\w*|ikke (?:helt )?sikk?[er]\w*|vet ikke|not sure|"
    r"unsure|don’t know|"
    r"undecided|ikke bestemt\w*|begge deler|litt (?:av )?(?:både|begge))\b"
)
KIND = (
    r"(?:forsk(?!er|ar)|innov|nyskap|utdann|undervis|research(?!er)|educat|master|bachelor|studentoppg|studentprosj|student (?:work|"
    r"project)|praksis|fou)"
    r"[\w -]*?"
)
# "a study or a course": one or the other; "research, maybe on noise, with students" is research
HEDGED = re.compile(
    rf"{KIND}-? ?(?:(?:prosjekt|samarbeid|project|kanskje|maybe)\w*,? )?,? ?(?:eller|or|kanskje|maybe|perhaps) (?:\w+ ){{0,3}}?{KIND}\b"
)
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


# "is this where one asks for …?": to begin is the answer
RIGHT_PLACE = re.compile(
    r"(?:(?:hei|hey|hi|hello|hallo|heisann)[,!. ]+)?(?:er (?:det|dette)(?: her)?|er (?:eg|jeg|vi)|har (?:jeg|vi) kommet(?: til)?|"
    r"passer (?:det|dette|slikt)|"
    r"am i|are we|have (?:i|we) come to|is (?:this|it)(?: here)?)(?: (?:vel|da|the|a|et|at|i|in|to|på|til|inn|kommet))* "
    r"(?:her|here|hit|(?:right |rett |riktig |rette )?(?:sted\w*|plass\w*|place|kanal\w*|channel|adresse\w*|spot|where))\b"
)


# "kan NTNU hjelpe?" behind what is wrong
WOULD_HELP = re.compile(
    r"(?:(?:og|så|men|and|so|but),? )?(?:kan|kunne|vil|ville|could|can|would)(?: ikke)? (?:noen|ntnu|dere|de|universitetet|someone|"
    r"anyone|you|the university)"
    r"(?: (?:på|hos|ved|at|from) ntnu)?(?: \w+)? (?:hjelpe|bistå|help|assist)(?: til| oss| us| here| her| med (?:det|dette|noe)|"
    r" with (?:that|it|this))*\W*$"
)


def asks_how(question: str) -> bool:
    """Whether a question behind a wish only asks how to go about it: "hvordan gjør vi det?". To begin is the answer."""
    if RIGHT_PLACE.match(question.strip()) or WOULD_HELP.match(question.strip()):
        return True
    return len(question.split()) <= 9 and bool(HOW.match(question.strip())) and not MATTER.search(question)


def insists(message: Message) -> bool:
    """Whether a draft is wanted all the same."""
    return bool(INSIST.search(message.text))


TOPIC = re.compile(
    r"\b(?:samarbeid\w*|collaborat\w+|cooperat\w+|prosjekt\w*|project|henvendelse\w*|forespørsel\w*|"
    r"førespurnad\w*|request|pilot\w*|studie|study|forskning\w*|research|ntnu|universitetet|university|"
    r"forske[rs]?|forskar|forsket|researching|ekspert\w*|experts?|kunnskap|kompetanse|expertise|innovasjon\w*|kurs|"
    r"kan (?:noe|nokon?|mye)|vet (?:noe|mye)|knows?(?: something| a lot)?|works?|jobber|jobbar|arbeider)\b"
    r"[^.!?\n]{0,60}?\b(?:om|about|på|on|rundt|innen|knyttet til|regarding|into|(?<=jobber )med|"
    r"(?<=arbeider )med) (?P<topic>(?!(?:det|dette|den|denne|it|this|that|oss|us|noe|something|hverandre)\b|ntnu|institutt|"
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
