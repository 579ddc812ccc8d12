"""What a publication did, as a maintainer reads it in the terminal."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click

from bot.commands.printing import terminal_texts
from knowledge.language.spoken_dates import say_moment
from knowledge.texts import terminal_language
from knowledge.types import Language


def tell(done: Any, key: str, as_json: bool) -> None:
    """What was published, in the words of a text of the terminal, or as JSON."""
    if as_json:
        click.echo(json.dumps(as_json_of(done)))
        return
    texts, language = terminal_texts(), terminal_language()
    counts = {"added": len(done.found.added), "updated": len(done.found.updated), "removed": len(done.found.removed)}
    click.echo(texts(key, language, generation=done.generation, before=done.before or "–", **counts))
    if done.rebuilt:
        click.echo(texts("publish.on_top", language))
    if done.notes:
        click.echo(texts("publish.notes", language, count=done.notes))


def as_json_of(done: Any) -> dict[str, Any]:
    """What was published, for a program."""
    return {
        "generation": done.generation,
        "before": done.before,
        "added": [version.document.identity for version in done.found.added],
        "updated": [after.document.identity for _, after in done.found.updated],
        "removed": [version.document.identity for version in done.found.removed],
        "notes": done.notes,
        "rebuilt": done.rebuilt,
    }


def local(moment: datetime, language: Language) -> str:
    """A moment as the clock here shows it."""
    return say_moment(moment.astimezone(), language)
