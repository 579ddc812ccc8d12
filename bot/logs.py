"""Structured logs: one JSON object a line, with ids and never a word of anybody.

Our own loggers (`samspill.*`) say a fixed word and put ids beside it. Of other packages' records only who, how grave and
where is kept: their messages may hold a request's body.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

FIELDS = (
    "event", "kind", "attempt", "error", "reference", "after", "where", "slack", "generation", "port", "count", "seconds", "status"
)  # fmt: skip


class JsonLines(logging.Formatter):
    """Formats a record; unknown extras are dropped, so that nothing gets in by accident."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == "samspill" or record.name.startswith("samspill."):
            line["message"] = record.msg  # the fixed word itself; arguments are never formatted in
            line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def start_logging(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every record to `stream` (standard error) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("samspill").setLevel(level)
