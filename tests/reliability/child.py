"""A process that runs ingests on demand, each in a fork of its own that may be killed.

Forking from one process that has everything imported makes a killed ingest cost half a second instead of four. It speaks JSON lines:
an order in, the fork's process id out, and when the fork has ended, how.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - imported once, for all forks

import ingest.chunking
import ingest.sandbox
import knowledge.language.analysis
import knowledge.lexical  # noqa: F401
from ingest import pipeline_publish
from ingest.pipeline import IngestRequest, ingest
from knowledge import library_publishing
from knowledge.database import open_database
from knowledge.errors import SamspillError
from knowledge.generations_build import Builder
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings
from tests.making import embedder_at_hand


def main() -> None:
    """Serve orders until the input ends."""
    embedder = embedder_at_hand()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _run(order, embedder)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"killed": code == -signal.SIGKILL, "code": code}), flush=True)


def _run(order: dict[str, Any], embedder: Any) -> None:
    code = 99
    try:
        settings = KnowledgeSettings(
            _env_file=None,
            SAMSPILL_DATA_DIR=Path(order["data_dir"]),
            DATABASE_URL=order.get("database_url"),
            CHROMA_URL=order.get("chroma_url"),
        )

        def step(name: str) -> None:
            if order.get("steps"):
                with Path(order["steps"]).open("a") as file:
                    file.write(f"{name}\n")
            if name == order.get("kill_at"):
                os.kill(os.getpid(), signal.SIGKILL)

        _step_inside_the_transaction(step)
        if order.get("sabotage") == "switch first":
            _switch_first()
        library = Library(open_database(settings))
        code = ingest(IngestRequest((Path(order["folder"]),)), settings, library, embedder, step=step).exit_code
    except SamspillError as error:
        sys.stderr.write(f"ingest: {error}\n")
    except BaseException:  # noqa: BLE001 - the fork must never go on as if it were the parent
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _step_inside_the_transaction(step: Any) -> None:
    """One more step to be killed at: everything written, the pointer not yet moved, nothing committed."""
    point = library_publishing._point

    def stepping(*arguments: Any) -> None:
        step("in the transaction")
        point(*arguments)

    library_publishing._point = stepping


def _switch_first() -> None:
    """The protection taken out: readers are shown the generation before it is built and verified."""
    build, commit = Builder.build, pipeline_publish.commit
    waiting: list[Any] = []

    def later(self: Builder, recipe: Any, **options: Any) -> None:
        waiting.append((self, recipe))

    def commit_then_build(*arguments: Any) -> None:
        commit(*arguments)
        build(*waiting.pop())

    Builder.build = later  # type: ignore[assignment,method-assign]
    pipeline_publish.commit = commit_then_build  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
