"""What stands around a date and tells what it is of: a start, an end, an answer wanted, an application, data, an event."""

from __future__ import annotations

import re

ANSWER = re.compile(
    r"\b(?:get back|svar(?:et|frist\w*)?|answer\w*|repl(?:y|ies)|tilbakemelding\w*|beskjed|avklaring\w*|avklart|"
    r"avgjørelse\w*|avgjerd\w*|decision|decide|"
    r"response|høre (?:fra|noe)|høyre (?:fra|noe)|hear (?:back|from)|komme tilbake|vite\b|know\b|klarsignal|"
    r"ja eller nei|"
    r"feedback|bestemme|konklusjon)"
)


LIMIT = re.compile(r"\b(?:frist(?:en)?|tidsfrist(?:en)?|deadline)\b")


APPLICATION = re.compile(
    r"søknads?frist|søknad|\blys(?:er|t|es|te) ut|application|utlysning|\bcall\b|\bsøke[r]?\b|\bapply|"
    r"proposal|leveres|påmelding|"
    r"conference|konferanse"
)


# "oppstart, tja, en eller annen gang etter påske": what stands between a word and its date, and says nothing
HEDGED = re.compile(
    r",? ?\b(?:hm+|tja|eh+|øh+|um+|vel|well|si|say|let’s see|let me see|skal vi se|kanskje|perhaps|maybe|"
    r"probably|sannsynligvis|nok|"
    r"altså|tror jeg|i think|i guess|jeg tror|vi tror|we think|we hope|håper vi|forhåpentligvis|hopefully|"
    r"(?:en|ein) (?:eller annen )?(?:gang|gong)|"
    r"some ?time|som planlagt|as planned|helst|preferably|ideally)\b(?!’),?(?=\W)"
)
YEAR_AFTER = re.compile(r"\b(?:året etter|the year after|the following year|the next year|året derpå)\b")
# "starten hadde vi sett for oss i uke 8": a verb and its company between the noun and the date
PLANNED = (
    r"(?: (?:hadde|har|har vi|vi|jeg|we|had|have|is|er|blir|was|tenkt|tenker|ser|sett|for|oss|planlagt|pictured|imagined|thought|planned|"
    r"hoped|håper|håpet|blir|skulle|should|would|be|gjerne|ha|vært|kunne|could|nok|da|vel|til|å|being))*"
)
BETWEEN_WORDS = r"\W*(?:[\w’'-]+\W+){0,4}$"


START = re.compile(
    r"(?:\b(?:opp|kurs|prosjekt|studie)?start(?:er|en|e|et|es|dato\w*|ing|s)?|\bfirst day|\bførste (?:dag|samling)|\bbegynne[r]?\b|"
    r"\bbegin\w*|\bkick-?off|\bcommenc\w+|"
    r"\bi gang|\blaunch\w*|\btidligst|\bearliest|"
    r"\bfra og med|\bf\.o\.m\.?|\bfra\b|\bfrom\b|\bas of|\b(?:vi )?går i gang|\bkjøre[rs]?\b|"
    r"\bgjennomføre[s]?\b|\bsiden\b|\bsince\b|\b(?:opp)?starten?" + PLANNED + ")" + BETWEEN_WORDS
)


END = re.compile(
    r"(?:\bslutt\w*|\bavslutning\w*|\bferdig\w*|\bavslutt\w*|\bends?\b|\bending|\bfinish\w*|\bcomplet\w+|"
    r"\bconclud\w+|"
    r"\bwrap\w* up|\bsiste (?:samling|dag|kurs\w*)|\blast (?:day|session)|\bthrough\b|\btil og med|\bt\.o\.m\.?|"
    r"\b[ft]r[ae]m til|\bhol[dl]\w* (?:på|fram|frem)|\bgår|\bholder det gående|\bup to|\bvare[r]?\b|\blasts?\b|"
    r"\bi mål\b|"
    r"\bover\b(?= i| in| innen| før| by| before| til)|\bdone\b)" + BETWEEN_WORDS
)


STRICT_TO = re.compile(
    r"(?:\btil|\btil og med|\bt\.o\.m\.?|\b[fr]+[ae]m til|\buntil|\btill?|\bthrough|\bto|\but)"
    r"(?: (?:ca\.?|cirka|omtrent|rundt|og med|slutten av|utgangen av|about|around|the end of|sometime in|en gang i|"
    r"ein gong i))*\s*$"
)


SET_FOR = re.compile(
    r"\b(?:opp)?start\w*\b[^.;\d]{0,24}\b(?:planlagt|satt|lagt|tenkt|ønsket|utsatt|utsettes|flyttet|flyttes|"
    r"set|moved|scheduled|planned|"
    r"postponed) (?:til|to|for)\s*$"
)


START_AFTER = re.compile(
    r"^[^\w.!?;\n]{0,3}(?:er |blir |is |as |som |passer som |would be )?(?:ønsket |planlagt |the )?(?:opp)?start\w*"
)


END_AFTER = re.compile(
    r"^[^\w.!?;\n]{0,3}(?:er |blir |is |as |som )?(?:planlagt |the )?(?:slutt|end\b|ferdig|avslut)\w*"
)


CONNECTOR = re.compile(
    r"^\s*(?:(?:,? ?(?:og|and) (?:er|blir|varer|går|holder på|pågår|skal vare|stay|stays?|are|is|runs?|lasts?|goes on|"
    r"continues?)(?: (?:her|der|hos oss|with us|here|there))?"
    r"(?: [fr]+[ae]m)? (?:til|to|until|till?|through)|til og med|t\.?o\.?m\.?|[fr]+[ae]m til|til|to|until|till?|through|thru|og ut|"
    r"ut|og|and|"
    r"og til|and until)|[-–—])\s*(?:og med |slutten av |utgangen av |the end of |end of )?$"
)


BETWEEN = re.compile(r"(?:\bmellom|\bbetween)\s*$")


DATASET = re.compile(
    r"\b(?:data\w*|tall\w*|statistikk\w*|register\w*|registr\w*|journal\w*|figures|records|dataset\w*|"
    r"måling\w*|measurement\w*|kull\w*|årgang\w*|siden|historisk\w*)\b"
)


PROJECT = re.compile(
    r"\b(?:prosjekt\w*|period\w*|project|start\w*|oppstart\w*|vi |we |pilot\w*|studien|forløp\w*|løp\w*|"
    r"varighet|tidsrom|duration|run\w*|når|tid\w*)\b"
)


PAST = re.compile(r"\b(?:startet|starta|begynte|har pågått|started|began|has been running|var i gang)\b")


DURATION_CUE = re.compile(
    r"\b(?:i|for|over|på|varer|vare|varighet\w*|varigheit\w*|last\w*|duration|period\w*|perioden|løpetid|"
    r"prosjekt\w*|project|run\w*|gå|går|hold\w*|skal ta|tar|løper|needs?|takes?|trenger|bruke[r]?)\W*(?:er |"
    r"is |på |of |a |"
    r"et |en |ein |eit |"
    r"på omtrent |i )?(?:ca\.? |about |omtrent )?$"
)


DURATION_PAST = re.compile(r"^\s*(?:har|have|has|had|siden|sidan|ago)\b")


CLAUSE = re.compile(r"[.!?;\n,]\s|\n|·+|\b(?:men|but)\b")


LATE = re.compile(r"(?:\but|\butgangen av|\bslutten av|\bend of|\bthrough)\s*$")


BY = re.compile(r"\b(?:innen|senest|før|before|by|no later than|within)\W*(?:\w+\W+){0,2}$")


OWN = re.compile(
    r"\b(?:prosjekt\w*|project|period\w*|start\w*|oppstart\w*|pilot\w*|studien|varighet|tidsrom|duration|run\w*)\b"
)


OTHERS = re.compile(
    r"\b(?:som|who|that|which|elev\w*|barn\w*|student\w*|pasient\w*|pupils?|children|skolen|school|de|"
    r"they) (?:\w+ )?$"
)


START_NEAR = re.compile(r"\b(?:opp)?start\w*\W+(?:\w+\W+){0,2}$|\b(?:begynn|begin)\w*\W+(?:\w+\W+){0,2}$")


EVENT = re.compile(
    r"\b(?:møte\w*|seminar\w*|samtale\w*|workshop\w*|webinar\w*|besøk\w*|frokost\w*|e-?post\w*|brev\w*|"
    r"telefon\w*|meeting|"
    r"visit|e-?mail|letter|call|talk|conversation|konferanse\w*|conference|styre\w*|board)\b[^.!?\n,]{0,40}$"
)


SUBJECT = re.compile(
    r"(?:\b(?:(?:skal|må|vil|kan|bør|will|should|must) )?(?:det hele|alt(?: sammen)?|the whole thing|"
    r"everything|vi|me|mi|jeg|prosjektet|det|dette|arbeidet|piloten|studien|perioden|varighet|we|it|this|(?:the|"
    r"our|vårt|"
    r"vår)(?= (?:\w+ )?$)|the (?:project|period|pilot|study|work))"
    r"(?: (?:vonar|vonar å|reknar med å|regner med å|satser på å|håper å|vil|skal|være|kan|bør|ønsker å|"
    r"håper å|planlegger å|"
    r"tenker å|må|er|gjerne|helst|ville|kunne|could|might|would|will|would like to|"
    r"want to|plan to|hope to|can|should|is))* )?$"
)


# "men fra dere trenger vi svar innen …": what leads to a deadline belongs to it
NEEDED = re.compile(
    r"(?:^|(?<=[\s,;]))(?:(?:fra|av|hos|from|of) (?:dere|dem|de|deg|ntnu|you|them|universitetet|the university) )?"
    r"(?:(?:trenger|må|ønsker|vil|bør|håper|skulle) (?:vi|jeg|mi)(?: (?:gjerne|ha|få|på|et|en|ha hatt))*|"
    r"(?:vi|jeg|we|i) (?:do )?(?:trenger|må ha|ønsker|need|must have|want|would like)(?: (?:et|en|an?|your|the|"
    r"gjerne))*) $"
)


LEADS = {True: (ANSWER, LIMIT), False: (ANSWER, LIMIT, START, END, PROJECT)}
