"""What a bench found, as Markdown that can be kept, with ratios; and its growth as an SVG."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.evaluation.bench.comparing import NAMES, Side
from knowledge.evaluation.bench.growth import Size
from knowledge.evaluation.intervals import Share
from knowledge.evaluation.plots import Scale, Series, legend_svg, line_chart
from knowledge.evaluation.summary import right_share, summary_json

SHARES = (
    ("right answers, of answerable questions", "answer_right"),
    ("right in the first lines", "lead_right"),
    ("quote in the first 3 passages", "quote@3"),
    ("quote in the first 5 passages", "quote@5"),
    ("refused rightly", "refused_rightly"),
    ("refused wrongly", "refused_wrongly"),
    ("language followed", "language_followed"),
)
STYLE = """
svg { font: 11px system-ui, sans-serif; background: #fff; } text { fill: #5d6b6f; } .label { font-size: 11.5px; }
.grid { stroke: #eeece6; } .axis { stroke: #d8d4ca; } .line { fill: none; stroke-width: 2.4; stroke-linejoin: round; }
.line.c1 { stroke: #0f6b6b; } .line.c2 { stroke: #c77a1b; } .line.c3 { stroke: #7a6a9b; }
.point { stroke: #fff; stroke-width: 1.2; } .point.c1 { fill: #0f6b6b; } .point.c2 { fill: #c77a1b; } .point.c3 { fill: #7a6a9b; }
"""


def heading(command: str) -> str:
    """When, where and by which command this was measured: without it a figure says nothing."""
    lines = [
        f"## {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
        f"`{command}`",
        "",
        f"{_machine()}; Python {platform.python_version()}; commit {_commit()}; load average at the start {os.getloadavg()[0]:.1f}.",
    ]
    return "\n".join(lines)


def _machine() -> str:
    model = platform.processor() or platform.machine()
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        model = found.group(1) if found else model
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    except (OSError, ValueError):
        return f"{platform.system()}, {model}, {os.cpu_count()} cores"
    return f"{platform.system()}, {model}, {os.cpu_count()} cores, {memory:.0f} GiB"


def _commit() -> str:
    folder = Path(__file__).resolve().parent
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"


ABSENT = "Chroma's default model is not on this machine and is not fetched, so nothing is compared with it."


def comparison_table(sides: Sequence[Side]) -> str:
    """A column for each side, a row for each measure; then how Samspill, the first, compares with each of the others."""
    rows = [["", *(side.name for side in sides)]]
    rows.append(["questions that went well", *(_share(right_share(side.evaluation.all)) for side in sides)])
    for name, measure in SHARES:
        rows.append([name, *(_share(side.evaluation.all.shares.get(measure)) for side in sides)])
    numbers = [side.evaluation.all.numbers for side in sides]
    rows.append(
        ["ms a question, p50 / p95", *(f"{n['elapsed_ms_p50']:.1f} / {n['elapsed_ms_p95']:.1f}" for n in numbers)]
    )
    rows.append(
        ["all questions: seconds (processor)", *(_seconds(side.ask.seconds, side.ask.cpu_seconds) for side in sides)]
    )
    rows.append(
        ["ingest: seconds (processor)", *(_seconds(side.ingest.seconds, side.ingest.cpu_seconds) for side in sides)]
    )
    rows.append(["chunks", *(str(side.chunks) for side in sides)])
    rows.append(["memory, MB: ingest / asking", *(f"{s.ingest.memory_mb:.0f} / {s.ask.memory_mb:.0f}" for s in sides)])
    compared = NAMES["default"] in {side.name for side in sides}
    return "\n\n".join([_table(rows), ratios_table(sides), *([] if compared else [ABSENT])])


def ratios_table(sides: Sequence[Side]) -> str:
    """Samspill divided by each of the others: above 1 is better for right answers, below 1 for all else."""
    first, others = sides[0], sides[1:]
    rows = [["Samspill divided by", *(side.name for side in others)]]
    ratios: dict[str, Callable[[Side], float]] = {
        "questions that went well": lambda side: right_share(side.evaluation.all).value,
        "right answers": lambda side: side.right,
        "right in the first lines": lambda side: side.evaluation.all.shares["lead_right"].value,
        "ms a question, p50": lambda side: side.milliseconds,
        "ingest, seconds": lambda side: side.ingest.seconds,
        "ingest, processor seconds": lambda side: side.ingest.cpu_seconds,
        "memory while asking": lambda side: side.ask.memory_mb,
    }
    for name, value in ratios.items():
        rows.append([name, *(f"{value(first) / value(side):.2f} ×" if value(side) else "–" for side in others)])
    return _table(rows)


def _share(share: Share | None) -> str:
    return f"{100 * share.value:.1f} % ({share.hits}/{share.of})" if share else "–"


def _seconds(seconds: float, cpu: float) -> str:
    return f"{seconds:.1f} ({cpu:.1f})"


def growth_table(sizes: Sequence[Size]) -> str:
    """A row for each size."""
    head = [
        "chunks",
        "ingest s (processor)",
        "ingest MB",
        "on disk MB",
        "start s",
        "ms p50",
        "ms p95",
        "processor ms p50",
        "p95",
        "MB",
    ]
    rows = [head] + [
        [
            f"{size.chunks:,}",
            _seconds(size.ingest_seconds, size.ingest_cpu_seconds),
            f"{size.ingest_memory_mb:.0f}",
            f"{size.index_mb:.0f}",
            f"{size.start_seconds:.1f}",
            f"{size.p50:.1f}",
            f"{size.p95:.1f}",
            f"{size.cpu_p50:.1f}",
            f"{size.cpu_p95:.1f}",
            f"{size.memory_mb:.0f}",
        ]
        for size in sizes
    ]
    return _table(rows)


def growth_plot(sizes: Sequence[Size]) -> str:
    """Milliseconds a question over the number of chunks, both logarithmic, as a whole SVG file."""
    series = [
        Series("95 % of questions within", "c2", [(size.chunks, max(size.p95, 1.0)) for size in sizes], dots=True),
        Series("half of them within", "c1", [(size.chunks, max(size.p50, 1.0)) for size in sizes], dots=True),
    ]
    high = max(max(size.p95 for size in sizes) * 1.3, 100.0)
    ticks = [tick for tick in (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000) if tick <= high]
    chunks = [size.chunks for size in sizes]
    x = Scale(min(chunks) * 0.8, max(chunks) * 1.25, [10**n for n in range(1, 7) if min(chunks) * 0.8 <= 10**n <= max(chunks) * 1.25],
              "chunks", lambda value: f"{value:,.0f}", log=True)  # fmt: skip
    y = Scale(1, high, ticks, "milliseconds", lambda value: f"{value:,.0f}", log=True)
    drawn = line_chart("Milliseconds a question", series, x, y)
    opening = '<svg xmlns="http://www.w3.org/2000/svg" '
    return (
        drawn.replace("<svg ", opening, 1).replace("</title>", f"</title><style>{STYLE}</style>{legend_svg(series)}", 1)
        + "\n"
    )


def as_json(sides: Sequence[Side], sizes: Sequence[Size]) -> dict[str, Any]:
    """All figures as JSON values."""
    return {
        "comparison": [
            {
                "name": side.name,
                "chunks": side.chunks,
                **summary_json(side.evaluation.all),
                "ingest": _used(side.ingest),
                "ask": _used(side.ask),
            }
            for side in sides
        ],
        "growth": [asdict(size) for size in sizes],
    }


def _used(used: Any) -> dict[str, float]:
    return {key: value for key, value in asdict(used).items() if key != "stdout"}


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)])
