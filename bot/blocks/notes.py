"""Short messages: the visible sign, help, the first-contact notice, apologies, thanks."""

from __future__ import annotations

from bot.blocks.limits import HEADER_TEXT
from bot.blocks.mrkdwn import escape, inert, mrkdwn, plain
from bot.events.types import Message, Target
from knowledge.partnership import Partnership
from knowledge.texts import Texts
from knowledge.types import Language


def note(text: str, to: Target = "thread") -> Message:
    """One sentence of our own, made inert."""
    return ready(inert(text), to)


def ready(text: str, to: Target = "thread") -> Message:
    """One message of mrkdwn that is already safe."""
    return Message(text, ({"type": "section", "text": mrkdwn(text)},), to)


def aside(text: str, to: Target = "thread") -> Message:
    """A line in small print that passes: what is being done just now."""
    return Message(text, ({"type": "context", "elements": [mrkdwn(f"_{inert(text)}_")]},), to)


def sign(texts: Texts, language: Language, to: Target = "thread") -> Message:
    """The visible sign while the answer is being found."""
    text = texts("sign", language)
    return Message(text, ({"type": "context", "elements": [mrkdwn(f"_{text}_")]},), to)


def help_message(
    texts: Texts, language: Language, partnership: Partnership, bot_user: str, to: Target = "thread"
) -> Message:
    """What the bot can do, and how to ask."""
    names = {
        "municipality": partnership.municipality.names[language],
        "university": partnership.university.names[language],
    }
    title = texts("help.title", language, **names)
    body = texts("help.body", language, mention=f"<@{escape(bot_user)}>", command="/samspill").strip()
    blocks = ({"type": "header", "text": plain(title, HEADER_TEXT)}, {"type": "section", "text": mrkdwn(body)})
    return Message(title, blocks, to)


def notice(texts: Texts, language: Language, days: int, contact: str | None, to: Target) -> Message:
    """What is stored, for how long, and whom to ask; shown once to each person."""
    who = texts("notice.contact", language, contact=contact) if contact else texts("notice.no_contact", language)
    text = inert(texts("notice.body", language, days=days, contact=who))
    return Message(text, ({"type": "context", "elements": [mrkdwn(text)]},), to)
