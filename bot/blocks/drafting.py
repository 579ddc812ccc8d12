"""How a turn of drafting looks in Slack: what was understood with a button on each line, the question, its answers to press."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.elements import (
    DRAFT,
    EDIT,
    FILE,
    MENU,
    Element,
    action_id,
    actions,
    button,
    date_picker,
    menu,
    select,
)
from bot.blocks.limits import SECTION_TEXT, split_text
from bot.blocks.mrkdwn import inert
from bot.blocks.request_card import Block, card_blocks, section
from bot.drafts.compound import NONE
from bot.drafts.draft import Draft
from bot.drafts.forms import Field, Kind
from bot.drafts.outcome import Asked, Part, Shown, Told, Understanding
from bot.drafts.replies import Action
from knowledge.texts import Texts
from knowledge.types import Language

ANSWERS = "draft_answers"  # the block with what answers a question; it goes when it has been answered
LINES_WITH_BUTTONS = 10
IN_A_WINDOW: dict[Kind, str] = {"choices": "button.pick_options", "period": "button.pick_period"}
BUTTONS = 6  # more choices than this are a list
LINE = 1_200
MAIN = ("submit", "more", "resume", "new", "insist")
ASIDE = ("show", "back", "pause", "cancel")  # behind the three dots
BESIDE = ("unknown", "skip", "why")


class DraftingBlocks:
    """The blocks of one draft's turn. `draft` as it is after the turn; `words` of `texts/drafts_slack.toml`."""

    def __init__(self, draft: Draft, texts: Texts, language: Language) -> None:
        self.draft, self.texts, self.language = draft, texts, language

    def blocks(self, parts: Sequence[Part], offered: Sequence[Action]) -> list[Block]:
        """Everything of the turn, in the order in which it was said."""
        found: list[Block] = []
        lines = sum(isinstance(part, Understanding) for part in parts)
        for part in parts:
            if isinstance(part, Told):
                found += [section(piece) for piece in split_text(inert(part.text), SECTION_TEXT)]
            elif isinstance(part, Understanding):
                found.append(self.line(part, with_button=lines <= LINES_WITH_BUTTONS))
            elif isinstance(part, Asked):
                found.append(section(f"*{inert(part.text)}*" if "\n" not in part.text else inert(part.text)))
            elif isinstance(part, Shown):
                found += card_blocks(part.document, self.texts, part.optional)
        whole = any(isinstance(part, Shown) for part in parts)
        return found + self.rows(offered, whole=whole, many=lines > LINES_WITH_BUTTONS)

    def line(self, part: Understanding, *, with_button: bool) -> Block:
        """One line that was understood, with the button that corrects it."""
        value = inert(_short(part.value))
        label = inert(part.label)
        if part.derived:
            text = self.texts("line.derived", self.language, label=label, value=value)
        elif part.old is not None:
            old = inert(_short(part.old).replace("\n", " ")).replace("~", "-")
            text = self.texts("line.replaced", self.language, label=label, value=value, old=old)
        else:
            text = self.texts("line.one", self.language, label=label, value=value)
        return section(text, accessory=self.edit(part.field)) if with_button and self.draft.is_open else section(text)

    def edit(self, field: str) -> Element:
        """The button that opens a window with one field."""
        return button(action_id(EDIT, field, self.draft.id), self.texts("button.edit", self.language), field)

    # Rows of buttons

    def rows(self, offered: Sequence[Action], *, whole: bool, many: bool) -> list[Block]:
        """Answers first, then what is beside them, then the three dots."""
        answers = self._answers(offered)
        beside = [self._button(each, number) for number, each in enumerate(offered) if each.id in BESIDE]
        under_way = any(each.id in ASIDE for each in offered)
        main = [
            self._button(each, number)
            for number, each in enumerate(offered)
            if each.id in MAIN or (each.id == "undo" and not under_way)
        ]
        aside = [(each.label, each.id) for each in offered if each.id in {*ASIDE, "undo"}]
        rest = [menu(self._id(MENU), aside)] if under_way else []
        if not answers and not beside:
            return [*self._editing(whole or many), *actions([*main, *rest])]
        return [*self._editing(many), *actions([*answers, *beside, *rest], ANSWERS), *actions(main)]

    def _answers(self, offered: Sequence[Action]) -> list[Element]:
        asked = self.draft.form.field(self.draft.talk.asked or "")
        if asked is not None and asked.kind in IN_A_WINDOW:
            return self._in_a_window(asked, offered)
        choices = [
            (number, each)
            for number, each in enumerate(offered)
            if each.id == "type" or (each.id.startswith("set:") and each.value)
        ]
        picker = [each for each in offered if each.id.startswith("set:") and not each.value]
        found = [date_picker(self._id(each.id), self.texts("button.pick_date", self.language)) for each in picker]
        if len(choices) > BUTTONS:
            options = [(each.label, each.value or "") for _, each in choices]
            return [
                *found,
                select(self._id(choices[0][1].id), self.texts("button.pick_option", self.language), options),
            ]
        return found + [self._button(each, number) for number, each in choices]

    def _in_a_window(self, asked: Field, offered: Sequence[Action]) -> list[Element]:
        """What takes more than one press is picked in a window; "none" is one press."""
        label = self.texts(IN_A_WINDOW[asked.kind], self.language)
        none = [self._button(each, number) for number, each in enumerate(offered) if each.value == NONE]
        return [button(action_id(EDIT, asked.id, self.draft.id, "asked"), label, asked.id), *none]

    def _editing(self, wanted: bool) -> list[Block]:
        known = [field for field in self.draft.form.fields if self.draft.answered(field.id)]
        if not wanted or not known or not self.draft.is_open:
            return []
        options = [(field.label[self.language], field.id) for field in known]
        options.append((self.texts("button.edit_all", self.language), "*"))
        return actions(
            [select(action_id(EDIT, "*", self.draft.id), self.texts("button.edit_which", self.language), options)]
        )

    def _button(self, action: Action, number: int) -> Element:
        style = "primary" if action.id in {"submit", "insist"} else None
        return button(self._id(action.id, str(number)), action.label, action.value or "", style)

    def _id(self, action: str, number: str = "") -> str:
        return action_id(DRAFT, action, self.draft.id, self.draft.talk.asked or "", number)


def files_row(identity: str, texts: Texts, language: Language) -> list[Element]:
    """The buttons that attach the request as a file."""
    return [
        button(action_id(FILE, kind, identity), texts(f"button.{name}", language), kind)
        for kind, name in (("docx", "word"), ("pdf", "pdf"))
    ]


def tidied_blocks(blocks: Sequence[Block]) -> list[Block]:
    """A message's blocks when the talk has gone on: lines can still be corrected, a question is answered once."""
    return [block for block in blocks if block["type"] != "actions" or _shows_sources(block)]


def _shows_sources(block: Block) -> bool:
    return any(each["action_id"] == "answer.sources" for each in block["elements"])


def closed_blocks(blocks: Sequence[Block]) -> list[Block]:
    """A message's blocks without anything to press: the draft is closed."""
    return [{key: value for key, value in block.items() if key != "accessory"} for block in tidied_blocks(blocks)]


def _short(value: str) -> str:
    return value if len(value) <= LINE else value[:LINE].rstrip() + " …"
