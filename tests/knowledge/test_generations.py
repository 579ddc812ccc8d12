"""Readers see one generation, whole, from the beginning of a question to its end; and always one that is whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from knowledge.database import open_database
from knowledge.errors import EmbeddingMismatch, IndexDamaged, LibraryEmpty
from knowledge.generations import Generations
from knowledge.generations_files import Store
from knowledge.generations_manifest import MANIFEST
from knowledge.generations_open import OpenGeneration
from knowledge.library import Library
from knowledge.library_publishing import publish
from knowledge.settings import KnowledgeSettings
from tests.making import HashEmbedder, bring_in, closing_engine, contents, lexical_ids, reading, write_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


def edition(settings: KnowledgeSettings, folder: Path, number: int) -> str:
    """Publish an edition of the documents; returns the generation."""
    write_documents(folder, number, count=3)
    generation = bring_in(settings, folder).generation
    assert generation is not None
    return generation


def editions(generation: OpenGeneration) -> set[str]:
    """Which editions' texts a generation holds, as a question would find them: by vector, by word, and as texts."""
    vector = HashEmbedder().embed(["Utgave av avtale sier om økonomi"])[0]
    by_vector = [number for number, _ in generation.dense.query(vector, 50)] if generation.dense else []
    numbers = [*by_vector, *lexical_ids(generation)]
    found = generation.fetch(numbers)
    assert len(found) == len(numbers)
    return {chunk.text.split("Utgave ")[1].split()[0] for chunk, _ in found}


def never_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.generations.POLL_S", 0.0)


def test_an_empty_library_is_told(settings: KnowledgeSettings, folder: Path) -> None:
    """Before anything is published, and after everything was retired, a reader gets LibraryEmpty."""
    with reading(settings) as generations, pytest.raises(LibraryEmpty), generations.current():
        pass
    edition(settings, folder, 1)
    for file in folder.iterdir():
        file.unlink()
    assert bring_in(settings, folder).counts["retired"] == 3
    with reading(settings) as generations, pytest.raises(LibraryEmpty), generations.current():
        pass


def test_a_long_lived_reader_sees_the_new_generation(
    settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next question after a publication is answered from the new generation; one that has begun stays on the old."""
    never_poll(monkeypatch)
    first = edition(settings, folder, 1)
    with reading(settings) as generations:
        with generations.current() as old:
            second = edition(settings, folder, 2)
            with generations.current() as new:
                assert (old.id, new.id) == (first, second)
                assert editions(new) == {"2"}
            assert editions(old) == {"1"}
        assert not old.lease(), "the old generation is closed after its last reader"
        assert len(list((settings.data_dir / "readers").iterdir())) == 2, "one copy and its lock"
    assert list((settings.data_dir / "readers").iterdir()) == []


def test_a_watching_reader_swaps_by_itself(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A reader that watches has the new generation open without any question being asked."""
    edition(sqlite_settings, folder, 1)
    with reading(sqlite_settings) as generations:
        with generations.current():
            pass
        generations.watch()
        second = edition(sqlite_settings, folder, 2)
        waiting = threading.Event()
        for _ in range(100):
            if generations._open is not None and generations._open.id == second:
                break
            waiting.wait(0.1)
        assert generations._open is not None
        assert generations._open.id == second


def test_reading_writes_nothing_into_a_generation(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A published directory is never written to: two readers at once leave it bit for bit as it was."""
    directory = Store(sqlite_settings.data_dir).path(edition(sqlite_settings, folder, 1))
    before = contents(directory)
    with reading(sqlite_settings) as one, reading(sqlite_settings) as other, one.current() as a, other.current() as b:
        assert editions(a) == editions(b) == {"1"}
    assert contents(directory) == before


def damage(directory: Path, pattern: str) -> None:
    file = max(directory.glob(pattern), key=lambda path: path.stat().st_size)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


DAMAGE = {
    "segment": lambda directory: damage(directory, "chroma/*/data_level0.bin"),
    "chroma database": lambda directory: damage(directory, "chroma/chroma.sqlite3"),
    "lexical": lambda directory: damage(directory, "lexical/*/*.npy"),
    "cut off": lambda directory: (directory / "lexical" / "norwegian" / "ids.npy").write_bytes(b"\x93NUMPY"),
    "missing file": lambda directory: (directory / "lexical" / "norwegian" / "ids.npy").unlink(),
    "missing chroma": lambda directory: shutil.rmtree(directory / "chroma"),
    "file too many": lambda directory: (directory / "chroma" / "stray").write_bytes(b"x"),
    "manifest": lambda directory: damage(directory, MANIFEST),
    "manifest empty": lambda directory: (directory / MANIFEST).write_bytes(b""),
    "manifest gone": lambda directory: (directory / MANIFEST).unlink(),
}


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with two generations, to be copied, and the name of the second."""
    root = tmp_path_factory.mktemp("two-editions")
    settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=root / "data")
    edition(settings, root / "documents", 1)
    return root / "data", edition(settings, root / "documents", 2)


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_is_noticed_and_the_old_one_serves(
    kind: str, sqlite_settings: KnowledgeSettings, two_editions: tuple[Path, str]
) -> None:
    """Whatever was changed in the current generation's files, the one before serves; a rebuild from the library mends it."""
    data_dir, second = two_editions
    shutil.copytree(data_dir, sqlite_settings.data_dir)
    DAMAGE[kind](Store(sqlite_settings.data_dir).path(second))
    with reading(sqlite_settings) as generations:
        with generations.current() as generation:
            assert editions(generation) == {"1"}
        assert generations.damaged == second
        with pytest.raises(IndexDamaged):
            generations.check()
        assert bring_in(sqlite_settings, rebuild=True).exit_code == 0
        generations._looked = float("-inf")
        with generations.current() as generation:
            assert editions(generation) == {"2"}
        assert generations.damaged is None
        generations.check()


def test_the_next_ingest_does_not_build_on_damage(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """An ordinary ingest after the current index was damaged publishes a whole one, built from the library."""
    DAMAGE["segment"](Store(sqlite_settings.data_dir).path(edition(sqlite_settings, folder, 1)))
    write_documents(folder, 1, count=4)
    bring_in(sqlite_settings, folder)
    with reading(sqlite_settings) as generations, generations.current() as generation:
        assert editions(generation) == {"1"}
        assert generation.dense is not None
        assert generation.dense.count() == len(generation.lexical)


def test_damage_without_an_older_generation_is_told(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """When there is nothing older to serve, the reader is told, with the command that rebuilds."""
    DAMAGE["lexical"](Store(sqlite_settings.data_dir).path(edition(sqlite_settings, folder, 1)))
    with reading(sqlite_settings) as generations, pytest.raises(IndexDamaged) as caught, generations.current():
        pass
    assert caught.value.facts["command"] == "samspill ingest --rebuild"


def test_a_lost_directory_is_built_from_the_library(settings: KnowledgeSettings, folder: Path, tmp_path: Path) -> None:
    """A reader whose machine has no directory of the current generation builds the same one from the library."""
    generation = edition(settings, folder, 1)
    store = Store(settings.data_dir)
    shutil.rmtree(store.path(generation))
    with reading(settings) as generations, generations.current() as opened:
        assert opened.id == generation
        assert editions(opened) == {"1"}
    assert store.has(generation)


def test_a_reader_that_is_overtaken_opens_the_newest(
    sqlite_settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When what a reader is about to open is removed by newer publications, it opens the newest instead of building the old."""
    edition(sqlite_settings, folder, 1)
    look, looked = Library.pointer, []

    def late(self: Library) -> object:
        pointer = look(self)
        if not looked:
            looked.append(pointer)
            for number in (2, 3, 4):
                edition(sqlite_settings, folder, number)
        return pointer

    with reading(sqlite_settings) as generations:
        monkeypatch.setattr(generations._library, "pointer", late.__get__(generations._library))
        with generations.current() as generation:
            assert editions(generation) == {"4"}
    names = {path.name for path in (sqlite_settings.data_dir / "generations").iterdir()}
    assert looked[0].current not in names


def test_a_directory_of_another_format_is_built_again(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """After an upgrade that changes the directory's format, a reader makes today's from the library."""
    generation = edition(sqlite_settings, folder, 1)
    manifest = Store(sqlite_settings.data_dir).path(generation) / MANIFEST
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))
    with reading(sqlite_settings) as generations, generations.current() as opened:
        assert editions(opened) == {"1"}
    assert json.loads(manifest.read_text())["format"] > 0


def test_a_rollback_is_seen(settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the earlier generation was published again, questions are answered from it."""
    never_poll(monkeypatch)
    first, second = edition(settings, folder, 1), edition(settings, folder, 2)
    with reading(settings) as generations:
        with generations.current() as opened:
            assert opened.id == second
        with closing_engine(settings) as engine:
            publish(engine, first, expected=second)
        with generations.current() as opened:
            assert opened.id == first
            assert editions(opened) == {"1"}


def test_other_vectors_than_the_index_has_are_not_compared(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A reader with another embedding, or none, than the index was built with searches by words alone."""
    edition(sqlite_settings, folder, 1)
    for embedder in (HashEmbedder("another"), None):
        engine = open_database(sqlite_settings)
        generations = Generations(sqlite_settings, Library(engine), embedder)
        with generations.current() as generation:
            assert generation.dense is None
            assert len(generation.lexical) > 0
        with pytest.raises(EmbeddingMismatch):
            generations.check()
        generations.close()
        engine.dispose()


def test_a_reader_goes_on_when_the_next_generation_cannot_be_opened(
    sqlite_settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the next generation cannot be opened, a full disk for instance, the one that is open goes on serving."""
    never_poll(monkeypatch)
    first = edition(sqlite_settings, folder, 1)
    with reading(sqlite_settings) as generations:
        with generations.current():
            pass
        second = edition(sqlite_settings, folder, 2)
        with monkeypatch.context() as full:
            full.setattr("shutil.copytree", _no_space)
            with generations.current() as generation:
                assert generation.id == first
        with generations.current() as generation:
            assert generation.id == second


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_old_generations_and_what_killed_builds_left_are_removed(
    sqlite_settings: KnowledgeSettings, folder: Path
) -> None:
    """The current generation and the one before are kept; older ones, half-built ones and dead readers' copies go."""
    first = edition(sqlite_settings, folder, 1)
    root = sqlite_settings.data_dir / "generations"
    for left in (".building-20200101-x", ".removing-abc", "20200101-000000-abcdef"):
        (root / left / "chroma").mkdir(parents=True)
    (root / ".building-20200101-x.lock").touch()
    (root / "20200101-000000-fedcba.lock").touch()
    (sqlite_settings.data_dir / "readers" / "dead" / "chroma").mkdir(parents=True)
    two = sqlite_settings.model_copy(update={"kept_generations": 2})
    second, third = edition(two, folder, 2), edition(two, folder, 3)
    assert {path.name for path in root.iterdir()} == {second, third}
    assert first not in {second, third}
    with reading(sqlite_settings) as generations, generations.current():
        assert not (sqlite_settings.data_dir / "readers" / "dead").exists()


def test_what_a_live_process_reads_is_not_removed(sqlite_settings: KnowledgeSettings, folder: Path) -> None:
    """A generation that another process has open stays, however old; when the process has ended, even killed, it goes."""
    first = edition(sqlite_settings, folder, 1)
    code = (
        "import sys, time; from pathlib import Path; from knowledge.generations_files import Store\n"
        "with Store(Path(sys.argv[1])).lease(sys.argv[2]): print('reading', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(sqlite_settings.data_dir), first]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for number in (2, 3):
            edition(sqlite_settings, folder, number)
        assert Store(sqlite_settings.data_dir).has(first)
    finally:
        reader.kill()
        reader.wait()
    edition(sqlite_settings, folder, 4)
    assert not Store(sqlite_settings.data_dir).path(first).exists()


def test_swapping_leaves_nothing_open(
    sqlite_settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that has seen six generations holds no more files and threads than after the second."""
    never_poll(monkeypatch)

    def held() -> np.ndarray:
        return np.array([len(list(Path(f"/proc/self/{kind}").iterdir())) for kind in ("fd", "task")])

    edition(sqlite_settings, folder, 1)
    with reading(sqlite_settings) as generations:
        counts = []
        for number in range(2, 7):
            edition(sqlite_settings, folder, number)
            with generations.current() as generation:
                assert editions(generation) == {str(number)}
            counts.append(held())
    assert (counts[-1] <= counts[0] + 2).all(), counts


def test_what_was_read_lately_is_not_read_again(
    sqlite_settings: KnowledgeSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chunk is fetched from the database once for each open generation, and only so many are kept."""
    monkeypatch.setattr("knowledge.generations_open.KEPT_CHUNKS", 2)
    edition(sqlite_settings, folder, 1)
    with reading(sqlite_settings) as generations, generations.current() as generation:
        numbers = lexical_ids(generation)[:3]
        texts = [chunk.text for chunk, _ in generation.fetch(numbers)]
        asked: list[int] = []
        fetch = generation._library.fetch
        monkeypatch.setattr(generation._library, "fetch", lambda ids: asked.extend(ids) or fetch(ids))
        assert [chunk.text for chunk, _ in generation.fetch(numbers[1:])] == texts[1:]
        assert asked == []
        assert [chunk.text for chunk, _ in generation.fetch(numbers)] == texts
        assert asked == numbers[:1]
