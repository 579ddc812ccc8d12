"""How a clause binds, whom, and which names stand in it."""

from __future__ import annotations

import pytest

from knowledge.clauses import defines, modalities, names, roles, subject
from knowledge.types import Language


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("Partene skal møtes.", "nb", ["duty"]),
        ("Kommunen plikter å varsle.", "nb", ["duty"]),
        ("Kommunen er forpliktet til å varsle.", "nb", ["duty"]),
        ("Partene skal ikke dele data.", "nb", ["prohibition"]),
        ("Partene skal likevel ikke dele data.", "nb", ["prohibition"]),
        ("Ingen av partene kan alene endre avtalen.", "nb", ["prohibition"]),
        ("NTNU har ikke anledning til å publisere.", "nb", ["prohibition"]),
        ("NTNU har rett til å publisere.", "nb", ["permission"]),
        ("NTNU kan publisere, men ikke dele.", "nb", ["permission"]),
        ("Gruppa bør møtes, om ikkje anna er avtalt.", "nn", ["recommendation"]),
        ("Partane kan ikkje seie opp avtala.", "nn", ["prohibition"]),
        ("Partane pliktar å varsle.", "nn", ["duty"]),
        ("Kommunen trenger ikke varsle.", "nb", ["exemption"]),
        ("The parties shall not share data.", "en", ["prohibition"]),
        ("The parties must share data.", "en", ["duty"]),
        ("The parties may publish in May 2024.", "en", ["permission"]),
        ("The party need not publish.", "en", ["exemption"]),
        ("The parties should meet.", "en", ["recommendation"]),
        ("Avtalen er et samarbeid.", "nb", []),
    ],
)
def test_modalities(text: str, language: Language, kinds: list[str]) -> None:
    """The binding phrases of a clause are told by kind, the more special one where they overlap."""
    assert [m.kind for m in modalities(text, language)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Med «prosjekteier» menes enheten som eier prosjektet.",
        "Med prosjekteigar er meint eininga som eig prosjektet.",
        "“Background” means knowledge brought into the project.",
        "I denne avtalen betyr resultat det som prosjektet skaper.",
    ],
)
def test_definitions(text: str) -> None:
    """A clause that says what a term means is a definition."""
    assert defines(text)
    assert not defines("Partene skal møtes hver måned.")


def test_names() -> None:
    """Names are capitalised runs and abbreviations; a sentence's first word, a month or a weekday alone is none."""
    text = "Ordfører Rita Holm og rektor Jon Dahl signerte for NTNU og TRD3.0 i Oslo mandag 3. mai 2021."
    assert [n.text for n in names(text)] == ["Rita Holm", "Jon Dahl", "NTNU", "TRD3.0", "Oslo"]
    assert [n.text for n in names("Gjennom Unikom deles erfaringer.")] == ["Unikom"]
    assert [n.text for n in names("Siv Bremnes godkjenner.")] == ["Siv Bremnes"]
    assert names("Avtalen gjelder.") == ()


def test_roles() -> None:
    """Functions and bodies are found with their endings, in compounds too."""
    found = [
        r.value for r in roles("Prosjektlederen og kommunedirektøren, fakultetet, dekanene og the steering group.")
    ]
    assert found == ["prosjektlederen", "kommunedirektøren", "fakultetet", "dekanene", "steering group"]


def test_subject() -> None:
    """Who is bound stands at the binding verb, before it or, after a condition, behind it."""
    assert subject("Varamedlemmene skal innkalles.", "nb") == "Varamedlemmene"
    assert subject("Når avtalen er signert, skal lagkapteinen varsle.", "nb") == "lagkapteinen"
    assert subject("If so, the crew shall report.", "en") == "the crew"
    assert subject("Avtalen er signert.", "nb") == ""
