"""A person's twenty messages about a draft of their own, each with the fields that it tells: what the draft runs check against."""

from __future__ import annotations

from collections.abc import Iterator


def messages(number: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The messages of person `number`, and what the draft must say when each has been answered."""
    mail = f"person{number}@kommune.example"
    told = [
        (f"Vi ønsker et forskningssamarbeid om felt {number}", {}),
        (f"Tittel: Prosjekt {number}", {"title": f"Prosjekt {number}"}),
        (f"Formål: finne svar nummer {number}", {"purpose": f"finne svar nummer {number}"}),
        ("Temaområde: helse og velferd", {"theme_area": "helse_velferd"}),
        (f"Enhet: Enhet {number}", {"municipal_unit": f"Enhet {number}"}),
        (f"Fagmiljø: Institutt for fag {number}", {"university_unit": f"Institutt for fag {number}"}),
        (f"Bidrag: {number} timer i uka", {"contribution": f"{number} timer i uka"}),
        (f"Nytte: {number} færre i kø", {"benefit": f"{number} færre i kø"}),
        (f"Finansiering: {number} kroner", {"funding": f"{number} kroner"}),
        (f"Oppstart: {1 + number % 28}. mars 2027", {"period_start": f"2027-03-{1 + number % 28:02d}"}),
        ("hva mangler?", {}),
        (f"Slutt: juni {2028 + number % 5}", {"period_end": f"{2028 + number % 5}-06"}),
        ("Personopplysninger: nei", {"personal_data": "no"}),
        (f"E-post: {mail}", {"contact_email": mail}),
        ("REK: nei", {"ethics_rek": "no"}),
        (f"Svarfrist: {1 + number % 28}. januar 2027", {"deadline": f"2027-01-{1 + number % 28:02d}"}),
        (f"endre tittelen til Prosjekt {number} igjen", {"title": f"Prosjekt {number} igjen"}),
        ("haha, endelig fredag", {}),
        (f"Bidrag: {number} dager i uka", {"contribution": f"{number} dager i uka"}),
        ("vis", {}),
    ]
    so_far: dict[str, str] = {}
    for text, fields in told:
        so_far = {**so_far, **fields}
        yield text, so_far
