"""The two opinions under an answer as Slack's own feedback buttons, where they stand as plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PLAIN = ("answer.useful", "answer.not_useful")
ACTION = "answer.feedback"


def with_feedback_buttons(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | None:
    """The blocks with Slack's feedback buttons instead of the plain ones; None where there are none to exchange."""
    found: list[dict[str, Any]] = []
    exchanged = False
    for block in blocks:
        elements = block.get("elements") or []
        opinions = {e["action_id"]: e for e in elements if isinstance(e, Mapping) and e.get("action_id") in PLAIN}
        if block.get("type") != "actions" or set(opinions) != set(PLAIN):
            found.append(dict(block))
            continue
        exchanged = True
        others = [element for element in elements if element["action_id"] not in PLAIN]
        if others:
            found.append({**block, "elements": others})
        sides = dict(zip(("positive_button", "negative_button"), (opinions[name] for name in PLAIN), strict=True))
        buttons = {
            side: {"text": plain["text"], "value": f"{plain['action_id']}|{plain['value']}"}
            for side, plain in sides.items()
        }
        element = {"type": "feedback_buttons", "action_id": ACTION, **buttons}
        found.append({"type": "context_actions", "elements": [element]})
    return found if exchanged else None
