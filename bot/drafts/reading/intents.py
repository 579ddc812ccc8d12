"""What a whole message asks of the conversation: pause, show, back, yes, or nothing at all."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

LONGEST_COMMAND = 140  # characters; a longer message is told something, not commanded
ADDRESS = re.compile(r"^(?:hei |hey |hi |hello )?@?samspill\b[,:! ]*")


@dataclass(frozen=True)
class Intents:
    """The patterns of `intents.toml`. `commands`: name and patterns, in the order they are tried."""

    commands: tuple[tuple[str, re.Pattern[str]], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    chatter: re.Pattern[str]
    talk: re.Pattern[str]
    polite: frozenset[str]


@cache
def intents() -> Intents:
    """The patterns, compiled once."""
    table = tomllib.loads(resources.files("bot.drafts.reading").joinpath("intents.toml").read_text(encoding="utf-8"))
    commands = tuple((name, re.compile("|".join(patterns))) for name, patterns in table["commands"].items())
    return Intents(
        commands=commands,
        before=re.compile(rf"^(?:{table['polite_before']})\b[,.! ]+"),
        after=re.compile(rf"[,. ]+(?:{table['polite_after']})$"),
        chatter=re.compile("|".join(table["chatter"]["whole"])),
        talk=re.compile("|".join(table["chatter"]["talk"])),
        polite=frozenset(table["chatter"]["polite"].split()),
    )


def tidy(text: str) -> str:
    """A message in one line, without what stands around it."""
    return re.sub(r"\s+", " ", text).strip(' \t\n.!?,;:–-»«"“”*_')


THE_DRAFT = re.compile(
    r"\b(?:utkast\w*|kladden|henvendelsen|førespurnaden|draft|request|alt(?: sammen)?|everything|hele greia)\b"
)
APOLOGY = frozenset(
    {"sorry", "beklager", "unnskyld", "orsak", "vent", "wait", "nei", "no", "really", "oi", "oops", "men", "but"}
)


def read_intent(text: str) -> tuple[str | None, str | None]:
    """The command that a whole message gives, and what it is about ("fortsett utkastet om skolefravær"); (None, None) otherwise."""
    if len(text) > LONGEST_COMMAND:
        return None, None
    known = intents()
    whole = ADDRESS.sub("", tidy(text))
    found = _whole(whole, known)
    if found[0] is None and len(whole.split()) <= 16:
        pieces = [part for part in re.split(r"[,.!?;:]+ +", whole) if not is_chatter(part) and part not in APOLOGY]
        said = [_whole(part, known)[0] for part in pieces]
        if len(set(said)) == 1:
            return said[0], None
        beside = [
            each for each in said if each != "yes"
        ]  # "ja, slett det. Takk for hjelpen": the yes only says so twice
        if beside and set(beside) <= {"cancel", "undo", "pause", "show"} and len(set(beside)) == 1:
            return beside[0], None
        if said and (said[-1] == "pause" or (said[-1] == "cancel" and THE_DRAFT.search(pieces[-1]))):
            return said[-1], None
    if found[0] is None and len(parts := re.split(r"[,.!?;] +", whole)) in {2, 3}:
        each = [_whole(part, known)[0] for part in parts]
        if len(set(each)) == 1 or (each[0] == "pause" and len(parts[-1].split()) <= 8):
            return each[0], None
    return found


def _whole(text: str, known: Intents) -> tuple[str | None, str | None]:
    for candidate in _candidates(text, known):
        for name, pattern in known.commands:
            match = pattern.fullmatch(candidate)
            if match:
                return name, (match.groupdict().get("about") or match.groupdict().get("other") or "").strip() or None
    return None, None


def _candidates(text: str, known: Intents) -> list[str]:
    """The message as it stands, then with polite words taken off, one after another."""
    found = [text]
    for _ in range(4):
        shorter = known.before.sub("", text, count=1)
        if shorter == text:
            break
        found.append(shorter)
        text = shorter
    found += [trimmed for each in list(found) if (trimmed := known.after.sub("", each)) != each]
    return [each for each in found if each]


THANKS = re.compile(
    r"(?:ok(?:ay)?,? |great,? |fint,? |super,? )*(?:(?:tusen|mange) )?(?:takk|thanks|thank you|thx|cheers)\b(?! (?:for at|ja))"
)
LAUGH = re.compile(r"(?:(?:he){2,}|(?:ha){2,}|lol|hihi|hoho)\b")


HAILED = re.compile(
    r"^(?:hei|heisann|hallo|hi|hello|hey|heia|morn)(?: (?:du|dere|der|there|samspill|igjen|again))*[^\w]+(?=\w)"
)


def is_chatter(text: str) -> bool:
    """Whether a message says nothing for the draft: thanks, greetings, the weather, abuse."""
    known, whole = intents(), tidy(HAILED.sub("", tidy(text)))
    if not re.search(r"\w", whole):
        return True
    if known.chatter.fullmatch(whole):
        return True
    words = whole.split()
    if len(words) <= 9 and THANKS.match(whole):
        return True
    if len(words) <= 12 and LAUGH.match(whole):
        return True
    if len(words) <= 8 and all(word.strip(",.!") in known.polite for word in words):
        return True
    if len(words) > 60 and len(set(words)) < len(words) / 6:
        return True  # the same few words over and over
    if not re.search(r"[aeiouyæøåéö]", whole) and len(whole) > 4 and not re.search(r"\d", whole):
        return True
    return len(words) <= 25 and bool(known.talk.search(whole))
