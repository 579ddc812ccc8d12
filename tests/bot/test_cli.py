"""The command line as a whole: quick help, plain failures, no telemetry."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import click
import pytest

from bot.cli import main, samspill
from bot.commands.group import COMMANDS
from bot.env_example import render, settings_kinds
from knowledge.telemetry import OFF, silence
from tests.bot.command_line import ROOT, call, process, publish_documents, write_documents

HEAVY = {"chromadb", "langchain_core", "langchain_openai", "openai", "sqlalchemy", "alembic", "pydantic", "numpy"}


def modules_after(*words: str) -> set[str]:
    code = (
        "import sys, bot.cli\n"
        f"sys.argv = ['samspill', *{list(words)!r}]\n"
        "try:\n    bot.cli.main()\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sorted({n.split('.')[0] for n in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.rsplit("MODULES", 1)[1].split())


def test_help_imports_nothing_heavy() -> None:
    """`samspill --help` answers without importing any of the heavy packages."""
    assert not modules_after("--help") & HEAVY


def test_an_unchanged_ingest_imports_neither_index_nor_models(tmp_path: Path) -> None:
    """When nothing has changed, ingest costs hashes and a look into the library: no chromadb, no langchain."""
    folder = publish_documents(tmp_path / "documents")
    assert not modules_after("ingest", str(folder)) & {"chromadb", "langchain_core", "langchain_openai", "openai"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    """Each command explains itself with an example."""
    result = call(command, "--help")
    assert result.exit_code == 0
    assert f"samspill {command}" in result.stdout.split("Example", 1)[1]


@pytest.mark.parametrize("group", ["documents", "drafts"])
def test_every_subcommand_has_help_with_an_example(group: str) -> None:
    """Each command below a command explains itself with an example that its own options take."""
    parent = samspill.get_command(click.Context(samspill), group)
    assert isinstance(parent, click.Group)
    for name, command in parent.commands.items():
        lines = [line.split() for line in call(group, name, "--help").stdout.split("Example", 1)[1].splitlines()[1:]]
        assert lines, name
        for line in lines:
            assert line[:3] == ["samspill", group, name]
            command.make_context(name, shlex.split(" ".join(line[3:])))


def test_what_is_not_there_is_told_by_its_name() -> None:
    """A file that a command should read and that is not there is named, with exit code 1; a folder in its place is wrong use."""
    for words in (
        ["ask", "--batch", "no.file"],
        ["ingest", "no.file"],
        ["restore", "no.file"],
        ["evaluate", "no.file"],
    ):
        done = call(*words)
        assert (done.exit_code, "no.file was not found" in done.output) == (1, True), words
    assert call("ask", "--batch", "/").exit_code == 2


def test_a_wrong_setting_is_one_sentence() -> None:
    """A wrong value is told in one sentence with the variable's name and a right example."""
    result = process("ask", "x", SAMSPILL_MODEL_TIMEOUT="soon")
    assert result.returncode == 1
    assert result.stderr.strip().splitlines() == [
        "The setting SAMSPILL_MODEL_TIMEOUT is missing or has a value that cannot be used; "
        "write for example SAMSPILL_MODEL_TIMEOUT=30."
    ]


def test_the_terminal_speaks_its_locale() -> None:
    """A Norwegian locale gets Norwegian sentences."""
    assert "dokumenter å svare fra" in process("ask", "x", LC_ALL="nb_NO.UTF-8").stderr
    assert "dokument å svare frå" in process("ask", "x", LC_ALL="nn_NO.UTF-8").stderr


def test_a_crash_is_a_sentence_with_a_reference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Whatever nobody foresaw: one sentence with a reference; the record has that reference, and no text of the error."""

    def crash(self: object) -> None:
        raise RuntimeError("secret words of a person")

    monkeypatch.setattr("bot.cli.Toolbox.settings", property(crash))
    monkeypatch.setattr("sys.argv", ["samspill", "documents", "list"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    said = capsys.readouterr().err
    record = json.loads((tmp_path / "data" / "errors.jsonl").read_text())
    assert record["reference"] in said
    assert "secret" not in said + json.dumps(record)


def test_env_example_equals_the_settings() -> None:
    """.env.example is what the settings' fields say: complete, commented, with an example for each."""
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == render(settings_kinds())


def test_every_example_is_a_value_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of each setting, and all of them together, are accepted."""
    from knowledge.settings import load

    for kind in settings_kinds():
        for field in kind.model_fields.values():
            assert field.description
            monkeypatch.setenv(str(field.validation_alias), str((field.examples or [""])[0]))
        load(kind)


def test_nothing_is_reported_to_anyone(tmp_path: Path) -> None:
    """With tracing switched on in the environment, ingest and ask still call no endpoint of LangSmith or OpenTelemetry."""
    calls: list[str] = []

    class Recorder(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"http://127.0.0.1:{server.server_port}"
    tracing = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "key",
        "LANGSMITH_ENDPOINT": where,
        "ANONYMIZED_TELEMETRY": "True",
        "CHROMA_OTEL_COLLECTION_ENDPOINT": where,
        "OTEL_EXPORTER_OTLP_ENDPOINT": where,
    }
    folder = write_documents(tmp_path / "documents")
    assert process("ingest", str(folder), **tracing).returncode == 0
    assert process("ask", "Hvor lenge varer avtalen?", **tracing).returncode == 0
    server.shutdown()
    assert calls == []


def test_silence_overrules_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment switches on is off afterwards."""
    import os

    monkeypatch.setattr(os, "environ", {"LANGSMITH_TRACING": "true"})
    silence()
    assert os.environ == OFF
