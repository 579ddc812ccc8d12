"""Whether someone wants to do something together with the university, whatever the words: by the roles in what is said.

A wish has a speaker, a wanting, and a party (students, researchers, someone) or something to be found out. An invitation is
a question of another kind: it asks whether a party is willing, not how things are. What the documents tell about (agreements,
deadlines, templates) is a question all the same. A draft that begins in vain costs a click; one that does not begin costs all.
"""

from __future__ import annotations

import re

from bot.drafts.reading.message import Message

SPEAKER = re.compile(r"\b(?:vi|jeg|mi|me|oss|meg|mæ|vår\w*|våres?|vores|we|i|us|our|my|here|hr)\b")
# "Kulturskulen ynskjer seg …", "The library would like …": who wants stands first, in a few words
SUBJECT = re.compile(
    r"^(?:hei,? |hello,? |hi,? )?(?:[\wæøå-]+ ){1,4}?(?:ønsker|ynskjer|vil|trenger|søker|vurderer|planlegger|håper|ser etter|leter etter|"
    r"would|wants?|wishes|needs?|is looking|are looking|hopes?|plans?|seeks?)\b"
)
WANTING = re.compile(
    r"\b(?:vil|ville|ønsk\w*|ynskj\w*|trenger?|treng|trengs|skulle|kunne|(?:har|fått|ha|så) (?:så |veldig |stor )?l[yø]st|gjerne|"
    r"drømm\w*|savn\w*|mangl\w*|behov|behøver|søker|leiter etter|leter etter|ser etter|håper|planlegg\w*|vurder\w*|tenkt|tenker på å|"
    r"klare? (?:for|til) å|tilby\w*|byr på|roper etter|burde|bør|(?:ville|hadde) (?:vært|vore|blitt)|om (?:noen|"
    r"nokon) (?:vil|har)|should|ought|if (?:anyone|someone)|etterlys\w*|meld\w* (?:oss|meg|på|inn|avdelingen|"
    r"skolen)|"
    r"ber om|spør om|(?:har|med|fått|sitter på|sit på|sit med) (?:en|ei|et|ein|eit) (?:\w+ ){0,2}"
    r"(?:idé|ide|ønske|utfordring|problem|sak|tanke|drøm)|"
    r"(?:hadde|ville|kunne) (?:vært|vore|være|blitt) (?:\w+ )?(?:fint|kjekt|bra|nyttig|moro|gøy|artig|flott|"
    r"interessant|spennende|supert|gull)|"
    r"ingen (?:til å|som (?:kan|har|får))|"
    r"offer\w*|could (?:\w+ )?use|welcom\w*|want\w*|wish\w*|need\w*|would|love|hop(?:e|es|ing)|keen|eager|"
    r"looking (?:for|to)|seek\w*|lack\w*|dream\w*|intend\w*|plan\w*|"
    r"asking for|ask for|request\w*|requesting|propos\w*|suggest\w*|thinking of|interested|"
    r"have (?:a|an|this) (?:\w+ ){0,2}(?:idea|challenge|problem|dream)|no (?:one|body) to|nobody to)\b"
)
PARTIES = (
    r"(?:\w*universitet(?!skommun)\w*|universit(?:y|ies)|\w*høgskol\w*|\w*høyskol\w*|ntnu|ui[abost]|nmbu|oslomet|"
    r"sintef|\w*student\w*|intern|interns|"
    r"trainees?|(?:tekno|sosio|psyko|bio|geo)log\w*|\w*forsk(?:er|ere|erne|ar|arar|arane|armiljø\w*|ermiljø\w*)|researchers?|scientists?|"
    r"academi\w*|akademi\w*|professor\w*|\w*stipendiat\w*|doktorgrad\w*|ph\.?d\w*|postdok\w*|postdoc\w*|fagmiljø\w*|"
    r"fagfolk\w*|fakultet\w*|"
    r"faculty|institutt\w*|vitenskap\w*|vitskap\w*|scholars?|experts? (?:at|from)|eksperter|ekspertar|lab|noen utenfra|someone outside)"
)
SOME = r"(?:noen|nokre|folk|fleire|flere|andre|partner\w*|someone|somebody|anyone|anybody|people|others|hvem)"
PARTY, SOMEONE = re.compile(rf"\b{PARTIES}\b"), re.compile(rf"\b(?:{SOME}|(?:en|ei|ein) som)\b")
INQUIRY = re.compile(
    r"\b(?:undersøk\w*|granske?\w*|forsk\w*|kartleg\w*|evaluer\w*|analyser\w*|studere|måle|måler|målt|regne?r? på|"
    r"(?:test|prøv)\w* (?:ut|om)|"
    r"utforske?\w*|finne? ut (?:om|hvorfor|hvordan|av (?:om|hvorfor|hvordan))|finna u[td]\w* (?:om|hvorfor|hvordan)|se nærmere|"
    r"pilotere?\w*|utvikl\w*|eksperiment\w*|dokumentere effekt\w*|"
    r"investigat\w*|research\w*|explor\w*|evaluat\w*|analy[sz]\w*|measur\w*|map|test\w*|tr(?:y|ying) out|pilot\w*|"
    r"develop\w*|experiment\w*|"
    r"look(?:ed|ing)? into|find(?:ing)? out (?:whether|if|why|how)|(?:study|studying) (?:the|our|how|why|whether))\b"
)
GLANCE = re.compile(
    r"\b(?:(?:se|ser|så|såg|sjå|sett) (?:nærmere |nøye )?på|sett på|følge|følger|fulgt|følgje|skrive om|hjelp\w*|være med|bli med|bidra|"
    r"(?:prøv|test)\w*|regne på|tenke med|look(?:ed|ing)? at|help\w*|follow\w*|join\w*|work(?:ing)? on|write about|"
    r"(?:ta|tar|tatt) i ?mot|host\w*|have over)\b"
)
TOGETHER = re.compile(
    r"\b(?:sammen|i lag|ilag|i hop|i fellesskap|i samarbeid|together|jointly|in partnership|side by side)\b|"
    r"\b(?:med|with) (?:oss|us|dere|you)\b"
)
# What documents tell: how things are done, not what is to be found out
PROCEDURE = re.compile(
    r"\b(?:\w*avtale\w*|agreement\w*|\w*frist\w*|deadlines?|kontrakt\w*|contracts?|skjema\w*|mal|malen|template\w*|\w*søknad\w*|"
    r"applications?|retningslinje\w*|guidelines?|regler|rules|rutine\w*|vilkår\w*|terms|lov|loven|rek|sikt|gdpr|personvern\w*|"
    r"rapporten|årsrapport\w*|report|dokument\w*|documents?|strategi\w*|strategy|ordning\w*|såkornmidl\w*|vedtekt\w*|"
    r"(?:kontakt|contact) (?:person\w*|info\w*|details)|kontaktperson\w*|styringsgrupp\w*|steering|budsjett\w*|budget|"
    r"oversikt\w*|overview|liste|lista|list|eksempel|eksempler|døme|examples?|permisjon\w*|lønn\w*|lov til|allowed|betale|pay|rett til|"
    r"eie\w*|owns?|rettighet\w*|rights)\b"
)
WILLING = (
    r"(?:hjelp\w*|være med|vært med|bli med|blitt med|bidra\w*|interess\w*|(?:ha|hatt|har) l[yø]st|tenke seg|tenkt (?:seg|dere)|"
    r"(?:se|sett|sjå|kikke|kikket) (?:\w+ )?på|se nærmere|undersøk\w*|granske?\w*|forske|kartleg\w*|evaluer\w*|"
    r"analyser\w*|prøv\w*|test\w*|"
    r"følge|måle|utvikle\w*|samarbeide\w*|jobbe|stille opp|grave|"
    r"help\w*|join\w*|take part|up for|interested|willing|keen|open|care to|fancy|like to|look (?:at|into)|assist\w*|"
    r"work with|team up|partner\w*|collaborate|study|test\w*|try\w*|evaluate|investigate|explore|measure|analy[sz]e)"
)
WHOM = rf"(?:\w+ ){{0,3}}?(?:{PARTIES}|{SOME})"
HYPOTHETICAL = r"(?:kunne|ville|skulle|hadde|could|would|might)"
ABLE = r"(?:kan|vil|har l[yø]st|kunne|ville|skulle|can|could|would|might|wants?)"
SAY = r"(?:svare?|fortelle?|forklare?|si|signere|godkjenne|answer|tell|explain|say|sign|approve)\b"
GAINS = r"(?:få|fått|bruke tilgang|trenge|måtte|get|have to|need|need to|be allowed|keep|claim|cost)\b"
# A party with a skill: "noen med peiling på statistikk", "someone who knows machine learning"
SKILLED = re.compile(
    rf"\b(?:noen|folk|someone|somebody|people) (?:som (?:kan|vet|har|forstår|kunne|vil) (?!{SAY})|med (?!en\b)|"
    rf"who (?:can|knows?|could|has) (?!{SAY})|with )"
)
# Whether a party is willing: "kunne noen på UiA …?", "lurer på om noen studenter …", "har dere noen som kan …?"
INVITATION = (
    re.compile(
        rf"\b(?:kan|vil|har|can|will|er|is|are|do|does) {WHOM}\b(?! (?:som |who )?(?:har|has|"
        rf"have)\b(?! l[yø]st))[^.!?\n]{{0,60}}?\b{WILLING}\b"
    ),
    re.compile(rf"\b{HYPOTHETICAL} {WHOM}\b (?!{GAINS})(?!have\b)"),
    re.compile(
        rf"\b(?:lurer|lure|lurte|undres|wonder\w*|vet|spør|hører|høre|ask(?:ing)?|know|see)(?: \w+){{0,2}}? (?:om|if|whether) {WHOM}\b"
        rf"(?:[^.!?\n]{{0,60}}?\b{WILLING}\b| (?:vil|ville|kunne|would|could|wants?) (?!{SAY})(?!{GAINS}))"
    ),
    re.compile(
        rf"\b(?:(?:er|finnes|fins|finst|is|are) (?:det|de|there)|har (?:dere|du|de|ntnu|universitetet)|(?:kjenner|"
        rf"vet) (?:dere|du)(?: om| til)?|"
        rf"do you (?:have|know)(?: of)?) {WHOM}\b[^.!?\n]{{0,40}}?\b(?:som|så|who|that|to) (?:{ABLE} )(?!{SAY})"
    ),
    re.compile(
        rf"\b{HYPOTHETICAL} (?:dere|du|de|you) (?:\w+ )?(?:tenkt (?:dere|deg)|vært med|prøve|fancy|like to|be (?:up|keen|"
        rf"open|interested))\b"
    ),
    re.compile(
        r"\b(?:hvem|who) (?:vil (?:være|prøve|bli)|har l[yø]st|kunne (?:tenke|tenkt|vært)|would like|wants? to|is up for|is keen)\b"
    ),
    re.compile(
        r"\b(?:hvem|who) (?:kan|kunne|skal|can|could|should) (?:jeg|vi|i|we) (?!snakke|prate|kontakte|ta kontakt|talk|"
        r"speak)[^.!?\n]{2,60}?\b(?:med|with)\b\W*$"
    ),
    re.compile(
        rf"\b(?:i (?:forbindelse|kontakt) med|koble oss (?:på|til|med)|connect us (?:with|to)|in (?:touch|contact) with) {WHOM}\b"
    ),
)
FOR_A_PARTY = re.compile(
    rf"\b(?:noe|noe slikt|something|a (?:job|task|project|case)|en (?:oppgave|jobb)|ei oppgåve|interesting|spennende|interessant|aktuelt|"
    rf"relevant|passe\w*|fit) (?:for|til) (?:\w+ ){{0,3}}?(?:{PARTIES}|dere|you)\b"
)
# A fact that is asked for, though a party and "us" stand in it
FACT = re.compile(
    r"\b(?:må|skal|bør|must|should|shall|have to|has to|lov|costs?|kost\w*|dekke|cover|utgift\w*|consent|"
    r"samtykke\w*|taushet\w*|confidential\w*|"
    r"krev\w*|require\w*|demand\w*|journal\w*|opplysninger|tilgang|access|reise\w*|forsikring\w*|insurance)\b"
)


# "Someone to talk to" and "someone who can answer" are no company for a project
TALK = re.compile(rf"\b(?:snakk\w*|prat\w*|ring\w*|kontakte?\w*|talk\w*|speak\w*|call\w*|contact\w*|{SAY})")
TOLD = 8  # words of a statement that tells of something of one's own


# "hva kan forskere be oss om?": what, how and when ask how things are
ASKS_WHAT = re.compile(
    r"^(?:[\wæøå]+[,.!:] |(?:men|og|så|hei|but|and|so|also|hi|hello) )*(?:(?:på|for|til|med|i|in|to|at|for|of|about) )?"
    r"(?:hva|hvor|hvordan|hvorfor|hvilke[nt]?|når|what|where|how|why|which|when|whose)\b"
)


def invites(message: Message, span: tuple[int, int]) -> bool:
    """Whether a sentence asks if someone is willing to do something with the speaker, and not how things are."""
    sentence = message.text[slice(*span)]
    if PROCEDURE.search(sentence) or FACT.search(sentence) or not SPEAKER.search(message.text):
        return False
    if ASKS_WHAT.match(sentence):
        return False
    return bool(FOR_A_PARTY.search(sentence)) or any(pattern.search(sentence) for pattern in INVITATION)


def wants_company(sentence: str) -> bool:
    """Whether a sentence or message (as patterns see it) that is no question wishes for a party, or to find something out."""
    if not (SPEAKER.search(sentence) or SUBJECT.match(sentence)) or not WANTING.search(sentence):
        return False
    if PROCEDURE.search(sentence):
        return False
    inquiry = INQUIRY.search(sentence)
    if PARTY.search(sentence) or SKILLED.search(sentence):
        return True
    if TOGETHER.search(sentence) and GLANCE.search(sentence):
        return True
    if SOMEONE.search(sentence) and not TALK.search(sentence) and len(sentence.split()) >= TOLD:
        return True
    return bool(inquiry)
