"""`samspill ingest`, `documents` and `doctor` as a maintainer uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.command_line import call, call_json, write_documents


def test_in_again_changed_and_refused(tmp_path: Path) -> None:
    """New files are added, unchanged ones cost nothing, a changed one is updated, and a broken one is refused with its reason."""
    folder = write_documents(tmp_path / "documents")
    first = call("ingest", str(folder))
    assert first.exit_code == 0
    assert "2 added" in first.stdout
    assert "2 unchanged" in call("ingest", str(folder)).stdout
    (folder / "terms.md").write_text(
        "# Terms\n\nThe municipality owns the results of a joint project.\n", encoding="utf-8"
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    again = call("ingest", str(folder))
    assert again.exit_code == 3
    assert "refused    broken.pdf: " in again.stdout


def test_nothing_readable_is_exit_code_1(tmp_path: Path) -> None:
    """Where no file can go in, nothing is published and the exit code is 1."""
    (tmp_path / "broken.pdf").write_bytes(b"no pdf")
    assert call("ingest", str(tmp_path / "broken.pdf")).exit_code == 1


def test_a_missing_path_is_a_sentence(tmp_path: Path) -> None:
    """A path that does not exist fails with its name."""
    result = call("ingest", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "nowhere was not found" in result.output


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """A dry run says what would happen and leaves no data folder behind."""
    folder = write_documents(tmp_path / "documents")
    report = call_json("ingest", str(folder), "--dry-run", "--json")
    assert report["dry_run"]
    assert [file["action"] for file in report["files"]] == ["added", "added"]
    assert not (tmp_path / "data").exists()


def test_starter_documents_are_examples(tmp_path: Path) -> None:
    """The starter documents come in by --starter only, and each is listed as an example."""
    assert call("documents", "list").stdout.startswith("No documents yet")
    assert call("ingest", "--starter").exit_code == 0
    listed = call_json("documents", "list", "--json")
    assert 8 <= len(listed) <= 12
    assert {record["status"] for record in listed} == {"example"}
    assert "All that has been brought in are examples" in call("doctor").stdout


def test_a_document_is_shown_and_traced(tmp_path: Path) -> None:
    """A document is found by file name, title or identity; its history names each version and which one is current."""
    folder = write_documents(tmp_path / "documents")
    call("ingest", str(folder))
    file = folder / "avtale.md"
    file.write_text(file.read_text(encoding="utf-8").replace("2027", "2029"), encoding="utf-8")
    call("ingest", str(folder))
    for name in ("avtale.md", "avtale-skogby", "samarbeidsavtale for skogby"):
        shown = call_json("documents", "show", name, "--json")
        assert shown["valid_to"] == "2029-12-31"
        assert any("31. desember 2029" in passage["text"] for passage in shown["passages"])
    history = call_json("documents", "history", "avtale.md", "--json")
    assert [(one["valid_to"], one["current"]) for one in history] == [("2029-12-31", True), ("2027-12-31", False)]
    assert call("documents", "show", "avtal.md").exit_code == 1


@pytest.mark.parametrize("variable", ["SAMSPILL_RETENTION_DAYS", "SAMSPILL_MAX_PAGES", "SAMSPILL_WATCH_HOURS"])
def test_doctor_reads_the_settings_of_every_part(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value of any part's setting, also one that only the running bot or an ingest reads, is the first line of doctor."""
    monkeypatch.setenv(variable, "many")
    result = call("doctor")
    assert result.exit_code == 1
    assert variable in next(line for line in result.output.splitlines() if line.startswith("✗"))


def test_doctor_finds_what_is_wrong(tmp_path: Path) -> None:
    """A healthy installation is told so; a lost index is found, with the command that rebuilds it."""
    folder = write_documents(tmp_path / "documents")
    call("ingest", str(folder))
    assert call("doctor").exit_code == 0
    for file in (tmp_path / "data" / "generations").glob("*/lexical/**/*.npy"):
        file.write_bytes(b"")
    result = call("doctor")
    assert result.exit_code == 1
    assert "samspill ingest --rebuild" in result.stdout


def test_what_was_mended_is_told(tmp_path: Path) -> None:
    """A document that went in with something to look at says what and where, in a line of its own."""
    mixed = "Første linje på UTF-8.\n\n".encode() + "Andre linje for høgskolen.\n".encode("cp1252")
    (tmp_path / "blandet.txt").write_bytes(mixed)
    result = call("ingest", str(tmp_path / "blandet.txt"))
    assert result.exit_code == 0
    assert (
        "encoded otherwise than the rest of the file; see whether the letters are right there: line 3" in result.stdout
    )


def test_an_address_is_told_from_a_path(tmp_path: Path) -> None:
    """An address on no named host is refused with the setting's name, and a list of addresses is read; no path is looked for."""
    listed = tmp_path / "sider.txt"
    listed.write_text("# sider\nhttps://www.kommune.example/a\n", encoding="utf-8")
    result = call("ingest", "https://kari:hemmelig@www.kommune.example/b", "--addresses", str(listed))
    assert result.exit_code == 1
    assert "SAMSPILL_WEB_HOSTS" in result.stdout
    assert "hemmelig" not in result.output
    assert "2 refused" in result.stdout


def test_doctor_lists_the_rules_that_no_document_states(tmp_path: Path) -> None:
    """A point whose rule (a named project owner) stands in a document in force is not listed; once that document is gone, it is."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "krav.md").write_text(
        "# Krav til prosjekter\n\nProsjekteieren i kommunen skal være oppgitt med navn i hver henvendelse.\n",
        encoding="utf-8",
    )
    (folder / "annet.md").write_text(
        "# Annet\n\nKantina er åpen fra klokka ti til klokka to hver dag.\n", encoding="utf-8"
    )
    assert call("ingest", str(folder)).exit_code == 0
    assert "Municipal unit" not in rules_listed()
    (folder / "krav.md").unlink()
    assert call("ingest", str(folder), "--allow-removal").exit_code == 0
    assert "Municipal unit" in rules_listed()


def rules_listed() -> str:
    """What doctor says of the rules behind the forms."""
    checks = json.loads(call("doctor", "--json").stdout)["checks"]
    return str(next(check["text"] for check in checks if check["check"] == "rules"))
