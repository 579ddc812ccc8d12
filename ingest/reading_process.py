"""The process that reads files: `python -m ingest.reading_process MEMORY_MB SECONDS MAX_PAGES`, spoken to over its pipes.

For each file come two messages, its path and its bytes; one goes back, the document or the refusal. It imports little,
so that it starts fast, and confines itself before it sees the first byte of a file.
"""

from __future__ import annotations

import os
import sys

from ingest.confinement import allow_seconds, confine
from ingest.readers import Limits
from ingest.reading import read_document
from ingest.wire import MAX_ANSWER, document_to_json, framed, read_frame, refusal_to_json
from knowledge.errors import FileRefused


def main() -> None:
    """Answer until the other side closes its pipe."""
    memory_mb, seconds, max_pages = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not look like an answer
    confine(memory_mb)
    limits = Limits(max_pages=max_pages, memory_mb=memory_mb)
    while True:
        path, data = read_frame(sys.stdin.buffer), read_frame(sys.stdin.buffer)
        if path is None or data is None:
            return
        allow_seconds(seconds)
        _send(answers, framed(_answer(path.decode(), data, limits)))


def _answer(path: str, data: bytes, limits: Limits) -> bytes:
    try:
        answer = document_to_json(read_document(path, data, limits))
    except FileRefused as error:
        return refusal_to_json(error)
    except MemoryError:
        return refusal_to_json(FileRefused(reason="too_much_memory", limit=str(limits.memory_mb)))
    if len(answer) > MAX_ANSWER:
        return refusal_to_json(FileRefused(reason="too_much_text"))
    return answer


def _send(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


if __name__ == "__main__":
    main()
