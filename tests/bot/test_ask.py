"""`samspill ask`: the contract that programs rest on, and what people see."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.commands.printing import print_answer
from bot.commands.written import Written, listener
from tests.bot.command_line import call, call_json, process, publish_documents
from tests.bot_making import an_answer

LINE_KEYS = {"answer", "abstained", "language", "mode", "citations", "passages", "elapsed_ms"}
CITATION_KEYS = {"document", "title", "quote", "section", "page", "version", "valid_from", "valid_to", "url"}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return publish_documents(tmp_path / "documents")


def test_a_question_is_answered_with_a_quote_from_the_document(documents: Path) -> None:
    """An answer's quotes stand word for word in the documents, and the line has exactly the keys of the contract."""
    line = call_json("ask", "--json", "Når går avtalen for Skogby ut?", "--today", "2026-01-01")
    assert set(line) == LINE_KEYS
    assert not line["abstained"]
    assert line["language"] == "nb"
    assert line["mode"] == "extractive"
    assert "31. desember 2027" in line["answer"]
    citation = line["citations"][0]
    assert set(citation) == CITATION_KEYS
    assert citation["document"] == "avtale.md"
    assert (citation["valid_from"], citation["valid_to"]) == ("2024-01-01", "2027-12-31")
    assert citation["quote"] in (documents / "avtale.md").read_text(encoding="utf-8")


def test_the_reply_follows_the_language_of_the_question(documents: Path) -> None:
    """A question in English about a Norwegian document is answered in English, with the original quoted."""
    line = call_json("ask", "--json", "When does the agreement for Skogby end?", "--today", "2026-01-01")
    assert line["language"] == "en"
    assert line["citations"][0]["document"] == "avtale.md"
    assert "2027" in line["answer"]


def test_what_the_documents_do_not_say_is_refused(documents: Path) -> None:
    """Refusing is an honest answer: exit code 0, no citation, and no invented date."""
    result = call("ask", "--json", "Hva koster parkering ved rådhuset på søndager?")
    line = json.loads(result.stdout)
    assert result.exit_code == 0
    assert line["abstained"]
    assert line["mode"] == "refused"
    assert line["citations"] == []


def test_a_batch_answers_each_line_with_its_id(documents: Path, tmp_path: Path) -> None:
    """Each line of a batch gets a line with the same id, in order; earlier turns may be strings or messages."""
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "question": "Hvem eier resultatene\u2028av et felles prosjekt?"},
        {"id": 7, "question": "And who do I ask?", "history": ["How long does the Skogby agreement last?"]},
        {"id": "c", "question": "Og kontakt?", "history": [{"role": "user", "content": "Hvor lenge varer avtalen?"}]},
    ]
    questions.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n\n", encoding="utf-8")
    answers = [json.loads(line) for line in call("ask", "--batch", str(questions)).stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", 7, "c"]
    assert all(set(answer) == LINE_KEYS | {"id"} for answer in answers)


def test_that_something_was_asked_is_noted_but_not_what(documents: Path, tmp_path: Path) -> None:
    """The library counts questions and refusals and notes which clauses an answer rests on; it holds none of their words."""
    call("ask", "Når går avtalen for Skogby ut?")
    call("ask", "Hva koster gravlaks hos fiskehandleren?")
    with sqlite3.connect(tmp_path / "data" / "samspill.db") as database:
        rows = database.execute("SELECT * FROM questions").fetchall()
        modes = [mode for (mode,) in database.execute("SELECT mode FROM questions ORDER BY asked_at")]
        resting = database.execute(
            "SELECT DISTINCT q.mode FROM reliances r JOIN questions q ON q.id = r.reference"
        ).fetchall()
    assert modes == ["extractive", "refused"]
    assert "gravlaks" not in str(rows)
    assert resting == [("extractive",)]


def test_a_bad_line_is_named_before_anything_is_answered(documents: Path, tmp_path: Path) -> None:
    """A line that is no question fails with its number, and no answer is written before it."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": 1, "question": "Hvem er kontakt?"}\n{"id": 2}\n', encoding="utf-8")
    result = call("ask", "--batch", str(questions))
    assert result.exit_code == 1
    assert result.output.startswith("Line 2 of questions.jsonl")


def test_an_empty_library_is_told() -> None:
    """Without any document a question fails with exit code 1 and a sentence that says how to bring some in."""
    result = process("ask", "Hvem er kontakt?")
    assert result.returncode == 1
    assert result.stdout == ""
    assert "samspill ingest" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [[], ["--batch", "x.jsonl", "a question"]])
def test_wrong_use(words: list[str]) -> None:
    """Neither a question nor a batch, or both, is wrong use: exit code 2."""
    assert call("ask", *words).exit_code == 2


def test_a_person_reads_the_answer_and_where_it_stands(documents: Path) -> None:
    """The human form names title, section and validity of every quote."""
    result = call("ask", "Når går avtalen for Skogby ut?", "--today", "2026-01-01")
    assert "Samarbeidsavtale for Skogby" in result.stdout
    assert "avsnittet Varighet" in result.stdout.replace("\n", " ")
    assert "valid" in result.stdout or "gjelder" in result.stdout


def test_in_a_terminal_claims_are_printed_as_they_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    """Each claim is printed once, when it comes; the end prints what is missing, and nothing again."""
    shown = Written()
    shown.part(an_answer("Første. (1)", understood="Hvem signerte avtalen?"))
    assert capsys.readouterr().out == "Jeg forsto spørsmålet slik: Hvem signerte avtalen?\nFørste. (1)\n"
    shown.part(an_answer("Første. (1) Andre. (2)", understood="Hvem signerte avtalen?"))
    assert capsys.readouterr().out == "Andre. (2)\n"
    print_answer(an_answer("Første. (1) Andre. (2)\nAvtalen er gammel.", mode="generative"), shown)
    assert capsys.readouterr().out.startswith("Avtalen er gammel.\n\n[1] Samarbeidsavtalen")


def test_what_was_printed_and_does_not_hold_is_said_to_be_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the model fails after its first claim the terminal says that the claim does not stand, above the answer that does."""
    shown = Written()
    shown.part(an_answer("Første. (1)"))
    print_answer(an_answer("Sitatet."), shown)
    printed = capsys.readouterr().out
    assert printed.index("Første.") < printed.index("kan jeg ikke stå for") < printed.index("Sitatet.")


def test_a_program_gets_the_answer_at_once() -> None:
    """Where nobody looks on nothing is printed before the answer is whole."""
    assert listener() is None


def test_a_source_is_named_once(documents: Path) -> None:
    """What the answer says of where it stands is not said again below it."""
    shown = call("ask", "Hvem er kontaktperson?").stdout
    title = json.loads(call("ask", "--json", "Hvem er kontaktperson?").stdout)["citations"][0]["title"]
    assert shown.count(title) == 1
