"""The dense index, embedded and on a Chroma server: what went in comes up, and each failure has a name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import ChromaUnavailable, IndexDamaged, StorageUnavailable
from knowledge.index import DenseIndex, Place, drop_collections
from knowledge.types import Chunk, Document, Language, Metadata, Version

VERSION = Version(7, Document("avtale", "/documents", "avtale.md"), "f" * 64, Metadata(title="Avtale"))


def entries(count: int, language: Language = "nb", first: int = 1) -> list[tuple[Chunk, Version]]:
    return [
        (Chunk(first + n, 7, n, f"Ledd {n}", ("Avtale",), None, language, "text", "h"), VERSION) for n in range(count)
    ]


def directions(count: int, seed: int = 1) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, 32)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "embedded":
        return Place("g1", directory=tmp_path / "chroma")
    return Place(
        "g1", url=request.getfixturevalue("chroma_url"), prefix=f"samspill-{tmp_path.name.replace('_', '-')}-g1"
    )


def test_what_went_in_comes_up(place: Place) -> None:
    """After closing and opening again every vector finds its own chunk first, with cosine 1, in its language only."""
    vectors = directions(60)
    index = DenseIndex(place, create=True)
    index.add(entries(40, "nb") + entries(20, "en", first=41), vectors)
    index.close()
    index = DenseIndex(place)
    try:
        assert index.count() == 60
        assert index.ids("nb") == list(range(1, 41))
        for row, hits in enumerate(index.nearest(vectors[:40], 1, "nb")):
            assert hits[0][0] == row + 1
            assert hits[0][1] == pytest.approx(1, abs=1e-5)
        assert all(number > 40 for number, _ in index.query(vectors[0], 10, "en"))
        assert index.query(vectors[0], 10, "nn") == []
        best = index.query(vectors[0], 100)
        assert len(best) == 60
        assert best[0][0] == 1
        assert [cosine for _, cosine in best] == sorted((cosine for _, cosine in best), reverse=True)
    finally:
        index.close()


def test_a_deleted_chunk_does_not_come_up(place: Place) -> None:
    """What was taken out is gone for good, and what was added beside it is there."""
    vectors = directions(30)
    index = DenseIndex(place, create=True)
    try:
        index.add(entries(20), vectors[:20])
        index.delete({"nb": [3, 4]})
        index.add(entries(10, first=21), vectors[20:])
        index.search_width(200)
        assert index.ids("nb") == [1, 2, *range(5, 31)]
        assert not {3, 4} & {number for number, _ in index.query(vectors[2], 30, "nb")}
        assert index.query(vectors[25], 1, "nb")[0][0] == 26
    finally:
        index.close()


def test_more_chunks_than_chroma_takes_at_once(tmp_path: Path) -> None:
    """More chunks than Chroma's limit of 5,461 go in and out in batches."""
    index = DenseIndex(Place("g1", directory=tmp_path), create=True)
    try:
        index.add(entries(6_000), directions(6_000))
        assert index.count() == 6_000
        index.delete({"nb": list(range(1, 5_901))})
        assert index.ids("nb") == list(range(5_901, 6_001))
    finally:
        index.close()


def test_a_missing_index_is_told_and_not_made(place: Place) -> None:
    """Opening an index that is not there is IndexDamaged, never a new, empty one."""
    for _ in range(2):
        with pytest.raises(IndexDamaged):
            DenseIndex(place)


def test_another_dimension_is_refused(place: Place) -> None:
    """A vector of another length than the index's never goes in."""
    index = DenseIndex(place, create=True)
    try:
        index.add(entries(2), directions(2))
        with pytest.raises((IndexDamaged, ChromaUnavailable)):
            index.add(entries(1, first=9), np.ones((1, 5), dtype=np.float32))
        assert index.ids("nb") == [1, 2]
    finally:
        index.close()


def test_closing_lets_go_of_everything(tmp_path: Path) -> None:
    """Opening and closing thirty times leaves no file, no thread and no connection open."""

    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))

    DenseIndex(Place("g1", directory=tmp_path / "chroma"), create=True).close()
    before = held()
    for _ in range(30):
        DenseIndex(Place("g1", directory=tmp_path / "chroma")).close()
    files, threads = held()
    assert files <= before[0] + 2
    assert threads <= before[1] + 2


def test_collections_of_others_stay(chroma_url: str) -> None:
    """Cleaning a server up deletes this library's old collections, not the kept ones and not another library's."""
    for prefix in ("samspill-aaa-g1", "samspill-aaa-g2", "samspill-bbb-g1"):
        DenseIndex(Place("g", url=chroma_url, prefix=prefix), create=True).close()
    dropped = drop_collections(chroma_url, "samspill-aaa-", ["samspill-aaa-g2"])
    assert sorted(dropped) == [f"samspill-aaa-g1-{language}" for language in ("en", "nb", "nn")]
    for prefix in ("samspill-aaa-g2", "samspill-bbb-g1"):
        DenseIndex(Place("g", url=chroma_url, prefix=prefix)).close()


class _NoChroma(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 502)
        self.end_headers()
        self.wfile.write(b"<html>not here</html>")

    do_POST = do_GET

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


@pytest.fixture
def no_chroma() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _NoChroma)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://someone:hemmelig@127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_a_server_that_is_none_is_told(no_chroma: str) -> None:
    """Nobody at the address, or something else than Chroma, is ChromaUnavailable, without the password."""
    for url in ("http://127.0.0.1:1", no_chroma):
        with pytest.raises(ChromaUnavailable) as caught:
            DenseIndex(Place("g", url=url))
        assert "hemmelig" not in caught.value.facts["where"]


@pytest.mark.parametrize(
    ("told", "expected"), [("(code: 13) database or disk is full", StorageUnavailable), ("no such table", IndexDamaged)]
)
def test_a_full_disk_is_not_called_damage(
    told: str, expected: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Chroma says of a full disk is StorageUnavailable; whatever else it cannot use is IndexDamaged."""
    import chromadb
    from chromadb.errors import InternalError

    def fails(*_: object, **__: object) -> None:
        try:
            raise InternalError(told)
        finally:
            raise AttributeError("bindings")  # as its own clearing up does

    monkeypatch.setattr(chromadb, "PersistentClient", fails)
    with pytest.raises(expected):
        DenseIndex(Place("g", directory=tmp_path / "chroma"))


def test_no_telemetry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma's telemetry is off, whatever the environment says."""
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "true")
    monkeypatch.setenv("CHROMA_OTEL_COLLECTION_ENDPOINT", "http://127.0.0.1:1")
    index = DenseIndex(Place("g", directory=tmp_path), create=True)
    try:
        settings = index._client.get_settings()
        assert settings.anonymized_telemetry is False
        assert not settings.chroma_otel_collection_endpoint
    finally:
        index.close()
