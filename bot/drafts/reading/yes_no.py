"""A yes, a no or a "not known" in somebody's words, as the answer to what was asked."""

from __future__ import annotations

import re
from typing import Literal

from bot.drafts.reading.doubts import at_a_loss

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
MEDICAL = re.compile(
    r"\b(?:medisinsk\w*|helsefaglig\w*|helsefagleg\w*|sykdom\w*|sjukdom\w*|behandling av|diagnos\w*|"
    r"klinisk\w*|medical|clinical|disease\w*|illness|treatment|health outcome\w*|ny kunnskap om helse|"
    r"knowledge about health)\b"
)


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


# "nei, du har rett, det blir personopplysninger": the no is to somebody, the data are there
ASSERTED = re.compile(
    r"^(?:n?jei|nei|no)[,.] (?P<rest>.*\b(?:blir|er|får|bruker|samler(?: inn)?|trenger|har|ha|behandler|use|collect|involves?|means?|are|"
    r"is|be|need|process|contains?|inneholder|betyr|innebærer)(?: (?:jo|da|nok|altså|visst|likevel|noen|mye|en del|some|indeed|"
    r"actually|be|det|at det blir))* (?:personopplysninger|persondata|personal (?:data|information)).*)$"
)


def asserted(sentence: str) -> bool:
    """Whether a no is to somebody who doubted it, and the sentence goes on to say that there are personal data."""
    said = ASSERTED.match(sentence.strip())
    return said is not None and not NEGATION.search(said.group("rest")) and not UNSURE.search(sentence)


def yes_no(text: str, field: str) -> YesNo | None:
    """A yes, a no or a "not known" as the answer to a question about a field."""
    text = text.strip(" .!,")
    if at_a_loss(text):
        return "unknown"
    if guess := GUESSED.match(text):
        return "yes" if guess.group("said") in {"yes", "ja", "jo"} else "no"
    if field == "personal_data" and asserted(text):
        return "yes"
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
