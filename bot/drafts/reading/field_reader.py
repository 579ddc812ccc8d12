"""A message's fields: labelled, known by their shape, said in running text, corrected, or the answer to what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.drafts.compound import COMPOUND
from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading import answers, choices, correcting, corrections, cues, labels, people, periods, several, units
from bot.drafts.reading.asked import asked_field, says_no
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter
from bot.drafts.reading.labelled import labelled, named_choices
from bot.drafts.reading.message import Message
from bot.drafts.reading.not_known import read_not_known
from bot.drafts.reading.remarks import says_nothing
from bot.drafts.reading.retracting import is_tail, joined, read_retraction
from bot.drafts.reading.settling import settled
from bot.drafts.reading.spans import blanked, clean, value_end
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.titles import title_in
from bot.drafts.reading.vagueness import is_vague

OFTENEST = 3  # times that a message takes back its own words: "mai, nei juni, nei juli"
SUPPOSES = re.compile(
    r"(?:(?:ok|okay|hm+|tja|well|eh+|da|so|så|then)[,.]? )*(?:let’s (?:just )?say|la oss si|lat oss seie|skal vi si|we(?:’ll|"
    r" will)? say|vi sier|si)\b"
)


WROTE_WRONG = re.compile(
    r"(?:(?:oi|å|oh|nei|no|hm+|sorry|beklager|men|but)[, ]+)*(?:jeg|vi|i|we) (?:skrev|sa|tok|svarte|tastet|"
    r"wrote|said|typed|got)(?: \w+){0,2} (?:feil|galt|wrong)\b"
)


class FieldReader:
    """Reads the values of a form's fields. `themes` knows the partnership's theme areas."""

    def __init__(self, themes: Themes) -> None:
        self._themes = themes

    def read(
        self, message: Message, context: Context, base: Reading, spans: list[tuple[int, int]], often: int = OFTENEST
    ) -> Reading:
        """What a message tells of the form's fields; `spans`: the questions in it, `base`: the reading to put it into.

        `often`: how many times what it says may take back what it said before.
        """
        question = " ".join(message.words(*span).strip() for span in spans) or None
        if WROTE_WRONG.fullmatch(message.text.strip(" .!")):
            return replace(base, question=question)  # what was wrong, and what is right, is not said
        said_anew = self._said_anew(message, context, base, often) if often and not spans else None
        if said_anew is not None:
            return said_anew
        text = blanked(message.text, spans)
        if not re.search(r"\w", text.replace("·", "")):
            return replace(base, question=question)
        found = corrections.read_correction(message, context.form.id) if context.values or context.asked else None
        if (
            found is not None
            and found.field is None
            and context.asked not in context.values
            and SUPPOSES.match(message.text)
        ):
            found = None  # "let's say June" answers what was asked
        if found is not None and ("·" in text[found.start : found.end] or says_no(message, context)):
            found = None
        if found is not None:
            changed = correcting.named(message, found, context, self._themes)
            if changed is not None:
                reading = self._with_rest(
                    message, text, context, replace(base, **changed, question=question), found.end
                )
                begin = found.start if found.begin is None else found.begin
                return self._with_answer_before(message, text, context, reading, begin)
        read, months, text = self._said(message, text, context)
        told = next((hit.value for hit in read if hit.field == TYPE_FIELD), None)
        hits = settled(message, read, context)
        text = blanked(text, [(hit.start, hit.end) for hit in read if hit not in hits and hit.field != context.asked])
        if found is not None and found.field is None and months is not None and not hits:
            return replace(base, months=months, question=question)  # "no, it's three years"
        if found is not None and found.field is None:
            meant = correcting.unnamed(message, found, hits, context, self._themes)
            if meant is not None:
                return replace(base, hits=meant, months=months, question=question)
            if found.sure and WROTE_WRONG.match(message.text) and not hits:
                return replace(base, question=question)  # what was wrong is not said
        reading = replace(base, question=question, months=months, type=told or base.type, hits=tuple(hits))
        reading = answers.with_answer(message, text, context, reading, self._themes)
        return replace(reading, hits=tuple(_bared(hit) for hit in reading.hits))

    def _said_anew(self, message: Message, context: Context, base: Reading, often: int) -> Reading | None:
        """A message that takes back its own first value: the second stands in the same field. None when it does not."""
        found = read_retraction(message)
        if found is None or corrections.SWAPPED.match(message.text):
            return None
        first = self.read(Message(message.words(0, found.before)), context, base, [], often - 1)
        last = max((hit for hit in first.hits if hit.value), key=lambda hit: hit.end, default=None)
        field = context.form.field(last.field) if last else None
        if last is None or field is None or first.intent or (field.kind == "long_text" and not found.sure):
            return None
        known = {**context.values, **{hit.field: hit.value for hit in first.hits if hit.value}}
        if field.kind == "long_text":
            told = message.words(found.start, found.end).strip(" .!,")
            whole = message.words(last.start, found.end).strip(" .!")
            meant = joined(last.value or "", told) or (whole if is_tail(last.value or "", told) else None)
            if meant is not None:
                same = replace(last, value=meant, end=found.end, strength=max(last.strength, Strength.CUED))
                return replace(first, hits=tuple(same if hit is last else hit for hit in first.hits))
        again = replace(context, asked=last.field, values=known, recent=(last.field, *context.recent))
        rest = Message(message.words(found.start, found.end) + message.words(found.end, len(message.text)))
        second = self.read(rest, again, base, [], often - 1)
        if not any(hit.field == last.field for hit in second.hits):
            return None
        renewed = {hit.field for hit in second.hits}
        kept = [hit for hit in first.hits if hit.field not in renewed]
        anew = [replace(hit, strength=Strength.CORRECTED) if hit.field == last.field else hit for hit in second.hits]
        return replace(first, hits=(*kept, *anew), months=second.months or first.months)

    def _said(self, message: Message, text: str, context: Context) -> tuple[list[Hit], int | None, str]:
        """Everything that can be read in a text, a duration, and the text without what labels took."""
        hits, text = self._labelled(message, text, context)
        hits += self._typed(message, text, context)
        more, months = self._open(message, blanked(text, _exact(hits, context)), context, hits)
        return [*hits, *more], months, text

    def _with_rest(self, message: Message, text: str, context: Context, reading: Reading, end: int) -> Reading:
        """A correction with what is said behind it."""
        if not re.search(r"\w{2}", text[end:]) or reading.intent:
            return reading
        read, months, _ = self._said(message, blanked(text, [(0, end)]), replace(context, asked=None))
        known = {hit.field for hit in reading.hits}
        more = [hit for hit in settled(message, read, context) if hit.field not in known]
        return replace(reading, hits=(*reading.hits, *more), months=months)

    def _with_answer_before(
        self, message: Message, text: str, context: Context, reading: Reading, start: int
    ) -> Reading:
        """A correction with the answer in whole sentences before it: "tre lærere. Forresten, oppstarten skal være i mai"."""
        begin = next((begin for begin, end in message.sentences if begin <= start < end), 0)
        field = asked_field(context)
        if reading.intent or len(text[:begin].split()) < 2:
            return reading
        before = Message(message.words(0, begin))
        if field is None or any(hit.field == field.id for hit in reading.hits):
            return self._with_told(before, context, reading)
        alone = corrections.read_correction(before, context.form.id)
        if alone is not None or is_chatter(before.text) or answers.SLIP.search(before.text):
            return reading
        answer = self.read(before, context, replace(reading, hits=(), question=None, months=None), [])
        known = {hit.field for hit in reading.hits}
        more = tuple(hit for hit in answer.hits if hit.field not in known)
        return replace(reading, hits=(*more, *reading.hits), vague=answer.vague)

    def _with_told(self, before: Message, context: Context, reading: Reading) -> Reading:
        """A correction with the fields told outright in the sentences before it."""
        if read_retraction(before) or corrections.read_correction(before, context.form.id):
            return reading
        told = self.read(before, replace(context, asked=None), replace(reading, hits=(), question=None), [])
        known = {hit.field for hit in reading.hits}
        more = tuple(hit for hit in told.hits if hit.field not in known and hit.strength >= Strength.CUED)
        return replace(reading, hits=(*more, *reading.hits))

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
            several.read_named(message, context),
            read_not_known(message, context),
        )
        found += [hit for hits in readers for hit in hits if "·" not in taken[hit.start : hit.end]]
        if title is not None:  # "usikker på tittelen, men ta «…»"
            found = [hit for hit in found if hit.field != "title" or hit.value]
        return found

    def _open(self, message: Message, text: str, context: Context, typed: list[Hit]) -> tuple[list[Hit], int | None]:
        """Values that run on to the end of their clause, and the dates outside them."""
        openings = cues.read_openings(message, text, context.form)
        dates, months = periods.read_periods(text, context)
        if several.is_of_the_period(message.text, context):
            dates, months = [hit for hit in dates if hit.field == "deadline"], None
        hits: list[Hit] = []
        for opening in openings:
            stops = [other.start for other in openings if other.field != opening.field] + [
                hit.start for hit in (*typed, *dates)
            ]
            start, end = clean(message, text, opening, stops)
            if end > start and "·" not in text[start : start + 3]:
                value = message.words(start, end)
                if not opening.whole and says_nothing(message, start, end):
                    continue  # "Budgets are something they all ask about"
                if (
                    opening.strength is Strength.WEAK
                    and opening.field == "purpose"
                    and _says_too_little(message.text[start:end])
                ):
                    continue  # "vi vil gjøre noe" tells no purpose
                hits.append(
                    Hit(opening.field, value, opening.start, end, opening.strength, opening.more, whole=opening.whole)
                )
        inside = [(hit.start, hit.end) for hit in hits]
        outside = [hit for hit in dates if not any(start < hit.start < end for start, end in inside)]
        return [*hits, *outside], months


OF_IT = re.compile(
    r"\w+(?: (?:på|ut|av|på hva|at|into|on|out))* (?:det|dette|den|this|it|that)\b(?: (?:her|nærmere|sammen|i lag|ilag|med|me|oss|"
    r"together|with|us|for|here))*\W*"
)


def _says_too_little(words: str) -> bool:
    """Whether a purpose read from a wish is none: "gjøre noe", "få noen til å se på dette"."""
    return is_vague(words) or OF_IT.fullmatch(words.strip()) is not None


WISH = re.compile(
    r"(?:vil|ønsker|ønskjer|ynskjer|skal|håper|tenker|tenkjer) (?:vi|jeg|eg|me)(?: (?:heller|gjerne|helst|da|nå|"
    r"no))*(?: å)? (?=\w)",
    re.IGNORECASE,
)


def _bared(hit: Hit) -> Hit:
    """ "Egentlig vil vi finne ut hvorfor …": the purpose begins behind the wish; a title is what is quoted."""
    if hit.field == "title" and hit.value:
        return replace(hit, value=title_in(hit.value))
    lead = WISH.match(hit.value or "") if hit.field == "purpose" else None
    return replace(hit, value=(hit.value or "")[lead.end() :]) if lead else hit


def _exact(hits: list[Hit], context: Context) -> list[tuple[int, int]]:
    """What no other value may take words from: quoted titles, addresses, lists of choices, files, periods of another than the project."""
    exact = {"title", "contact_email"} | {field.id for field in context.form.fields if field.kind in COMPOUND}
    return [(hit.start, hit.end) for hit in hits if hit.field in exact]
