"""What happens when a command meets something nobody foresaw: a sentence with a reference, and a record without content."""

from __future__ import annotations

import json
import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from knowledge.texts import error_texts, terminal_language


def report_crash(error: BaseException, log: Path | None) -> str:
    """Say that something went wrong, and give a reference. Returns the reference.

    The record in `log` holds the reference, the error's type and the places in the code: never the error's text, which may
    hold a person's or a document's words.
    """
    reference = secrets.token_hex(4)
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    record = {
        "at": datetime.now(UTC).isoformat(),
        "reference": reference,
        "error": type(error).__name__,
        "frames": frames,
    }
    if log is not None:
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")
        except OSError:
            print(json.dumps(record), file=sys.stderr)  # noqa: T201  (the disk may be what is wrong)
    print(error_texts()("unexpected", terminal_language(), reference=reference), file=sys.stderr)  # noqa: T201
    return reference
