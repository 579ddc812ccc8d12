"""From a message to what it says, without a model. Precision first: what is not surely said is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading import (
    answers,
    choices,
    correcting,
    corrections,
    cues,
    labels,
    openings,
    people,
    periods,
    units,
    wishes,
)
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter, read_intent, tidy
from bot.drafts.reading.labelled import labelled, named_choices
from bot.drafts.reading.message import Message
from bot.drafts.reading.questions import split_questions
from bot.drafts.reading.spans import blanked, clean, value_end
from bot.drafts.reading.themes import Similarity, Themes
from knowledge.language.detection import detect_language
from knowledge.partnership import Partnership
from knowledge.types import Language

FORM_LABELS = 2  # so many labelled fields in a message are a filled-in form, which begins a draft by itself


class Reader:
    """Reads messages. `likeness` gives a subject's likeness to each theme area where word vectors are there."""

    def __init__(self, partnership: Partnership, likeness: Similarity | None = None) -> None:
        self._partnership, self._themes = partnership, Themes(partnership, likeness)

    def read(self, raw: str, context: Context) -> Reading:
        """What a message says in this context."""
        message = Message(raw)
        language = self._language(raw, context)
        base = Reading(language=language, cut=message.cut, words=raw.strip())
        intent, target = read_intent(message.text)
        if intent in {"yes", "no"} and answers.takes_yes_no(context):
            intent = None
        if intent == "unknown" and context.asked == "funding" and re.search(UNSETTLED, message.text):
            intent = None  # of funding, "not settled" is a status
        if intent == "unknown" and context.asked in {"personal_data", "ethics_rek", "dpia", "standard_agreement"}:
            intent = None
        if intent == "new" or (context.drafting and wishes.asks_for_another(message)):
            return replace(self.read_statement(raw, context), intent="new", language=language)
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
            form=answers.form_for(told),
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
        return self._fields(message, fresh, base, [])

    def _language(self, raw: str, context: Context) -> Language:
        if len(re.findall(r"[^\W\d_]{2,}", raw)) < 4:
            return context.language
        return detect_language(raw, default=context.language)

    # Before a draft

    def _outside(self, message: Message, context: Context, base: Reading) -> Reading:
        asked = split_questions(message, drafting=False)
        invited = [span for span in (*asked, *message.sentences) if openings.invites(message, span)]
        spans = [span for span in asked if span not in invited]
        labelled = [found for found in labels.read_labels(message, None) if found.field != labels.PERIOD]
        rest = (
            Message(blanked(message.raw, [(message.raw_offset(s), message.raw_offset(e, end=True)) for s, e in spans]))
            if spans
            else message
        )
        form = len({found.field for found in labelled}) >= FORM_LABELS
        wanted = bool(invited) or (wishes.begins_draft(rest) and not (spans and len(tidy(rest.text).split()) < 4))
        thesis = wishes.is_single_thesis(message)
        if (
            thesis
            and spans
            and not invited
            and not form
            and not context.offered_start
            and not wishes.begins_draft(rest, company=False)
        ):
            wanted = False  # "a student called and wants to write about us: the same form?" asks; the documents tell
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
        inside = replace(context, form=answers.form_for(told), drafting=True)
        reading = self._fields(
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
            told = (
                wishes.plain_type(message.text)
                if len(message.text.split()) <= 8
                else wishes.read_type(message, self._partnership)
            )
            base = replace(base, type=told)
            if told and len(message.text.split()) <= 4:
                return base
        named = wishes.only_type(message.text)
        if named is not None and context.asked != TYPE_FIELD:
            return replace(base, type=named)  # "forskning, ja"
        spans = [
            span for span in split_questions(message, drafting=True) if not answers.is_asked_for(message, span, context)
        ]
        reading = self._fields(message, context, base, spans)
        said = [hit for hit in reading.hits if hit.strength is not Strength.ASKED]
        if is_chatter(message.text) and not said and not answers.short_answer(message, context):
            return replace(base, chatter=True)
        return reading

    def _fields(self, message: Message, context: Context, base: Reading, spans: list[tuple[int, int]]) -> Reading:
        question = " ".join(message.words(*span).strip() for span in spans) or None
        text = blanked(message.text, spans)
        if not re.search(r"\w", text.replace("·", "")):
            return replace(base, question=question)
        found = corrections.read_correction(message, context.form.id) if context.values or context.asked else None
        if found is not None and ("·" in text[found.start : found.end] or answers.says_no(message, context)):
            found = None
        if found is not None:
            changed = correcting.named(message, found, context, self._themes)
            if changed is not None:
                reading = self._with_rest(
                    message, text, context, replace(base, **changed, question=question), found.end
                )
                return self._with_answer_before(message, text, context, reading, found.start)
        read, months, text = self._said(message, text, context)
        told = next((hit.value for hit in read if hit.field == TYPE_FIELD), None)
        hits = _settled(message, read, context)
        text = blanked(text, [(hit.start, hit.end) for hit in read if hit not in hits and hit.field != context.asked])
        if found is not None and found.field is None:
            meant = correcting.unnamed(message, found, hits, context, self._themes)
            if meant is not None:
                return replace(base, hits=meant, months=months, question=question)
        reading = replace(base, question=question, months=months, type=told or base.type, hits=tuple(hits))
        return answers.with_answer(message, text, context, reading, self._themes)

    def _said(self, message: Message, text: str, context: Context) -> tuple[list[Hit], int | None, str]:
        """Everything that can be read in a text, a duration, and the text without what labels took."""
        hits, text = self._labelled(message, text, context)
        hits += self._typed(message, text, context)
        more, months = self._open(message, blanked(text, _exact(hits)), context, hits)
        return [*hits, *more], months, text

    def _with_rest(self, message: Message, text: str, context: Context, reading: Reading, end: int) -> Reading:
        """A correction with what is said behind it."""
        if not re.search(r"\w{2}", text[end:]) or reading.intent:
            return reading
        read, months, _ = self._said(message, blanked(text, [(0, end)]), replace(context, asked=None))
        known = {hit.field for hit in reading.hits}
        more = [hit for hit in _settled(message, read, context) if hit.field not in known]
        return replace(reading, hits=(*reading.hits, *more), months=months)

    def _with_answer_before(
        self, message: Message, text: str, context: Context, reading: Reading, start: int
    ) -> Reading:
        """A correction with the answer in whole sentences before it: "tre lærere. Forresten, oppstarten skal være i mai"."""
        begin = next((begin for begin, end in message.sentences if begin <= start < end), 0)
        asked = answers.asked_field(context)
        if (
            asked is None
            or any(hit.field == asked.id for hit in reading.hits)
            or reading.intent
            or len(text[:begin].split()) < 2
        ):
            return reading
        before = Message(message.words(0, begin))
        alone = corrections.read_correction(before, context.form.id)
        if alone is not None or is_chatter(before.text) or answers.SLIP.search(before.text):
            return reading
        answer = self._fields(before, context, replace(reading, hits=(), question=None, months=None), [])
        known = {hit.field for hit in reading.hits}
        more = tuple(hit for hit in answer.hits if hit.field not in known)
        return replace(reading, hits=(*more, *reading.hits), vague=answer.vague)

    def _labelled(self, message: Message, text: str, context: Context) -> tuple[list[Hit], str]:
        hits: list[Hit] = []
        spans: list[tuple[int, int]] = []
        for found in labels.read_labels(message, context.form.id):
            blank = text.find("·", found.start, found.value_end)
            if blank >= 0:  # a question stands behind the value: "Tema: kultur. Hvem eier resultatene?"
                if not re.search(r"\w", text[found.value_start : max(blank, found.value_start)]):
                    continue
                found = replace(found, value_end=found.value_start + len(text[found.value_start : blank].rstrip()))
            end = value_end(text, found.value_start, found.value_end, found.field, message, context)
            spans.append((found.start, end))
            hits += labelled(message, replace(found, value_end=end), context, self._themes)
        told = named_choices(message, blanked(text, spans), context)
        return [*hits, *told], blanked(text, [*spans, *((hit.start, hit.end) for hit in told)])

    def _typed(self, message: Message, text: str, context: Context) -> list[Hit]:
        """Names, addresses, units, areas, yes and no, dates: what is known by its own shape."""
        title = cues.quoted_title(message)
        found = [title] if title else []
        taken = blanked(text, [(title.start, title.end)] if title else [])
        readers: Iterable[list[Hit]] = (
            people.read_people(message, context),
            units.read_units(message, context),
            self._themes.read(message),
            choices.read_yes_no(message),
            choices.read_no_deadline(message),
        )
        found += [hit for hits in readers for hit in hits if "·" not in taken[hit.start : hit.end]]
        return found

    def _open(self, message: Message, text: str, context: Context, typed: list[Hit]) -> tuple[list[Hit], int | None]:
        """Values that run on to the end of their clause, and the dates outside them."""
        openings = cues.read_openings(message, text, context.form)
        dates, months = periods.read_periods(text, context)
        hits: list[Hit] = []
        for opening in openings:
            stops = [other.start for other in openings if other.field != opening.field] + [
                hit.start for hit in (*typed, *dates)
            ]
            start, end = clean(message, text, opening, stops)
            if end > start and "·" not in text[start : start + 3]:
                value = message.words(start, end)
                hits.append(
                    Hit(opening.field, value, opening.start, end, opening.strength, opening.more, whole=opening.whole)
                )
        inside = [(hit.start, hit.end) for hit in hits]
        outside = [hit for hit in dates if not any(start < hit.start < end for start, end in inside)]
        return [*hits, *outside], months


def _exact(hits: list[Hit]) -> list[tuple[int, int]]:
    """What no other value may take words from: quoted titles, addresses."""
    return [(hit.start, hit.end) for hit in hits if hit.field in {"title", "contact_email"}]


UNSETTLED = r"avklar|bestemt|avgjort|klart\b|uklart|decided|settled"
TAKEN_BACK = re.compile(
    r"(?:^ ?|[.!?,;\n–-] ?)(?:nei|no|egentlig|hm+|although|selv om|men|but|however|imidlertid|rettere sagt|actually|forresten|"
    r"rettelse|heller|rather|unnskyld|beklager|"
    r"sorry|vent|wait|"
    r"eller nei|or rather|i mean|jeg mener|jeg mente)\b[^.!?\n]*$"
)


def _settled(message: Message, hits: list[Hit], context: Context) -> list[Hit]:
    """One hit a field: the strongest, the first of equals unless it is taken back; additions to a field are kept beside it."""
    known = {field.id for field in context.form.fields}
    best: dict[str, Hit] = {}
    added: list[Hit] = []
    for hit in sorted(hits, key=lambda h: h.start):
        if hit.field not in known:
            continue
        before = best.get(hit.field)
        if (
            before is None
            or hit.strength > before.strength
            or (hit.strength is before.strength and TAKEN_BACK.search(message.text[before.end : hit.start + 16]))
        ):
            best[hit.field] = hit
        elif hit.more and hit.strength is before.strength is Strength.CUED:
            added.append(hit)
    return sorted([*best.values(), *added], key=lambda h: h.start)
