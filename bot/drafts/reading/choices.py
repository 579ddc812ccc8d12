"""Choices in the person’s words: the theme area by its name or its meaning, options of a field, yes, no and not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.drafts.forms import Field
from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.yes_no import ANONYMOUS, NEGATION, PERSONAL_SIGNS, UNSURE, YesNo, asserted

PERSONAL = re.compile(
    r"\b(?:personopplysninger|personopplysning|persondata|personal (?:data|information)|"
    r"personidentifiserbar\w*|person(?:sensitive|lige) (?:data|opplysninger)|sensitive (?:data|opplysninger|"
    r"personal)|identifiable (?:data|information))\b"
)
REK = re.compile(
    r"\b(?:rek\b(?!-tor)|(?:forsknings)?etisk(?:e)? (?:komité|komite|godkjenning)|ethic(?:s|al) (?:approval|"
    r"committee|review|clearance)|forhåndsgodkjen\w+ (?:av|fra) rek)\b"
)
REK_YES = re.compile(
    r"\b(?:må|skal|trenger|trengs|trengst|kreve[rs]?|søk\w*|need\w*|require\w*|appl\w+|godkjen\w*|approv\w*|"
    r"sendt|har|have|yes|ja|will|behov|nødvendig|necessary|obligatorisk)\b"
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
    hits: list[Hit] = []
    for start, end in message.sentences:
        answer = ANSWER_IS.search(message.text, start, end)
        found = list(_of_sentence(message.text, start, end))
        if answer and not found:
            found = [hit for hit in hits if hit.field in JUDGED][-1:] or list(
                _named_only(message.text, start, answer.start())
            )
            hits = [hit for hit in hits if hit not in found]
        value: YesNo = "yes" if answer and answer.group("said") in {"ja", "yes"} else "no"
        hits += [replace(hit, value=value, end=end, strength=Strength.CUED) for hit in found] if answer else found
    return hits


JUDGED = frozenset({"personal_data", "ethics_rek"})
# "… so the answer is yes": of what was named last
ANSWER_IS = re.compile(
    r"\b(?:svaret|the answer|svar)(?: (?:der|her|på det|på den|to that|there))? (?:er|blir|må bli|is|must be|should be|skal være)"
    r"(?: (?:altså|da|nok|jo|derfor|dermed|så|then|therefore|thus|now|nå|et|a|klart|clear))* (?P<said>ja|yes|nei|no)\b"
)


def _named_only(text: str, start: int, end: int) -> Iterator[Hit]:
    """What a sentence names before it gives the answer: "om personopplysninger: svaret er nei"."""
    for field, term in (("personal_data", PERSONAL), ("ethics_rek", REK)):
        if term.search(text, start, end):
            yield Hit(field, "unknown", start, end, Strength.CUED)


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
    if asserted(sentence):
        return "yes"
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
