"""Messages of blanks, marks, or one thing over and over cost no more than their length.

Work is counted, not timed: the calls made, and the characters that patterns run over. A pattern that tries every way to part a run would
not come back at all: those are read in a process with an allowance of CPU.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.funding import money
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.marks import load_marks
from bot.drafts.reading.message import Message
from bot.drafts.reading.reader import Reader
from bot.drafts.reading.spans import without_end
from knowledge.partnership import load_partnership

ROOT = Path(__file__).resolve().parents[3]
ALLOWED = 15  # seconds of CPU for all of WITHOUT_END, of which starting takes one or two
READER = Reader(load_partnership())
GAPS: dict[str, Callable[[int], str]] = {
    "line breaks": lambda count: "sykle" + "\n" * count + "mer",
    "spaces": lambda count: "sykle" + " " * count + "mer",
    "tabs": lambda count: "sykle" + "\t" * count + "mer",
    "line breaks of Windows": lambda count: "sykle" + "\r\n" * count + "mer",
    "lines of blanks": lambda count: "sykle" + " \n" * count + "mer",
}
WITHOUT_END = (
    "Bakgrunn " + "-" * 60 + " få flere til å sykle",
    "sykle" + " , - " * 300 + "mer",
    "sykle" + "!" * 390 + "mer",
    "".join(f"{letter}{'!' * 9}\n({' - ' * 4}" for letter in "ovdnsteifham"),
    "100 kr " * 1700,
    "ikke " * 2400,
    "a@b.no " * 1700,
    "nei, men " * 1300,
    "to år " * 1900,
)


def read(text: str) -> Reading:
    """A message as it is read in a draft, and by the marks of a wish, which weigh it before one."""
    message = Message(text)
    load_marks("wanting").of(message, (0, len(message.text)))
    return READER.read(text, Context(form_of("research"), date(2026, 11, 22), asked="purpose", drafting=True))


def work(text: str) -> int:
    """How many calls reading a message makes, and how many characters its patterns run over."""
    counted = len(Message(text).text)

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    read("sykle mer")  # what is built once is built
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_costs_no_more_than_a_short_one(gap: str) -> None:
    """A gap of eleven thousand blanks is read with the work that one of eleven takes."""
    assert work(GAPS[gap](11_000)) <= 1.1 * work(GAPS[gap](11))


def test_a_list_costs_its_length() -> None:
    """Four times the lines are at most about four times the work."""
    assert work("Vi legger inn tre timer.\n" * 400) <= 4.8 * work("Vi legger inn tre timer.\n" * 100)


def test_a_wide_gap_parts_what_it_parted() -> None:
    """No word is lost in a wide gap, a paragraph stays one, and what was written behind it is read, too."""
    assert Message("a" + " " * 30 + "b").raw.split() == ["a", "b"]
    assert Message("a" + "\n" * 30 + "b").raw == "a\n\nb"
    assert Message("a" + " " * 30 + "\n" + "b").raw == "a\nb"
    behind = Message("a" + "\n" * 20_000 + "b")
    assert (behind.raw, behind.cut) == ("a\n\nb", False)
    assert Message("ord " * 4_000).cut


def test_marks_and_little_words_behind_a_value_are_no_part_of_it() -> None:
    """What only leads on is left off from the end; a word that merely ends like one stays."""
    for text, kept in (
        ("flere sykler, og så …", "flere sykler, og så …"),
        ("flere sykler, og så.", "flere sykler"),
        ("flere sykler - men then, ", "flere sykler"),
        ("en bog", "en bog"),
        ("og", "og"),
        (" , ", ""),
    ):
        assert text[: without_end(text, 0, len(text))] == kept


@pytest.mark.parametrize(
    ("clause", "speaks"),
    [
        ("vi har søkt forskningsrådet", True),
        ("finansieringen er ikke på plass", True),
        ("penger fra et program", True),
        ("100 000 kr er innvilget", True),
        ("we got a grant from the council", True),
        ("100 000 kr og en skole", False),
        ("vi har en skole", False),
        ("finansiering og penger", False),
    ],
)
def test_a_clause_speaks_of_funding_by_what_stands_behind_what(clause: str, speaks: bool) -> None:
    """Money by itself is no funding; money with where it comes from or how far it has come is."""
    assert money().speaks(clause) is speaks


def test_no_message_takes_more_than_its_share() -> None:
    """Lines under headings, runs of marks, and a page of sums, addresses or refusals are read, each within a share of some seconds."""
    code = "import sys\nfrom tests.bot.drafts.test_long_messages import WITHOUT_END, read\nfor one in WITHOUT_END: read(one)\n"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (ALLOWED, ALLOWED)),
    )
    assert done.returncode == 0, done.stderr.decode()[-400:]


def test_a_list_with_every_cue_costs_its_length() -> None:
    """Openings, funding and gifts, one behind another, are at most about four times the work when there are four times as many."""
    told = "Vi har søkt om midler, og vi håper at det gir færre i kø.\n"
    assert work(told * 160) <= 4.8 * work(told * 40)
