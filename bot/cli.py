"""The command line: one of the two composition roots. Commands live in `bot/commands/`, and are imported when they are used."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import ExitStack
from datetime import date
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.failures import report_crash
from knowledge.errors import LibraryEmpty, SamspillError
from knowledge.telemetry import silence
from knowledge.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from bot.commands.written import Written
    from bot.drafts.chat import DraftingChat
    from ingest.maintenance import Maintenance
    from ingest.maintenance.service import Staged
    from knowledge.answering.answerer import Answerer
    from knowledge.embedding import Embedder
    from knowledge.evaluation.differing import Differing
    from knowledge.generations import Generations
    from knowledge.language.vectors import WordVectors
    from knowledge.library import Library
    from knowledge.overview.standing import Standing
    from knowledge.reports import IngestReport
    from knowledge.settings import KnowledgeSettings
    from knowledge.types import Answer, Question

COMMANDS = {
    "ask": "Answer a question from the documents, with quotes.",
    "chat": "Talk in the terminal: questions, and drafts of requests.",
    "drafts": "List, show, export and delete drafts and requests.",
    "ingest": "Bring documents in and publish them.",
    "watch": "Look at folders and web addresses again, and stage what changed.",
    "documents": "List, show and trace the documents that answers rest on.",
    "evaluate": "Ask every question of a set, and measure the answers.",
    "run": "Answer in Slack, until told to stop.",
    "demo": "Try the bot in a throwaway workspace in the browser.",
    "bench": "Compare with a quickstart, and measure growth.",
    "backup": "Save everything that cannot be built again, also while the bot runs.",
    "restore": "Bring a backup back, and build the index from it.",
    "doctor": "Check the installation and say what to do.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it runs: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"bot.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101  (for the type checker)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


class Toolbox:
    """The services behind the commands, each built when it is first asked for, each once."""

    def __init__(self) -> None:
        self._resources = ExitStack()
        self.listener: Written | None = None  # who sees in a terminal what is written of an answer

    @cached_property
    def settings(self) -> KnowledgeSettings:
        """The settings; SettingsError names what is wrong."""
        from knowledge.settings import KnowledgeSettings, load

        return load(KnowledgeSettings)

    @cached_property
    def engine(self) -> Engine:
        """The migrated database."""
        from knowledge.database import open_database

        return open_database(self.settings)

    @cached_property
    def library(self) -> Library:
        """The relational record."""
        from knowledge.library import Library

        return Library(self.engine)

    @cached_property
    def vectors(self) -> WordVectors | None:
        """The embedded word vectors, None where the package is missing or changed."""
        from knowledge.language.vectors import WordVectors

        return WordVectors.load()

    @cached_property
    def embedder(self) -> Embedder | None:
        """What the dense index is built and searched with."""
        from knowledge.providers import embedder

        return embedder(self.settings, self.vectors)

    @cached_property
    def generations(self) -> Generations:
        """The generation that readers see; closed with the toolbox."""
        from knowledge.generations import Generations

        generations = Generations(self.settings, self.library, self.embedder)
        self._resources.callback(generations.close)
        return generations

    @cached_property
    def answerer(self) -> Answerer:
        """Questions in, answers out. Raises LibraryEmpty at once where nothing has been published."""
        from knowledge.answering.opening import build_answerer
        from knowledge.contradictions.record import settlement

        if self.library.pointer().current is None:
            raise LibraryEmpty
        settled = partial(settlement, self.engine)
        return build_answerer(self.settings, self.generations.current, self.embedder, settled)

    @cached_property
    def drafting(self) -> DraftingChat:
        """Conversations: questions, and drafts of requests, kept in the database."""
        from bot.drafts.engine import build_chat
        from knowledge.answering.opening import CurrentPassages
        from knowledge.partnership import load_partnership

        passages = CurrentPassages(self.generations.current, self.vectors, self.embedder)
        return build_chat(
            self.engine,
            load_partnership(self.settings.partnership),
            self._answered,
            passages=lambda: passages,
            vectors=self.vectors,
        )

    def _answered(self, question: Question, today: date) -> Answer:
        shown = self.listener
        answer = self.answerer.answer(question, today, shown.part if shown else None)
        if shown:
            shown.understood(answer)
        self.library.record_answers([answer])
        return answer

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

    def overview(self, today: date) -> list[Standing]:
        """How every document stands on a day."""
        from knowledge.overview.standing import overview
        from knowledge.reliances import Reliances

        return overview(self.library.documents(), Reliances(self.engine).citation_counts(), today)

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

    @property
    def has_database(self) -> bool:
        """Whether there is a database yet: a dry run makes none."""
        return self.settings.database_url is not None or (self.settings.data_dir / "samspill.db").exists()

    def check_settings(self) -> None:
        """Read every setting of every part. Raises SettingsError for the first wrong one."""
        from bot.settings import BotSettings
        from ingest.settings import IngestSettings, WebSettings
        from knowledge.settings import load

        _ = self.settings
        for kind in (BotSettings, IngestSettings, WebSettings):
            load(kind)

    def check_index(self) -> None:
        """Open the current generation as a question would. Raises IndexDamaged, EmbeddingMismatch, ChromaUnavailable."""
        self.generations.check()

    def close(self) -> None:
        """Let go of everything that was opened."""
        self._resources.close()


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
