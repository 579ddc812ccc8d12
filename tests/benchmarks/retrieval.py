"""What each part of retrieval is worth: `python -m tests.benchmarks.retrieval --norquad DIR --corpus DIR`.

DIR of the corpus holds `docs/` and `questions-dev.jsonl`, DIR of NorQuAD `contexts.jsonl`, `train.jsonl` and `validation.jsonl`. Nothing
of them is copied. Documents are read and cut by the product's own reader and chunker; plain numpy stands where Chroma does.
Prints a Markdown table: a row for the whole, and one for each part taken away. It stands here and not in `knowledge/evaluation`,
which may not import `ingest`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from ingest import chunking, units
from knowledge.language.vectors import WordVectors
from tests.benchmarks.retrieval_data import Collection, Data, load, misspelt
from tests.benchmarks.retrieval_measures import Scores, hits, ranking
from tests.benchmarks.retrieval_variants import VARIANTS, Variant


def measure(variant: Variant, data: Data, collections: dict[str, Collection], every: int, split: str) -> list[str]:
    """One row of the table."""
    with variant.applied():
        corpus, both, norquad = (variant.search(collections[name]) for name in ("corpus", "both", "norquad"))
        dev = hits(corpus, data.questions, variant.followups)
        beside = hits(both, data.questions, variant.followups)
        typos = hits(corpus, misspelt(data.questions), variant.followups)
        started = time.process_time()
        asked = data.norquad[split][::every]
        scores: Scores = ranking(norquad, asked, collections["norquad"])
        milliseconds = (time.process_time() - started) / len(asked) * 1000
    figures = [f"{100 * value:.1f}" for value in (*dev, beside[1], typos[1])]
    return [
        variant.name,
        *figures,
        f"{scores.ndcg:.4f}",
        f"{scores.hit1:.3f}",
        f"{scores.hit5:.3f}",
        f"{milliseconds:.1f}",
    ]


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--norquad", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path, help="other questions about the corpus, in the same form")
    parser.add_argument("--split", choices=["train", "validation"], default="validation")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th NorQuAD question")
    parser.add_argument("--target", type=int, help="characters that the chunker aims at, instead of the product's own")
    parser.add_argument("--only", nargs="*", help="names of variants; all without")
    given = parser.parse_args()
    if given.target:
        units.TARGET_CHARACTERS = chunking.TARGET_CHARACTERS = given.target
    data = load(given.corpus, given.norquad, given.questions)
    with tempfile.TemporaryDirectory() as directory:
        vectors = WordVectors.load()
        sources = {"corpus": data.corpus, "norquad": data.contexts, "both": [*data.corpus, *data.contexts]}
        collections = {name: Collection(Path(directory) / name, entries, vectors) for name, entries in sources.items()}
        sizes = ", ".join(f"{name} {len(one.entries)}" for name, one in collections.items())
        print(f"Chunks: {sizes}; {len(data.questions)} questions; NorQuAD {given.split}, every {given.every}.\n")
        head = [
            "variant",
            "quote@1",
            "quote@3",
            "quote@5",
            "@3 with NorQuAD",
            "@3 typos",
            "nDCG@10",
            "hit@1",
            "hit@5",
            "ms",
        ]
        print("| " + " | ".join(head) + " |\n|" + "---|" * len(head), flush=True)
        for variant in VARIANTS:
            if not given.only or variant.name in given.only:
                row = measure(variant, data, collections, given.every, given.split)
                print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
