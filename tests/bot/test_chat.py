"""`samspill chat`: line by line for programs, and as a talk in the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.command_line import process, publish_documents

KEYS = {"conversation", "messages", "actions", "asking", "citations", "draft"}


@pytest.fixture(autouse=True)
def _documents(tmp_path: Path) -> None:
    publish_documents(tmp_path / "documents")


def talk(*records: Any) -> list[dict[str, Any]]:
    lines = "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)
    done = process("chat", "--jsonl", "--today", "2026-11-22", stdin=lines)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(text: str) -> dict[str, str]:
    return {"conversation": "c1", "user": "u1", "text": text}


def test_each_line_gets_exactly_one_line() -> None:
    """Every line gets one line with the keys of the contract; one that is no record is told, and the talk goes on."""
    replies = talk(said("Hvor lenge varer avtalen for Skogby?"), "this is no record", said("takk"))
    assert [set(reply) for reply in replies] == [KEYS] * 3
    assert replies[0]["citations"][0]["document"] == "avtale.md"
    assert replies[0]["draft"] is None
    assert "cannot be read" in replies[1]["messages"][0]["text"]


def test_no_line_stops_the_talk() -> None:
    """Empty lines, nested nonsense, half letters, NUL and wrong names each get their one line, and the talk goes on as before."""
    odd = [
        "",
        "[" * 100_000,
        '{"conversation": "c\\ud83d", "user": "u1", "text": "hei"}',
        json.dumps({**said("hei"), "user": 5}),
    ]
    half = ['{"conversation": "c1", "user": "u1", "text": "hei \\ud83d \\u0000"}']
    replies = talk(*odd, *half, said("Hvor lenge varer avtalen for Skogby?"))
    assert [set(reply) for reply in replies] == [KEYS] * 6
    for number, reply in enumerate(replies[:4], 1):
        assert reply["messages"][0]["text"].startswith(f"Line {number} cannot be read")
    assert replies[5]["citations"][0]["document"] == "avtale.md"


def test_a_request_is_begun_and_kept() -> None:
    """A message that asks for collaboration begins a draft of the type it tells, with what it says, and another process goes on with it."""
    begun = talk(said("Jeg vil be om forskningssamarbeid. Tittel: «Trygge skoleveier». Oppstart august 2027."))[0]
    assert begun["draft"]["type"] == "research"
    assert begun["draft"]["fields"]["title"] == "Trygge skoleveier"
    assert begun["draft"]["fields"]["period_start"] == "2027-08"
    later = talk(said("Hva heter temaområdene i Skogby?"), said("fortsett utkastet mitt"))
    assert later[0]["draft"]["fields"] == begun["draft"]["fields"]
    assert later[1]["draft"]["id"] == begun["draft"]["id"]


def test_a_talk_in_the_terminal() -> None:
    """In the terminal a question is answered with its source, and a button is pressed by its number."""
    done = process("chat", "--today", "2026-11-22", stdin="Hvor lenge varer avtalen for Skogby?\nny\n1\nslutt\n")
    assert done.returncode == 0
    assert "31. desember 2027" in done.stdout
    assert "[1] Samarbeidsavtale for Skogby" in done.stdout
    assert "1) " in done.stdout
    assert done.stdout.strip().endswith("Goodbye.")
