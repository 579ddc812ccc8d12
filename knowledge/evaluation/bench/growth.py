"""How bringing in, starting and asking grow with the number of chunks."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.bench.processes import measure, python
from knowledge.evaluation.bench.varied import questions, write_documents
from knowledge.evaluation.intervals import percentile
from knowledge.evaluation.quick import apart

ASKED = 100


@dataclass(frozen=True, slots=True)
class Size:
    """One size, measured. Times of questions in milliseconds (`cpu_`: the processor's own), memory in megabytes."""

    chunks: int
    ingest_seconds: float
    ingest_cpu_seconds: float
    ingest_memory_mb: float
    index_mb: float
    start_seconds: float
    p50: float
    p95: float
    cpu_p50: float
    cpu_p95: float
    memory_mb: float


def grow(sizes: Sequence[int], asked: int = ASKED) -> Iterator[Size]:
    """Each size in turn: documents of varied text, brought in by the command, opened and asked by a fresh process."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="samspill-growth-") as folder:
            yield _measure(size, asked, Path(folder))


def _measure(size: int, asked: int, folder: Path) -> Size:
    sections = write_documents(folder / "documents", size)
    texts = folder / "questions.json"
    texts.write_text(json.dumps(questions(sections, asked + 1)), encoding="utf-8")
    data = folder / "data"
    data.mkdir()
    ingest = measure(python("bot.cli", "ingest", "--json", folder / "documents"), data, apart(data))
    chunks = int(json.loads(ingest.stdout)["chunks"])
    worker = python("knowledge.evaluation.bench.worker", data, texts, str(time.monotonic()))
    found = json.loads(measure(worker, data, apart(data)).stdout)
    return Size(
        chunks=chunks,
        ingest_seconds=ingest.seconds,
        ingest_cpu_seconds=ingest.cpu_seconds,
        ingest_memory_mb=ingest.memory_mb,
        index_mb=sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1024**2,
        start_seconds=found["start_seconds"],
        p50=percentile(found["wall_ms"], 0.5),
        p95=percentile(found["wall_ms"], 0.95),
        cpu_p50=percentile(found["cpu_ms"], 0.5),
        cpu_p95=percentile(found["cpu_ms"], 0.95),
        memory_mb=found["memory_mb"],
    )
