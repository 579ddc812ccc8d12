"""What a user would write instead, in an afternoon: LangChain's recursive splitter, Chroma, the first passage as the answer.

Run as a process of its own, so that its time and memory can be told from everybody else's:

    python -m knowledge.evaluation.bench.quickstart ingest DOCS DATA {words|default|kept}
    python -m knowledge.evaluation.bench.quickstart ask QUESTIONS DATA {words|default|kept}

`words` embeds with the word vectors that Samspill uses, `default` with Chroma's default model (all-MiniLM-L6-v2 by ONNX), which Chroma
1.5.9 loads again for every call; `kept` keeps it loaded. `ask` writes a line a question, as `samspill ask --batch` does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args

Embedding = Literal["words", "default", "kept"]
CHUNK, OVERLAP, FOUND = 1_000, 200, 5
SUFFIXES = {".md", ".txt"}


def ingest(documents: Path, data: Path, embedding: Embedding) -> int:
    """Split every text file and add its pieces. Returns how many."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    ids: list[str] = []
    pieces: list[str] = []
    sources: list[dict[str, str]] = []
    for path in sorted(path for path in documents.rglob("*") if path.suffix in SUFFIXES):
        for number, piece in enumerate(splitter.split_text(path.read_text(encoding="utf-8"))):
            ids.append(f"{path.name}-{number}")
            pieces.append(piece)
            sources.append({"source": path.name})
    collection = _collection(data, embedding)
    for start in range(0, len(ids), FULL := 5_000):
        end = start + FULL
        collection.add(ids=ids[start:end], documents=pieces[start:end], metadatas=sources[start:end])
    return len(ids)


def ask(questions: Path, data: Path, embedding: Embedding) -> None:
    """Answer each question with the first passage found."""
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").split("\n") if line.strip()]
    collection = _collection(data, embedding)
    collection.query(query_texts=[asked[0]["question"]], n_results=FOUND)  # loading the model counts for no question
    for question in asked:
        began = time.perf_counter()
        found = collection.query(query_texts=[question["question"]], n_results=FOUND)
        elapsed = (time.perf_counter() - began) * 1000
        sys.stdout.write(json.dumps({"id": question["id"], **_line(found, elapsed)}, ensure_ascii=False) + "\n")


def _line(found: Any, elapsed: float) -> dict[str, Any]:
    passages = [
        {"document": source["source"], "text": text, "score": 1 - distance}
        for text, source, distance in zip(
            found["documents"][0], found["metadatas"][0], found["distances"][0], strict=True
        )
    ]
    first = passages[0]
    return {
        "answer": first["text"],
        "abstained": False,
        "citations": [{"document": first["document"], "quote": first["text"]}],
        "passages": passages,
        "elapsed_ms": elapsed,
    }


def has_default_model() -> bool:
    """Whether Chroma's default model lies where Chroma looks for it: it would be fetched from the network otherwise."""
    from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

    model = ONNXMiniLM_L6_V2
    return (model.DOWNLOAD_PATH / model.EXTRACTED_FOLDER_NAME / "model.onnx").exists()


def _collection(data: Path, embedding: Embedding) -> Any:
    import chromadb
    from chromadb.config import Settings
    from chromadb.utils.embedding_functions import DefaultEmbeddingFunction, ONNXMiniLM_L6_V2

    client = chromadb.PersistentClient(str(data), settings=Settings(anonymized_telemetry=False))
    functions: dict[Embedding, Callable[[], Any]] = {
        "words": _word_vectors,
        "default": DefaultEmbeddingFunction,
        "kept": ONNXMiniLM_L6_V2,
    }
    return client.get_or_create_collection("quickstart", embedding_function=functions[embedding]())


def _word_vectors() -> Any:
    """Samspill's word vectors as Chroma calls an embedding function."""
    from chromadb import Documents, EmbeddingFunction, Embeddings

    from knowledge.language.vectors import WordVectors

    loaded = WordVectors.load()
    if loaded is None:
        sys.exit("the word vectors are missing")
    vectors: WordVectors = loaded

    class Words(EmbeddingFunction[Documents]):
        def __init__(self) -> None: ...

        @staticmethod
        def name() -> str:
            return "words"

        def get_config(self) -> dict[str, Any]:
            return {}

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[Documents]:
            return Words()

        def __call__(self, input: Documents) -> Embeddings:
            return list(vectors.embed(input))

    return Words()


def main() -> None:
    """`ingest` or `ask`, as above."""
    verb, given, data, embedding = sys.argv[1:]
    chosen: Embedding | None = next((one for one in get_args(Embedding) if one == embedding), None)
    if chosen is None:
        sys.exit(__doc__)
    if verb == "ingest":
        sys.stdout.write(json.dumps({"chunks": ingest(Path(given), Path(data), chosen)}))
    elif verb == "ask":
        ask(Path(given), Path(data), chosen)
    elif verb == "has-default-model":
        sys.stdout.write(json.dumps(has_default_model()))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
