"""Every reason for refusing a file, and every warning, has its sentence, and the facts that the sentence needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from knowledge.texts import error_texts
from knowledge.types import LANGUAGES

INGEST = Path(__file__).resolve().parents[2] / "ingest"


def refusals() -> Iterator[tuple[str, set[str], str]]:
    """(reason, facts given, place) of each `FileRefused(reason=...)` in ingest; a choice between two counts as both."""
    for path in INGEST.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FileRefused":
                given = {str(keyword.arg): keyword.value for keyword in node.keywords}
                for part in ast.walk(given.get("reason", ast.Constant(None))):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.islower():
                        yield part.value, set(given), f"{path.name}:{node.lineno}"


def test_every_reason_has_its_sentence() -> None:
    """A reason that the code gives stands in the texts, and gets every fact that its sentence names."""
    found = [(reason, facts, place) for reason, facts, place in refusals() if not reason.startswith(".")]
    assert len({reason for reason, _, _ in found}) >= 20
    for reason, facts, place in found:
        assert f"refused.{reason}" in error_texts(), place
        sentence = error_texts().variants(f"refused.{reason}")["en"]
        assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= facts, place


def test_every_sentence_has_its_reason() -> None:
    """No sentence waits for a reason that nothing gives any more."""
    code = " ".join(path.read_text(encoding="utf-8") for path in INGEST.rglob("*.py"))
    for key in error_texts():
        if key.startswith(("refused.", "warning.")):
            assert f'"{key.split(".")[1]}' in code, key
            assert all(error_texts().variants(key)[language] for language in LANGUAGES)
