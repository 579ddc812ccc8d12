"""The command line: one of the two composition roots. Commands live in `bot/commands/`, and are imported when they are used."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.group import LazyGroup
from bot.failures import report_crash
from bot.opened import Opened
from knowledge.errors import LibraryEmpty, SamspillError
from knowledge.telemetry import silence
from knowledge.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.maintenance import Maintenance
    from ingest.maintenance.service import Staged
    from knowledge.evaluation.differing import Differing
    from knowledge.reports import IngestReport


class Toolbox(Opened):
    """All that is behind the commands: what answers stand on, and how documents come in."""

    def ingest(
        self,
        paths: tuple[Path, ...],
        *,
        addresses: tuple[str, ...] = (),
        identity: str | None = None,
        progress: Callable[[int, int, str], None],
        **wishes: bool,
    ) -> IngestReport:
        """Bring documents in (`wishes`: starter, dry_run, rebuild, allow_removal, stage; `identity`: the document it is a version of)."""
        from ingest.pipeline import IngestRequest, ingest
        from ingest.settings import IngestSettings, WebSettings
        from ingest.web.visiting import Web
        from knowledge.settings import load

        request = IngestRequest(paths=paths, addresses=addresses, uploads=(), identity=identity, **wishes)
        limits, web = load(IngestSettings), Web(load(WebSettings))
        if request.dry_run and not self.has_database:
            return ingest(request, self.settings, None, self.embedder, limits=limits, web=web, progress=progress)
        return self.maintenance.ingest(request, limits=limits, web=web, progress=progress)

    @cached_property
    def maintenance(self) -> Maintenance:
        """What a maintainer does to the library, in the name of the account that runs the command."""
        from bot.publications import notes_to_authors, reminder
        from ingest.maintenance import Maintenance

        actor = f"cli:{getpass.getuser()}"
        return Maintenance(self.settings, self.engine, self.embedder, actor, notify=notes_to_authors, remind=reminder)

    def answers_that_differ(self, staged: Staged, questions: Path, today: date) -> list[Differing]:
        """The questions of a set that the staged generation answers otherwise than the current one."""
        from knowledge.answering.opening import build_answerer
        from knowledge.evaluation.differing import differing
        from knowledge.evaluation.questions import load_questions

        with self.maintenance.answering(staged) as lease:
            after = build_answerer(self.settings, lease, self.embedder)
            return differing(load_questions(questions), self.answerer, after, today)

    def sorted_places(
        self, places: Sequence[str], lists: Sequence[Path] = ()
    ) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """What was named, as paths and as web addresses. Raises NotFound, UnreadableInput for a list of addresses."""
        from ingest.web.address import is_address
        from ingest.web.collecting import read_list

        named = [place for place in places if is_address(place)]
        listed = [address for path in lists for address in read_list(path)]
        return tuple(Path(place) for place in places if not is_address(place)), tuple(dict.fromkeys(named + listed))

    @property
    def watch_hours(self) -> float:
        """Hours between two looks, by the settings."""
        from ingest.settings import WebSettings
        from knowledge.settings import load

        return load(WebSettings).watch_hours

    def look(
        self, named: Sequence[str], lists: Sequence[Path], *, progress: Callable[[int, int, str], None]
    ) -> IngestReport:
        """Look again at what is named, else at what a setting names, else at all that is in the library: what changed is staged, and the
        maintainers are told by rows of the inbox. Raises LibraryEmpty where there is nothing to look at."""
        from bot.events.inbox import enqueue
        from bot.watched import rows_of
        from ingest.settings import WebSettings
        from ingest.watching import Places, look, places_of
        from knowledge.database import write
        from knowledge.settings import load

        named = named or (() if lists else load(WebSettings).watched)
        members = [record.version for record in self.library.documents()]
        places = Places(*self.sorted_places(named, lists)).and_known(members) if named or lists else places_of(members)
        if not places:
            raise LibraryEmpty

        def stage(paths: tuple[Path, ...], addresses: tuple[str, ...]) -> IngestReport:
            return self.ingest(paths, addresses=addresses, progress=progress, stage=True)

        report = look(places, stage)
        with write(self.engine) as connection:
            for row in rows_of(report, date.today()):
                enqueue(connection, row)
        return report

    def check_settings(self) -> None:
        """Read every setting of every part. Raises SettingsError for the first wrong one."""
        from bot.settings import BotSettings
        from ingest.settings import IngestSettings, WebSettings
        from knowledge.settings import load

        _ = self.settings
        for kind in (BotSettings, IngestSettings, WebSettings):
            load(kind)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samspill", prog_name="samspill")
@click.pass_context
def samspill(context: click.Context) -> None:
    """Samspill answers how municipality and university work together, with quotes from the governance documents."""
    context.obj = Toolbox()
    context.call_on_close(context.obj.close)


def main() -> None:
    """The command `samspill`: runs, and turns every failure into one sentence and an exit code."""
    silence()
    one_thread()
    try:
        samspill(standalone_mode=True)
    except SamspillError as error:
        from knowledge.texts import error_sentence, terminal_language

        click.echo(error_sentence(error, terminal_language()), err=True)
        sys.exit(1)
    except BrokenPipeError:
        os._exit(1)  # whoever read our output has gone; there is nobody left to tell
    except Exception as error:  # noqa: BLE001  (the edge: whatever it is, a person gets a sentence)
        report_crash(error, Path(os.environ.get("SAMSPILL_DATA_DIR") or ".samspill") / "errors.jsonl")
        sys.exit(1)


if __name__ == "__main__":
    main()
