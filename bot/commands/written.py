"""An answer in a terminal while a model writes it: each claim is printed when it has been checked, and what is missing at the end."""

from __future__ import annotations

import sys

import click

from bot.commands.printing import print_wrapped, terminal_texts
from knowledge.types import Answer, Language


class Written:
    """Listens to one answer. What was printed cannot be taken back; where the answer turns out otherwise that is said."""

    def __init__(self) -> None:
        self._printed = ""
        self._understood = False

    def part(self, part: Answer) -> None:
        """Print what has come to the answer."""
        self.understood(part)
        if part.text.startswith(self._printed):
            print_wrapped(part.text[len(self._printed) :].strip())
            sys.stdout.flush()
            self._printed = part.text

    def understood(self, answer: Answer) -> None:
        """Print once how the question was read, where it was changed."""
        if answer.understood and not self._understood:
            self._understood = True
            print_wrapped(terminal_texts()("understood", answer.language, question=answer.understood), dim=True)

    def rest(self, text: str, language: Language) -> str:
        """What of the whole text is still to be printed."""
        if text.startswith(self._printed):
            return text[len(self._printed) :].strip()
        click.echo()
        print_wrapped(terminal_texts()("taken_back", language))
        return text


def listener() -> Written | None:
    """A listener where a person looks on; a program gets the whole answer at once."""
    return Written() if sys.stdout.isatty() else None
