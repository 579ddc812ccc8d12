"""`samspill doctor`: is everything in place, and what to do if not."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import json_option
from knowledge.texts import Texts, error_sentence, terminal_language
from knowledge.types import Language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from bot.doctor import Finding

MARKS = {"ok": "✓", "note": "–", "wrong": "✗"}

EXAMPLES = """
\b
Example:
  samspill doctor

Exit code 1 when something has to be mended.
"""


@click.command(epilog=EXAMPLES)
@json_option
@click.pass_obj
def doctor(toolbox: Toolbox, as_json: bool) -> None:
    """Check settings, data folder, database, word vectors, index and model endpoint, and say what to do."""
    from bot.doctor import examine

    texts, language = Texts.load("bot.texts", "doctor.toml"), terminal_language()
    findings = []
    for finding in examine(toolbox):
        findings.append(finding)
        if not as_json:
            click.echo(f"{MARKS[finding.state]} {sentence(finding, texts, language)}")
    healthy = all(finding.state != "wrong" for finding in findings)
    if as_json:
        lines = [{"check": f.check, "state": f.state, "text": sentence(f, texts, language)} for f in findings]
        click.echo(json.dumps({"healthy": healthy, "checks": lines}, ensure_ascii=False))
    else:
        click.echo(texts("verdict.ok" if healthy else "verdict.wrong", language))
    sys.exit(0 if healthy else 1)


def sentence(finding: Finding, texts: Texts, language: Language) -> str:
    """What a person reads of a finding."""
    if finding.error is not None:
        return error_sentence(finding.error, language)
    return texts(finding.key, language, **finding.facts)
