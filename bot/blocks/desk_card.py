"""A submitted request as the desk sees it: the card, its status, what is similar, and what can be done with it. And its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.drafting import files_row
from bot.blocks.elements import ASK_MODAL, DESK, Element, action_id, actions, button, confirm
from bot.blocks.limits import HEADER_TEXT, SECTION_TEXT, split_text
from bot.blocks.mrkdwn import inert, plain
from bot.blocks.request_card import Block, answers, context, fitting, follows, header, section
from bot.drafts.desk import DECIDED, DeskState
from knowledge.answering.wording import say_date
from knowledge.texts import Texts
from knowledge.types import Language

QUOTED = 2_500
SURE = "accept_open"  # accepts though the desk's own question to the author is still open


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier request that is about the same."""

    number: str
    title: str
    status: str


class DeskBlocks:
    """The desk's blocks. `texts`: `drafts_slack.toml`; `desk`: `drafts_desk.toml`; the desk reads in `language`."""

    def __init__(self, texts: Texts, desk: Texts, language: Language = "nb") -> None:
        self.texts, self.desk, self.language = texts, desk, language

    def status(self, state: DeskState) -> str:
        """Where a request stands, as mrkdwn."""
        facts = {"handler": person(state.handler), "adviser": person(state.adviser)}
        return self.desk(f"status.{state.status}", self.language, **facts)

    def card(
        self,
        document: Mapping[str, Any],
        state: DeskState,
        similar: Sequence[Earlier] = (),
        adviser: str | None = None,
        intro: str | None = None,
    ) -> list[Block]:
        """The card, within one message. `adviser`: who advises the theme area, where that is known; `intro`: ready mrkdwn before it."""
        return fitting(lambda longest: self._card(document, state, similar, adviser, intro, longest))

    def _card(
        self,
        document: Mapping[str, Any],
        state: DeskState,
        similar: Sequence[Earlier],
        adviser: str | None,
        intro: str | None,
        longest: int,
    ) -> list[Block]:
        number = str(document["number"])
        title = f"{number}  {document['title'] or self.texts('card.untitled', self.language)}"
        blocks: list[Block] = [section(intro)] if intro else []
        blocks.append(header(title))
        blocks.append(context(self._about(document)))
        blocks += self._state(state)
        blocks += answers(document, self.texts, longest) + follows(document, self.texts)
        blocks += self._similar(similar)
        return blocks + self._rows(document, state, adviser)

    def _about(self, document: Mapping[str, Any]) -> str:
        sent = self.texts("desk.submitted", self.language, date=say_date(document["date"], self.language))
        sender = self.texts("desk.from", self.language, author=person(document["sender"]["user"]))
        kind = str(document["type_name"])
        parts = [inert(kind[:1].upper() + kind[1:]), inert(document["decides"] or ""), sender, inert(sent)]
        return "  ·  ".join(part for part in parts if part)

    def _state(self, state: DeskState) -> list[Block]:
        lines = [self.texts("receipt.status", self.language, status=f"*{self.status(state)}*")]
        if state.question:
            lines.append(self.texts("desk.question_open", self.language, text=inert(state.question[:QUOTED])))
        if state.reason:
            lines.append(self.texts("desk.reason", self.language, text=inert(state.reason[:QUOTED])))
        return [section(piece) for piece in split_text("\n".join(lines), SECTION_TEXT)]

    def _similar(self, similar: Sequence[Earlier]) -> list[Block]:
        if not similar:
            return []
        lines = [
            self.texts(
                "desk.similar_one",
                self.language,
                number=inert(each.number),
                title=inert(" ".join(each.title.split())[:HEADER_TEXT]),
                status=each.status,
            )
            for each in similar
        ]
        return [section("\n".join([self.texts("desk.similar", self.language), *lines]))]

    def _rows(self, document: Mapping[str, Any], state: DeskState, adviser: str | None) -> list[Block]:
        number, identity = str(document["number"]), str(document["id"])
        files = files_row(identity, self.texts, self.language)
        if state.status in DECIDED:
            return actions(files)
        first = [self._do("take", number)] if state.handler is None else []
        if adviser and adviser != state.adviser:
            area = document["decides"] or ""
            label = self.desk("button.route_to", self.language, area=area)
            first.append(button(action_id(DESK, "route", number, "area"), label, adviser))
        ask = button(action_id(ASK_MODAL, "ask", number), self.texts("button.ask", self.language), number)
        other: Element = {
            "type": "users_select",
            "action_id": action_id(DESK, "route", number, "other"),
            "placeholder": plain(self.texts("button.route_other" if adviser else "button.route", self.language), 150),
        }
        sure = confirm(self.texts, self.language, "accept")
        decide = [
            button(
                action_id(DESK, "accept", number), self.texts("button.accept", self.language), number, "primary", sure
            ),
            button(
                action_id(ASK_MODAL, "decline", number), self.texts("button.decline", self.language), number, "danger"
            ),
        ]
        return [*actions([*first, ask, other]), *actions([*decide, *files])]

    def _do(self, action: str, number: str) -> Element:
        return button(action_id(DESK, action, number), self.texts(f"button.{action}", self.language), number)

    def all_the_same(self, refused: str, number: str, state: DeskState) -> list[Block]:
        """What stands under a refusal: the open question and the button that accepts in spite of it; nothing under others."""
        if refused != "question_open":
            return []
        asked = self.texts("desk.question_open", self.language, text=inert((state.question or "")[:QUOTED]))
        label = self.desk("button.accept_open", self.language)
        return [section(asked), *actions([button(action_id(DESK, SURE, number), label, number)])]

    # Notes

    def done(self, action: str, who: str, text: str) -> str:
        """What happened, as the desk's thread tells it."""
        facts = {"who": person(who), "text": quoted(text), "adviser": person(text)}
        return self.texts(f"desk.done_{action}", self.language, **facts)

    def told(self, action: str, number: str, who: str, text: str) -> list[Block]:
        """What the author is told of an action."""
        if action != "ask":
            facts = {"number": number, "who": person(who), "text": quoted(text), "adviser": person(text)}
            return [section(piece) for piece in split_text(self.desk(f"author.{action}", self.language, **facts))]
        head = self.texts("author.ask", self.language, who=person(who), number=number)
        return [
            section(f"{head}{quoted(text)}"),
            context(self.texts("author.ask_how", self.language)),
            *actions([self.answer(number)]),
        ]

    def answer(self, number: str) -> Element:
        """The button with which an author answers the desk."""
        label = self.texts("button.answer", self.language)
        return button(action_id(ASK_MODAL, "answer", number), label, number, "primary")

    def receipt(self, number: str, identity: str, has_desk: bool) -> list[Block]:
        """What the author has in hand."""
        texts, language = self.texts, self.language
        blocks: list[Block] = [
            header(texts("receipt.title", language, number=number)),
            section(texts("receipt.text", language, number=number)),
        ]
        if not has_desk:
            blocks.append(context(texts("receipt.no_desk", language)))
        return blocks + actions(files_row(identity, texts, language))


def person(user: str | None) -> str:
    """A person as mrkdwn: an id of Slack's as a mention, anything else as text."""
    if user and user[0] in "UW" and user.isalnum() and user.isupper():
        return f"<@{user}>"
    return inert(user or "")


def quoted(text: str) -> str:
    """What somebody wrote, set off."""
    lines = inert(text[:QUOTED]).split("\n")
    return "\n" + "\n".join(f">{line}" for line in lines)
