"""Whatever a reader does, the file is refused with a reason, and the next file is read."""

from __future__ import annotations

import os
import platform
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sandbox import ReaderPool
from ingest.settings import IngestSettings
from knowledge.errors import FileRefused
from tests.ingest.files import Text, pdf

STRANGE = [sys.executable, "-s", "-P", "-m", "tests.ingest.strange_readers"]
LINUX = sys.platform == "linux"
BOUND = LINUX and platform.machine() in {"x86_64", "aarch64"}
native = pytest.mark.skipif(not BOUND, reason="native code is bound by seccomp, on Linux for x86-64 and ARM64")


def settings(**values: float) -> IngestSettings:
    return IngestSettings.model_validate({f"SAMSPILL_{name.upper()}": value for name, value in values.items()})


@pytest.fixture(scope="module")
def strange() -> Iterator[ReaderPool]:
    with ReaderPool(settings(parser_seconds=1, parser_memory_mb=256), command=STRANGE) as pool:
        yield pool


def said(pool: ReaderPool, words: str) -> str:
    return pool.read_bytes("a.md", words.encode()).blocks[0].text


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("loop", "too_slow"),
        ("sleep 60", "too_slow"),
        ("grow", "too_much_memory"),
        pytest.param("grow_natively", "too_much_memory", marks=pytest.mark.skipif(not LINUX, reason="reads /proc")),
        ("crash", "crashed"),
        ("exit", "crashed"),
        ("talk 17", "too_much_text"),
        pytest.param("babble", "too_much_text", marks=pytest.mark.skipif(not LINUX, reason="reads /proc")),
        pytest.param("lie", "crashed", marks=pytest.mark.skipif(not LINUX, reason="reads /proc")),
        ("nonsense", "damaged"),
    ],
)
def test_a_bad_reader_costs_its_own_file_only(strange: ReaderPool, order: str, reason: str) -> None:
    """A reader that loops, sleeps, grows, crashes, talks too much or lies is ended, and the file after it is read."""
    with pytest.raises(FileRefused) as refused:
        strange.read_bytes("bad.md", order.encode())
    assert refused.value.reason == reason
    assert said(strange, "say still here") == "still here"


@pytest.mark.parametrize("how", ["connect", pytest.param("connect_natively", marks=native)])
def test_no_network(strange: ReaderPool, how: str) -> None:
    """A reader reaches no socket, not even on this machine, from Python or from native code."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert said(strange, f"{how} {server.getsockname()[1]}").startswith("refused")


@pytest.mark.parametrize("how", ["write", pytest.param("write_natively", marks=native)])
def test_no_writing(strange: ReaderPool, how: str, tmp_path: Path) -> None:
    """A reader writes no file anywhere."""
    assert said(strange, f"{how} {tmp_path / 'file'}").startswith("refused")
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize("how", ["start", pytest.param("start_natively", marks=native)])
def test_no_programs(strange: ReaderPool, how: str) -> None:
    """A reader starts no program."""
    assert said(strange, f"{how} /bin/true").startswith("refused")


def test_no_secrets(strange: ReaderPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in our environment are not in the reader's."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    strange.close()
    assert "OPENAI_API_KEY" not in said(strange, "secrets")


def test_one_process_for_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by one process, which is started for the first and is gone after the last."""
    with ReaderPool(settings()) as pool:
        assert pool._process is None
        pool.read_bytes("a.md", b"# En\n\nTekst her.")
        first = pool._process
        pool.read_bytes("b.txt", b"En annen tekst her.")
        assert first is not None
        assert pool._process is first
    assert first.poll() is not None


def test_it_starts_light() -> None:
    """The reading process loads neither database nor index nor settings before it has read a Markdown file."""
    code = (
        "import sys; from ingest.reading import read_document; from ingest.readers import Limits\n"
        "read_document('a.md', b'# En\\n\\nTekst.', Limits())\n"
        "heavy = {'sqlalchemy', 'chromadb', 'pydantic', 'numpy', 'lxml', 'trafilatura', 'pypdfium2', 'langchain_core'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    import subprocess

    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_three_hundred_pages() -> None:
    """A PDF of 300 full pages is read within the usual limits."""
    line = "Kommunen og universitetet samarbeider om forskning, utdanning og nyskaping i mange år."
    pages = [[Text(72, 780 - 14 * n, f"{page} {n} {line}") for n in range(50)] for page in range(300)]
    with ReaderPool(settings()) as pool:
        document = pool.read_bytes("stor.pdf", pdf(pages))
        assert document.blocks[-1].page == 300
        assert pool.peak_mb < 512


def test_an_interrupt_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends a reading from our side, an interrupt for one, ends the process as well."""
    with ReaderPool(settings(parser_seconds=30), command=STRANGE) as pool:
        said(pool, "say first")
        process = pool._process
        calls = iter(range(3))

        def interrupted(*_: object) -> float:
            if next(calls, None) is None:
                raise KeyboardInterrupt
            return time.monotonic() - time.monotonic()

        monkeypatch.setattr(pool, "_resident_mb", interrupted)
        with pytest.raises(KeyboardInterrupt):
            pool.read_bytes("a.md", b"sleep 20")
        assert process is not None
        assert process.poll() is not None
        monkeypatch.undo()
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)
