"""`samspill documents`: how every document stands, what is staged, and the steps from there, as a maintainer types them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.bot.command_line import AGREEMENT, call, call_json, publish_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, published."""
    return publish_documents(tmp_path / "documents")


def new_agreement(folder: Path) -> Path:
    """The agreement, renewed: another end, another contact, one theme area more."""
    text = AGREEMENT.replace("31. desember 2027", "31. desember 2031").replace("Kari Skogen", "Ola Lien")
    text = text.replace("hjemme.\n", "hjemme.\n- Vann og vassdrag handler om Skogelva.\n").replace(
        "tre tema", "fire tema"
    )
    file = folder / "avtale.md"
    file.write_text(text.replace("valid_to: 2027-12-31", "valid_to: 2031-12-31"), encoding="utf-8")
    return file


def test_nothing_staged_is_told_so(folder: Path) -> None:
    """A command about what is staged says that nothing is, and how to make a version ready, with exit code 1."""
    questions = str(folder / "questions.jsonl")
    for words in (["publish"], ["publish", "--at", "2030-01-01"], ["discard"], ["staged", "--questions", questions]):
        done = call("documents", *words)
        assert (done.exit_code, "Nothing is staged" in done.output) == (1, True), words
    assert "nothing-of-that-name was not found" in call("documents", "publish", "nothing-of-that-name").output


def test_how_the_documents_stand(folder: Path) -> None:
    """Each document tells whether it is in force on a day, what is missing, and how often it was quoted."""
    now = {one["document"]: one for one in call_json("documents", "--json", "--today", "2026-11-24")}
    assert now["avtale.md"]["marks"] == ["in_force", "no_owner", "never_cited"]
    late = {one["document"]: one["marks"][0] for one in call_json("documents", "--json", "--today", "2029-01-01")}
    assert late == {"avtale.md": "expired", "terms.md": "in_force"}
    soon = call("documents", "--today", "2027-12-01").output
    assert "expiring" in soon
    assert call("ask", "Når gjelder samarbeidsavtalen for Skogby til?").exit_code == 0
    assert {one["document"]: one["answers"] for one in call_json("documents", "cite-count", "--json")}["avtale.md"] == 1


def test_from_a_new_file_to_a_published_version(folder: Path, tmp_path: Path) -> None:
    """Staged it is compared in text, as a page and as JSON, and answers nobody; published it answers; rolled back it does not."""
    staged = call("ingest", "--stage", str(new_agreement(folder)))
    assert staged.exit_code == 0
    assert "Staged as" in staged.output
    page = tmp_path / "staged.html"
    shown = call("documents", "staged", "--html", str(page)).output
    assert "31. desember 2027 → 31. desember 2031" in shown
    assert "Kari Skogen → Ola Lien" in shown
    assert "Vann og vassdrag" in page.read_text(encoding="utf-8")
    assert "<script" not in page.read_text(encoding="utf-8")
    (told,) = call_json("documents", "staged", "--json")
    groups = {(h["group"], h["how"]) for h in told["documents"][0]["highlights"]}
    assert ("dates", "changed") in groups
    assert ("people", "changed") in groups
    changes = call("documents", "diff", "avtale.md").output
    assert re.search(r"^  \+ .*2031", changes, re.M)
    assert "2027" in call("ask", "Når gjelder samarbeidsavtalen for Skogby til?").output
    assert call("documents", "publish").exit_code == 0
    assert "2031" in call("ask", "Når gjelder samarbeidsavtalen for Skogby til?").output
    assert call("documents", "rollback").exit_code == 0
    assert "2027" in call("ask", "Når gjelder samarbeidsavtalen for Skogby til?").output
    states = call_json("documents", "generations", "--json")
    assert [state["current"] for state in states] == [False, True]


def test_answers_that_change_are_shown_side_by_side(folder: Path, tmp_path: Path) -> None:
    """Of a question set, those whose answer changes are told with both answers, and whether each is right by the set's keywords."""
    call("ingest", "--stage", str(new_agreement(folder)))
    questions = tmp_path / "questions.jsonl"
    asked = {
        "end": ("Når gjelder samarbeidsavtalen for Skogby til?", "2031"),
        "same": ("Hvem eier resultatene av et felles prosjekt?", "universitetet"),
    }
    quote = "Avtalen gjelder fra 1. januar 2024 til 31. desember 2027."
    common = {"lang": "nb", "kind": "k", "gold_docs": ["avtale.md"], "gold_quotes": [quote], "history": []}
    lines = [
        {"id": name, "question": text, "answer_keywords": [word], **common} for name, (text, word) in asked.items()
    ]
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (told,) = call_json("documents", "staged", "--questions", str(questions), "--json")
    (changed,) = told["answers_that_differ"]
    assert (changed["id"], changed["right_before"], changed["right_after"]) == ("end", False, True)
    assert "2027" in changed["before"]
    assert "2031" in changed["after"]


def test_discarded(folder: Path) -> None:
    """What was thrown away is not there to be published."""
    call("ingest", "--stage", str(new_agreement(folder)))
    assert call("documents", "discard").exit_code == 0
    assert call("documents", "publish").exit_code == 1
    assert "Nothing is staged" in call("documents", "staged").output


def test_removed_only_when_it_is_meant(folder: Path) -> None:
    """A document is taken out with --yes only, after what would be lost was said."""
    asked = call("documents", "remove", "terms.md")
    assert asked.exit_code == 1
    assert "Terms for joint projects" in asked.output
    assert len(call_json("documents", "--json")) == 2
    assert call("documents", "remove", "terms.md", "--yes").exit_code == 0
    assert [one["document"] for one in call_json("documents", "--json")] == ["avtale.md"]


def test_contradictions_are_listed_and_settled(folder: Path) -> None:
    """A second document that says another end is listed with both quotes at its publication, and leaves the list when it is settled."""
    (folder / "plan.md").write_text(
        "---\ntitle: Plan for Skogby\nlanguage: nb\n---\n\n# Plan for Skogby\n\n## Samarbeidsavtale for Skogby\n\n"
        "Samarbeidsavtalen for Skogby gjelder fra 1. januar 2024 til 30. juni 2026. Samarbeidet har tre temaområder.\n",
        encoding="utf-8",
    )
    assert call("ingest", str(folder)).exit_code == 0
    (one,) = call_json("documents", "contradictions", "--json")
    assert {side["value"] for side in one["sides"]} == {"31. desember 2027", "30. juni 2026"}
    assert call("documents", "settle", str(one["id"])).exit_code == 2
    assert call("documents", "settle", str(one["id"]), "--prefer", "terms.md").exit_code == 1
    assert (
        call("documents", "settle", str(one["id"]), "--prefer", "avtale.md", "--note", "Planen er eldre.").exit_code
        == 0
    )
    assert call_json("documents", "contradictions", "--json") == []
    (kept,) = call_json("documents", "contradictions", "--all", "--json")
    assert kept["settled"]["preferred"] == "avtale-skogby"


def test_the_report_draws_when_documents_hold(folder: Path, tmp_path: Path) -> None:
    """The report is one page without scripts, with a bar for each document whose validity is known and a line for the day."""
    page = tmp_path / "report.html"
    assert call("documents", "report", "--html", str(page), "--today", "2026-11-24").exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert html.count('<rect class="bar ') == 1
    assert "Terms for joint projects" in html
    assert "<script" not in html
    assert "default-src 'none'" in html


def test_wrong_use(folder: Path) -> None:
    """`--as` with a folder, and `--due` with a name, are wrong use; an unknown document is told by name."""
    assert call("ingest", str(folder), "--as", "avtale.md").exit_code == 2
    assert call("documents", "publish", "x", "--due").exit_code == 2
    assert call("documents", "publish", "--at", "soon").exit_code == 2
    assert call("documents", "diff", "nothing.md").exit_code == 1
