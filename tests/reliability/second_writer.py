"""A second ingest while one runs, and one with another embedding than the index has: refused before any write."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.pipeline import IngestRequest, ingest
from knowledge.errors import EmbeddingMismatch, IngestBusy
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings
from tests.making import HashEmbedder, bring_in, closing_engine, contents, write_documents


def run(times: int, seed: int = 1, database_url: str | None = None) -> str:
    """Try `times` times while an ingest is between two steps, and a fifth as often with another embedding."""
    seen: Counter[str] = Counter()
    with TemporaryDirectory() as root:
        settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=Path(root) / "data", DATABASE_URL=database_url)
        folder = Path(root) / "documents"
        write_documents(folder, 1)

        def meanwhile(step: str) -> None:
            if step in {"embedded", "committing"}:
                for _ in range(times // 2):
                    try:
                        bring_in(settings, folder)
                    except IngestBusy:
                        seen["refused"] += 1

        with closing_engine(settings) as engine:
            ingest(IngestRequest((folder,)), settings, Library(engine), HashEmbedder(), step=meanwhile)
        write_documents(folder, 2)
        before = contents(settings.data_dir / "generations")
        for number in range(times // 5):
            try:
                bring_in(settings, folder, embedder=HashEmbedder(f"other {number}"))
            except EmbeddingMismatch:
                seen["mismatch"] += contents(settings.data_dir / "generations") == before
    return (
        f"second writer refused {seen['refused']} of {times // 2 * 2}; "
        f"another embedding refused, nothing written {seen['mismatch']} of {times // 5}"
    )
