"""What a maintainer sees in Slack: a comparison with its buttons, how the documents stand, what `samspill watch` found. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from bot.blocks.elements import action_id, actions, button, confirm
from bot.blocks.limits import HEADER_TEXT, MODAL_TITLE, SECTION_TEXT, pack, split_text
from bot.blocks.mrkdwn import inert, mrkdwn, plain
from bot.blocks.notes import aside
from bot.blocks.request_card import context, section
from bot.events.types import Message, Target
from knowledge.language.spoken_dates import say_day
from knowledge.overview.standing import MARKS, Standing, counted
from knowledge.reports import FileReport, IngestReport
from knowledge.reviews import Review, Turned
from knowledge.texts import Texts, error_texts
from knowledge.types import Language

MAINTAIN, LATER = "maintain", "maintain_later"
LATER_BLOCK = "due"
LINES = 25  # of a list in a message; the page has them all
Block = dict[str, Any]


@cache
def words() -> Texts:
    """The texts of this surface."""
    return Texts.load("bot.texts", "maintenance.toml")


def reading(language: Language) -> Message:
    """The visible sign while what was handed over is read and compared."""
    return aside(words()("sign", language))


def when(moment: datetime) -> str:
    """A moment as each reader's own Slack shows it."""
    fallback = moment.strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(moment.timestamp())}^{{date}} {{time}}|{fallback}>"


def review_messages(
    review: Review, language: Language, head: Sequence[str] = (), like: tuple[str, str, str] | None = None
) -> tuple[Message, ...]:
    """A staged generation: what it changes, what it touches, the page, and the buttons.

    `head`: lines of ready text above it. `like`: (upload's event, identity, title) of a document that it looks like a version of.
    """
    t = words()
    title = t("review.title", language)
    blocks: list[Block] = [{"type": "header", "text": plain(title, HEADER_TEXT)}]
    blocks += [section(line) for line in head]
    blocks += _sections(review.summary)
    blocks += [context(inert(line)) for line in review.impact[:LINES]]
    if review.due is not None:
        blocks.append(section(t("review.due", language, when=when(review.due))))
    if like is not None:
        blocks.append(section(inert(t("review.like", language, title=like[2]))))
    foot = actions(_buttons(review.generation, language, like))
    packed = pack(blocks, foot)
    messages = [Message(title, tuple(part)) for part in packed]
    page = {"generation": review.generation, "language": language}
    return (*messages, Message(t("review.page", language), (), "file", page))


def _buttons(generation: str, language: Language, like: tuple[str, str, str] | None) -> list[Block]:
    t = words()
    made = []
    if like is not None:
        made.append(button(action_id(MAINTAIN, "version", generation), t("button.version", language), like[0]))
    made += [
        button(
            action_id(MAINTAIN, "publish", generation),
            t("button.publish", language),
            generation,
            "primary",
            confirm(t, language, "publish"),
        ),
        button(action_id(LATER, generation), t("button.later", language), generation),
        button(
            action_id(MAINTAIN, "discard", generation),
            t("button.discard", language),
            generation,
            "danger",
            confirm(t, language, "discard", "danger"),
        ),
    ]
    return made


def back_button(generation: str, language: Language) -> Block:
    """To the state before."""
    t = words()
    label, asked = t("button.back", language), confirm(t, language, "back", "danger")
    return button(action_id(MAINTAIN, "rollback", generation), label, generation, None, asked)


def turned_message(done: Turned, language: Language, key: str, to: Target) -> Message:
    """What readers see now, with the way back."""
    t = words()
    text = t(f"done.{key}", language, added=done.added, updated=done.updated, removed=done.removed)
    lines = [text] + ([t("done.notes", language, count=done.notes)] if done.notes else [])
    back = [back_button(done.before, language)] if done.before and done.before != done.generation else []
    return Message(text, (section(inert("\n".join(lines))), *actions(back)), to)


def settled_blocks(blocks: Sequence[Mapping[str, Any]], line: str) -> tuple[Mapping[str, Any], ...]:
    """A message whose buttons were used: without them, and with a line that says what came of it."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    return (*kept, context(line))


def report_lines(report: IngestReport, language: Language) -> list[str]:
    """What could not be read, and what the files that were should be told of; ready mrkdwn."""
    return [refused_line(line, language) for line in report.of("refused")][:LINES] + [
        inert(f"{line.path}: {_warning(warning, language)}")
        for line in report.files
        if line.action != "refused"
        for warning in line.warnings
    ][:LINES]


def refused_line(line: FileReport, language: Language) -> str:
    """A file or address with the reason for which it is not in."""
    reason = error_texts()(f"refused.{line.reason}", language, **line.facts)
    kept = f" {words()('watched.kept', language)}" if line.kept else ""
    return f"• {inert(line.path)}: {inert(reason + kept)}"


def _warning(warning: str, language: Language) -> str:
    name, _, detail = warning.partition(": ")
    return error_texts()(f"warning.{name}", language, detail=detail)


def overview_message(
    found: Sequence[Standing],
    waiting: Sequence[Review],
    contradictions: int,
    previous: str | None,
    language: Language,
    to: Target,
) -> Message:
    """How the documents stand: what is in force, what wants care, what is staged. One message, seen by the person alone."""
    t, counts = words(), counted(found)
    title = t("overview.title", language)
    told = [t(f"overview.{mark}", language, count=counts[mark]) for mark in MARKS if counts[mark]]
    blocks: list[Block] = [{"type": "header", "text": plain(title, HEADER_TEXT)}]
    blocks.append(section(inert(" · ".join(told) if told else t("overview.none", language))))
    care = [one for one in found if one.wants_care][:LINES]
    lines = [f"• {one.title}: {', '.join(_care(one, language))}" for one in care]
    blocks += _sections(lines)
    if contradictions:
        blocks.append(section(inert(t("overview.contradictions", language, count=contradictions))))
    for review in waiting[:5]:
        blocks += _waiting(review, language)
    if previous:
        blocks += actions([back_button(previous, language)])
    return Message(title, tuple(pack(blocks)[0]), to)


def _care(one: Standing, language: Language) -> list[str]:
    t, until = words(), one.record.version.metadata.valid_to
    return [
        t(f"mark.{mark}", language, until=say_day(until or "?", language))
        for mark in one.marks
        if mark in {"expiring", "expired", "superseded", "review", "no_owner"}
    ]


def _waiting(review: Review, language: Language) -> list[Block]:
    t = words()
    lines = [t("overview.staged", language), *review.summary[:6]]
    blocks = _sections(lines)
    if review.due is not None:
        blocks.append(section(t("review.due", language, when=when(review.due))))
    show = action_id(MAINTAIN, "show", review.generation)
    return blocks + actions([button(show, t("button.show", language), review.generation)])


def trouble_message(lines: Sequence[FileReport], count: int, language: Language) -> Message:
    """What a look at the sources could not read."""
    t = words()
    title = t("watched.trouble", language, count=count)
    told = [refused_line(line, language) for line in lines]
    pieces = split_text("\n".join(told), SECTION_TEXT)
    return Message(title, tuple(pack([section(inert(title)), *(section(piece) for piece in pieces)])[0]))


def later_view(where: str, language: Language, earliest: int) -> Block:
    """The window that asks when to publish. `where`: what the answer needs, as JSON; `earliest`: what it proposes, seconds since 1970."""
    t = words()
    picker = {"type": "datetimepicker", "action_id": LATER_BLOCK, "initial_date_time": earliest}
    return {
        "type": "modal",
        "callback_id": LATER,
        "private_metadata": where,
        "title": plain(t("later.title", language), MODAL_TITLE),
        "submit": plain(t("later.submit", language), MODAL_TITLE),
        "close": plain(t("later.close", language), MODAL_TITLE),
        "blocks": [
            {
                "type": "input",
                "block_id": LATER_BLOCK,
                "label": plain(t("later.label", language), 2000),
                "element": picker,
            }
        ],
    }


def _sections(lines: Sequence[str]) -> list[Block]:
    text = "\n".join(inert(line) for line in lines)
    return [{"type": "section", "text": mrkdwn(piece)} for piece in split_text(text, SECTION_TEXT)]
