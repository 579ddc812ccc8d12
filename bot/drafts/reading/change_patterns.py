"""How people say that a named field is to be changed, and to what. Each pattern: `field`, and where it is said `value`."""

from __future__ import annotations

import re

CHANGE = re.compile(
    r"\b(?:endre|endra|bytte?|bytt|forandre?|rette?|rett|oppdatere?|korrigere?|korriger|sette?|sett|justere?|"
    r"skifte?|gjøre? om|endrer|bytter|flytter|skyver?|skyve|utsetter?|utsette|omformulere?|rephrase|reword|"
    r"reformulate|postpone|push|change|set|update|correct|edit|fix|make|switch|rename|replace|flytte?|flytt|move|"
    r"adjust|skrive? om|føre? opp|put|skriv)"
    r"(?: på| om)? (?P<field>(?:the |our |my )?[\wæøå /-]{3,45}?)(?: (?:fra|"
    r"from) [^\n]{1,80}?)?(?:,? (?:slik at|så) (?:den|det) (?:blir|er|heter)|,? (?:til at|til:|to:|til|to|with|"
    r"med|as|"
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
    r"bør|må|skulle|should|must|needs to|has to|kan) (?:heller |likevel |egentlig |kanskje |vel |altså |jo |maybe |perhaps |"
    r"probably |really |rather |instead |"
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
    r"(?:(?:det|den|it|that|til|to)(?: (?:skal|should|er|is|blir))?(?: (?:være|"
    r"be))? )?(?P<value>[^\n]+?)(?: som (?:står|eier|"
    r"har|leder|skal)\b[^\n]*)?$"
)
FIELD = r"(?P<field>(?:the |our |vår |vårt |min |my )?[\wæøå /-]{3,40}?)"
VALUE = r"(?P<value>[^\n]+)$"
NOW = (
    r"(?:(?:og |and |so |så |men |but )?(?:nå |now )?(?:det|den|it|that|this|he|she|han|hun|the new one|den nye|det nye) ?"
    r"(?:nye |riktige )?(?:(?:er|blir|heter|is|’s|will|’ll|skal|bør|should|becomes)"
    r"(?: (?:være|bli|hete|be|now|nå|heller|rather|called|bare))*) )?"
)
# "vi har byttet kontaktperson, det blir …", "we've changed the title: …"
CHANGED = re.compile(
    rf"\b(?:byttet|bytta|byttet ut|endret|endra|skiftet|skifta|fått (?:en |ein |et )?nye?t?|changed|switched|"
    rf"swapped|replaced|got a new|have a new)(?: om| på)? "
    rf"{FIELD}(?:,? by the way|,? forresten|,? igjen)?(?:[,.:;!]+ ?|\s[–-]\s){NOW}{VALUE}"
)
# "oppstarten er skjøvet til mars", "the deadline has been moved to June"
MOVED = re.compile(
    rf"(?:^|[.!?\n,:] ?)(?:(?:nei|no|men|but|og|and|actually|forresten|egentlig|sorry|beklager|så|"
    rf"so)[, ]+){{0,6}}{FIELD} (?:(?:er|blir|ble|har|blitt|vart|is|was|has|have|been|must|be|må|got|gets|nå|now) )*"
    rf"(?:skjøvet|forskjøvet|flyttet|flytta|utsatt|utsett|fremskyndet|framskyndet|endret|endra|moved|pushed|"
    rf"postponed|delayed|brought forward|changed|shifted)"
    rf"(?: (?:fram|frem|back|ut|out|litt|a bit|forward|tilbake))* (?:til|to|for) {VALUE}"
)
# "tittelen var litt tam, den blir … i stedet"
BETTER = re.compile(
    rf"(?:^|[.!?\n] ?)(?:(?:nei|men|but|og|and|sorry|beklager)[, ]+){{0,6}}{FIELD} (?:var|er|ble|was|"
    rf"is) [^,.:;\n]{{2,40}}[,.:;–-]+ ?(?:så |og |so |and )?"
    rf"(?:den|det|it|that) (?:blir|bør|skal|should|becomes|will|’ll)(?: (?:heller|nå|være|bli|hete|be|now|"
    rf"rather))* {VALUE}"
)
# "the start is going to be June instead", "tittelen blir likevel …"
INSTEAD = re.compile(
    rf"(?:^|[.!?\n,:] ?)(?:(?:nei|no|men|but|og|and|sorry|beklager|så|so)[, ]+){{0,6}}{FIELD} (?:blir|er|is|will be|"
    rf"’ll be|is going to be|skal være|skal hete) "
    rf"(?:(?:likevel|heller|i stedet|nå|now|instead|rather) (?P<value>[^\n]+)|"
    rf"(?P<early>[^.!?\n]+?),? (?:i stedet|istedenfor|istaden|likevel|heller|instead|after all|rather))(?=[.!]|$)"
)
# "ny tittel: …", "the new contact is …"
NEW = re.compile(
    rf"(?:^|[.!?\n,;:] ?)(?:og |and )?(?:den |det |the |our |vår |a |en |et )?(?:nye?|nytt|new|revised|"
    rf"oppdatert|updated|riktige?|correct|rett) {FIELD}(?:: ?| [–-] | (?:er|blir|is|will be) ){VALUE}"
)
# "I'd rather have the title read …"
RATHER_READ = re.compile(
    rf"\b(?:rather|heller|prefer)(?: (?:to )?(?:have|let|see|like|at|ha|la))? {FIELD} (?:read|be|say|to be|"
    rf"to read|is|er|blir|hete|heter|var|were|was) {VALUE}"
)
# "slutten er ikke høsten, det er våren vi har avtalt"
NOT_THAT = re.compile(
    rf"(?:^|[.!?\n,:] ?)(?:(?:nei|no|vent|wait|men|but|sorry|beklager|forresten|actually|oi|oops)[, ]+){{0,6}}{FIELD} "
    rf"(?:(?:er|var|blir|is|was) (?:jo |altså )?(?:ikke|not)|isn’t|wasn’t|won’t be) [^.:;\n]{{2,40}}?[,.;–-]+ ?(?:men |but )?"
    rf"(?:(?:det|den|it|that) ?(?:er|skal være|blir|’s|is|should be|will be)) (?:i )?(?P<value>[^.!?\n]+?)"
    rf"(?: som (?:står|er|gjelder|stemmer)\b[^\n.]*| that (?:is|stands|counts)\b[^\n.]*)?(?=[.!?\n]|$)"
)
# "beklager, feil kontaktperson. Det er …", "sorry, wrong unit! It's …"
WRONG_ONE = re.compile(
    rf"\b(?:feil|gal|galt|wrong|incorrect) {FIELD}(?: (?:sist|her|i sted|i stad|there|here|before|earlier))?[,.:;!–-]+ ?"
    rf"(?:(?:det|den|dette|han|hun|it|that|this|he|she|the right one|the correct one|den riktige|det riktige|riktig|rett|correct) ?"
    rf"(?:skal|skulle|should|must|er|’s|is|heter|blir|var|was)(?: (?:være|vært|be|have been|hete|nå|jo|altså|called|visst|i))* ){VALUE}"
)
# "så må vi bytte tittel. Den skal være …": the change is announced, the value told with a pronoun behind it
ANNOUNCED = re.compile(
    rf"\b(?:endre|endra|bytte?|skifte?|rette?|justere?|oppdatere?|change|update|correct|fix|replace|switch)(?: på| om| ut)? {FIELD}"
    rf"(?: (?:også|igjen|heller|too|as well|again|please|takk))*[,.:;!?–-]+ ?"
    rf"(?:(?:den|det|han|ho|hun|it|this|that|the new one|den nye|det nye|ny|nytt|new)(?: nye| new)? ?"
    rf"(?:skal|skulle|bør|må|kan|er|blir|heter|’s|is|will|should|must|shall)(?: (?:være|bli|hete|heite|heter|nå|heller|be|become|"
    rf"read|now|rather))* ){VALUE}"
)
# "temaområdet må også rettes: …", "the start has to be changed, to May"
TO_BE_CHANGED = re.compile(
    rf"(?:^|[.!?\n,] ?|\b(?:og|men|and|but|forresten) ){FIELD} (?:må|bør|skal|kan|must|should|needs? to|has to|can)(?: (?:også|nok|"
    rf"jo|forresten|also|then))* "
    rf"(?:endres|endrast|rettes|rettast|byttes|bytast|justeres|oppdateres|skiftes|be (?:changed|corrected|updated|fixed|adjusted)|change)"
    rf"(?: (?:også|igjen|litt|too|as well|på|again))*(?:[,.:;!–-]+ ?(?:til |to )?|,? (?:til|to) )"
    rf"(?:(?:den|det|it|that)(?: nye)? (?:skal|skulle|bør|er|blir|should|is|will)(?: (?:være|bli|be|hete))? )?{VALUE}"
)
# "glem det jeg sa om penger, vi har fått tilskudd"
FORGET = re.compile(
    rf"(?:^|[.!?\n] ?)(?:(?:nei|no|oi|men|but|og|and|så|sorry|beklager|forresten|actually)[, ]+)*"
    rf"(?:(?:glem|stryk|se bort fra|ikke bry dere om|forget|ignore|scratch|strike|disregard) "
    rf"(?:(?:alt|det|hva|all|what|everything|the thing) ?)+(?:jeg|vi|i|we)(?: just| nettopp)? (?:sa|skrev|har sagt|fortalte|said|"
    rf"wrote|told you)"
    rf"(?: nå| før| earlier| just now)? (?:om|about|on)|"
    rf"(?:tok|tek|tar|husket|svarte|sa) (?:jeg|vi) (?:visst |nok )?feil(?: om| på| av| med)|(?:jeg|vi) (?:tok|tek|husket|svarte|"
    rf"sa) (?:visst |nok )?feil(?: om| på| med)|"
    rf"(?:i|we) (?:was|were|got it) wrong (?:about|on)) {FIELD}[,.:;!–-]+ ?{VALUE}"
)
