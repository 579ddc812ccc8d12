"""An exported request names people as the workspace does, and tells times by Norwegian clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from knowledge.language.spoken_dates import in_oslo
from tests.bot.drafting_scene import WHOLE, Stage, play
from tests.standins.slack import PERSON


async def exported(stage: Stage) -> str:
    """A request as a document, by the button under its receipt; its text."""
    kari = stage.person()
    await kari.mention(WHOLE)
    await kari.press("draft|submit")
    await kari.press("draft_file|docx")
    word = docx.Document(BytesIO(stage.slack.files[-1]["content"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def asked(stage: Stage) -> int:
    """How often Slack was asked for a name."""
    return sum(method == "users.info" for method, _ in stage.slack.calls)


def test_a_file_names_people_as_slack_does() -> None:
    """Who changed a draft stands in its file by name, and Slack is asked once for it, however many files are made."""

    async def scene(stage: Stage) -> None:
        stage.slack.people[PERSON] = "Kari  Moen"
        for _ in range(2):
            content = await exported(stage)
            assert "Kari Moen" in content
            assert PERSON not in content
        assert asked(stage) == 1

    play(scene)


def test_who_is_not_told_stays_an_id() -> None:
    """Where the workspace does not tell names the id stands in the file, and the file comes all the same, asked for once."""

    async def scene(stage: Stage) -> None:
        for _ in range(2):
            assert PERSON in await exported(stage)
        assert asked(stage) == 1

    play(scene)


def test_times_are_norwegian_and_say_so() -> None:
    """The history's column names the zone, each moment its winter or summer time."""

    async def scene(stage: Stage) -> None:
        content = await exported(stage)
        assert "Tidspunkt (Europe/Oslo)" in content
        assert any(f" {zone}\n" in content for zone in ("CET", "CEST"))

    play(scene)


@pytest.mark.parametrize(
    ("moment", "hour", "zone"),
    [
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), 0, "CET"),
        (datetime(2026, 7, 1, 10, 0, tzinfo=UTC), 12, "CEST"),
        (datetime(2026, 7, 1, 10, 0), 12, "CEST"),
    ],
)
def test_summer_and_winter(moment: datetime, hour: int, zone: str) -> None:
    """Norwegian time is an hour ahead of UTC in winter and two in summer."""
    assert (in_oslo(moment).hour, in_oslo(moment).tzname()) == (hour, zone)
