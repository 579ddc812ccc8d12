"""The clauses of a version depend on its words, not on where its chunks were cut."""

from __future__ import annotations

from knowledge.clauses import clause_hashes, clauses
from knowledge.clauses.folding import clause_hash, fold
from knowledge.types import ChunkDraft

SECTION = ("Avtale", "Frister")


def piece(text: str, section: tuple[str, ...] = SECTION, page: int | None = 2) -> ChunkDraft:
    return ChunkDraft(text, section, page, "nb", "text", "")


def test_a_sentence_is_a_clause() -> None:
    """Each sentence of a paragraph is a clause with the paragraph's section, page and number."""
    first, second = clauses([piece("3.2 Partene møtes hver måned. Møtet ledes av rektor.")])
    assert (first.text, second.text) == ("Partene møtes hver måned.", "Møtet ledes av rektor.")
    assert first.label == second.label == "3.2"
    assert (first.section, first.page, first.paragraph) == (SECTION, 2, second.paragraph)


def test_an_item_is_a_clause_and_knows_its_lead_in() -> None:
    """A list item is a clause without its marker, and tells the line that leads the list in."""
    lead, first, second = clauses([piece("Kommunen skal:\n- varsle NTNU\na) føre logg")])
    assert (lead.text, first.text, second.text) == ("Kommunen skal:", "varsle NTNU", "føre logg")
    assert (first.kind, first.led_by, second.label) == ("item", "Kommunen skal:", "a)")


def test_a_row_is_a_clause_and_knows_its_header() -> None:
    """A table row is one clause, whatever sentences stand in its cells."""
    header, row = clauses([piece("| Hva | Når |\n| Rapport. Endelig. | 1. mai |")])
    assert header.kind == row.kind == "row"
    assert row.text == "| Rapport. Endelig. | 1. mai |"
    assert row.led_by == header.text


def test_a_repeated_lead_in_is_told_once() -> None:
    """A lead-in or table header that stands again over a later part of its list is no second clause."""
    pieces = [piece("Partene skal:\n- møtes\n- varsle"), piece("Partene skal:\n- rapportere")]
    assert [c.text for c in clauses(pieces)] == ["Partene skal:", "møtes", "varsle", "rapportere"]
    rows = [piece("Tabell:\n| A | B |\n| 1 | x |"), piece("Tabell:\n| A | B |\n| 2 | y |")]
    assert [c.text for c in clauses(rows)] == ["Tabell:", "| A | B |", "| 1 | x |", "| 2 | y |"]


def test_a_lead_in_of_another_section_is_kept() -> None:
    """The same words over a list in another section are a clause there."""
    pieces = [piece("Partene skal:\n- møtes"), piece("Partene skal:\n- varsle", ("Avtale", "Varsling"))]
    assert [c.text for c in clauses(pieces)].count("Partene skal:") == 2


def test_headings_within_a_chunk_are_sections() -> None:
    """Where small sections share a chunk, each clause has the section of the heading above it."""
    found = clauses([piece("Først.\n## Varighet\nAvtalen varer.\n## Oppsigelse\nDen kan sies opp.")])
    assert [c.heading for c in found] == ["Frister", "Varighet", "Oppsigelse"]


def test_typesetting_makes_no_difference() -> None:
    """Quotation marks, dashes, spaces, emphasis and a list's closing punctuation do not make another clause; words do."""
    assert fold("«Avtalen» – den  **nye**;") == fold('"Avtalen" - den nye.')
    assert clause_hash("varsle NTNU, og") == clause_hash("varsle NTNU.")
    assert clause_hash("Partene skal varsle") != clause_hash("Partene kan varsle")
    assert clause_hash("5 * 3 * 2") == clause_hash("5 * 3 * 2.")


def test_a_quotation_has_the_hashes_of_its_clauses() -> None:
    """A quote of an item with its marker, or of two sentences, is found again by the clauses' own hashes."""
    found = clauses([piece("Kommunen skal:\n- varsle NTNU\n- føre logg"), piece("En ting. To ting.")])
    assert clause_hashes("- føre logg") == (found[2].hash,)
    assert clause_hashes("En ting. To ting.") == (found[3].hash, found[4].hash)


def test_what_has_no_letters_is_no_clause() -> None:
    """Lines of dots or dashes are typesetting."""
    assert clauses([piece("----\n. . .\nEn setning.")])[0].text == "En setning."
