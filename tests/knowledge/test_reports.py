"""The report of an ingest: its exit code and its JSON."""

from __future__ import annotations

import json

import pytest

from knowledge.reports import Action, FileReport, IngestReport


def report(*actions: Action, rebuilt: bool = False) -> IngestReport:
    files = tuple(FileReport("/docs", f"{n}.md", action) for n, action in enumerate(actions))
    return IngestReport(files, "g1", published=True, rebuilt=rebuilt)


@pytest.mark.parametrize(
    ("actions", "code"),
    [
        (["added", "updated", "unchanged", "retired"], 0),
        (["unchanged"], 0),
        (["retired"], 0),
        (["added", "refused"], 3),
        (["unchanged", "refused"], 3),
        (["refused", "refused"], 1),
        ([], 1),
    ],
)
def test_the_exit_code_tells_all_some_or_none(actions: list[Action], code: int) -> None:
    """0 when all files are in, 3 when some were refused, 1 when nothing is in."""
    assert report(*actions).exit_code == code


def test_a_rebuild_without_files_is_a_success() -> None:
    """Building the index anew from the library needs no file to succeed."""
    assert report(rebuilt=True).exit_code == 0


def test_the_json_has_a_line_for_each_file() -> None:
    """The JSON names every file with what became of it, and counts add up."""
    made = json.loads(json.dumps(report("added", "refused", "refused").as_json()))
    assert [line["action"] for line in made["files"]] == ["added", "refused", "refused"]
    assert made["counts"] == {"added": 1, "updated": 0, "unchanged": 0, "retired": 0, "refused": 2}
