"""The checks behind `samspill doctor`: each finds one thing out and says, by a text's key, what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from knowledge.errors import SamspillError
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox

State = Literal["ok", "note", "wrong"]
FREE_BYTES_WANTED = 500_000_000
PROBE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result. `key` is a text of `bot/texts/doctor.toml`; `error` stands in where an error of the tree says it better."""

    check: str
    state: State
    key: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    error: SamspillError | None = None


def examine(toolbox: Toolbox) -> Iterator[Finding]:
    """All findings, in an order in which the first wrong one is the one to mend first."""
    for name, check in CHECKS.items():
        try:
            yield from check(toolbox)
        except SamspillError as error:
            yield Finding(name, "wrong", error=error)
            if name in {"settings", "data_folder", "database"}:
                return


def _settings(toolbox: Toolbox) -> Iterator[Finding]:
    toolbox.check_settings()
    yield Finding("settings", "ok", "settings.ok")


def _data_folder(toolbox: Toolbox) -> Iterator[Finding]:
    folder = toolbox.settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        yield Finding("data_folder", "wrong", "data_folder.unwritable", {"folder": str(folder)})
        return
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES_WANTED:
        yield Finding(
            "data_folder", "wrong", "data_folder.full", {"folder": str(folder), "free": f"{free // 1_000_000} MB"}
        )
    else:
        yield Finding("data_folder", "ok", "data_folder.ok", {"folder": str(folder)})


def _database(toolbox: Toolbox) -> Iterator[Finding]:
    where = toolbox.engine.url.render_as_string(hide_password=True)
    yield Finding("database", "ok", "database.ok", {"where": where})


def _word_vectors(toolbox: Toolbox) -> Iterator[Finding]:
    if toolbox.vectors is None:
        yield Finding("word_vectors", "note", "word_vectors.missing")
    else:
        yield Finding("word_vectors", "ok", "word_vectors.ok")


def _index(toolbox: Toolbox) -> Iterator[Finding]:
    record = toolbox.library.current()
    if record is None:
        yield Finding("index", "note", "index.empty")
        return
    toolbox.check_index()
    facts = {"documents": str(record.documents), "chunks": str(record.chunks), "generation": record.id}
    yield Finding("index", "ok", "index.ok", facts)
    if all(one.version.is_example for one in toolbox.library.documents()):
        yield Finding("index", "note", "index.examples")


def _rules(toolbox: Toolbox) -> Iterator[Finding]:
    """The rules that the forms of drafts rest on: one that no document says is asked about without it."""
    if toolbox.library.current() is None:
        return
    from bot.drafts.rules import missing_rules

    missing = missing_rules(toolbox.drafting.rules, terminal_language())
    if missing:
        yield Finding("rules", "note", "rules.missing", {"names": ", ".join(missing)})
    else:
        yield Finding("rules", "ok", "rules.ok")


def _model(toolbox: Toolbox) -> Iterator[Finding]:
    settings = toolbox.settings
    if not settings.has_endpoint:
        yield Finding("model", "ok", "model.none")
        return
    from knowledge.providers import probe

    outcome = probe(settings, timeout=PROBE_SECONDS)
    facts = {"where": settings.openai_base_url or "OpenAI", "model": settings.chat_model}
    yield Finding("model", "ok" if outcome == "ok" else "wrong", f"model.{outcome}", facts)


def _contact(toolbox: Toolbox) -> Iterator[Finding]:
    if toolbox.settings.contact:
        yield Finding("contact", "ok", "contact.ok")
    else:
        yield Finding("contact", "note", "contact.missing")


CHECKS: dict[str, Callable[[Toolbox], Iterator[Finding]]] = {
    "settings": _settings,
    "data_folder": _data_folder,
    "database": _database,
    "word_vectors": _word_vectors,
    "index": _index,
    "rules": _rules,
    "model": _model,
    "contact": _contact,
}
