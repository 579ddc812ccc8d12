"""Choices in the person’s words: the theme area by its name or its meaning, options of a field, yes, no and not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.drafts.forms import Field
from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.message import Message

YesNo = Literal["yes", "no", "unknown"]

UNSURE = re.compile(
    r"\b(?:vet (?:jeg |vi )?(?:ikke|ikkje)|usikker[et]?|uvisst?|aner ikke|ikke sikker|ikke avklar\w*|"
    r"ikke bestemt|uavklar\w*|uklar\w*|kanskje|muligens|mogleg|må (?:vi |jeg )?(?:nok |vel |bare )?(?:sjekke|"
    r"avklare|undersøke|høre|spørre|finne ut)|have to (?:ask|check|find out)|need to (?:ask|check|find out)|not sure|"
    r"unsure|don’?t know|do not know|unclear|maybe|perhaps|possibly|no idea|unknown|ukjent|to be (?:decided|"
    r"clarified)|tbd|ikke tatt stilling|uncertain|might|har ikke tenkt|ingen anelse|kommer an på|depends)\b"
)
NO = re.compile(
    r"^(?:(?:å |oh |well,? |vel,? |nja,? )?(?:n?jei|nei|næi?|neida|neppe|no|nope|nah|ingen|none|ikke|aldri|"
    r"absolutt ikke|definitely not|not)\b)"
)
YES = re.compile(
    r"^(?:(?:å |oh |well,? |vel,? |ja,? )?(?:ja|jada|jepp|jo|joda|jau|yes|yep|yeah|yup|sure|stemmer|riktig|"
    r"absolutt|selvsagt|sjølvsagt|of course|correct|det gjør (?:det|vi)|det må (?:det|vi)|det skal vi|we do|"
    r"we will|it does)\b)"
)
NEGATION = re.compile(
    r"\b(?:ikke|ingen|uten|utan|aldri|verken|hverken|slipper|no|not|without|never|neither|won’t|don’t|"
    r"doesn’t|isn’t|can’t|cannot|neppe|doubt|tviler|tvilsomt|unlikely|usannsynlig|null|nei|hardly|nothing|"
    r"ingenting|nobody(?:’s)?|no one(?:’s)?|uaktuel\w*|irrelevant|n/a)(?!\w)"
)

PERSONAL = re.compile(
    r"\b(?:personopplysninger|personopplysning|persondata|personal (?:data|information)|"
    r"personidentifiserbar\w*|person(?:sensitive|lige) (?:data|opplysninger)|sensitive (?:data|opplysninger|"
    r"personal)|identifiable (?:data|information))\b"
)
PERSONAL_SIGNS = re.compile(
    r"\b(?:helseopplysninger|helsedata|pasientdata|pasientopplysninger|journaldata|pasientjournaler|"
    r"fødselsnummer|lydopptak|videoopptak|health (?:data|information|records)|patient (?:data|records)|"
    r"medical records|audio recordings?|særlige kategorier|særskilde kategoriar|special categor\w+)\b"
)
ANONYMOUS = re.compile(
    r"\b(?:(?:helt |fullstendig |kun |bare |fully |completely |only )?anonym(?:e|t|isert\w*|ous|ised|ized|"
    r"ously)|aggregert\w*|aggregated?|avidentifisert\w*|(?:ingen|nobody|no one|none of them)(?: \w+)? (?:kan|can|vil|will|"
    r"could)(?: \w+)? (?:be )?(?:kjenn\w*|identif\w*|recogni[sz]ed|gjenkjenn\w*|traced))(?:\b| igjen)"
)
REK = re.compile(
    r"\b(?:rek\b(?!-tor)|(?:forsknings)?etisk(?:e)? (?:komité|komite|godkjenning)|ethic(?:s|al) (?:approval|"
    r"committee|review|clearance)|forhåndsgodkjen\w+ (?:av|fra) rek)\b"
)
REK_YES = re.compile(
    r"\b(?:må|skal|trenger|trengs|trengst|kreve[rs]?|søk\w*|need\w*|require\w*|appl\w+|godkjen\w*|approv\w*|"
    r"sendt|har|have|yes|ja|will|nødvendig|necessary|obligatorisk)\b"
)
MEDICAL = re.compile(
    r"\b(?:medisinsk\w*|helsefaglig\w*|helsefagleg\w*|sykdom\w*|sjukdom\w*|behandling av|diagnos\w*|"
    r"klinisk\w*|medical|clinical|disease\w*|illness|treatment|health outcome\w*|ny kunnskap om helse|"
    r"knowledge about health)\b"
)
CLAUSE = re.compile(r",|;|:|\b(?:men|og|and|but|mens|while|så|so|samt)\b")


NO_DEADLINE = re.compile(
    r"(?:(?:vi|we|det|jeg|i|it) (?:(?:har|have|er|is) )?)?\b(?:(?:svar)?frist har (?:vi|jeg|me) ikke|"
    r"ingen (?:svar)?(?:frist|deadline)|"
    r"ikke noen (?:svar)?frist|ikke (?:svar)?frist|uten (?:svar)?frist|har ingen hast|hast(?:er|ar) ikke|"
    r"ingen hast|no (?:particular |real |specific |hard |fixed )?deadlines?|"
    r"without (?:a |any )?deadline|no rush|no hurry|not urgent|(?:we|vi) (?:have|har) (?:no|ingen|"
    r"ikke noen) (?:deadline|frist))\b(?! for (?:å søke|søknad|application))"
)


def read_no_deadline(message: Message) -> list[Hit]:
    """A hit for deadline where it is said that there is none."""
    match = NO_DEADLINE.search(message.text)
    return [Hit("deadline", "none", match.start(), match.end())] if match else []


def read_yes_no(message: Message) -> list[Hit]:
    """Hits for personal_data and ethics_rek where they are named."""
    return [hit for start, end in message.sentences for hit in _of_sentence(message.text, start, end)]


def _of_sentence(text: str, start: int, end: int) -> Iterator[Hit]:
    sentence = text[start:end]
    for field, term, judge in (("personal_data", PERSONAL, _personal), ("ethics_rek", REK, _rek)):
        match = _named_in(term, sentence)
        if match:
            begin, stop = _clause_at(sentence, match)
            value = judge(sentence[begin:stop], sentence)
            if value:
                yield Hit(field, value, start + begin, start + stop, Strength.CUED)
        elif field == "personal_data":
            yield from _signs(sentence, start, end)


def _named_in(term: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """Where a sentence names a subject, a clause that only takes it back passed over when another names it too."""
    found = list(term.finditer(sentence))
    telling = [match for match in found if not WITHDRAWN.match(_clause(sentence, match))]
    return next(iter(telling or found), None)


def _signs(sentence: str, start: int, end: int) -> Iterator[Hit]:
    sign, anonymous = PERSONAL_SIGNS.search(sentence), ANONYMOUS.search(sentence)
    if (
        anonymous
        and re.search(r"data|svar\w*|spørreundersøkelse|survey|opplysninger|tall|responses|answers", sentence)
        and not NEGATION.search(sentence[: anonymous.start()])
    ):
        yield Hit("personal_data", "no", start, end, Strength.WEAK)
    elif sign and not NEGATION.search(_clause(sentence, sign)) and not UNSURE.search(sentence):
        yield Hit("personal_data", "yes", start, end, Strength.WEAK)


def _clause(sentence: str, match: re.Match[str]) -> str:
    begin, end = _clause_at(sentence, match)
    return sentence[begin:end]


def _clause_at(sentence: str, match: re.Match[str]) -> tuple[int, int]:
    begin = max((found.end() for found in CLAUSE.finditer(sentence, 0, match.start())), default=0)
    begin += len(sentence[begin:]) - len(sentence[begin:].lstrip())
    after = CLAUSE.search(sentence, match.end())
    return begin, after.start() if after else len(sentence)


BEYOND = re.compile(
    r"\b(?:beyond|other than|apart from|except(?: for)?|utover|annet enn|anna enn|bortsett fra|foruten|unntatt)\b"
)


def _personal(clause: str, sentence: str) -> YesNo | None:
    if BEYOND.search(sentence):
        return "yes"  # "no personal data beyond an e-mail address" are personal data
    return _judged(clause, sentence) or (None if re.search(r"\bom\b|\babout\b", clause) else "yes")


# "stryk det med REK, vi trenger ikke …": the clause takes back what was said, and tells nothing by itself
WITHDRAWN = re.compile(
    r"^(?:(?:nei|no|vent|wait|da|så|then|please|kan du|can you|bare|just)[, ]+)*(?:stryk|strike|fjern|slett|"
    r"glem|dropp|ta bort|ta vekk|"
    r"se bort fra|remove|delete|forget|drop|scratch|ignore|endre|rett|change|correct)\b"
)


def _rek(clause: str, sentence: str) -> YesNo | None:
    found = _judged(clause, sentence)
    return found or ("yes" if REK_YES.search(clause) or REK_YES.search(sentence) else None)


def _judged(clause: str, sentence: str) -> YesNo | None:
    if UNSURE.search(clause) or (UNSURE.search(sentence) and re.search(r"\b(?:om|whether|if)\b", sentence)):
        return "unknown"
    if (
        NEGATION.search(clause)
        or re.search(r"\b(?:verken|hverken|neither)\b", sentence)
        or (
            re.match(r"(?:nei|no)\b(?:,| til| to)", sentence)
            and not re.search(r"\b(?:men|but)\b", sentence[: sentence.find(clause)])
        )
    ):
        return "no"
    return None


NOT_SO = re.compile(
    r"(?:n?jei,? |no,? |tja,? |hm+,? )?(?:det (?:tror|trur|vil|kan|synes) (?:jeg|vi)(?: nok| vel| da)? ikke|"
    r"(?:i|we) (?:wouldn’t|don’t|shouldn’t|can’t) "
    r"(?:think|imagine|believe|expect|see)\b|not (?:that|as far as) (?:i|we) |ikke (?:det|som|så vidt) (?:jeg|vi) )"
)
SO_IT_IS = re.compile(
    r"(?:ja,? )?det (?:blir|er|må|vil|har|gjør|kommer)(?: vi| det| jo| nok| vel| bli| være)* det(?: vel| nok| jo)?|"
    r"(?:yes,? )?(?:it|there|we) (?:does|will|will be|is|do)"
)


# "nei, eller jo, vi må jo se i journalene": the word that stands last is meant
TURNED = re.compile(
    r"(?:n?jei|nei|no|nope|ja|jo|yes|yeah)[,.! ]+(?:(?:eller|or|men|but|vent|wait|altså|well|vel|rettere sagt|rather|forresten|egentlig|"
    r"actually|faktisk|sorry|beklager)[,.! ]+)*"
    r"(?P<last>(?:nei|no|nope|ja|jo|joda|jau|yes|yeah|yep)(?=$|[,.!]| (?:vi|det|jeg|me|eg|we|it|they|egentlig|actually)\b))"
)


GUESSED = re.compile(
    r"(?:(?:hm+|tja|well|nja),? )?(?:i|we|jeg|vi) (?:would )?(?:think|believe|guess|suppose|say|tror|antar|gjetter|"
    r"vil tro)(?: det blir| it is| det er)?,? (?P<said>yes|no|ja|nei|jo)\b"
)


def yes_no(text: str, field: str) -> YesNo | None:
    """A yes, a no or a "not known" as the answer to a question about a field."""
    text = text.strip(" .!,")
    if guess := GUESSED.match(text):
        return "yes" if guess.group("said") in {"yes", "ja", "jo"} else "no"
    if turned := TURNED.match(text):
        return yes_no(text[turned.start("last") :], field)
    if re.match(
        r"(?:n?[jæ]?ei,? |nja,? |no,? |tja,? |hm+,? )?(?:jeg |vi |i |we )?(?:tror|trur|antar|think|tviler|"
        r"doubt)\b(?: det)?(?: ikke| ikkje|"
        r".{0,12}don’t| not)|(?:jeg |vi |i |we )don’t think|neppe|(?:sannsynligvis|probably) (?:ikke|not)|"
        r"jeg tviler|i doubt",
        text,
    ):
        return "no"
    if NOT_SO.match(text):
        return "no"
    if ending := re.search(
        r"(?:,|\bso|\bså|\baltså|–|\bsvaret (?:er|blir)|\bthe answer (?:is|’s)) ?(?:altså |da |then )?(ja|yes|"
        r"nei|no|næ|nope)$",
        text,
    ):
        return "yes" if ending.group(1) in {"ja", "yes"} else "no"
    if SO_IT_IS.fullmatch(text):
        return "yes"
    if UNSURE.search(text) and not re.match(r"(?:ja|yes)\b", text):
        return "unknown"
    if re.match(
        r"(?:jeg |vi |i |we )?(?:tror|trur|antar|vil tro|regner med|think|believe)(?: nok| vel)? (?:det|så|so)\b", text
    ):
        return "yes"
    if NO.match(text):
        return "no"
    if YES.match(text):
        return "yes"
    if field == "ethics_rek":
        return _medical(text)
    if field == "personal_data":
        return _described(text)
    return None


def _medical(text: str) -> YesNo | None:
    match = MEDICAL.search(text)
    if match:
        return "no" if NEGATION.search(text) else "yes"
    return (
        "no"
        if re.search(r"\b(?:trengs|trenger|nødvendig|aktuelt|relevant|needed|necessary|required)\b", text)
        and NEGATION.search(text)
        else None
    )


def _described(text: str) -> YesNo | None:
    if ANONYMOUS.search(text) or re.search(
        r"\b(?:bare|kun|only|just) (?:statistikk|tall|aggregert\w*|statistics|numbers)\b", text
    ):
        return "no"
    if PERSONAL_SIGNS.search(text) or re.search(
        r"\b(?:navn|namn|names?|e-?post\w*|adresser|alminnelige|vanlige|helse\w*|intervju\w*|interviews?)\b", text
    ):
        return "no" if NEGATION.search(text) else "yes"
    return None


def option(text: str, field: Field) -> str | None:
    """The option that a short text names, None when it is none or several."""
    low = text.strip().lower()
    for choice in field.options:
        if low == choice.value or any(low == label.lower() for label in choice.label.values()):
            return choice.value
    found = [
        choice.value for choice in field.options if any(re.search(rf"\b(?:{words})\b", low) for words in choice.words)
    ]
    return found[-1] if len(found) == 1 or (found and found[-1] == "shared") else None
