"""Text that becomes Slack's markdown (streamed messages): shown as it is written, whatever a document, a person or a model wrote.

Each line is a paragraph, and every character that markdown would read is escaped. What begins one text also begins the other, so a text
that grows can be sent piece by piece.
"""

from __future__ import annotations

import re

from bot.blocks.mrkdwn import inert

READ = re.compile(r"([\\`*_~\[\]#|!@])")
NUMBERED = re.compile(r"^(\d+)([.)])")
LISTED = re.compile(r"^([-+=])")


def markdown(text: str) -> str:
    """The text as markdown that shows just it."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    return "\n\n".join(_line(line) for line in lines)


def _line(line: str) -> str:
    shown = READ.sub(r"\\\1", inert(line))
    return LISTED.sub(r"\\\1", NUMBERED.sub(r"\1\\\2", shown))
