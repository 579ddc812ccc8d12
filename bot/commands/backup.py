"""`samspill backup` and `samspill restore`: everything that is not derived, in one file and back."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import json_option
from bot.commands.printing import terminal_texts
from knowledge.errors import NotFound
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.backup import BackupReport

BACKUP_EXAMPLES = """
\b
Example:
  samspill backup samspill-2026-11-22.zip     works while the bot runs; secrets are left out

The file holds people's words: keep it where only you can read it.
"""
RESTORE_EXAMPLES = """
\b
Examples:
  samspill restore samspill-2026-11-22.zip             into an empty data folder or database
  samspill restore samspill-2026-11-22.zip --replace   in place of the data that is there
"""


@click.command(epilog=BACKUP_EXAMPLES)
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def backup(toolbox: Toolbox, target: Path, as_json: bool) -> None:
    """Save the library, drafts, events, audit trail and settings (without secrets) in one file."""
    from bot.settings import BotSettings
    from knowledge.backup import backup as make_backup
    from knowledge.settings import load

    _tell(make_backup(toolbox.settings, target, [load(BotSettings)]), "backup.made", as_json)


@click.command(epilog=RESTORE_EXAMPLES)
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Take the place of the data that is there.")
@json_option
@click.pass_obj
def restore(toolbox: Toolbox, source: Path, replace: bool, as_json: bool) -> None:
    """Put a backup back, on either database, and build the index anew; all of it or nothing."""
    from knowledge.audit import AuditTrail
    from knowledge.backup import restore as put_back

    if not source.exists():
        raise NotFound(name=str(source))
    report = put_back(toolbox.settings, source, toolbox.embedder, replace=replace)
    trail = AuditTrail(toolbox.engine, toolbox.settings.data_dir)
    trail.record(f"cli:{getpass.getuser()}", "restore", source.name, {"rows": str(report.total)})
    _tell(report, "backup.restored", as_json)
    if report.rebuild and not as_json:
        click.echo(terminal_texts()("backup.rebuild", terminal_language()))


def _tell(report: BackupReport, key: str, as_json: bool) -> None:
    if as_json:
        values = {
            "path": str(report.path),
            "revision": report.revision,
            "rows": dict(report.rows),
            "rebuild": report.rebuild,
        }
        click.echo(json.dumps({**values, "seconds": round(report.seconds, 3)}, ensure_ascii=False))
        return
    click.echo(
        terminal_texts()(key, terminal_language(), path=report.path, rows=report.total, seconds=f"{report.seconds:.1f}")
    )
