"""What was concluded, decided or thought, why, and where: that a thing exists does not tell any of these.

Documents name an evaluation, a proposal or a meeting long before, or without ever, saying what came of it. A question for that is
answered only by a sentence with a word of the same sort: "concluded" by "showed", "why" by "because", "where" by a place.
"""

from __future__ import annotations

import re

from knowledge.answering.echoes import near
from knowledge.answering.facts import facts
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

WHAT = r"^\W*(?:\w+\W+){0,3}?(?:hva|kva|ka|what|hvilk\w+|which)\b"
# What is asked, and the words by which a sentence tells such a thing.
TOLD_BY: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            WHAT + r"[^?]*\b(?:konkluder\w*|konklusjon\w*|kom\b[^?]*\bfr[ae]m\s+til|fant\b[^?]*\but\b|fann\b[^?]*\but\b"
            r"|(?:er|var|ble|blei|vart)\s+(?:resultat\w*|funn\w*|utfallet)|conclu\w+|findings|did\b[^?]*\b(?:find|show|reveal)"
            r"|(?:was|were|is|are)\s+(?:the\s+)?(?:results?|outcome))\b",
            re.I,
        ),
        re.compile(
            r"\b(?:konklu\w+|vis(?:er|te|ar|t)|fant|fann|funn\w*|resultat\w*|kom\s+fr[ae]m|førte\s+til|ga|gav|peker\s+på|peikar\s+på|conclu\w+"
            r"|show\w*|found|finding\w*|results?|resulted|outcomes?|reveal\w*|suggest\w*|led\s+to|turned\s+out)\b",
            re.I,
        ),
    ),
    (
        re.compile(
            WHAT + r"[^?]*\b(?:vedtok|vedtatt|vedteke|bestemte|besluttet|beslutta|avgjorde|did\b[^?]*\bdecide|decided)\b",
            re.I,
        ),
        re.compile(
            r"\b(?:vedt\w+|bestem\w+|beslutt\w+|avgj\w+|avgjer\w*|enige?|einige?|god(?:t|d)?kjen\w*|valgte|valde|deci\w+|adopt\w*|agreed?|approv\w*"
            r"|chose|resolved)\b",
            re.I,
        ),
    ),
    (
        re.compile(
            WHAT + r"\s+(?:mener|meiner|mente|meinte|syn[ei]?st?|syntes|tenker|tenkjer|tror|trur|do(?:es)?\b[^?]*\b(?:think|feel|believe)"
            r"|did\b[^?]*\b(?:think|feel))\b",
            re.I,
        ),
        re.compile(
            r"[«“\"]|\b(?:mener|meiner|mente|meinte|syn[ei]?st?|syntes|tenker|tror|trur|sier|seier|sa|ifølge|ifølgje|håper|håpar|vent[ae]r|fornøyde?|nøgde?"
            r"|opplev\w+|erfar\w+|ser\b[^.]*\bsom|ønsk\w+|vil|think\w*|thought|say|says|said|feel\w*|felt|believ\w*|hop\w+|expect\w*|according"
            r"|satisfied|see\w*|view\w*|want\w*)\b",
            re.I,
        ),
    ),
)  # fmt: skip
WHY = re.compile(
    r"\b(?:fordi|av\s+di|derfor|difor|siden|sidan|ettersom|grunn\w*|årsak\w*|for\s+å|for\s+at|slik\s+at|så\s+(?:at|vi|de|dei|man|det)|skyldes|kommer\s+av"
    r"|kjem\s+av|formål\w*|føremål\w*|hensikt\w*|målet?|skal|vil|kan|må|because|since|therefore|reasons?|due|owing|order|so\s+(?:that|as|the|they|we)|aims?|purpose"
    r"|goals?|to\s+[a-z]+|as|for\s+[a-z]+ing|allows?|lets?)\b",
    re.I,
)
HAPPENED = re.compile(
    r"\b(?:hvor|kor|kvar|where)\b[^?]*\b(?:holdt|holdes|heldt|halden|haldne|arrangert|arrangeres|foregår|foregikk|føregår|sted|stad|møtes|møtest|møttes|samles|samlast"
    r"|signert|undertegnet|underskrevet|født|bygget|bygd|feiret|feira|held|hold|take\s+place|took\s+place|meet|met|signed|located|situated|built|born"
    r"|celebrated|gathered?)\b",
    re.I,
)
PLACED = re.compile(
    r"\b(?:i|på|ved|hos|inne|utenfor|til|in|at|on|near|outside|inside)\s+(?:(?:den|det|dei|de|the|a|an|et|en|ei|eit|ein)\s+)?([\wæøåÆØÅ-]{3,})",
    re.I,
)
TIMES = re.compile(
    r"^(?:\d+|fjor|år|dag|går|morgen|morgon|januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|january|february|march|may|june"
    r"|july|october|december|\w+dag(?:en|ar|er)?|\w+day|starten|slutten|time|year|beginning|end)$",
    re.I,
)


def untold_content(evidence: Evidence) -> bool:
    """Whether what was concluded, decided or thought, or where something was, is asked, and no sentence that might lead tells it."""
    text = evidence.asked.text
    for asked, told in TOLD_BY:
        if asked.search(text):
            return not any(told.search(_with_heading(one)) for one in near(evidence))
    return (
        bool(HAPPENED.search(text))
        and evidence.asked.kind == "where"
        and not any(_placed(evidence, one) for one in near(evidence))
    )


def no_reason(evidence: Evidence) -> bool:
    """Whether a reason was asked for, and no sentence that might lead has a word that gives one."""
    return evidence.asked.kind == "why" and not any(WHY.search(_with_heading(one)) for one in near(evidence))


def _with_heading(candidate: Candidate) -> str:
    unit = candidate.unit
    return " ".join((unit.heading, unit.lead, unit.text))


def _placed(evidence: Evidence, candidate: Candidate) -> bool:
    """Whether a unit says where, by something that the question does not say itself."""
    said = words_of(evidence.asked.text)
    text = " ".join((candidate.unit.lead, candidate.unit.text))
    if facts(text, "street") or facts(text, "url") or candidate.unit.kind == "row":
        return True
    places = (match[1].lower() for match in PLACED.finditer(text))
    return any(place not in said and place not in stopwords() and not TIMES.match(place) for place in places)
