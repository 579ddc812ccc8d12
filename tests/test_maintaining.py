"""The maintainer's guide says what is so: every command in it is run as it stands."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from fpdf import FPDF

from tests.bot.command_line import call

GUIDE = Path(__file__).resolve().parents[1] / "knowledge" / "MAINTAINING.md"
OLD = """1. Formål
Partene samarbeider om forskning, utdanning og innovasjon som gjør tjenestene i Skogby bedre.
2. Varighet
Avtalen for Skogby gjelder fra 1. januar 2023 til 31. desember 2026.
3. Henvendelser
Desken i Skogby skal svare innen fire uker. Henvendelsen bør beskrive behovet på en side.
4. Styringsgruppe
Styringsgruppen i Skogby møtes to ganger i året."""
PLAN = """---
title: Handlingsplan for Skogby
language: nb
---

# Handlingsplan for Skogby

## Styringsgruppe

Styringsgruppen i Skogby møtes seks ganger i året.
"""


def pdf(path: Path, text: str) -> None:
    """An agreement as a PDF, a line for each line."""
    page = FPDF()
    page.set_title("Samarbeidsavtale for Skogby")
    page.add_page()
    for line in ("Samarbeidsavtale for Skogby", *text.splitlines()):
        heading = line[0].isdigit() or line.startswith("Samarbeidsavtale")
        page.set_font("helvetica", "B" if heading else "", 14 if heading else 11)
        page.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    path.parent.mkdir(exist_ok=True)
    page.output(str(path))


def commands() -> list[str]:
    """Every line of the guide's blocks of commands."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_every_command_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, in the order of the page, each command succeeds; the new version is proposed, compared and published."""
    monkeypatch.chdir(tmp_path)
    pdf(tmp_path / "documents" / "avtale.pdf", OLD)
    (tmp_path / "documents" / "plan.md").write_text(PLAN, encoding="utf-8")
    new = OLD.replace("2023 til 31. desember 2026", "2027 til 31. desember 2032").replace("bør", "skal")
    pdf(tmp_path / "mail" / "avtale-2027.pdf", new.replace("to ganger", "fire ganger"))
    asked = {"id": "1", "question": "Når gjelder avtalen for Skogby til?", "lang": "nb", "kind": "when", "history": []}
    gold = {"gold_docs": ["avtale.pdf"], "gold_quotes": [OLD.splitlines()[3]], "answer_keywords": ["2026"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked | gold) + "\n", encoding="utf-8")
    told = {}
    for line in commands():
        program, *words = shlex.split(line)
        assert program == "samspill"
        result = call(*words)
        assert result.exit_code == 0, f"{line}: {result.output}"
        told[line] = result.output
    assert "looks like" in told["samspill ingest --dry-run mail/avtale-2027.pdf"]
    assert "31. desember 2026 → 1. januar 2027, 31. desember 2032" in told["samspill documents staged"]
    assert "Styringsgruppen i Skogby møtes seks ganger i året." in told["samspill documents contradictions"]
    assert (tmp_path / "review.html").is_file()


def test_every_picture_of_the_guide_is_there() -> None:
    """What the guide shows exists in the repository."""
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert pictures
    assert [picture for picture in pictures if not (GUIDE.parent / picture).is_file()] == []
