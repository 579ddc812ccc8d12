"""From a message to what it says, without a model. Precision first: what is not surely said is not read."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading import (
    answers,
    labels,
    openings,
    retyping,
    wishes,
)
from bot.drafts.reading.asked import (
    OF_DOCUMENTS,
    about_asked,
    asked_field,
    form_for,
    is_asked_for,
    short_answer,
    takes_yes_no,
)
from bot.drafts.reading.beside import LONG_TEXTS
from bot.drafts.reading.doubts import at_a_loss
from bot.drafts.reading.field_reader import FieldReader
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter, read_intent
from bot.drafts.reading.invitations import reworded
from bot.drafts.reading.leaving import commands_in, read_leaving, takes_up_draft
from bot.drafts.reading.meaning import meaning_asked
from bot.drafts.reading.message import Message
from bot.drafts.reading.questions import split_questions
from bot.drafts.reading.sent import asks_where_it_stands
from bot.drafts.reading.settling import DATES
from bot.drafts.reading.spans import blanked
from bot.drafts.reading.themes import Similarity, Themes
from knowledge.language.detection import detect_language
from knowledge.partnership import Partnership
from knowledge.types import Language

FORM_LABELS = 2  # so many labelled fields in a message are a filled-in form, which begins a draft by itself

ASKED_OF_US = re.compile(
    r"(?:(?:men|og|og så|but|and|also|forresten)[, ]+)?(?:kan|kunne|får|skal|can|could|may|should) (?:vi|jeg|du|dere|we|i|you)\b"
    r"[^?\n]*\?\W*$"
)
UNSETTLED = r"avklar|bestemt|avgjort|klart\b|uklart|decided|settled"


LONGEST_UNDECIDED = (
    25  # words of an answer that leaves open which type it is; who writes more tells something beside it
)
AFRESH = re.compile(r"\b(?:på nytt|på ny|igjen|att|again|afresh|from scratch|another (?:year|time)|en annen gang)\b")
OURS = re.compile(r"(?:og |and )?(?:vi|we|prosjektet|the project)\b")
# who thinks or looks for something is still there
THINKS = re.compile(
    r"\W*(?:(?:hm+|ok|okay|oi|eh+|tja|vent|vent litt|wait|hold on|sorry|beklager|da|så)[,. ]+)*(?:(?:jeg|vi|i|we)(?:’ll)? )?(?:må|"
    r"skal|får|bør|la meg|let me|need to|"
    r"have to|got to|gotta|must)(?: (?:jeg|vi|bare|just|nok|litt|lige|lige|først|first))* (?:tenke|sjekke|se|finne|lete|lese|think|"
    r"check|look|see|find|dobbeltsjekke)"
    r"(?: (?:litt|meg|om|etter|på|over|det|dette|noe|nå|opp|fram|frem|her|tallene|datoen|navnet|kalenderen|the|numbers|date|"
    r"calendar|it|this|about|that|something|up|over|for|a|bit|more|mer|først|first))*\W*"
)
NAMES = frozenset({"title", "municipal_unit", "university_unit", "contact_name", "contact_email"})
LONGEST_NAME = 8  # words of an answer that may be nothing but a name
WHICH_TYPE = re.compile(
    r"\b(?:which (?:one|type|kind) (?:is|fits|do|should|would)|what(?:’s| is) the difference|hvilken (?:er|passer|av|type)|"
    r"hvilket (?:er|passer|av)|hva (?:er )?(?:som )?passer|forskjell\w*|skilnad\w*)\b"
)
SAYS_NO = re.compile(r"(?:nei|no)[,.] ")  # "no, why would we": the answer comes first


class Reader:
    """Reads messages. `likeness` gives a subject's likeness to each theme area where word vectors are there."""

    def __init__(self, partnership: Partnership, likeness: Similarity | None = None) -> None:
        self._partnership, self._fields = partnership, FieldReader(Themes(partnership, likeness))

    def read(self, raw: str, context: Context) -> Reading:
        """What a message says in this context."""
        message = Message(raw)
        language = self._language(raw, context)
        base = Reading(language=language, cut=message.cut, words=raw.strip())
        intent, target = read_intent(message.text)
        if context.sent and (intent == "show" or asks_where_it_stands(message.text)):
            return replace(base, intent="status")
        if (
            intent in {"yes", "no", "why"}
            and takes_yes_no(context)
            and (intent != "why" or SAYS_NO.match(message.text))
        ):
            intent = None
        if intent is None and context.drafting and context.asked and at_a_loss(message.text):
            intent = "unknown"
        if intent == "unknown" and context.asked == "funding" and re.search(UNSETTLED, message.text):
            intent = None  # of funding, "not settled" is a status
        if intent == "unknown" and context.asked in {"personal_data", "ethics_rek", "dpia", "standard_agreement"}:
            intent = None
        if (unclear := meaning_asked(message, context)) is not None:
            return replace(base, intent="why", target=unclear)
        if intent == "new" or (context.drafting and wishes.asks_for_another(message)):
            return replace(self.read_statement(raw, context), intent="new", language=language)
        if intent == "resume" and target and context.asked and context.status != "paused" and OURS.match(message.text):
            intent = None  # "vi går videre med piloten i høst" tells of the project
        if intent in {"pause", "resume"} and context.drafting and not target:
            return replace(base, intent=intent, hits=self._beside(message, context, base, commands_in(message)))
        if intent:
            return replace(base, intent=intent, target=target)
        if context.drafting:
            return self._in_draft(message, context, base)
        return self._outside(message, context, base)

    def read_statement(self, raw: str, context: Context) -> Reading:
        """What a message says when it opens a draft, whatever its form: its type, its fields, what it is about."""
        message = Message(raw)
        told = wishes.read_type(message, self._partnership)
        fresh = replace(
            context,
            form=form_for(told),
            drafting=True,
            asked=None,
            values={},
            recent=(),
            suggested=None,
            months=None,
        )
        base = Reading(
            self._language(raw, context),
            type=told,
            starts=True,
            topic=wishes.read_topic(message),
            cut=message.cut,
            words=raw.strip(),
        )
        return self._fields.read(message, fresh, base, [])

    def _language(self, raw: str, context: Context) -> Language:
        words = len(re.findall(r"[^\W\d_]{2,}", raw))
        if words < 4 or (context.asked in NAMES and words <= LONGEST_NAME):
            return context.language  # "Institutt for musikkvitenskap" is so called in English too
        return detect_language(raw, default=context.language)

    # Before a draft

    def _outside(self, message: Message, context: Context, base: Reading) -> Reading:
        if (named := takes_up_draft(message)) is not None:
            return replace(base, intent="resume", target=named or None)
        opening = openings.read_opening(message)
        spans, rest, wanted = list(opening.asked), opening.rest, opening.wanted
        labelled = [found for found in labels.read_labels(message, None) if found.field != labels.PERIOD]
        form = len({found.field for found in labelled}) >= FORM_LABELS
        thesis = wishes.is_single_thesis(message)
        if context.offered_start and (wishes.insists(message) or (wanted and thesis)):
            return replace(base, intent="insist")
        if (
            not form
            and not wanted
            and not (
                thesis
                and not spans
                and re.search(r"\b(?:skal|skriv|vil|ønsker|write|writing|want|hjelp|help)\w*", message.text)
            )
        ):
            if not spans and (is_chatter(message.text) or context.offered_start):
                return replace(base, chatter=True)
            question = " ".join(message.words(*span).strip() for span in spans) if spans else base.words
            return replace(base, question=question)
        told = wishes.read_type(rest, self._partnership)
        how = [span for span in spans if wishes.asks_how(message.text[slice(*span)])]
        base = replace(base, how=bool(how))
        inside = replace(context, form=form_for(told), drafting=True)
        reading = self._fields.read(
            message, inside, replace(base, type=told, starts=True, thesis=thesis, topic=wishes.read_topic(rest)), spans
        )
        others = [span for span in spans if span not in how]
        reading = replace(reading, question=" ".join(message.words(*span).strip() for span in others) or None)
        if thesis and not form:
            return replace(reading, thesis=True, question=None)  # the guide answers how it goes
        return reading

    # In a draft

    def _in_draft(self, message: Message, context: Context, base: Reading) -> Reading:
        if context.asked == TYPE_FIELD:
            if (wishes.undecided(retyping.without_denied(message.text)) or WHICH_TYPE.search(message.text)) and len(
                message.text.split()
            ) <= LONGEST_UNDECIDED:
                return replace(base, undecided=True)
            meant = retyping.read_retype(message)
            told = (
                meant[0]
                if meant
                else wishes.plain_type(retyping.without_denied(message.text))
                if len(message.text.split()) <= 8
                else wishes.read_type(Message(retyping.without_denied(message.text)), self._partnership)
            )
            base = replace(base, type=told)
            if told and len(message.text.split()) <= 4:
                return base
        named = wishes.only_type(message.text)
        if named is not None and context.asked != TYPE_FIELD:
            return replace(base, type=named)  # "forskning, ja"
        changed = retyping.read_retype(message) if context.asked != TYPE_FIELD else None
        if changed is not None and changed[0] != context.form.id:
            base = replace(base, type=changed[0])
            if retyping.says_only_that(message, changed[1]):
                return replace(base, intent="retype")
            told_at = (message.raw_offset(changed[1][0]), message.raw_offset(changed[1][1], end=True))
            message = Message(blanked(message.raw, [told_at]))
        left = self._leaving(message, context, base)
        if left is not None:
            return left
        message = reworded(message, context.form.id)
        spans = [span for span in split_questions(message, drafting=True) if not is_asked_for(message, span, context)]
        reading = about_asked(self._fields.read(message, context, base, spans), context)
        said = [hit for hit in reading.hits if hit.strength is not Strength.ASKED]
        if not said and reading.hits and not spans and ASKED_OF_US.match(message.text):
            return replace(base, question=base.words)  # "kan vi ta med studenter?" asks; it is no purpose
        asks = reading.question is not None and OF_DOCUMENTS.search(reading.question.lower())
        idle = not asks and answers.is_idle(
            message.text, asked_field(context), message.raw
        )  # "Can my boss sign the contract?" is no talk of the boss
        if idle and not said and not short_answer(message, context):
            return replace(base, chatter=True)
        return reading

    def _leaving(self, message: Message, context: Context, base: Reading) -> Reading | None:
        """A pause, an end or a return in free words, with the fields that are told beside it."""
        if THINKS.fullmatch(message.text):
            return replace(base, intent="wait")
        left = read_leaving(message, paused=context.status == "paused")
        if left is None:
            return None
        command, spans = left
        hits = self._beside(message, context, base, spans)
        whole = self._beside(message, context, base, ()) if command == "cancel" else ()
        if AFRESH.search(message.text):
            whole = tuple(hit for hit in whole if hit.field not in DATES)  # "vi prøver på nytt neste år"
        if command == "cancel" and read_intent(message.text[slice(*message.sentences[-1])])[0] == "cancel":
            hits, whole = (
                tuple(hit for hit in hits if hit.strength is not Strength.CORRECTED),
                (),
            )  # "å nei, … Slett det."
        if command == "cancel" and (hits or any(hit.field not in LONG_TEXTS for hit in whole)):
            return None  # "glem det, oppstarten er i mai" takes back a word, not the draft
        return replace(base, intent=command, hits=hits)

    def _beside(
        self, message: Message, context: Context, base: Reading, spans: tuple[tuple[int, int], ...]
    ) -> tuple[Hit, ...]:
        """What is told outside the sentences that belong to a command."""
        told = self._fields.read(message, replace(context, asked=None), base, list(spans))
        return tuple(hit for hit in told.hits if hit.strength >= Strength.CUED)
