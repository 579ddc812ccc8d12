"""Whether a message outside a draft begins one, and what in it is a question to the documents.

Who wants to do something together with the university gets a draft, whatever the words: a sentence decides by its score (`wanting`).
A draft that begins in vain costs a click; one that does not begin costs all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafts.reading.asked import is_wondered
from bot.drafts.reading.intents import tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.questions import split_questions
from bot.drafts.reading.spans import blanked
from bot.drafts.reading.wanting import wanting
from bot.drafts.reading.wishes import MATTER, RIGHT_PLACE, asks_how

Span = tuple[int, int]
DOUBT = 1.0  # log-odds that a statement needs to be a wish when a question stands beside it
LEANING = -1.5  # from here on a question beside a wish is a part of the wish
TOLD_BEFORE = 1.0  # log-odds more for a clause that invites when what it is about stands before it
LEAST_SHARE = 0.25  # the probability from which a sentence counts among others
FEWEST_WORDS = 4  # of what is left beside a question, to be a wish by itself
QUICK = re.compile(
    r"^(?:et |en |ei |eit |ein |a |an |ny |nytt |new )*(?:forsknings?|innovasjons|nyskapings|utdannings|"
    r"research|innovation|education)[ -]?(?:samarbeid|henvendelse|forespørsel|førespurnad|prosjekt|"
    r"collaboration|request|project)\b"
    r"(?=$|[ :,.!–-]*(?:$|(?:om|med|on|about|with|for|mellom|takk|please|rundt|innen)\b)|[:.!,\n])"
)
# "det gjelder et forskningsprosjekt", "it is a research collaboration": said of one's own matter, not asked
DECLARED = re.compile(
    r"(?:^|[.!,;:\n] ?)(?:hei,? |hello,? |hi,? )?(?:det (?:er|blir|gjelder|handler om|dreier seg om)|dette (?:er|blir|gjelder)|"
    r"gjelder|it(?:’s| is)(?: about)?|this is(?: about)?|type:?) "
    r"(?:(?:vel|nok|jo|da|kanskje|altså|probably|maybe|likely|i guess|snakk om) )*(?:et |en |eit |ein |a |an |our |vårt )?(?:nytt |"
    r"new |joint |mulig |possible )?"
    r"(?:forsknings?|innovasjons|nyskapings|utdannings|research |innovation |education )(?:og \w+ )?"
    r"(?:samarbeid|prosjekt|henvendelse|forespørsel|førespurnad|collaboration|project|request|partnership)\b"
)


@dataclass(frozen=True)
class Opening:
    """What a message comes to. `asked`: its questions to the documents. `rest`: the message without them."""

    wanted: bool
    asked: tuple[Span, ...]
    rest: Message


# "… så mange faller fra, kunne noen forske på det?": the wish is the clause behind
INVITES = re.compile(
    r"[,;–-] (?:og |men |så |and |but |so )?(?=(?:kan|kunne|vil|ville|hadde|could|can|would|might)(?: ikke| not)? (?:noen|ntnu|dere|"
    r"de|en|et|vi|"
    r"forsker\w*|student\w*|universitetet|someone|anyone|somebody|you|the university|we|researchers?|students?)\b)"
)


def wish_of(message: Message, span: Span) -> float:
    """The log-odds that a sentence is a wish, by the whole of it or by the clause that invites behind what is told."""
    cuts = [match.end() for match in INVITES.finditer(message.text, *span)]
    return max([wanting(message, span), *(wanting(message, (cut, span[1])) + TOLD_BEFORE for cut in cuts)])


def together(scores: list[float]) -> float:
    """The log-odds that one of several sentences is a wish, each of them likely enough to count."""
    none = math.prod(1 - share for score in scores if (share := 1 / (1 + math.exp(-score))) > LEAST_SHARE)
    return -math.inf if none == 1 else math.log((1 - none) / none)


def read_opening(message: Message) -> Opening:
    """Wish or question, or a wish with a question beside it. In doubt a question is answered, and a draft only offered."""
    whole, _ = parted(message)
    places = [place for span in message.sentences if (place := _place_asked(message, span)) is not None]
    questions, statements = parted(message, places)
    invited = [span for span in questions if wish_of(message, span) > 0]
    asked = tuple(span for span in questions if span not in invited)
    apart = [span for span in asked if span not in places]  # "… the place for research?" tells the type
    raw = [(message.raw_offset(start), message.raw_offset(end, end=True)) for start, end in apart]
    rest = Message(blanked(message.raw, raw)) if raw else message
    others = [span for span in asked if not asks_how(message.text[slice(*span)])]
    scores = [wish_of(message, span) for span in statements if len(message.text[slice(*span)].split()) > 1]
    told = (
        _names_one(rest)
        or (_place_for_one(message, questions) and bool(statements))
        or any(score > (DOUBT if others else 0) for score in scores)
        or (not questions and together(scores) > 0)
    )
    wanted = bool(invited) or (told and not (asked and _is_little(rest)))
    if not wanted:
        return Opening(wanted, tuple(whole), rest)
    asked = tuple(span for span in asked if span in places or not _belongs(message, span))
    return Opening(wanted, asked, rest)


def _belongs(message: Message, span: Span) -> bool:
    """Whether a question behind a wish is a part of it: "hvem vil være med?"."""
    return wanting(message, span) >= LEANING or is_wondered(message.text[slice(*span)])


# what is told, and behind it in the same sentence whether this is where it goes
TOLD_THEN = re.compile(r"(?:,|;|\s[–-]|:) (?:(?:og|men|så|and|but|so) )?")


def _place_asked(message: Message, span: Span) -> Span | None:
    """Where "is this the right place?" stands behind what is told: "we have an idea about trams, is this the right place?"."""
    cuts = (match.end() for match in TOLD_THEN.finditer(message.text, *span))
    return next(((cut, span[1]) for cut in cuts if RIGHT_PLACE.match(message.text[cut : span[1]])), None)


def parted(message: Message, places: Sequence[Span] = ()) -> tuple[list[Span], list[Span]]:
    """The spans of a message that are questions by their form, and what its sentences hold beside them.

    `places`: spans that are questions by themselves though what stands before them in the sentence is told.
    """
    found = split_questions(message, drafting=False)
    apart = [span for span in found if not any(span[0] < place[1] and place[0] < span[1] for place in places)]
    questions = sorted([*apart, *places])
    statements: list[Span] = []
    for start, end in message.sentences:
        inner = next((span for span in questions if start <= span[0] < end), (end, end))
        if re.search(r"\w", message.text[start : inner[0]]):
            statements.append((start, inner[0]))
    return questions, statements


def _names_one(message: Message) -> bool:
    """Whether what is no question names a collaboration outright."""
    return bool(QUICK.match(message.text.strip(" .!*_#-")) or DECLARED.search(message.text))


def _place_for_one(message: Message, questions: list[Span]) -> bool:
    """Whether it is asked if this is the place for a collaboration: "is this where one asks for research?"."""
    asked = (message.text[slice(*span)].strip() for span in questions)
    return any(RIGHT_PLACE.match(each) and A_JOINT.search(each) and not MATTER.search(each) for each in asked)


A_JOINT = re.compile(
    r"\b(?:\w*samarbeid(?:e|s?prosjekt\w*)?|(?:forsknings?|innovasjons|nyskapings|utdannings)\w+|forskning|innovasjon|nyskaping|"
    r"research|innovation|education|collaborat\w+|cooperat\w+|partnering|joint \w+)\b"
)


def _is_little(message: Message) -> bool:
    return len(tidy(message.text).split()) < FEWEST_WORDS
