"""Values of the kinds that hold more than one thing, as the one stable string that a draft keeps.

Several choices: the options' ids in the form's order, "health,religion". A period: "start/end" as exact as it was said, ".." for an
end that is open (ISO 8601-2). Files: one a line, "name" or "name|id" where the file lies in Slack.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafts.forms import Field, Kind
from bot.drafts.reading.partial_dates import first_day, is_partial_date, last_day

COMPOUND: frozenset[Kind] = frozenset({"choices", "period", "file"})
NONE, OPEN = "none", ".."
MOST_FILES, LONGEST_FILE_NAME = 20, 150
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f|/\\<>]|[\u202a-\u202e\u2066-\u2069]")
FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that belongs to a request. `id` is Slack's, empty where only its name was told."""

    name: str
    id: str = ""


def fitting(field: Field, value: object) -> str | None:
    """A value of one of these kinds as it is kept, None when it does not fit. Choices and files may come as a list."""
    if isinstance(value, list | tuple):
        separator = {"choices": ",", "file": "\n"}.get(field.kind)
        if separator is None or not all(isinstance(each, str) for each in value):
            return None
        value = separator.join(value)
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        return None
    if value.strip() == NONE:
        return NONE if field.none_word else None
    if field.kind == "choices":
        return _chosen(field, value)
    return _period(value.strip()) if field.kind == "period" else _files(value)


def parts(field: Field, value: str) -> tuple[str, ...]:
    """What a kept value holds: options' ids, start and end, names of files. Nothing where it says that there is none."""
    if value == NONE:
        return ()
    if field.kind == "file":
        return tuple(each.name for each in files(value))
    return tuple(value.split("/" if field.kind == "period" else ","))


def files(value: str) -> tuple[Attached, ...]:
    """The files of a kept value."""
    lines = () if value == NONE else value.split("\n")
    return tuple(Attached(name, identity) for name, _, identity in (line.partition("|") for line in lines))


def file_value(attached: Sequence[Attached]) -> str:
    """Files as they are kept; a name that stands twice counts once, with its id where one is known."""
    known: dict[str, str] = {}
    for each in attached:
        known[each.name] = known.get(each.name) or each.id
    return "\n".join(f"{name}|{identity}" if identity else name for name, identity in known.items())


def added(field: Field, stands: str, value: str) -> str:
    """What a field holds when a value is told beside what stands there. A period cannot be added to: the new one counts."""
    if field.kind == "period" or NONE in {stands, value}:
        return value
    if field.kind == "file":
        return file_value((*files(stands), *files(value)))
    return _chosen(field, f"{stands},{value}") or value


def as_exact(value: str, stands: str | None) -> str:
    """A period picked in a calendar, where a day that only stands for a kept month or year is left as it was said."""
    if stands is None or stands == NONE or "/" not in value:
        return value
    (begin, end), (old_begin, old_end) = value.split("/"), stands.split("/")
    begin = old_begin if old_begin != OPEN and begin == first_day(old_begin).isoformat() else begin
    end = old_end if old_end != OPEN and end == last_day(old_end).isoformat() else end
    return f"{begin}/{end}"


def known_again(value: str, stands: str | None) -> str:
    """Names of files with the ids that they had."""
    known = {each.name: each.id for each in files(stands or NONE)}
    return file_value([Attached(each.name, each.id or known.get(each.name, "")) for each in files(value)])


def _chosen(field: Field, value: str) -> str | None:
    given = {each.strip() for each in value.split(",") if each.strip()}
    order = [option.value for option in field.options]
    return ",".join(each for each in order if each in given) if given and given <= set(order) else None


def _period(value: str) -> str | None:
    begin, slash, end = (part.strip() for part in value.partition("/"))
    if not slash or begin == end == OPEN or not all(each == OPEN or is_partial_date(each) for each in (begin, end)):
        return None
    if OPEN not in {begin, end} and last_day(end) < first_day(begin):
        return None
    return f"{begin}/{end}"


def _files(value: str) -> str | None:
    found = []
    for line in value.split("\n"):
        name, _, identity = (part.strip() for part in line.partition("|"))
        if not name:
            continue
        if len(name) > LONGEST_FILE_NAME or NOT_IN_NAMES.search(name) or (identity and not FILE_ID.fullmatch(identity)):
            return None
        found.append(Attached(name, identity))
    return file_value(found) if 0 < len(found) <= MOST_FILES else None
