"""Sentences are cut where a reader would, and nowhere else."""

from __future__ import annotations

import pytest

from knowledge.language.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Avtalen ble signert 28. mars 2021.", "Perioden varer til 1. januar 2030."],
        ["Ta med f.eks. Personvernombudet i møtet.", "Det gjelder bl.a. Helsedata."],
        ["Møtet er kl. 12.", "Deretter er det lunsj."],
        ["Regelen står i § 13.", "Den gjelder for alle, jf. Vedlegg 2.", "Fristen er ca. 30 dager."],
        ["Les St.meld. nr. 7 og pkt. 4.2 først.", "Spør så dr. Ås."],
        ["Hun tok en ph.d. ved universitetet.", "Han tok to."],
        ["Søknaden gjelder en ph.d.", "Kandidaten må være ansatt."],
        ["This is for staff, e.g. Nurses and teachers, i.e. All of them.", "Others ask first."],
        ["Kontakt J. K. Hansen om dette.", "Hun svarer raskt."],
        ["Se www.eksempel.no/a.b for mer.", "Adressen er lang."],
        ["«Hva nå?» spurte hun.", "«Vi venter.»", "Så gikk de."],
        ["Kostnaden er 3.5 mill. kroner.", "Det er mye!", "Er det nok?", "Ja."],
        ["1. Prosjektet skal ha en eier.", "Eieren er oppgitt med navn."],
        ["Det gikk bra … og så ble det stille.", "Stille …", "Lenge."],
        ["Vi fikk 4 mrd. i fjor.", "I år blir det mindre."],
        ["Se art. 6 i forordningen.", "Regelen er av samme art.", "Den gjelder."],
        ["Målet var 3.0.", "Det ble nådd."],
        ["Avtalen varer til 2032.", "(Se vedlegg 1.)", "Den kan fornyes."],
        ["- Punktet er kort.", "Det har to setninger."],
        ["Kommunen, NTNU osv.", "Alle er med."],
        ["Opplysningene slettes i uke 14.", "28. april er alt borte."],
        ["Undersøkelsen bygger på Hansen m.fl. (2019) og andre.", "Den er ny."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    """A text made of known sentences is cut into just these."""
    assert split_sentences(" ".join(sentences)) == sentences


def test_a_line_break_ends_a_sentence() -> None:
    """List items and headings stand on lines of their own, and are never run together."""
    assert split_sentences("Ta med\n- pass\n- kart. Og kompass.\n\n") == ["Ta med", "- pass", "- kart.", "Og kompass."]


def test_nothing_is_lost() -> None:
    """All characters but white space come back, in order."""
    text = "Ja... Nei?! «Jo.» 1.2. (Se § 3.) A/S Hansen. e.g. this; i.e. that.\n\tSlutt"
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


def test_a_long_line_is_quick() -> None:
    """A line of a million characters is cut in linear time, with or without full stops."""
    assert len(split_sentences("a" * 1_000_000)) == 1
    assert len(split_sentences("Ord er ord. " * 50_000)) == 50_000
    assert len(split_sentences("f.eks. Ord " * 50_000)) == 1
