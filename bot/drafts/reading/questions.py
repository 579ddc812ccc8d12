"""Questions to the documents, told apart from answers, wishes and commands that look like questions."""

from __future__ import annotations

import re

from bot.drafts.reading.message import Message

BEFORE = re.compile(
    r"^(?:(?:men|og|så|og så|forresten|apropos|by the way|btw|but|and|so|also|hei|hi|hello|hey|ok|okay|okei|"
    r"ja|nei|yes|no|hm+|eh+|vent|wait|vent litt|wait a (?:second|minute)|takk|thanks|fint|great|bra|"
    r"et (?:kjapt |lite |raskt )?spørsmål|eit spørsmål|(?:a )?(?:quick )?question|(?:bare )?(?:et |"
    r"ett )?kjapt(?: spørsmål)?|før (?:vi|jeg) (?:fortsetter|går videre|svarer|begynner|starter|"
    r"setter i gang)(?: på det)?|before (?:we|"
    r"i) (?:continue|go on|answer)(?: that)?|du|actually|egentlig|"
    r"samspill|@samspill|lurer på en ting|en ting(?: jeg lurer på)?|one thing|sorry|unnskyld|beklager|da|"
    r"then|well|vel|altså|also|dessuten|oi|oh|å)\b[,:.!–-]*\s*)+"
)
LEAD = r"(?:hva|hvem|hvor|hvordan|hvorfor|hvilke[nt]?|hvis|når|what|who|whom|whose|where|how|why|which|when)"
VERB = (
    r"(?:er|var|må|skal|kan|kunne|har|hadde|blir|bør|burde|vil|ville|gjelder|søker|går|finnes|finst|fins|"
    r"starter|trenger|kreves|krevst|betyr|tyder|tar|gjør|gjer|sier|seier|ligger|ligg|står|heter|melder|skjer|"
    r"bestemmer|avgjør|avgjer|eier|eig|får|"
    r"sender|godkjenner|behandler|begynner|slutter|varer|koster|finner|finn|leder|signerte|signert|signerer|"
    r"is|are|was|were|must|should|shall|can|could|do|does|did|will|would|has|have|needs?|happens|means?|"
    r"decides?|owns?|do|approves?|signed|gets?|leads?|handles?|counts?|applies|regnes|inngår|dekker|omfatter)"
)
WH = re.compile(
    rf"^(?:(?:på|for|til|med|i|ved|by|in|to|at|from|fra|of|about|om) )?{LEAD}\b(?: (?:mange|"
    rf"mye|lang tid|lenge|langt|ofte|stor|mykje|lang|many|much|long|far|often|soon|tid|"
    rf"for|slags|type|kind of|sort of|of|av|er det|exactly|egentlig|nøyaktig))*(?: [\wæøå-]+){{0,5}}? "
    rf"{VERB}\b"
)
# "what we want to find out is …", "hvordan elever opplever …": no question without its mark
SAID = re.compile(
    rf"^{LEAD}(?: (?!do|does|did|can|should|must|will|kan|skal|må|bør|kunne)\w+)? (?:vi|jeg|we|i|elever\w*|barn\w*|folk|mange|"
    rf"people|pupils|residents|innbygger\w*)\b"
)
YESNO = re.compile(
    r"^(?:må|skal|kan|bør|trenger|får|har|er|finnes|finst|fins|gjelder|går|vil|blir|kreves|krevst|teller|"
    r"holder|do|does|did|is|are|can|could|must|should|shall|will|would|has|have|may|am) "
    r"(?:det|den|dette|disse|vi|jeg|man|en|ein|kommunen|ntnu|studenter|studentar|prosjektet|alle|noen|dere|"
    r"de|du|sikt|rek|it|this|that|these|we|i|one|the|students?|a|an|you|they|there|any|anyone|every|all|also|"
    r"masterstudenter|ansatte|personvern\w*|\w+ (?:kommune|universitet)|(?:\w+ ){1,3}?(?:ha|være|gjøre|søke|"
    r"have|be|apply))\b"
)
WONDER = re.compile(
    r"^(?:(?:jeg|vi|i|we) (?:bare )?(?:lurer|lurte|lurar|undres|wonder(?:ed)?|am wondering|was wondering|"
    r"are wondering|’m wondering|’d like to know|would like to know|want to know|need to know|"
    r"vil gjerne vite|vil vite|ønsker å vite|må vite|trenger å vite|skulle gjerne visst|har et spørsmål)|"
    r"bare lurer|lurer|lurte|wondering|i’m wondering|i would like to know|"
    r"(?:kan|kunne|could|can|would) (?:du|dere|you) (?:si|fortelle|forklare|tell|explain|remind|"
    r"minne)(?: (?:meg|oss|me|us))?|tell me|fortell(?: meg)?|forklar|explain|si meg|vet (?:du|dere|noen)|"
    r"veit du|do you know|does anyone know|any idea|har du (?:noen )?(?:info|informasjon|oversikt)|"
    r"minn meg på|remind me)\b"
)
REQUEST = re.compile(
    r"^(?:kan|kunne|vil|could|can|would|will) (?:du|dere|vi|jeg|you|we|i) (?:være så snill å |please |"
    r"heller |bare |eventuelt |kanskje |også |just |also )*"
    r"(?:endre|bytte|skrive|sette|føre|legge|legg|rette|oppdatere|hjelpe|hjelp|lage|starte|begynne|opprette|"
    r"vise|ta|kalle|notere|fylle|fjerne|slette|hoppe|sende|fortsette|si at|få hjelp|få (?:lage|laget|sendt|startet|opprettet|"
    r"satt opp|skrevet|registrert|meldt inn)|pause|gå|justere|"
    r"flytte|korrigere|stryke|lagre|oppsummere|"
    r"change|put|set|write|add|fix|correct|update|help|draft|make|start|begin|create|show|take|call|note|"
    r"fill|remove|delete|skip|send|submit|continue|replace|rename|move|say|get help|get back|reply|answer|"
    r"respond|let|gi|svare|komme tilbake|go|save|cancel|adjust|"
    r"edit|pause|summari[sz]e|have help|switch)\b"
)
# "can I change it once it is sent?" asks what is allowed; it changes nothing now
LATER = re.compile(
    r"^(?:kan|får|can|could|may) (?:jeg|vi|man|en|ein|i|we|one|you) (?:også |fortsatt |still |ennå )?\w+ [^?]*?\b(?:etter at|etterpå|"
    r"i ettertid|når (?:den|det|henvendelsen|søknaden) er|after (?:it|that|the \w+|we|i)\b|afterwards|once (?:it|the \w+)) "
    r"?[^?]*\?"
)
SUGGESTION = re.compile(
    r"^(?:hva med|hva om vi (?:sier|kaller)|what about|how about|skal vi si|shall we say|kan vi si|passer|"
    r"funker|hva sier du til|should we say|la oss si) "
)
TAG = re.compile(
    r"[,.]\s*(?:ok|okay|ikke sant|sant|right|eller|går det(?: bra)?|er det greit|greit|is that (?:ok|okay|"
    r"fine)|stemmer det|hva tror du|yes|ja|vel|no|det går vel an|hvis det går)\s*\?+$"
)
INNER = re.compile(
    r"(?:,|;|:| –| -|\.)\s+(?:men |og |but |and |så |so |forresten,? |by the way,? |btw,? )?(?=(?:"
    + LEAD
    + r"|må vi|må det|må jeg|skal vi|kan vi|trenger vi|do we|does|is it|is there|are there|er det|finnes det|"
    r"can we|should we|must we|har kommunen|gjelder)\b)"
)


def split_questions(message: Message, *, drafting: bool) -> list[tuple[int, int]]:
    """The spans of a message's text that are questions to the documents."""
    found: list[tuple[int, int]] = []
    named: tuple[int, int] | None = None  # a subject with a question mark: "rek?", before "må vi det"
    for start, end in message.sentences:
        sentence = message.text[start:end]
        span = _question(message.text, start, end, drafting=drafting)
        if named is not None and ELLIPTIC.match(sentence):
            found.append((named[0], end))
        elif span is not None:
            found.append((start, span[1]) if span[0] > start and _is_subject(message.text[start : span[0]]) else span)
        named = (start, end) if span is None and sentence.rstrip().endswith("?") and _is_subject(sentence) else None
    return found


# "må vi det", "hva er det": what it is about stands before it
ELLIPTIC = re.compile(
    r"(?:(?:og|men|so|så|but|and|for) )?(?:hva er (?:det|den)(?: for noe)?|hva betyr det|hvorfor(?: det)?|hvordan(?: gjør (?:vi|jeg|"
    r"man) det)?|når|hvem|hvor|what is (?:it|that)|why|how|when|who|"
    r"(?:må|skal|bør|kan|får|trenger|trengs|kreves|gjelder|er|blir|do|does|must|should|can|need|is|are)"
    r"(?: (?:ikke|egentlig|not|really|actually|jo|da))*(?: (?:vi|jeg|man|en|det|den|we|i|one|it|that|this|you))+"
    r"(?: (?:da|egentlig|virkelig|ha|gjøre|med|på|for oss|do|have|need|to|really|apply|for|alltid|nødvendig|necessary|oss|us|her|"
    r"here|noe|something|required))*)[ ?!.]*$"
)
SUBJECT_WORDS = 4
SAID_DATES = (
    r"jan\w*|feb\w*|mars|march|april|mai|may|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|oct\w*|nov\w*|des\w*|dec\w*|høst\w*|vår\w*|"
    r"autumn|spring|sommer\w*|summer"
)
NEEDED = re.compile(
    r"[\w-]+(?: [\w-]+)?,? (?:egentlig |really |da |det )?(?:nødvendig|påkrevd|påkrevet|obligatorisk|relevant|aktuelt|necessary|"
    r"required|mandatory|needed)\W*\?\W*$"
)
NO_SUBJECT = re.compile(
    r"(?:ja|nei|yes|no|ok|okay|vent|wait|takk|thanks|men|but|og|and|så|so|hei|hi|hello|fint|great|bra|hm+|sorry|unnskyld|beklager|"
    r"forresten|"
    r"på|i|for|til|med|hos|ved|fra|in|on|at|for|with|to|from|btw|by the way|apropos|egentlig|actually|du|vi|jeg|we|i|you|da|then|hæ|"
    r"hva|what|oi|oh)\b"
)


def _is_subject(text: str) -> bool:
    """Whether words before a question are what it is about: "Sikt, er det noe vi må gjøre?"."""
    words = text.strip(" ,:;?!.–-")
    dated = re.search(rf"\d|\b(?:{SAID_DATES})\b", words)
    return bool(words) and len(words.split()) <= SUBJECT_WORDS and not NO_SUBJECT.match(words) and not dated


def _question(text: str, start: int, end: int, *, drafting: bool) -> tuple[int, int] | None:
    sentence = text[start:end]
    lead = BEFORE.match(sentence)
    begin = start + (lead.end() if lead else 0)
    ended = sentence.rstrip().endswith("?")
    for match in INNER.finditer(text, start, end):
        if match.end() >= begin and not text[begin : match.start()].strip():
            break  # "før vi begynner: hva er …" is a question as a whole
        if re.match(rf"{LEAD}\b", text[begin : match.start()]):
            # "hva med personvernet, hvem har ansvaret?"
            return (start, end) if is_question(text[match.end() : end]) else None
        if ended and is_question(text[match.end() : end]) and not is_question(text[begin : match.start()]):
            return match.end(), end
    if FRONTED.search(text[start:begin]) and not ended and not re.match(LEAD, text[begin:end]):
        return None  # "egentlig har vi ingen finansiering" is no question, though it begins like one
    return (start, end) if is_question(text[begin:end]) else None


FRONTED = re.compile(r"\b(?:egentlig|actually|så|so|da|then|dessuten|also|derfor|nå|foreløpig|vel|well)\b")


LEFT_OPEN = re.compile(
    rf"^{LEAD}\b.*?,? (?:er|is|remains)(?: (?:ennå|fortsatt|foreløpig|still|yet|helt))* (?:uklart|uavklart|ikke (?:bestemt|avklart|"
    rf"klart)|ukjent|åpent|open|"
    r"unclear|undecided|not (?:decided|settled|clear|known)|unknown)\b|"
    rf"^{LEAD}\b.*\b(?:(?:vet|aner) (?:jeg|vi) (?:da |jo )?ikke|har (?:jeg|vi) ikke (?:peiling|bestemt|avklart)\w*|(?:i|"
    rf"we) (?:don’t|do not) know)\b"
)


def is_question(sentence: str) -> bool:
    """Whether a sentence (lower case, lead-in taken off) asks something of the documents."""
    sentence = sentence.strip()
    marked = bool(re.search(r"\?[\s)\"»”!?]*$", sentence))
    if marked and (LATER.match(sentence) or NEEDED.match(sentence)):
        return True
    if not sentence or REQUEST.match(sentence) or SUGGESTION.match(sentence):
        return False
    if WONDER.match(sentence):
        ours = re.match(r"(?:vi|we) (?!lurer|lurte|undres|wonder)", sentence)
        return len(sentence.split()) > 3 and (marked or not ours)
    if not marked and LEFT_OPEN.search(sentence):
        return False  # "hvem som blir kontakt, er uklart" tells
    if WH.match(sentence):
        if not marked and SAID.match(sentence):
            return False
        return marked or not re.match(
            r"(?:når|hvis|when|hvor) (?:the |alle )?(?:skolen|skulen|school|barna|elevene|alle|vi|jeg|det|dere|de|you|"
            r"prosjektet|we|i|it|the)\b",
            sentence,
        )
    if YESNO.match(sentence):
        return marked or (
            len(sentence.split()) >= 4
            and not re.match(r"(?:har|har vi|will|have) (?:fått|a|an|the|vi fått)\b", sentence)
        )
    if not marked or TAG.search(sentence):
        return False
    words = re.findall(r"\w+", sentence)
    if re.match(rf"(?:(?:på|for|til|med|i|ved|by|in|to|at|from|fra|of|about|om) )?{LEAD}\b", sentence):
        return True
    # "Saupstad skole?" is an answer given with a question mark; more words, with a verb among them, are a question
    return (
        len(words) >= 5
        and bool(re.search(rf"\b{VERB}\b", sentence))
        and not re.match(r"(?:\w+(?:en|et|a)|the \w+) (?:er|blir|is|skal)\b|(?:vi|jeg|we|i)\b", sentence)
    )
