"""A Chroma server that dies in the middle of an ingest."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import IngestRequest, ingest
from knowledge.errors import ChromaUnavailable
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings
from tests.making import bring_in, closing_engine, embedder_at_hand, write_documents
from tests.reliability.rig import ChromaServer, check_whole


def test_nothing_is_published_when_the_server_dies(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> None:
    """Killed while the next generation is written to it, the server comes back with the old one whole, and the next ingest works."""
    folder = tmp_path / "documents"
    try:
        server = ChromaServer(tmp_path / "chroma")
        server.start()
    except (FileNotFoundError, TimeoutError) as error:
        pytest.skip(f"the Chroma server did not start: {error}")
    settings = sqlite_settings.model_copy(update={"chroma_url": server.url})
    try:
        write_documents(folder, 1)
        bring_in(settings, folder, embedder=embedder_at_hand())
        for edition, dies_at in enumerate(("embedded", "dense written", "dense verified"), start=2):
            write_documents(folder, edition)

            def die(step: str, dies_at: str = dies_at) -> None:
                if step == dies_at:
                    server.kill()

            with closing_engine(settings) as engine:
                run = (IngestRequest((folder,)), settings, Library(engine), embedder_at_hand())
                if dies_at == "dense verified":  # all is on the server by now: the generation is published
                    ingest(*run, step=die)
                else:
                    with pytest.raises(ChromaUnavailable):
                        ingest(*run, step=die)
            server.start()
            assert check_whole(settings) == (edition if dies_at == "dense verified" else 1)
    finally:
        server.kill()
