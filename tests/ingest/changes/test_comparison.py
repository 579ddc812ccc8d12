"""A new version's changes are told clause by clause: what came, went, moved or was reworded, and nothing else."""

from __future__ import annotations

from ingest.changes import Change, Comparison, compare
from ingest.chunking import chunk
from ingest.readers import Limits
from ingest.reading import read_document
from knowledge.types import ChunkDraft, Metadata

OLD = """\
# Samarbeidsavtale

## 1 Varighet

1.1 Avtalen gjelder fra 1. januar 2024 til 31. desember 2027. Den kan sies opp med seks måneders varsel.

## 2 Økonomi

2.1 Kommunen skal sette av 400 000 kroner hvert år.

2.2 Ubrukte midler overføres til neste år, jf. punkt 1.1.

Kommunen skal bidra med:

- kontorplass for to forskere
- tilgang til anonymiserte data
- arbeidstid for prosjektlederen

## 3 Ledelse

3.1 Styringsgruppen ledes av Ingrid Dahl og møtes fire ganger i året.

3.2 Studenter kan delta som observatører i møtene.

3.3 Referater fra møtene legges i det felles arkivet.
"""


def chunks(markdown: str) -> list[ChunkDraft]:
    return chunk(read_document("avtale.md", markdown.encode(), Limits()), "nb")


def compared(*edits: tuple[str, str]) -> Comparison:
    new = OLD
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return compare(chunks(OLD), chunks(new))


def only(comparison: Comparison) -> Change:
    (change,) = [c for c in comparison.changes if c.kind != "unchanged"]
    return change


def test_the_same_version_has_no_changes() -> None:
    """A document compared with itself is identical."""
    assert compared().identical


def test_typesetting_is_no_change() -> None:
    """Other bullets, quotation marks and spaces leave every clause as it was."""
    assert compared(("- ", "* "), ("jf. punkt", "jf.  punkt")).identical


def test_a_changed_date() -> None:
    """A changed date is one reworded clause, with the date before and after, its heading and the words marked."""
    change = only(compared(("31. desember 2027", "30. juni 2029")))
    facet = change.facet("date")
    assert (change.kind, change.place.heading) == ("reworded", "1 Varighet")
    assert facet is not None
    assert (facet.before, facet.after) == (("31. desember 2027",), ("30. juni 2029",))
    assert [f.kind for f in change.facets] == ["date"]
    assert [s.text for s in change.words if s.kind == "inserted"] == ["30. juni 2029"]


def test_the_same_date_written_otherwise_is_no_changed_date() -> None:
    """`1. januar 2024` and `01.01.2024` are one date: the clause is reworded, its date is not changed."""
    change = only(compared(("1. januar 2024", "01.01.2024")))
    assert change.kind == "reworded"
    assert change.facets == ()


def test_a_changed_amount_is_told_of_a_duty() -> None:
    """A changed amount names both amounts, and that the clause is a duty."""
    change = only(compared(("400 000 kroner", "kr 250 000")))
    facet = change.facet("amount")
    assert facet is not None
    assert (facet.before, facet.after) == (("400 000 kroner",), ("kr 250 000",))
    assert change.bears == {"duty"}


def test_a_weaker_duty() -> None:
    """`skal` that became `bør` is a duty gone and a recommendation come."""
    change = only(compared(("Kommunen skal sette av", "Kommunen bør sette av")))
    assert [(f.kind, f.before, f.after) for f in change.facets] == [
        ("duty", ("skal",), ()),
        ("recommendation", (), ("bør",)),
    ]


def test_a_permission_turned_into_a_prohibition() -> None:
    """`kan` that became `kan ikke` is told as a prohibition."""
    comparison = compared(("kan delta", "kan ikke delta"))
    assert only(comparison) in comparison.touching("prohibition")


def test_a_changed_name() -> None:
    """A changed name stands with the name before and after."""
    facet = only(compared(("Ingrid Dahl", "Jon Hagen"))).facet("name")
    assert facet is not None
    assert (facet.before, facet.after) == (("Ingrid Dahl",), ("Jon Hagen",))


def test_someone_else_is_bound() -> None:
    """Another body in front of the binding verb is a changed role, whether or not a list knows it."""
    facet = only(compared(("Studenter kan delta", "Hospitanter kan delta"))).facet("role")
    assert facet is not None
    assert (facet.before, facet.after) == (("Studenter",), ("Hospitanter",))


def test_an_added_clause_does_not_touch_the_renumbered_ones() -> None:
    """A new paragraph is added; the following ones have new numbers, and references that follow them, and are unchanged."""
    added = "2.1 Partene reviderer regnskapet sammen.\n\n2.2 Kommunen skal sette av"
    comparison = compared(("2.1 Kommunen skal sette av", added), ("2.2 Ubrukte", "2.3 Ubrukte"))
    assert only(comparison).new_text == "Partene reviderer regnskapet sammen."
    renumbered = compared(
        ("## 1 Varighet", "## 1 Formål\n\nMålet er kunnskap.\n\n## 2 Varighet"),
        ("1.1 Avt", "2.1 Avt"),
        ("punkt 1.1", "punkt 2.1"),
    )
    assert only(renumbered).new_text == "Målet er kunnskap."


def test_a_removed_clause() -> None:
    """A clause that went is told with its old heading, and its hash is among those gone."""
    comparison = compared(("- tilgang til anonymiserte data\n", ""))
    change = only(comparison)
    assert (change.kind, change.old_text, change.place.heading) == (
        "removed",
        "tilgang til anonymiserte data",
        "2 Økonomi",
    )
    assert comparison.hashes_gone == {change.old[0].hash}


def test_a_moved_clause() -> None:
    """A clause under another section is moved, not removed and added."""
    line = "3.3 Referater fra møtene legges i det felles arkivet.\n"
    comparison = compared((line, ""), ("\n## 2 Økonomi", "\n1.2" + line[3:] + "\n## 2 Økonomi"))
    change = only(comparison)
    assert (change.kind, change.old[0].heading, change.new[0].heading) == ("moved", "3 Ledelse", "1 Varighet")
    assert comparison.hashes_gone == frozenset()


def test_a_moved_section() -> None:
    """A section that moved as a whole has moved clauses only, and no heading came or went."""
    head, economy, leadership = (
        OLD.partition("## 2")[0],
        OLD[OLD.index("## 2") : OLD.index("## 3")],
        OLD[OLD.index("## 3") :],
    )
    comparison = compare(chunks(OLD), chunks(head + leadership + "\n" + economy))
    assert {c.kind for c in comparison.changes} == {"unchanged", "moved"}
    assert comparison.headings == ()


def test_joined_sentences() -> None:
    """Two sentences made into one are one reworded clause with both old ones."""
    change = only(compared(("31. desember 2027. Den kan sies opp", "31. desember 2027, og den kan sies opp")))
    assert (change.kind, len(change.old), len(change.new)) == ("reworded", 2, 1)


def test_a_paragraph_in_two() -> None:
    """Breaking a paragraph between its sentences changes no clause."""
    assert compared((" Den kan sies opp", "\n\nDen kan sies opp")).identical


def test_a_renamed_heading() -> None:
    """Another heading over the same clauses is a renamed heading, and its clauses are unchanged."""
    comparison = compared(("## 2 Økonomi", "## 2 Penger og bidrag"))
    assert [(h.kind, h.old, h.new) for h in comparison.headings] == [
        ("renamed", ("2 Økonomi",), ("2 Penger og bidrag",))
    ]
    assert all(c.kind == "unchanged" for c in comparison.changes)


def test_repeated_clauses_are_missed_where_they_stood() -> None:
    """Of equal clauses in two sections, the one that went is told under its own heading."""
    stock = "Avvik meldes skriftlig til begge parter uten opphold.\n"
    both = OLD.replace("\n## 2", stock + "\n## 2").replace("\n## 3", stock + "\n## 3")
    change = only(compare(chunks(both), chunks(OLD.replace("\n## 3", stock + "\n## 3"))))
    assert (change.kind, change.place.heading) == ("removed", "1 Varighet")


def test_metadata() -> None:
    """What a document says of itself is compared where both versions are known."""
    old, new = Metadata(title="Avtale", valid_to="2027-12-31"), Metadata(title="Avtale", valid_to="2029-06-30")
    (change,) = compare([], [], old, new).metadata
    assert (change.field, change.before, change.after) == ("valid_to", "2027-12-31", "2029-06-30")
