"""The desk's work in the database: a request with its log, one action on it, and what is similar to it.

All of it happens inside a transaction of the caller's; an action holds the request, so that two clicks at once are one after
the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.drafts.desk import ACTIONS, DeskAction, DeskState, Note, Refusal, act, similar, state_of
from bot.drafts.places import Place, place_of
from bot.drafts.requests import Request, add_desk_event, all_requests, desk_log, request_of
from bot.drafts.tables import draft_requests, drafts
from knowledge.errors import NotFound

CARD = "card"  # a line of the log that says where a card stands; it moves nothing


@dataclass(frozen=True, slots=True)
class Case:
    """A request, what the desk did with it so far, where its cards stand, and where its author is told."""

    request: Request
    document: Mapping[str, Any]
    state: DeskState
    cards: tuple[Place, ...]
    author: Place
    touched: datetime
    steps: int

    @property
    def number(self) -> str:
        """The request's number."""
        return self.request.number


class DeskWork:
    """The desk's side of the requests, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def case(self, number: str, *, lock: bool = False) -> Case:
        """A request by its number. `lock`: held until the transaction ends. Raises NotFound."""
        query = select(draft_requests).where(draft_requests.c.number == number)
        row = self._connection.execute(query.with_for_update() if lock else query).one_or_none()
        if row is None:
            raise NotFound(name=number)
        return self._case(Request(*row))

    def of_draft(self, draft_id: str) -> Case | None:
        """The request that a draft became."""
        request = request_of(self._connection, draft_id)
        return self._case(request) if request is not None else None

    def _case(self, request: Request) -> Case:
        log = desk_log(self._connection, request.id)
        place = self._connection.execute(
            select(drafts.c.conversation).where(drafts.c.id == request.draft_id)
        ).scalar_one_or_none()
        cards = tuple(Place(str(told["channel"]), str(told["ts"])) for kind, _, told, _ in log if kind == CARD)
        done = [entry for entry in log if entry[0] in ACTIONS]
        touched = done[-1][3] if done else request.submitted_at
        state = state_of((kind, who, told) for kind, who, told, _ in done)
        document: Mapping[str, Any] = json.loads(request.document)
        return Case(request, document, state, cards, place_of(place, request.author), touched, len(log))

    def act(
        self, number: str, action: DeskAction, who: str, text: str = "", *, sure: bool = False
    ) -> tuple[Case, Note] | Refusal:
        """One action, written into the log. A click that comes again when it is done already is refused as `done`.

        `sure`: accepted though the desk's own question to the author is still open.
        """
        case = self.case(number, lock=True)
        if action == "take" and case.state.status == "taken" and case.state.handler == who:
            return Refusal("done")
        moved = act(case.state, action, who, number, text, sure=sure)
        if isinstance(moved, Refusal):
            return moved
        add_desk_event(self._connection, case.request.id, action, who, {"text": text.strip()})
        return self.case(number), moved[1]

    def add_card(self, number: str, place: Place) -> None:
        """Write down where a card stands; once for each place."""
        case = self.case(number, lock=True)
        if place not in case.cards:
            told = {"channel": place.channel, "ts": place.thread}
            add_desk_event(self._connection, case.request.id, CARD, "samspill", told)

    def similar(self, case: Case) -> list[Case]:
        """The earlier requests that are about the same, likest first."""
        earlier = {each.number: each for each in all_requests(self._connection) if each.id < case.request.id}
        told = [(number, about(json.loads(each.document))) for number, each in earlier.items()]
        return [self._case(earlier[number]) for number, _ in similar(about(case.document), told)]


def about(document: Mapping[str, Any]) -> str:
    """What a request is about, for comparing: its title, purpose and research question or challenge."""
    wanted = {"title", "purpose", "research_question", "challenge"}
    return " ".join(str(field["text"]) for field in document["fields"] if field["id"] in wanted and field["text"])
