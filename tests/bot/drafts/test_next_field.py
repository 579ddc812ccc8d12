"""Several fields in one line, the first of them labelled: where its value ends."""

from __future__ import annotations

import pytest

from tests.bot.drafts.test_talk import fields, read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Formål: gjøre ventetida kortere. Oppstart august 2027, slutt mai 2028.",
            {"purpose": "gjøre ventetida kortere", "period_start": "2027-08", "period_end": "2028-05"},
        ),
        (
            "Purpose: keep the paths dry. Oh, and it should run from March 2027 to June 2027.",
            {"purpose": "keep the paths dry", "period_start": "2027-03", "period_end": "2027-06"},
        ),
        (
            "Finansiering: eigne midlar. Kontaktperson er Siri Dahl.",
            {"funding": "eigne midlar", "contact_name": "Siri Dahl"},
        ),
        (
            "Formål: dempe støyen. Enheten vår er Miljøenheten.",
            {"purpose": "dempe støyen", "municipal_unit": "Miljøenheten"},
        ),
        (
            "Formål: dempe støyen. Vi trenger svar innen 1. mars 2027.",
            {"purpose": "dempe støyen", "deadline": "2027-03-01"},
        ),
        ("Funding: none yet. No personal data.", {"funding": "none yet", "personal_data": "no"}),
        (
            "Formål: dempe støyen. E-posten min er eva@example.org.",
            {"purpose": "dempe støyen", "contact_email": "eva@example.org"},
        ),
        (
            "Benefit: fewer queues. We can lend you two vans.",
            {"benefit": "fewer queues", "contribution": "two vans"},
        ),
    ],
)
def test_a_labelled_text_ends_where_another_field_is_told(text: str, told: dict[str, str]) -> None:
    """A sentence that tells another field ends the labelled text before it, in the same line."""
    found = fields(read(text))
    assert {field: (found.get(field) or "").rstrip(".") for field in told} == told


def test_a_labelled_text_goes_on_while_it_speaks_of_the_same() -> None:
    """A second sentence about the same matter belongs to a labelled text."""
    text = "Formål: gjøre ventetida kortere. Særlig om vinteren er den lang, og folk går hjem igjen."
    assert fields(read(text)) == {"purpose": text.removeprefix("Formål: ")}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Hos NTNU: Institutt for geografi", "university_unit", "Institutt for geografi"),
        ("At NTNU: ISB", "university_unit", "ISB"),
        ("Bidrag fra oss: kart for ti år", "contribution", "kart for ti år"),
        ("Kan du skrive dette på finansiering: halvparten er søkt", "funding", "halvparten er søkt"),
        ("Please note under funding: half of it is granted", "funding", "half of it is granted"),
    ],
)
def test_a_label_is_known_with_whose_it_is_and_with_where_to_write_it(text: str, field: str, value: str) -> None:
    """Words around a label that say whose the field is, or that it be noted there, leave it a label."""
    assert fields(read(text)).get(field) == value
