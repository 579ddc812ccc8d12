"""`samspill documents`: what the answers rest on, and how it came to be."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from bot.commands.printing import terminal_texts
from knowledge.errors import AmbiguousName, NotFound
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.library_rows import VersionRecord

EXAMPLES = """
\b
Examples:
  samspill documents list
  samspill documents show agreement.md
  samspill documents history agreement.md --json
"""

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


@click.group(epilog=EXAMPLES)
def documents() -> None:
    """List, show and trace the documents that answers rest on. A document is named by file name, title or identity."""


@documents.command("list")
@json_option
@click.pass_obj
def list_documents(toolbox: Toolbox, as_json: bool) -> None:
    """List the documents that answers rest on now."""
    records = toolbox.library.documents()
    if as_json:
        click.echo(json.dumps([_as_json(record) for record in records], ensure_ascii=False))
        return
    texts, language = terminal_texts(), terminal_language()
    if not records:
        click.echo(texts("documents.none", language))
        return
    head = texts("documents.head", language).split("|")
    _print_table([head, *(_list_row(record) for record in records)])


def _list_row(record: VersionRecord) -> list[str]:
    version, metadata = record.version, record.version.metadata
    valid = (
        f"{metadata.valid_from or '…'} – {metadata.valid_to or '…'}" if metadata.valid_from or metadata.valid_to else ""
    )
    return [
        version.document.file_name,
        metadata.title or "",
        metadata.language or "",
        valid,
        str(record.chunks),
        metadata.status or "",
    ]


@documents.command()
@click.argument("name")
@json_option
@click.pass_obj
def show(toolbox: Toolbox, name: str, as_json: bool) -> None:
    """Show a document as it was read: its metadata and its chunks."""
    history = toolbox.library.history(identify(toolbox, name))
    record = next((one for one in history if one.current), history[0])
    chunks = toolbox.library.chunks_of(record.version.id)
    if as_json:
        pieces = [
            {"text": c.text, "section": list(c.section), "page": c.page, "language": c.language, "kind": c.kind}
            for c in chunks
        ]
        click.echo(json.dumps({**_as_json(record), "passages": pieces}, ensure_ascii=False))
        return
    for key, value in _as_json(record).items():
        if value not in (None, [], ""):
            click.echo(f"{key:14} {value if not isinstance(value, list) else '; '.join(map(str, value))}")
    for chunk in chunks:
        place = " › ".join(chunk.section) + (f" · {chunk.page}" if chunk.page else "")
        click.echo(click.style(f"\n[{chunk.language}] {place}", dim=True))
        click.echo(chunk.text)


@documents.command()
@click.argument("name")
@json_option
@click.pass_obj
def history(toolbox: Toolbox, name: str, as_json: bool) -> None:
    """Show every version of a document, newest first, and which of them answers rest on."""
    records = toolbox.library.history(identify(toolbox, name))
    if as_json:
        click.echo(json.dumps([_as_json(record) for record in records], ensure_ascii=False))
        return
    texts, language = terminal_texts(), terminal_language()
    rows = [texts("documents.history_head", language).split("|")]
    for record in records:
        metadata = record.version.metadata
        state = texts("yes" if record.current else "no", language)
        valid = f"{metadata.valid_from or '…'} – {metadata.valid_to or '…'}"
        taken = record.ingested_at.strftime("%Y-%m-%d %H:%M")
        rows.append([str(record.version.id), taken, valid, record.version.file_hash[:12], state])
    _print_table(rows)


def identify(toolbox: Toolbox, name: str) -> str:
    """The identity of the document that a person means. Raises NotFound, or AmbiguousName when several fit."""
    found = toolbox.library.find(name)
    if not found:
        raise NotFound(name=name)
    if len(found) > 1:
        raise AmbiguousName(name=name, choices=", ".join(found[:5]))
    return found[0]


def _as_json(record: VersionRecord) -> dict[str, Any]:
    version = record.version
    return {
        "document": version.document.file_name,
        "identity": version.document.identity,
        "source": version.document.source,
        "path": version.document.path,
        "version": version.id,
        "file_hash": version.file_hash,
        **{key: value for key, value in asdict(version.metadata).items() if key != "id"},
        "chunks": record.chunks,
        "ingested_at": record.ingested_at.isoformat(),
        "published_at": record.published_at.isoformat() if record.published_at else None,
        "current": record.current,
        "warnings": list(record.warnings),
    }


def _print_table(rows: list[list[str]]) -> None:
    widths = [min(max(len(row[column]) for row in rows), 44) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [
            (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        line = "  ".join(cells).rstrip()
        click.echo(click.style(line, bold=True) if number == 0 else line)
