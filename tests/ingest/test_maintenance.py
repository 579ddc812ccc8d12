"""Staging shows nobody anything; publishing, rolling back and removing move whole states of the library, each audited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from ingest.maintenance import Maintenance
from ingest.pipeline import IngestRequest
from knowledge.audit import AuditTrail
from knowledge.database import open_database
from knowledge.errors import AmbiguousGeneration, NotFound, StagedConflict
from knowledge.library import Library
from knowledge.reliances import Reliances
from knowledge.settings import KnowledgeSettings
from knowledge.texts import error_sentence
from knowledge.touched import Touched
from knowledge.types import Citation
from tests.making import HashEmbedder, contents, lexical_ids, reading, write_documents

TODAY = date(2026, 11, 24)


class Desk:
    """A maintainer with a library of three agreements of the first edition, and what was told to whom."""

    def __init__(self, settings: KnowledgeSettings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.engine = open_database(settings)
        self.library = Library(self.engine)
        self.embedder = HashEmbedder()
        self.told: list[Touched] = []
        self.reminded: list[tuple[str, datetime]] = []
        self.keeper = Maintenance(settings, self.engine, self.embedder, "U1", notify=self._notify, remind=self._remind)
        write_documents(folder, 1, count=3)
        self.first = self.ingest(folder).generation

    def _notify(self, connection: Connection, touched: Sequence[Touched]) -> int:
        self.told += touched
        return len({one.reference for one in touched})

    def _remind(self, connection: Connection, generation: str, due: datetime) -> None:
        self.reminded.append((generation, due))

    def ingest(self, *paths: Path, **wishes: object) -> object:
        return self.keeper.ingest(IngestRequest(paths, **wishes))  # type: ignore[arg-type]

    def edition(self, number: int, edition: int) -> Path:
        """One agreement's file, in another edition."""
        file = self.folder / f"avtale-{number}.md"
        file.write_text(file.read_text().replace("Utgave 1", f"Utgave {edition}"), encoding="utf-8")
        return file

    def stage(self, number: int, edition: int) -> str:
        report = self.ingest(self.edition(number, edition), stage=True)
        assert (report.staged, report.published) == (True, False)  # type: ignore[attr-defined]
        return str(report.generation)  # type: ignore[attr-defined]

    def read(self) -> str:
        """All that a reader may be answered from."""
        with reading(self.settings) as generations, generations.current() as generation:
            return "\n".join(chunk.text for chunk, _ in generation.fetch(lexical_ids(generation)))

    def actions(self) -> list[str]:
        trail = AuditTrail(self.engine, self.settings.data_dir)
        assert trail.verify().intact
        return [entry.action for entry in reversed(trail.entries())]


@pytest.fixture
def desk(settings: KnowledgeSettings, tmp_path: Path) -> Desk:
    return Desk(settings, tmp_path / "documents")


@pytest.fixture
def local(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> Desk:
    return Desk(sqlite_settings, tmp_path / "documents")


def test_staged_then_published_then_back(desk: Desk) -> None:
    """What is staged is read by nobody; published it is read; rolled back the old text is read again; all of it is audited."""
    staged = desk.stage(0, 2)
    assert "Utgave 2" not in desk.read()
    done = desk.keeper.publish()
    assert (done.generation, done.before) == (staged, desk.first)
    assert [after.document.identity for _, after in done.found.updated] == ["avtale-0"]
    assert "Utgave 2 av avtale 0" in desk.read()
    back = desk.keeper.roll_back()
    assert back.generation == desk.first
    assert "Utgave 2" not in desk.read()
    assert desk.actions() == ["ingest", "stage", "publish", "rollback"]


def test_an_audit_entry_tells_who_what_and_hash(local: Desk) -> None:
    """Publishing is entered with the maintainer, the document, the file's hash and the hash of all that the library holds."""
    local.stage(1, 2)
    local.keeper.publish()
    (entry,) = AuditTrail(local.engine).entries(action="publish")
    current = {r.version.document.identity: r.version for r in local.library.documents()}
    assert entry.actor == "U1"
    assert entry.facts["changed"] == f"avtale-1 {current['avtale-1'].file_hash}"
    assert len(entry.facts["content"]) == 64
    assert entry.facts["before"] == local.first


def test_staging_the_same_again_makes_no_second_one(local: Desk) -> None:
    """The same file staged twice is one staged state; another file is another one."""
    first = local.stage(0, 2)
    assert local.stage(0, 2) == first
    assert local.ingest(local.edition(1, 2), stage=True).generation != first  # type: ignore[attr-defined]
    with pytest.raises(AmbiguousGeneration) as caught:
        local.keeper.publish()
    told = error_sentence(caught.value, "nb")
    assert told.startswith("Flere utgaver")
    assert first in told


def test_discarded(local: Desk) -> None:
    """What is thrown away cannot be published, its directory is gone, and answers are as before."""
    staged = local.stage(0, 2)
    before = local.read()
    assert local.keeper.discard().id == staged
    assert local.keeper.staged() == []
    assert not (local.settings.data_dir / "generations" / staged).exists()
    with pytest.raises(NotFound):
        local.keeper.publish(staged)
    assert local.read() == before


def test_on_top_of_what_was_published_meanwhile(desk: Desk) -> None:
    """A change staged on an older state is put on top of what is current: nothing published in between is lost."""
    staged = desk.stage(0, 2)
    desk.ingest(desk.edition(1, 3))
    done = desk.keeper.publish(staged)
    assert done.rebuilt
    assert done.generation != staged
    text = desk.read()
    assert "Utgave 2 av avtale 0" in text
    assert "Utgave 3 av avtale 1" in text
    assert desk.keeper.staged() == []


def test_two_changes_of_one_document_are_told(local: Desk) -> None:
    """When the document itself was changed otherwise meanwhile, nothing is published and a sentence says why."""
    staged = local.stage(0, 2)
    file = local.folder / "avtale-0.md"
    file.write_text(file.read_text().replace("Utgave 2", "Utgave 4"), encoding="utf-8")
    local.ingest(file)
    with pytest.raises(StagedConflict):
        local.keeper.publish(staged)
    assert "Utgave 4" in local.read()


def test_only_the_changed_clauses_are_embedded(local: Desk) -> None:
    """Staging one changed section embeds that section, and publishing embeds nothing."""
    file = local.folder / "avtale-2.md"
    file.write_text(file.read_text().replace("om personvern: partene", "om personvern: alle partene"), encoding="utf-8")
    local.embedder.embedded.clear()
    local.ingest(file, stage=True)
    assert len(local.embedder.embedded) == 1
    local.embedder.embedded.clear()
    local.keeper.publish()
    assert local.embedder.embedded == []


def test_an_older_state_is_built_again(local: Desk) -> None:
    """Rolling back to a state whose directory is gone builds it again from the library."""
    local.stage(0, 2)
    local.keeper.publish()
    import shutil

    shutil.rmtree(local.settings.data_dir / "generations" / str(local.first))
    local.keeper.roll_back(str(local.first))
    assert "Utgave 2" not in local.read()


def test_rolling_back_changes_no_file(local: Desk) -> None:
    """Going back to a kept state moves a pointer: not a byte of it is written anew."""
    local.stage(0, 2)
    local.keeper.publish()
    place = local.settings.data_dir / "generations" / str(local.first)
    before = contents(place)
    local.keeper.roll_back()
    assert contents(place) == before


def test_removed_and_back(desk: Desk) -> None:
    """A removed document is read by nobody, its history stays, and rolling back brings it back."""
    loss = desk.keeper.loss("avtale-1.md")
    assert (loss.version.document.identity, loss.returns) == ("avtale-1", True)
    desk.keeper.remove("avtale-1.md")
    assert "av avtale 1 " not in desk.read()
    assert len(desk.library.history("avtale-1")) == 1
    desk.keeper.roll_back()
    assert "av avtale 1 " in desk.read()


def test_published_when_due(desk: Desk) -> None:
    """A timed publication happens at its time and not before, once, in the name of who asked for it; the bot is reminded."""
    staged = desk.stage(0, 2)
    due = datetime.now(UTC) + timedelta(hours=1)
    desk.keeper.publish_at(None, due)
    assert desk.reminded == [(staged, due)]
    assert desk.keeper.publish_due() == []
    other = Maintenance(desk.settings, desk.engine, desk.embedder, "samspill")
    (done,) = other.publish_due(due + timedelta(seconds=1))
    assert done.generation == staged  # type: ignore[union-attr]
    assert other.publish_due(due + timedelta(seconds=2)) == []
    (entry,) = AuditTrail(desk.engine).entries(action="publish_timed")
    assert entry.actor == "U1"


def test_a_timed_publication_that_cannot_be(local: Desk) -> None:
    """One whose document was changed otherwise is marked as failed and audited, and does not stop the others."""
    bad, good = local.stage(0, 2), None
    for generation in (bad,):
        local.keeper.publish_at(generation, datetime.now(UTC))
    file = local.folder / "avtale-0.md"
    file.write_text(file.read_text().replace("Utgave 2", "Utgave 4"), encoding="utf-8")
    local.ingest(file)
    good = str(local.ingest(local.edition(1, 5), stage=True).generation)  # type: ignore[attr-defined]
    local.keeper.publish_at(good, datetime.now(UTC))
    first, second = local.keeper.publish_due(datetime.now(UTC) + timedelta(seconds=1))
    assert isinstance(first, StagedConflict)
    assert second.generation == good  # type: ignore[union-attr]
    assert "publish_timed_failed" in local.actions()


def quoting(desk: Desk, number: int) -> Citation:
    """A citation of one sentence of an agreement."""
    (record,) = [r for r in desk.library.documents() if r.version.document.identity == f"avtale-{number}"]
    chunk = desk.library.chunks_of(record.version.id)[0]
    quote = next(line for line in chunk.text.splitlines() if "Utgave" in line).split(". mars")[0]
    sentence = chunk.text[chunk.text.index(quote) :].split(" Referat")[0]
    return Citation(f"avtale-{number}.md", "", sentence, chunk.section, None, record.version.id, None, None, None)


def test_touched_answers_and_drafts_are_told(desk: Desk) -> None:
    """What rests on a changed sentence is in the impact, and nothing else; publishing tells the draft's author once."""
    reliances = Reliances(desk.engine)
    reliances.remember("answer", "event-1", [quoting(desk, 0)])
    reliances.remember("draft", "draft-1", [quoting(desk, 0)])
    reliances.remember("draft", "draft-2", [quoting(desk, 1)])
    desk.stage(0, 2)
    (staged,) = desk.keeper.staged()
    found = desk.keeper.impact(staged, TODAY)
    assert [one.reference for one in found.answers] == ["event-1"]
    assert [one.reference for one in found.drafts] == ["draft-1"]
    assert desk.told == []
    assert desk.keeper.publish().notes == 1
    assert [(one.reference, one.document) for one in desk.told] == [("draft-1", "avtale-0")]
    assert all("Utgave 1 av avtale 0" in text for one in desk.told for text in one.gone)


def test_a_similar_file_is_proposed_as_the_next_version(local: Desk, tmp_path: Path) -> None:
    """A new file much like a document is told to look like it; taken as its next version it replaces it, history and all."""
    file = tmp_path / "ny avtale.md"
    file.write_text(
        (local.folder / "avtale-0.md").read_text().replace("id: avtale-0\n", "").replace("Utgave 1", "Utgave 9")
    )
    report = local.keeper.ingest(IngestRequest((file,), dry_run=True))
    assert [line.like for line in report.files] == ["avtale-0"]
    local.keeper.ingest(IngestRequest((file,), stage=True, identity="avtale-0.md"))
    local.keeper.publish()
    assert [record.version.document.path for record in local.library.history("avtale-0")] == [
        "ny avtale.md",
        "avtale-0.md",
    ]
    again = local.ingest(local.folder)
    assert {line.path: line.reason for line in again.files if line.reason} == {"avtale-0.md": "older_version"}  # type: ignore[attr-defined]
    assert "Utgave 9 av avtale 0" in local.read()


def test_compared_by_name_number_and_state(local: Desk) -> None:
    """A document alone is compared with what is staged of it, else with the version before; versions are named by number, too."""
    local.stage(0, 2)
    (staged,) = local.keeper.staged()
    alone = local.keeper.diff("avtale-0.md")
    assert alone.after is not None
    assert alone.after.id == staged.changes[0].version.id
    named = local.keeper.diff("avtale-0.md", "avtale-0.md@staged")
    assert alone.as_json() == named.as_json() == staged.changes[0].as_json()
    assert alone.comparison is not None
    assert len(alone.comparison.of("reworded")) == 4
    assert "Utgave" in alone.html("nb")
    with pytest.raises(NotFound):
        local.keeper.diff("avtale-1.md")


def test_contradictions_of_many_documents_are_found_in_parts(local: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large library, gone through some documents at a time with the likely ones only, the same contradictions are found."""
    for number, many in ((7, "fem"), (8, "åtte")):
        head = f"---\nid: plan-{number}\ntitle: Plan for Fjordlab\nlanguage: nb\n---\n\n# Plan for Fjordlab\n\n"
        text = f"{head}Fjordlab har {many} temaområder.\n"
        (local.folder / f"plan-{number}.md").write_text(text, encoding="utf-8")
    local.ingest(local.folder)
    whole = next(one for one in local.keeper.contradictions.open() if one.one.document == "plan-7")
    assert {whole.one.value, whole.other.value} == {"fem", "åtte"}
    monkeypatch.setattr("ingest.maintenance.contradicting.ALL", 2)
    monkeypatch.setattr("ingest.maintenance.contradicting.PART", 2)
    assert local.keeper.contradictions.note() == []
    assert whole.id in [one.id for one in local.keeper.contradictions.open()]


def test_a_publication_stands_whatever_the_search_for_contradictions_meets(
    local: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When looking for contradictions fails, what was published is published all the same."""
    staged = local.stage(0, 2)
    monkeypatch.setattr("ingest.maintenance.settling.find_contradictions", lambda *_: 1 / 0)
    assert local.keeper.publish().generation == staged
    assert "Utgave 2 av avtale 0" in local.read()
