"""The extractive answer as text: what answers first, the quotes word for word, where they stand, and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering.asking import Asked
from knowledge.answering.contract import ANSWER_LENGTH, CITATIONS, LIST_CITATIONS, LIST_LENGTH
from knowledge.answering.deciding import decision
from knowledge.answering.gloss import gloss, listed, said
from knowledge.answering.leading import lead
from knowledge.answering.quoted import Quoted, Selection
from knowledge.answering.renaming import renamed
from knowledge.answering.rendering.translating import render
from knowledge.answering.rows import read_row
from knowledge.answering.settling import Settled, decision_notes, preferred, unsettled
from knowledge.answering.units import SHORTEST_QUOTE, Unit
from knowledge.answering.validity import asks_about_past, caution, replaced_by_others
from knowledge.answering.wording import named_source, quoted, texts, title_of, understood_by, where
from knowledge.types import Citation, Language, Passage

ORDINARY = 700  # characters of an answer with its further quotes
GLOSSED = 240  # characters of the words given in the reader's language
ITEM_TERMS, FURTHER_TERMS = 4, 6  # phrases said of one list item, and of a second quote
LISTED, SHORTEST_ITEM = 800, 80  # characters of a list's items together; of one item at least


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer's text and what it cites."""

    text: str
    citations: tuple[Citation, ...]


def compose(
    asked: Asked, selection: Selection, language: Language, today: date, settled: Settled = unsettled
) -> Composed:
    """The answer to one question from what was selected, within the contract's lengths.

    `settled` tells what a maintainer decided on two sentences that contradict each other.
    """
    if selection.items:
        return _listed(asked, selection, language, today)
    if selection.rivals:
        return _differing(asked, selection, language, today, settled)
    return _quoted(asked, selection, language, today)


def _differing(asked: Asked, selection: Selection, language: Language, today: date, settled: Settled) -> Composed:
    """Sentences that contradict each other, each with its document and date; what was settled leads, and is said."""
    first, decided = preferred((selection.quotes[0], *selection.rivals), settled)
    others = [quote for quote in (selection.quotes[0], *selection.rivals) if quote is not first][: CITATIONS - 1]
    plain = replace(asked, kind="what") if asked.kind == "yes_no" else asked  # no yes where a document says no
    paragraphs = [_first(plain, first, language), where(first.passage, language, first.unit.heading, first.unit.text)]
    for number, other in enumerate(others):
        said_there = _said_there(asked, other, language)
        paragraphs.append(
            texts()(
                "differ_more" if number else "differ",
                language,
                quote=said_there,
                **named_source(other.passage, language),
            )
        )
    paragraphs += decision_notes(first, decided, language)
    paragraphs += cautions([quote.passage for quote in (first, *others)], language, today)
    return Composed(
        _fit(paragraphs, ANSWER_LENGTH), tuple(cite(quote) for quote in (first, *others) if quote.unit.quotable)
    )


def _quoted(asked: Asked, selection: Selection, language: Language, today: date) -> Composed:
    first, *others = [quote for quote in selection.quotes if len(quote.unit.text) >= SHORTEST_QUOTE] or list(
        selection.quotes
    )
    paragraphs = [_first(asked, first, language), where(first.passage, language, first.unit.heading, first.unit.text)]
    used = [first]
    for other in others[: CITATIONS - 1]:
        sentence = _further(asked, other, first, language)
        if len("\n".join((*paragraphs, sentence))) <= ORDINARY:
            paragraphs.append(sentence)
            used.append(other)
    paragraphs[0] = _join(_new_name(asked, used, language), paragraphs[0])
    paragraphs += cautions([quote.passage for quote in used], language, today, asks_about_past(asked.text, today))
    return Composed(
        _fit(paragraphs, ANSWER_LENGTH), tuple(cite(quote) for quote in used if len(quote.unit.text) >= SHORTEST_QUOTE)
    )


def _new_name(asked: Asked, quotes: Sequence[Quoted], language: Language) -> str:
    """That what the question names is called something else now, where one of the quotes says so."""
    told = next((names for quote in quotes if (names := renamed(asked.text, quote.unit.text))), None)
    return texts()("renamed", language, old=told[0], new=told[1]) if told else ""


def _first(asked: Asked, quote: Quoted, language: Language) -> str:
    """What answers, then its proof: the quote, unless it has been read out; a foreign one's terms in the reader's language before it."""
    unit, written = quote.unit, quote.passage.chunk.language
    opening = lead(asked, _headed(quote), written, language, quote.covered)
    if opening.whole and unit.quotable:
        return opening.text
    foreign = not understood_by(language, written)
    terms = (
        gloss(unit.text, written, language, GLOSSED, asked.text, told=opening.text)
        if foreign and unit.kind != "row"
        else ""
    )
    return _join(opening.text, terms, quoted(unit.text, language))


def _listed(asked: Asked, selection: Selection, language: Language, today: date) -> Composed:
    passage, past = selection.items[0].passage, asks_about_past(asked.text, today)
    lines = [quoted(selection.lead_in.unit.text, language)] if selection.lead_in else []
    decided = _decided(asked, selection)
    lines = [_join(texts()("yes" if decided else "no", language), *lines)] if decided is not None else lines
    longest = max(SHORTEST_ITEM, LISTED // len(selection.items))
    cited = [quote for quote in (selection.lead_in, *selection.items) if quote and quote.unit.quotable][:LIST_CITATIONS]
    lines += [f"• {_item(item, item in cited, language, longest)}" for item in selection.items]
    ending = [where(passage, language, selection.items[0].unit.heading), *cautions([passage], language, today, past)]
    return Composed(_fit(["\n".join(lines), *ending], LIST_LENGTH), tuple(cite(quote) for quote in cited))


def _headed(quote: Quoted) -> Unit:
    """A list's item with the heading that stands over it, its section's where its chunk has none of its own."""
    section = quote.passage.chunk.section
    bare = quote.unit.kind == "item" and not quote.unit.heading and section
    return replace(quote.unit, heading=section[-1]) if bare else quote.unit


def _decided(asked: Asked, selection: Selection) -> bool | None:
    """Yes or no, where the heading over a list decides it of the item that was asked about."""
    if asked.kind != "yes_no":
        return None
    told = (decision(asked, _headed(item), item.covered) for item in selection.items)
    return next((one for one in told if one is not None), None)


def _item(item: Quoted, cited: bool, language: Language, longest: int) -> str:
    """An item as it stands; a foreign one as what it names in the reader's language, with the original where it is a citation."""
    text, written = item.unit.text, item.passage.chunk.language
    shown = _shortened(" – ".join(cell for cell in item.unit.cells if cell) or text, longest)
    if understood_by(language, written):
        return shown
    rough = render(" – ".join(cell for cell in item.unit.cells if cell) or text, language)
    original = quoted(text, language) if cited and len(text) <= longest else ""
    if rough.holds:
        return f"{_shortened(rough.text, longest)} {original}".strip()
    named = listed(said(text, written, language, GLOSSED // 2, most=ITEM_TERMS), language)
    return f"{named[:1].upper()}{named[1:]}: {original}".removesuffix(": ") if named else original or shown


def _shortened(text: str, longest: int) -> str:
    """A long item's beginning; the citation has it whole."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _further(asked: Asked, other: Quoted, first: Quoted, language: Language) -> str:
    """A second or third quote, and where from."""
    quote = _said_there(asked, other, language)
    if other.passage.version.id == first.passage.version.id:
        return texts()("also", language, quote=quote)
    return texts()("also_elsewhere", language, quote=quote, title=title_of(other.passage))


def _said_there(asked: Asked, other: Quoted, language: Language) -> str:
    """A quote beside the first one: a row read out, a foreign sentence with its terms."""
    unit, written = other.unit, other.passage.chunk.language
    own = understood_by(language, written)
    said_row = read_row(asked, unit, written, language) if unit.kind == "row" and unit.cells and unit.quotable else ""
    if own and said_row:
        return said_row
    quote = _join(said_row, quoted(unit.text, language))
    if own or said_row:
        return quote
    return _join(quote, gloss(unit.text, written, language, GLOSSED // 2, asked.text, FURTHER_TERMS))


def cautions(passages: list[Passage], language: Language, today: date, past: bool = False) -> list[str]:
    """What to be careful about: superseded, expired, closed, old and example documents, each once. `past`: the past was asked about."""
    replaced = replaced_by_others(passages)
    found = [caution(passage.version, today, replaced, language, past) for passage in passages]
    if any(passage.version.is_example for passage in passages):
        found.append(texts()("example", language))
    return list(dict.fromkeys(note for note in found if note))


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _fit(paragraphs: list[str], limit: int) -> str:
    """The paragraphs that fit, the first always."""
    kept = paragraphs[:1]
    for paragraph in paragraphs[1:]:
        if len("\n".join((*kept, paragraph))) <= limit:
            kept.append(paragraph)
    return "\n".join(kept)


def cite(quote: Quoted) -> Citation:
    """The citation of a unit."""
    chunk, version = quote.passage.chunk, quote.passage.version
    metadata = version.metadata
    return Citation(
        document=version.document.file_name,
        title=title_of(quote.passage),
        quote=quote.unit.text,
        section=(*chunk.section, quote.unit.heading) if quote.unit.heading else chunk.section,
        page=chunk.page,
        version=version.id,
        valid_from=metadata.valid_from,
        valid_to=metadata.valid_to,
        url=metadata.url,
        status=metadata.status,
        chunk_id=chunk.id,
    )
