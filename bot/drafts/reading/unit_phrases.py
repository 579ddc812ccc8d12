"""How units are named: where a name begins and ends, and the words that tell a municipal unit or a part of a university."""

from __future__ import annotations

import re

# Where a name of a unit ends: punctuation, a verb, or a conjunction that begins a new clause.
END = re.compile(
    r"[.;:!?\n()«»\"“”·]|,? (?:ikke|not|og ikke|and not|i stedet for|instead of|rather than)\b|"
    r",(?! (?:seksjon|avdeling|enhet|section|department|\w+(?:kontoret|enheten|tjenesten|"
    r"seksjonen|avdelingen)\b))|\s[–-]\s"
    r"|\s(?:som|vil|ønsker|har|skal|kan|trenger|er|var|gjerne|ble|blir|bidrar|starter|leder|ved siden|who|"
    r"går (?:med|rundt)|jobber|driver|lurer|har tenkt|ber om|bed om|foreslår|planlegger|sliter|håper|søker|asks?|requests?|"
    r"proposes?|plans to|hopes?|that|which|want|wants|would|"
    r"need|needs|with|"
    r"will|is|are|was|has|have|can|could|starts|med|mot|om|slik|where|der|hvor|men|but|så|because|fordi|"
    r"about|her|here|tror|trur|tenker|kanskje|altså|sammen|"
    r"together|starting|helst|vi|we|jeg|i(?= (?:think|believe|guess|suppose|hope|work)\b)|sounds?|seems?|looks|"
    r"fits|might|should|shall|must|may|"
    r"hopefully|perhaps|maybe|probably|forhåpentligvis|ville|burde|hadde|kunne|skulle|tar|passer|virker|høres|"
    r"if|hvis|"
    r"(?:er )?det (?=gjelder|dreier|er snakk|er det)|å (?=vi\b|jeg\b|det\b|har\b|vil\b)|og (?=vi\b|jeg\b|har|"
    r"ønsker|vil\b|skal|er\b|kontakt|"
    r"e-?post|prosjekt|start|"
    r"det\b|så\b|da\b|kan|oppstart|formål|trenger|bidrar|svar|sammen|de\b|den\b|alt|ingen|en\b|målet|frist)|"
    r"and (?=we\b|vi\b|jeg\b|vil\b|i\b|our|would|want|the\b|it\b|have|need|my\b|they|will|should|are\b|is\b|"
    r"with|start)|for å|"
    r"i forbindelse|i prosjekt|on this|on a|på dette|på det|på en|på et)\b"
)
MUNICIPAL_WORD = re.compile(
    r"\b[\wæøå-]*(?:enhet(?:en)?|eining(?:a|en)?|kontor(?:et)?|tjeneste(?:n)?|teneste(?:a|n)?|tenesta|tjenesta|"
    r"avdeling(?:en|a)?|etat(?:en)?|seksjon(?:en)?|skole(?:n)?|skule(?:n)?|"
    r"barnehage(?:n)?|sykehjem(?:met)?|sjukeheim(?:en)?|helsehus(?:et)?|legevakt(?:en|a)?|bibliotek(?:et)?|"
    r"velferdssenter|helsestasjon(?:en|a)?|omsorgssenter|"
    r"kulturskole(?:n)?|bydel(?:en)?|nav|byarkiv(?:et)?|brannvesen(?:et)?|fagstab(?:en)?|stab(?:en)?|"
    r"aktivitetssenter|aldershjem(?:met)?|vaskeri(?:et)?|botilbud(?:et)?|ungdomsskole|barneskole|sentralen|"
    r"senter(?:et)?|"
    r"direktør(?:en)?s? ?\w*|rådhus(?:et)?|\w+verk(?:et)?|torget|centre|center|\w*opplæring(?:en|a)?|teknikk|drift|"
    r"school|kindergarten|office|"
    r"section|unit|library|department|services?|agency|division|"
    r"nursing home|care home|health cent(?:re|er)|home care(?: service)?s?|district|team(?:et)?|"
    r"virksomhet(?:en)?|\w*klubb(?:en)?|club|\w*kaf[eé](?:en)?|café|museum|\w*museet|arena|svømmehall(?:en)?|"
    r"\w*mottak(?:et)?|\w*omsorg(?:a|en)|"
    r"\w*forvaltning(?:en|a)?|bofellesskap(?:et)?|dagsenter|verksted(?:et)?|krisesenter|station)\b"
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
    r"er med|eier behovet))? (?:er|blir|heter|(?:skal|bør|må|kan|skulle) (?:heller )?være)|(?:vår|our|min|my|den|the)(?: kommunale|"
    r" municipal)? (?:enhet|"
    r"unit|avdeling|department|eining|seksjon|section) (?:er|heter|blir|is|will be|skal være|should be|must be)|"
    r"(?:our|the)(?: municipal)? (?:unit|department) (?:is|here is|will be|should be|must be)|(?:jeg |og )(?:jobbe|jobber|"
    r"arbeider|sitter|"
    r"er ansatt|representerer|kommer|er leder|er enhetsleder|er rådgiver|er prosjektleder|"
    r"leder)(?: til daglig)?(?: (?:i|på|ved|hos|for|fra))?|"
    r"(?:my|our|mitt|vårt) (?:team|colleagues|group|gjeng) (?:in|at|from|i|på|ved)(?= (?:the )?\w)|i (?:work|sit) (?:in|at|for|with|"
    r"by)|i(?:’m| am) (?:in(?= the)|at(?= the)|with|based (?:in|at)|employed (?:in|at|by)|"
    r"an? (?:adviser|advisor|manager|leader) (?:in|at|for))|(?:(?:jeg|vi|i|we)(?:’m| am|’re| are)? (?:skriver|melder|spør|"
    r"henvender (?:meg|oss)|writing|asking|here) )?(?:på vegne av|på vegner av|on behalf of)|(?:jeg|vi) (?:skriver|"
    r"skriv|snakker|spør|melder) (?:for|fra)|i(?:’m| am) (?:writing|asking) (?:for|from)|we(?:’re|"
    r" are) writing (?:for|from)|"
    r"(?:vi (?:er|sitter|jobber)(?: (?:en|ei|et|ein|eit|to|tre|fire|fem|noen)(?: \w+)?(?: (?:gruppe|gjeng|flokk|team|lag|ansatte|"
    r"folk))?)?|"
    r"hold(?:er|e|t)? til) (?:i|på|ved|hos|fra)|we would be(?: the| at the| at)?|"
    r"(?:her er det|det er)(?= [\w æøå-]{3,40} (?:som (?:eier|har|står|leder|trenger|ønsker|skal|vil|er med|er ansvarlig|"
    r"deltar|tok|søker|spør|skriver|melder|sender|ber|driver|kommer)|det (?:gjelder|dreier|er snakk)|vi (?:er|jobber|hører)))|"
    r"vi representerer|"
    r"(?:it’s|it is)(?: the)?(?= [\w -]{3,40} (?:that|who|which)(?: is|’s| are)? (?:asks?|asking|behind|writes?|writing|wants?|"
    r"owns?|leads?|runs?))|"
    r"we (?:run|manage)|the (?:unit|office) is|"
    r"we(?:’re| are)(?: (?:a|two|three|four|five|some)(?: \w+)?(?: (?:group|team|crew|bunch|handful|lot|people|staff))?)? (?:from|at|in|"
    r"with|based (?:in|at))|we work (?:in|at|for)) "
)
SURE_UNIVERSITY = re.compile(r"\b(?:institutt|fakultet|faculty|institute)")

# what may stand behind a unit's name, before it, and in its place
QUARTER = re.compile(r" (?:nord|sør|øst|aust|vest|sentrum|midt|north|south|east|west|central)\b(?!-)")
DOES = re.compile(r" (?:og|and) [a-zæøå]+(?: [a-zæøå]+){0,2}? (?:en|ei|et|ein|eit|an?|det|den|the|oss|us) ")
UNIT_CALLED = re.compile(
    r"(?:the )?(?:enheten|eininga|unit|(?:avdelingen|seksjonen|department|section)(?= (?:som heter|called)))(?: som heter| called)? "
)
NO_TIME = r"(?!(?:På|I|Med|Etter|Til|Fra|Ved|Om|For|In|On|At|After|By)\b)"  # "På sikt vil …"


def phrase_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends."""
    match = END.search(text, start)
    return match.start() if match else len(text)
