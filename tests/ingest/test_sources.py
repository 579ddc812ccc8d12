"""Every file that a folder holds is found or refused with a reason, always in the same order."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.sandbox import ReaderPool
from ingest.settings import IngestSettings
from ingest.sources import Found, SourceFile, find
from knowledge.errors import FileRefused, NotFound

NOBODY = 65534


def reasons(found: Found) -> dict[str, str]:
    return {refused.path: refused.error.reason for refused in found.refused}


def paths(found: Found) -> list[str]:
    return [file.path for file in found.files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "avtaler"
    home.mkdir()
    (home / "god.md").write_text("# God\n\nTekst.")
    return home


@contextmanager
def ordinary_user() -> Iterator[None]:
    """As root every file is readable, so a test of permissions becomes somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_owns_its_files(folder: Path) -> None:
    """Files below a folder carry it as their source, and their path within it."""
    (folder / "b" / "c").mkdir(parents=True)
    (folder / "b" / "c" / "D.TXT").write_text("Tekst.")
    found = find([folder])
    assert [(file.source, file.path) for file in found.files] == [(str(folder), "god.md"), (str(folder), "b/c/D.TXT")]
    assert found.folders == (str(folder),)
    assert found.files[1].suffix == ".txt"
    assert found.files[0].size == len("# God\n\nTekst.")


def test_a_single_file_owns_nothing(folder: Path) -> None:
    """A file that is named by itself belongs to its folder, but the folder is not a source that owns its files."""
    found = find([folder / "god.md"])
    assert [(file.source, file.path) for file in found.files] == [(str(folder), "god.md")]
    assert found.folders == ()


def test_named_twice_is_found_once(folder: Path) -> None:
    """A file that is named beside its folder is found once, and refused not at all."""
    found = find([folder, folder / "god.md", folder])
    assert paths(found) == ["god.md"]
    assert not found.refused
    assert found.folders == (str(folder),)


def test_what_does_not_exist(tmp_path: Path) -> None:
    """A path that does not exist is told by its name."""
    with pytest.raises(NotFound) as missing:
        find([tmp_path / "borte"])
    assert missing.value.facts["name"].endswith("borte")


def test_the_order_is_fixed(folder: Path) -> None:
    """Files come sorted by name, those of a folder before those of the folders in it."""
    for name in ("z/1.md", "a/2.md", "å.md", "B.md", "a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Tekst.")
    assert paths(find([folder])) == ["B.md", "a.md", "god.md", "å.md", "a/2.md", "z/1.md"]


def test_hidden_files_are_left_alone(folder: Path) -> None:
    """Hidden files and what operating systems leave lying about are neither files nor refusals."""
    (folder / ".git").mkdir()
    for name in (".DS_Store", ".skjult.md", "Thumbs.db", "~$god.docx", ".git/config.md"):
        (folder / name).write_text("x")
    assert paths(find([folder])) == ["god.md"]
    assert not find([folder]).refused


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("README", "unknown_format"),
        ("tabell.xlsx", "unknown_format"),
        ("gammel.DOC", "old_word"),
        ("x.md.bak", "unknown_format"),
    ],
)
def test_other_formats_are_told(folder: Path, name: str, reason: str) -> None:
    """A file of a format that cannot be read is refused with that reason, not skipped."""
    (folder / name).write_text("Tekst.")
    assert reasons(find([folder])) == {name: reason}


def test_empty_and_large(folder: Path) -> None:
    """Empty files and files above the limit are refused before anything reads them."""
    (folder / "tom.md").touch()
    with (folder / "stor.pdf").open("wb") as large:
        large.truncate(2 * 1024 * 1024)
    found = find([folder], IngestSettings.model_validate({"SAMSPILL_MAX_FILE_MB": 1}))
    assert reasons(found) == {"tom.md": "empty", "stor.pdf": "too_large"}


def test_links(folder: Path, tmp_path: Path) -> None:
    """A link within the folder is followed to its file; links out, to folders, in circles and to nothing are refused."""
    (tmp_path / "utenfor.md").write_text("Hemmelig.")
    (folder / "inn.md").symlink_to(folder / "god.md")
    (folder / "ut.md").symlink_to(tmp_path / "utenfor.md")
    (folder / "rot").symlink_to("/")
    (folder / "ring").symlink_to(folder)
    (folder / "sirkel.md").symlink_to(folder / "sirkel.md")
    (folder / "borte.md").symlink_to(folder / "ingenting.md")
    found = find([folder])
    assert paths(found) == ["god.md", "inn.md"]
    assert reasons(found) == {
        "ut.md": "link_outside",
        "rot": "link_outside",
        "ring": "link_folder",
        "sirkel.md": "link_broken",
        "borte.md": "link_broken",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets with names are POSIX")
def test_pipes_and_sockets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or socket with a document's name is refused, and nobody waits for it to speak."""
    os.mkfifo(folder / "pipe.md")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("sokkel.md")
        assert reasons(find([folder])) == {"pipe.md": "not_a_file", "sokkel.md": "not_a_file"}
    with pytest.raises(FileRefused) as refused:
        SourceFile(str(folder), "pipe.md", folder / "pipe.md", 10).read()
    assert refused.value.reason == "not_a_file"


def test_a_folder_with_a_documents_name(folder: Path) -> None:
    """A folder named like a document is a folder."""
    (folder / "mappe.md").mkdir()
    (folder / "mappe.md" / "inni.txt").write_text("Tekst.")
    assert paths(find([folder])) == ["god.md", "mappe.md/inni.txt"]


def test_permissions(folder: Path, tmp_path: Path) -> None:
    """What may not be read is refused with that reason, file or folder, and the others are found."""
    (folder / "lukket").mkdir()
    (folder / "lukket.md").write_text("Tekst.")
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    (folder / "lukket").chmod(0)
    (folder / "lukket.md").chmod(0)
    try:
        with ordinary_user():
            found = find([folder])
            assert paths(found) == ["god.md", "lukket.md"]
            assert reasons(found) == {"lukket": "folder_not_readable"}
            with pytest.raises(FileRefused) as refused:
                found.files[1].sha256()
            assert refused.value.reason == "not_readable"
    finally:
        (folder / "lukket").chmod(0o755)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("to\nlinjer.md", "to\\u000alinjer.md"),
        ("snudd\u202edm.md", "snudd\\u202edm.md"),
        ("null\u200bbredde.md", "null\\u200bbredde.md"),
    ],
)
def test_names_that_deceive(folder: Path, name: str, shown: str) -> None:
    """A name with line breaks, turned or invisible characters is refused, and shown so that it can be recognised."""
    (folder / name).write_text("Tekst.")
    assert reasons(find([folder])) == {shown: "bad_name"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no text")
def test_names_that_are_no_text(folder: Path) -> None:
    """A name that is no UTF-8 is refused like other names that cannot be shown."""
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md")).write_text("Tekst.")
    assert list(reasons(find([folder])).values()) == ["bad_name"]


def test_very_long_paths(folder: Path) -> None:
    """A path too long to be kept is refused."""
    deep = folder
    for _ in range(6):
        deep = deep / ("x" * 200)
        deep.mkdir()
    (deep / "dyp.md").write_text("Tekst.")
    assert list(reasons(find([folder])).values()) == ["bad_name"]


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system composes names itself")
def test_composed_and_decomposed_names(folder: Path) -> None:
    """A name keeps its identity however its letters are composed; two that differ only in that are told apart."""
    (folder / "a\u030arlig.md").write_text("Tekst.")
    assert paths(find([folder])) == ["god.md", "\u00e5rlig.md"]
    (folder / "\u00e5rlig.md").write_text("Annen tekst.")
    found = find([folder])
    assert len(found.files) == 2
    assert reasons(found) == {"\u00e5rlig.md": "same_name"}


def test_hash_and_bytes(folder: Path) -> None:
    """The hash is the SHA-256 of the file's bytes."""
    file = find([folder]).files[0]
    assert file.sha256() == hashlib.sha256(file.read()).hexdigest()


def test_a_file_that_vanishes(folder: Path) -> None:
    """A file that is gone when it is to be read is refused with that reason."""
    file = find([folder]).files[0]
    (folder / "god.md").unlink()
    with pytest.raises(FileRefused) as refused:
        file.sha256()
    assert refused.value.reason == "vanished"


def test_a_file_that_becomes_a_link(folder: Path, tmp_path: Path) -> None:
    """A file that was exchanged for a link after it was found is not followed."""
    file = find([folder]).files[0]
    (tmp_path / "hemmelig.md").write_text("Hemmelig.")
    (folder / "god.md").unlink()
    (folder / "god.md").symlink_to(tmp_path / "hemmelig.md")
    with pytest.raises(FileRefused) as refused:
        file.read()
    assert refused.value.reason == "not_readable"


def test_a_file_that_changes_or_grows(folder: Path) -> None:
    """A file that is not what was hashed any more is refused, and so is one that grew past the limit."""
    file = find([folder]).files[0]
    before = file.sha256()
    (folder / "god.md").write_text("# Ny\n\nAnnen tekst.")
    with ReaderPool() as pool, pytest.raises(FileRefused) as refused:
        pool.read(file, before)
    assert refused.value.reason == "changed"
    with pytest.raises(FileRefused) as refused:
        SourceFile(str(folder), "god.md", folder / "god.md", 5, max_bytes=5).read()
    assert refused.value.reason == "too_large"


def test_a_file_that_was_emptied(folder: Path) -> None:
    """A file that was emptied after it was found is refused as empty."""
    file = find([folder]).files[0]
    (folder / "god.md").write_text("")
    with ReaderPool() as pool, pytest.raises(FileRefused) as refused:
        pool.read(file)
    assert refused.value.reason == "empty"
