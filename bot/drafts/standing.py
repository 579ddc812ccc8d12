"""Where a submitted request stands, told to its author: received, taken up, asked back, passed on, accepted or declined, and when."""

from __future__ import annotations

from bot.drafts.deskwork import Case
from bot.drafts.effects import Say


def standing(case: Case) -> Say:
    """The sentence for a request as its log adds up, with the day of the last step."""
    state = case.state
    facts = {
        "number": case.number,
        "date:sent": case.request.submitted_at.date().isoformat(),
        "date:date": case.touched.date().isoformat(),
    }
    told = state.question if state.status == "asked" else state.reason if state.status == "declined" else None
    return Say(f"sent.{state.status}", facts | ({"text": told} if told else {}))
