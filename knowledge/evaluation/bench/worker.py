"""Opens a data folder and asks it questions, timed: `python -m knowledge.evaluation.bench.worker DATA QUESTIONS STARTED`.

STARTED is the parent's monotonic clock when it started this process, so that the time to the first answer counts imports too. Writes one
line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

from knowledge.evaluation.opened import opened
from knowledge.threads import one_thread
from knowledge.types import Question


def main() -> None:
    """Open, ask the first question, ask all of them, write what it took."""
    one_thread()  # as the command line does
    data, questions, started = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    asked = [Question(text) for text in json.loads(questions.read_text(encoding="utf-8"))]
    today = date.today()
    with opened(data) as library:
        library.answerer.answer(asked[0], today)
        first = time.monotonic() - started
        library.answerer.warm(today)  # as the bot and the command line do
        wall, cpu = [], []
        for question in asked[1:]:
            began, worked = time.perf_counter(), time.process_time()
            library.answerer.answer(question, today)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - worked) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    sys.stdout.write(json.dumps({"start_seconds": first, "wall_ms": wall, "cpu_ms": cpu, "memory_mb": memory}))


if __name__ == "__main__":
    main()
