"""The dense index of a generation, and the only room that knows Chroma.

Embedded, it lives in a directory of its own; with CHROMA_URL on a Chroma server. A generation has one collection for each
language: asking one collection with a `where` filter instead costs 63 ms at 30,000 chunks and grows with them (Chroma 1.5.9 lists
all allowed ids first), asking a collection of its own 2 ms.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from knowledge.errors import ChromaUnavailable, IndexDamaged, StorageUnavailable
from knowledge.types import LANGUAGES, Chunk, Language, Version

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BATCH = 5_000  # Chroma takes at most 5,461 at a time
EF_SEARCH = 100
SERVER_TIMEOUT_S = 30.0
REBUILD = "samspill ingest --rebuild"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a generation's vectors are: a directory, or a server's address and the name its collections begin with."""

    generation: str
    directory: Path | None = None
    url: str | None = None
    prefix: str = "chunks"

    def collection(self, language: Language) -> str:
        """The collection's name."""
        return f"{self.prefix}-{language}"


class DenseIndex:
    """The vectors of one generation, open. Close it: a client that is not closed keeps its files and threads."""

    def __init__(self, place: Place, *, create: bool = False) -> None:
        """Open it, or with `create` make its empty collections where they are missing.

        Raises ChromaUnavailable when the server does not answer, IndexDamaged when a collection is missing or cannot be read.
        """
        self._place = place
        with self._named():
            self._client = _client(place)
        try:
            with self._named():
                self._collections = {language: self._collection(language, create) for language in LANGUAGES}
        except BaseException:
            self.close()
            raise

    def _collection(self, language: Language, create: bool) -> Any:
        name = self._place.collection(language)
        if not create:
            return self._client.get_collection(name, embedding_function=None)
        configuration: Any = {"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}}
        return self._client.get_or_create_collection(name, configuration=configuration, embedding_function=None)

    def add(self, entries: Sequence[tuple[Chunk, Version]], vectors: Floats) -> None:
        """Add chunks with their vectors, (chunks, dimensions), unit length."""
        for language in LANGUAGES:
            rows = [row for row, (chunk, _) in enumerate(entries) if chunk.language == language]
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                with self._named():
                    self._collections[language].add(
                        ids=[str(entries[row][0].id) for row in part],
                        embeddings=vectors[part],
                        documents=[entries[row][0].text for row in part],
                        metadatas=[_metadata(*entries[row]) for row in part],
                    )

    def delete(self, chunk_ids: Mapping[Language, Sequence[int]]) -> None:
        """Take chunks out."""
        for language, numbers in chunk_ids.items():
            for start in range(0, len(numbers), BATCH):
                with self._named():
                    self._collections[language].delete(ids=[str(n) for n in numbers[start : start + BATCH]])

    def ids(self, language: Language) -> list[int]:
        """The numbers of a language's chunks that are in."""
        with self._named():
            return [int(number) for number in self._collections[language].get(include=[])["ids"]]

    def count(self) -> int:
        """How many chunks are in."""
        with self._named():
            return sum(collection.count() for collection in self._collections.values())

    def query(
        self, vector: Sequence[float] | Floats, k: int, language: Language | None = None
    ) -> list[tuple[int, float]]:
        """The `k` chunks nearest to a vector, of one language or of all: (chunk id, cosine), best first."""
        import numpy as np

        row = np.asarray(vector, dtype=np.float32)[None, :]
        found = [pair for one in ([language] if language else LANGUAGES) for pair in self.nearest(row, k, one)[0]]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def nearest(self, vectors: Floats, k: int, language: Language) -> list[list[tuple[int, float]]]:
        """For each vector the `k` nearest chunks of a language: (chunk id, cosine), best first."""
        with self._named():
            result = self._collections[language].query(query_embeddings=vectors, n_results=k, include=["distances"])
        return [
            [(int(number), 1.0 - distance) for number, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(result["ids"], result["distances"], strict=True)
        ]

    def search_width(self, ef_search: int) -> None:
        """How many candidates a search keeps: more are slower, and find more surely."""
        for collection in self._collections.values():
            with self._named(), warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of Chroma's own making
                collection.modify(configuration={"hnsw": {"ef_search": ef_search}})

    def drop(self) -> None:
        """Delete the generation's collections."""
        for language in LANGUAGES:
            with self._named():
                self._client.delete_collection(self._place.collection(language))

    def close(self) -> None:
        """Let go of the files, threads and connections."""
        session = getattr(getattr(self._client, "_server", None), "_session", None)
        self._client.close()
        if session is not None:
            session.close()

    @contextmanager
    def _named(self) -> Iterator[None]:
        with _named(self._place):
            yield


def drop_collections(url: str, prefix: str, keep: Sequence[str]) -> list[str]:
    """Delete a server's collections whose names begin with `prefix`, except those that begin with one of `keep`. Returns the names."""
    place = Place("", url=url)
    with _named(place):
        client = _client(place)
        try:
            names = [collection.name for collection in _all_collections(client)]
            unwanted = [n for n in names if n.startswith(prefix) and not n.startswith(tuple(keep))]
            for name in unwanted:
                client.delete_collection(name)
        finally:
            client.close()
    return unwanted


def _all_collections(client: Any) -> Iterator[Any]:
    offset = 0
    while found := client.list_collections(limit=100, offset=offset):
        yield from found
        offset += len(found)


def _metadata(chunk: Chunk, version: Version) -> dict[str, str | int]:
    return {
        "language": chunk.language,
        "document": version.document.identity,
        "version": version.id,
        "section": " › ".join(chunk.section),
        "kind": chunk.kind,
    }


def _client(place: Place) -> Any:
    import chromadb
    from chromadb.config import Settings

    # Chroma reads its settings from the environment and `.env` too; what must not be changed from there is said here.
    common: dict[str, Any] = {"anonymized_telemetry": False, "chroma_otel_collection_endpoint": "", "_env_file": None}
    if place.url is None:
        try:
            return chromadb.PersistentClient(str(place.directory), settings=Settings(**common))
        except Exception as error:  # its own clearing up fails over the first failure, and hides it
            raise _embedded_failure(place, error) from error
    parts = urlsplit(place.url)
    headers = {}
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    settings = Settings(**common, chroma_server_host=None, chroma_server_http_port=None)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        client = chromadb.HttpClient(parts.hostname or "localhost", port, secure, headers=headers, settings=settings)
    except ValueError as error:  # nobody answers
        raise ChromaUnavailable(where=_shown(place.url)) from error
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = SERVER_TIMEOUT_S  # Chroma's own client waits for ever
    return client


@contextmanager
def _named(place: Place) -> Iterator[None]:
    """Chroma's many exceptions as two of ours."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError as error:
        raise IndexDamaged(generation=place.generation, command=REBUILD) from error
    except Exception as error:
        # A plain Exception is how its client passes on what a server said that is no Chroma.
        if place.url is not None and (isinstance(error, httpx.HTTPError | ChromaError) or type(error) is Exception):
            raise ChromaUnavailable(where=_shown(place.url)) from error
        if place.url is None and isinstance(error, ChromaError):
            raise _embedded_failure(place, error) from error
        raise


def _embedded_failure(place: Place, error: BaseException) -> IndexDamaged | StorageUnavailable:
    """What an embedded Chroma ran into: a full or read-only disk, or else files that it cannot use."""
    told = ""
    cause: BaseException | None = error
    while cause is not None:
        told += f"{cause}\n".lower()
        cause = cause.__cause__ or cause.__context__
    if any(sign in told for sign in ("disk is full", "no space", "readonly", "read-only", "permission denied")):
        return StorageUnavailable(where=str(place.directory and place.directory.parent.parent))
    return IndexDamaged(generation=place.generation, command=REBUILD)


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
