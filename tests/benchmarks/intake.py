"""How long reading takes, and how much memory: `python -m tests.benchmarks.intake [--pages 300] [--files 5000] [--json]`.

A PDF of many pages, and a folder of many small files, each brought into an empty library. Their texts are made: no two clauses are alike.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ingest.chunking import chunk
from ingest.pipeline import IngestRequest, ingest
from ingest.sandbox import ReaderPool
from knowledge.database import open_database
from knowledge.language.vectors import WordVectors
from knowledge.library import Library
from knowledge.providers import embedder
from knowledge.settings import KnowledgeSettings
from tests.ingest.files import Drawn, Text, column, pdf

WHO = ("Kommunen", "Universitetet", "Styret", "Sekretariatet", "Fakultetet", "Enheten", "Prosjekteieren", "Partene")
DOES = ("skal", "kan", "må", "bør", "skal ikke", "plikter å")
WHAT = ("varsle", "rapportere om", "godkjenne", "finansiere", "evaluere", "avslutte", "publisere", "drøfte")
WHICH = ("prosjektene", "utgiftene", "resultatene", "avtalen", "planen", "stillingene", "dataene", "møtene")
WHEN = ("innen {n} dager", "før {n}. mars", "{n} ganger i året", "etter {n} uker", "senest {n} måneder før fristen")
LINES = 34  # of a page


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    found = {"pdf": long_pdf(wanted.pages), "files": many_files(wanted.files)}
    if wanted.json:
        print(json.dumps(found))
        return
    for name, values in found.items():
        print(name, ", ".join(f"{key} {value:g}" for key, value in values.items()))


def long_pdf(pages: int) -> dict[str, float]:
    """Reading alone (seconds, peak memory of the reading process in MB), and from nothing to published."""
    data = pdf([list(_page(number)) for number in range(1, pages + 1)])
    began = time.monotonic()
    with ReaderPool() as pool:
        document = pool.read_bytes("avtale.pdf", data)
        reading, peak = time.monotonic() - began, pool.peak_mb
    chunks = len(chunk(document, "nb"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "avtale.pdf")
        path.write_bytes(data)
        whole = _ingested(path, Path(folder, "data"))
    return {"pages": pages, "chunks": chunks, "reading_s": round(reading, 2), "peak_mb": round(peak), "whole_s": whole}


def many_files(count: int) -> dict[str, float]:
    """A folder of small files from nothing to published."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "avtaler")
        place.mkdir()
        for number in range(count):
            dice = random.Random(number)
            text = "\n\n".join(f"## § {n} {sentence(dice)}\n\n{sentence(dice)} {sentence(dice)}" for n in (1, 2, 3))
            (place / f"avtale-{number}.md").write_text(f"# Avtale {number}\n\n{text}\n", encoding="utf-8")
        return {"files": count, "whole_s": _ingested(place, Path(folder, "data"))}


def sentence(dice: random.Random) -> str:
    """One made sentence with a number of its own."""
    when = dice.choice(WHEN).format(n=dice.randrange(1, 400))
    return f"{dice.choice(WHO)} {dice.choice(DOES)} {dice.choice(WHAT)} {dice.choice(WHICH)} {when}, sak {dice.randrange(10**6)}."


def _page(number: int) -> Iterator[Drawn]:
    dice = random.Random(number)
    lines: list[str | Text] = [Text(0, 0, f"§ {number} Om {dice.choice(WHICH)}", 14, True), ""]
    lines += [sentence(dice) if n % 6 else "" for n in range(1, LINES)]
    yield from column(lines, top=790, leading=20)
    yield Text(290, 30, str(number), 9)


def _ingested(path: Path, data_dir: Path) -> float:
    settings = KnowledgeSettings.model_validate({"SAMSPILL_DATA_DIR": str(data_dir)})
    vectors = embedder(settings, WordVectors.load())
    engine = open_database(settings)
    began = time.monotonic()
    report = ingest(IngestRequest((path,)), settings, Library(engine), vectors)
    seconds = time.monotonic() - began
    assert report.published and report.counts["refused"] == 0  # noqa: PT018
    engine.dispose()
    return round(seconds, 2)


if __name__ == "__main__":
    main()
