"""From files to a published generation: what goes in, what it costs, and what is left alone when something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import IngestRequest, ingest
from knowledge.errors import EmbeddingMismatch, EmbeddingUnavailable, IngestBusy, NotFound, RemovalRefused
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings
from tests.making import HashEmbedder, bring_in, closing_engine, contents, lexical_ids, reading, write_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "documents"
    write_documents(path, 1, count=3)
    return path


@pytest.fixture
def chroma_settings(sqlite_settings: KnowledgeSettings, chroma_url: str) -> KnowledgeSettings:
    return sqlite_settings.model_copy(update={"chroma_url": chroma_url})


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres), "chroma"])
def everywhere(request: pytest.FixtureRequest) -> KnowledgeSettings:
    """Settings on SQLite, on PostgreSQL, and with the vectors on a Chroma server."""
    found: KnowledgeSettings = request.getfixturevalue(f"{request.param}_settings")
    return found


def texts(settings: KnowledgeSettings) -> dict[str, list[str]]:
    """Each document's chunks as a reader gets them, after looking every one up by its own vector and by number."""
    found: dict[str, list[str]] = {}
    with reading(settings) as generations, generations.current() as generation:
        for chunk, version in generation.fetch(lexical_ids(generation)):
            text = f"{chunk.section[-1]}\n{chunk.text}" if chunk.section else chunk.text
            hits = (
                generation.dense.query(HashEmbedder().embed([text])[0], 3, chunk.language) if generation.dense else []
            )
            assert chunk.id in [number for number, _ in hits] or hits[0][1] > 0.99999
            found.setdefault(version.document.identity, []).append(chunk.text)
    return found


def actions(report: object) -> dict[str, str]:
    return {line.path: line.action for line in report.files}  # type: ignore[attr-defined]


def test_a_folder_comes_in(everywhere: KnowledgeSettings, folder: Path) -> None:
    """Every file of a folder is in, and every chunk is found by its own vector and by its number."""
    report = bring_in(everywhere, folder)
    assert set(actions(report).values()) == {"added"}
    assert (report.exit_code, report.published, report.documents) == (0, True, 3)
    found = texts(everywhere)
    assert set(found) == {"avtale-0", "avtale-1", "avtale-2"}
    assert sum(map(len, found.values())) == report.chunks


def test_changed_new_and_missing_files_are_followed(everywhere: KnowledgeSettings, folder: Path) -> None:
    """After a change readers find the new text and not the old one; what did not change is as it was."""
    bring_in(everywhere, folder)
    before = texts(everywhere)
    changed = (folder / "avtale-0.md").read_text().replace("Utgave 1", "Utgave 2")
    (folder / "avtale-0.md").write_text(changed)
    (folder / "avtale-1.md").unlink()
    (folder / "ny.txt").write_text("En helt ny avtale om studentpraksis i kommunen.\n")
    report = bring_in(everywhere, folder)
    assert actions(report) == {
        "avtale-0.md": "updated",
        "avtale-1.md": "retired",
        "avtale-2.md": "unchanged",
        "ny.txt": "added",
    }
    after = texts(everywhere)
    assert set(after) == {"avtale-0", "avtale-2", str(folder / "ny.txt")}
    assert after["avtale-2"] == before["avtale-2"]
    assert all("Utgave 2" in text for text in after["avtale-0"])


def test_unchanged_files_cost_a_hash(settings: KnowledgeSettings, folder: Path) -> None:
    """When nothing changed no generation is made, nothing is embedded, and not a byte of the index is touched."""
    first = bring_in(settings, folder)
    before = contents(settings.data_dir / "generations")
    embedder = HashEmbedder()
    again = bring_in(settings, folder, embedder=embedder)
    assert set(actions(again).values()) == {"unchanged"}
    assert (again.generation, again.published, again.exit_code) == (first.generation, False, 0)
    assert embedder.embedded == []
    assert contents(settings.data_dir / "generations") == before


def test_an_unchanged_ingest_loads_neither_chroma_nor_langchain(
    sqlite_settings: KnowledgeSettings, folder: Path
) -> None:
    """A run that finds everything unchanged imports no chromadb, no langchain, no parser."""
    bring_in(sqlite_settings, folder)
    code = (
        "import sys; from pathlib import Path; from knowledge.settings import KnowledgeSettings, load\n"
        "from tests.making import bring_in\n"
        "report = bring_in(load(KnowledgeSettings), Path(sys.argv[1])); assert report.counts['unchanged'] == 3\n"
        "print([n for n in ('chromadb', 'langchain_core', 'trafilatura', 'pypdfium2', 'docx') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr


def test_only_what_is_new_is_embedded(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A changed section is embedded, its unchanged neighbours are not, and neither is a text that was in before."""
    bring_in(sqlite_settings, folder)
    file = folder / "avtale-0.md"
    original = file.read_text()
    file.write_text(original.replace("om personvern: partene møtes", "om personvern: alle partene møtes jevnlig"))
    embedder = HashEmbedder()
    report = bring_in(sqlite_settings, folder, embedder=embedder)
    assert report.chunks == 12
    assert len(embedder.embedded) == 1
    assert "alle partene" in embedder.embedded[0]
    assert report.embedded == len(embedder.embedded)
    file.write_text(original)
    again = HashEmbedder()
    bring_in(sqlite_settings, folder, embedder=again)
    assert again.embedded == []


def test_an_identical_clause_in_two_documents_stays_two(everywhere: KnowledgeSettings, folder: Path) -> None:
    """A clause that stands word for word in two documents is found in both; retiring one keeps the other's."""
    text = "# Fellesbestemmelser\n\nPartene skal varsle hverandre innen ti dager.\n"
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(f"---\nid: {name}\ntitle: Avtale {name}\n---\n\n{text}")
    bring_in(everywhere, folder)
    found = texts(everywhere)
    assert found["a"] == found["b"]
    (folder / "a.md").unlink()
    bring_in(everywhere, folder)
    after = texts(everywhere)
    assert "a" not in after
    assert after["b"] == found["b"]


def test_a_single_file_touches_nothing_else(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """Bringing one file in updates it in its folder's source, and retires nothing."""
    bring_in(sqlite_settings, folder)
    (folder / "avtale-1.md").unlink()
    file = folder / "avtale-0.md"
    file.write_text(file.read_text().replace("Utgave 1", "Utgave 2"))
    assert actions(bring_in(sqlite_settings, file)) == {"avtale-0.md": "updated"}
    assert set(texts(sqlite_settings)) == {"avtale-0", "avtale-1", "avtale-2"}
    assert actions(bring_in(sqlite_settings, folder))["avtale-0.md"] == "unchanged"


def test_other_sources_are_untouched(sqlite_settings: KnowledgeSettings, folder: Path, tmp_path: Path) -> None:
    """Bringing in a second folder leaves the first one's documents in, also when that folder is gone."""
    bring_in(sqlite_settings, folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "avtale-0.txt").write_text("Noe ganske annet om leie av lokaler til forskere.\n")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    bring_in(sqlite_settings, other)
    assert len(texts(sqlite_settings)) == 4


def test_a_refused_file_keeps_its_earlier_version(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A file that became unreadable is told with its reason; what it said before stays in; the others go in. Exit 3."""
    bring_in(sqlite_settings, folder)
    (folder / "avtale-0.md").write_bytes(b"")
    (folder / "ny.txt").write_text("En ny avtale om utveksling av studenter.\n")
    report = bring_in(sqlite_settings, folder)
    line = next(line for line in report.files if line.path == "avtale-0.md")
    assert (line.action, line.reason, line.kept) == ("refused", "empty", True)
    assert report.exit_code == 3
    assert len(texts(sqlite_settings)["avtale-0"]) > 0


def test_nothing_readable_publishes_nothing(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> None:
    """A folder of which nothing can be read makes no generation. Exit 1."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.exe").write_bytes(b"MZ")
    report = bring_in(sqlite_settings, tmp_path / "bad")
    assert (report.exit_code, report.published, report.generation) == (1, False, None)


def test_two_files_with_one_id_are_told(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A second file with an id that is taken is refused by name; the first one is in."""
    (folder / "kopi.md").write_text((folder / "avtale-0.md").read_text())
    report = bring_in(sqlite_settings, folder)
    line = next(line for line in report.files if line.path == "kopi.md")
    assert (line.action, line.reason) == ("refused", "same_identity")
    assert line.facts == {"other": str(folder / "avtale-0.md")}


def test_a_dry_run_writes_nothing(settings: KnowledgeSettings, folder: Path) -> None:
    """A dry run tells what would happen and changes neither database nor index, nor does it wait for a running ingest."""
    bring_in(settings, folder)
    before = contents(settings.data_dir)
    (folder / "avtale-0.md").write_text("# Helt ny tekst\n\nDenne avtalen er skrevet om fra grunnen.\n")
    report = bring_in(settings, folder, dry_run=True)
    assert actions(report)["avtale-0.md"] == "updated"
    assert actions(report)["avtale-1.md"] == "unchanged"
    assert (report.published, report.dry_run) == (False, True)
    after = contents(settings.data_dir)
    assert {n: d for n, d in after.items() if not n.endswith("-shm")} == {
        n: d for n, d in before.items() if not n.endswith("-shm")
    }


def test_a_dry_run_needs_no_library(tmp_path: Path, folder: Path) -> None:
    """Before there is any data folder a dry run tells that everything would come in, and makes none."""
    settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path / "none")
    report = ingest(IngestRequest((folder,), dry_run=True), settings, None, None)
    assert report.counts["added"] == 3
    assert not (tmp_path / "none").exists()


def test_retiring_too_much_is_refused_before_any_write(settings: KnowledgeSettings, folder: Path) -> None:
    """When most of a folder has vanished nothing is changed, until that is allowed."""
    write_documents(folder, 1, count=6)
    bring_in(settings, folder)
    for number in range(5):
        (folder / f"avtale-{number}.md").unlink()
    before = contents(settings.data_dir / "generations")
    with pytest.raises(RemovalRefused):
        bring_in(settings, folder)
    assert contents(settings.data_dir / "generations") == before
    assert len(texts(settings)) == 6
    assert bring_in(settings, folder, allow_removal=True).counts["retired"] == 5
    assert len(texts(settings)) == 1


def test_another_embedding_is_refused_before_any_write(everywhere: KnowledgeSettings, folder: Path) -> None:
    """With another embedding than the index has, nothing is read or written, until a rebuild is asked for."""
    bring_in(everywhere, folder)
    before = contents(everywhere.data_dir / "generations")
    write_documents(folder, 2, count=3)
    another = HashEmbedder("another")
    with pytest.raises(EmbeddingMismatch) as caught:
        bring_in(everywhere, folder, embedder=another)
    assert caught.value.facts == {"built": "hash:one", "set": "hash:another", "command": "samspill ingest --rebuild"}
    assert another.embedded == []
    assert contents(everywhere.data_dir / "generations") == before
    report = bring_in(everywhere, embedder=another, rebuild=True)
    assert (report.rebuilt, report.exit_code, report.embedded) == (True, 0, len(another.embedded))
    with reading(everywhere, another) as generations, generations.current() as generation:
        assert generation.dense is not None
        assert generation.dense.count() == report.chunks


def test_without_vectors_the_index_is_lexical(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """Where the vectors are missing documents go in all the same; when they are back, a rebuild adds them."""
    with closing_engine(sqlite_settings) as engine:
        report = ingest(IngestRequest((folder,)), sqlite_settings, Library(engine), None)
    assert (report.exit_code, report.embedded) == (0, 0)
    assert not list((sqlite_settings.data_dir / "generations").glob("*/chroma"))
    with reading(sqlite_settings) as generations, generations.current() as generation:
        assert generation.dense is None
        assert len(generation.lexical) == report.chunks
    with pytest.raises(EmbeddingMismatch):
        bring_in(sqlite_settings, folder)
    bring_in(sqlite_settings, rebuild=True)
    assert len(texts(sqlite_settings)) == 3


def test_a_failing_embedder_publishes_nothing(settings: KnowledgeSettings, folder: Path) -> None:
    """When the vectors cannot be had, or are nonsense, the generation before stays the current one."""

    class Broken(HashEmbedder):
        def embed(self, texts: list[str]) -> object:  # type: ignore[override]
            return super().embed(texts)[:, :5]

    first = bring_in(settings, folder).generation
    write_documents(folder, 2, count=3)
    with pytest.raises(EmbeddingUnavailable):
        bring_in(settings, folder, embedder=Broken())
    with reading(settings) as generations, generations.current() as generation:
        assert generation.id == first
    bring_in(settings, folder)
    assert all("Utgave 2" in text for found in texts(settings).values() for text in found)


def test_texts_without_known_words_are_in_all_the_same(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """Chunks whose vector would be zero, and equal ones, do not keep a generation from being published."""

    class Deaf(HashEmbedder):
        def embed(self, texts: list[str]) -> object:  # type: ignore[override]
            return super().embed(texts) * 0

    report = bring_in(sqlite_settings, folder, embedder=Deaf())
    assert (report.exit_code, report.documents) == (0, 3)


def test_a_rebuild_reads_again_and_changes_nothing_that_reads_the_same(
    sqlite_settings: KnowledgeSettings, folder: Path
) -> None:
    """With --rebuild the named files are read again; those that read as before keep their versions, in a new index."""
    first = bring_in(sqlite_settings, folder)
    before = texts(sqlite_settings)
    report = bring_in(sqlite_settings, folder, rebuild=True)
    assert set(actions(report).values()) == {"unchanged"}
    assert report.rebuilt
    assert report.generation != first.generation
    assert texts(sqlite_settings) == before
    with closing_engine(sqlite_settings) as engine:
        assert len(Library(engine).history("avtale-0")) == 1


def test_a_second_ingest_is_refused(settings: KnowledgeSettings, folder: Path) -> None:
    """While one ingest runs, another one in the same library is IngestBusy; afterwards it may run."""
    seen: list[str] = []

    def meanwhile(step: str) -> None:
        if step == "embedded":
            with pytest.raises(IngestBusy):
                bring_in(settings, folder)
            assert bring_in(settings, folder, dry_run=True).counts["added"] == 3
            seen.append(step)

    with closing_engine(settings) as engine:
        ingest(IngestRequest((folder,)), settings, Library(engine), HashEmbedder(), step=meanwhile)
    assert seen == ["embedded"]
    assert bring_in(settings, folder).counts["unchanged"] == 3


@pytest.mark.postgres
def test_a_second_machine_is_refused(postgres_settings: KnowledgeSettings, folder: Path, tmp_path: Path) -> None:
    """Two machines with data folders of their own and one PostgreSQL: only one of them ingests at a time."""
    other = postgres_settings.model_copy(update={"data_dir": tmp_path / "other"})

    def meanwhile(step: str) -> None:
        if step == "embedded":
            with pytest.raises(IngestBusy):
                bring_in(other, folder)

    with closing_engine(postgres_settings) as engine:
        ingest(IngestRequest((folder,)), postgres_settings, Library(engine), HashEmbedder(), step=meanwhile)
    assert len(texts(other)) == 3, "the other machine builds its own copy of the generation"
    write_documents(folder, 2, count=3)
    bring_in(other, folder)
    assert all("Utgave 2" in text for found in texts(postgres_settings).values() for text in found)


def test_a_path_that_does_not_exist_is_told(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> None:
    """A path that was mistyped is NotFound, and nothing is made of it."""
    with pytest.raises(NotFound):
        bring_in(sqlite_settings, tmp_path / "nowhere")


def test_progress_is_told(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """Each stage that takes time tells how far it is, and never more than all."""
    told: list[tuple[int, int, str]] = []
    with closing_engine(sqlite_settings) as engine:
        request = IngestRequest((folder,))
        ingest(request, sqlite_settings, Library(engine), HashEmbedder(), progress=lambda *line: told.append(line))
    assert {"hash", "read", "embed", "index"} <= {stage for _, _, stage in told}
    assert all(0 <= done <= total for done, total, _ in told)


def test_the_starter_documents_come_in(sqlite_settings: KnowledgeSettings) -> None:
    """The example documents come in by their own source, all of them, marked as examples."""
    report = bring_in(sqlite_settings, starter=True)
    assert report.exit_code == 0
    assert {line.source for line in report.files} == {"starter"}
    with closing_engine(sqlite_settings) as engine:
        assert all(record.version.is_example for record in Library(engine).documents())
