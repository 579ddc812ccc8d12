"""Content that comes as an invitation to write it down is content; a real question in the same form stays one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())


def read(text: str) -> Reading:
    context = Context(
        form_of("innovation"), date(2026, 11, 24), asked="benefit", drafting=True, values={"purpose": "lære"}
    )
    return READER.read(text, context)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("kan du ta med at vi stiller med to biler?", {"contribution": "to biler"}),
        ("Kunne du notert at føremålet er å få ned sjukefråværet?", {"purpose": "å få ned sjukefråværet"}),
        ("Kan dokker skriv at vi e fra Ila skole?", {"municipal_unit": "Ila skole"}),
        ("Could you also put down that we start in May 2027?", {"period_start": "2027-05"}),
        ("Would you mind adding that our contact is Siv Lien?", {"contact_name": "Siv Lien"}),
        ("Fine. Please add the title \"Snow\" and note health and welfare as our theme area.",
         {"title": "Snow", "theme_area": "helse_velferd"}),
        ("Kan du føre opp Kari Moe som kontaktperson?", {"contact_name": "Kari Moe"}),
        ("Also mention two nurses as our contribution", {"contribution": "two nurses"}),
        ("Ta med at nytten er kortere kø, og skriv at vi starter i juni 2027", {"benefit": "kortere kø", "period_start": "2027-06"}),
        ("Could we have «Snow» as the title?", {"title": "Snow"}),
    ],
)  # fmt: skip
def test_an_invitation_is_content(text: str, fields: dict[str, str]) -> None:
    """What the bot is invited to write down fills its fields, and nothing is put to the documents."""
    reading = read(text)
    assert {hit.field: hit.value for hit in reading.hits} == fields
    assert reading.question is None


@pytest.mark.parametrize(
    "text",
    ["Kan vi ta med studenter?", "Can you add more partners later?", "kan du si hva REK er?", "Får vi ha med SINTEF?"],
)
def test_a_question_to_us_stays_one(text: str) -> None:
    """A question whether something may be done is asked of the documents and fills nothing."""
    reading = read(text)
    assert (reading.question, reading.hits) == (text, ())
