"""Documents of our own invention: a municipality and a university that do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.types import Metadata
from tests.knowledge.answering.shelf import Shelf

LAKE = Metadata(
    title="Samarbeidsavtalen for Innsjøby", language="nb", publisher="Innsjøby kommune", valid_from="2024-01-01"
)
DESK = Metadata(title="Kontoret for samarbeid", language="nb", publisher="Innsjøby kommune")
GRANTS = Metadata(
    title="Small grants for joint pilots", language="en", publisher="Lakeside University", updated="2026-02-03"
)
GRAN_NN = Metadata(title="Datahandtering i felles prosjekt", language="nn", publisher="Innsjøby kommune")

CHUNKS = [
    (
        "avtale.md", LAKE, ("Parter og varighet",),
        "Avtalen ble undertegnet av ordfører Kari Brenna og rektor Ola Dahlum 14. mars 2024. Den gjelder i fem år.\n"
        "Innsjøby har 12 450 innbyggere, og universitetet har tre fakulteter.",
    ),
    (
        "avtale.md", LAKE, ("Satsingsområder",),
        "Partene samarbeider om fire områder:\n- skole og barnehage for de yngste\n- helsetjenester i distriktet\n"
        "- vann, avløp og ren innsjø\n- kultur for alle aldersgrupper",
    ),
    (
        "kontor.md", DESK, ("Slik søker dere",),
        "Enheten fyller ut skjemaet og sender det til kontoret. Kontoret vurderer henvendelsen sammen med fagavdelingen. "
        "Studenter kan ikke bruke skjemaet; de snakker med veilederen sin.",
    ),
    ("kontor.md", DESK, ("Kontakt",), "Kontakt: Mona Lunde, koordinator, samarbeid@innsjoby.example"),
    (
        "grants.md", GRANTS, ("Dates",),
        "| Step | Date |\n|---|---|\n| Applications open | 3 February 2026 |\n| Applications close | 15 September 2026 |\n"
        "| Decision letter | 20 November 2026 |",
    ),
    (
        "grants.md", GRANTS, ("What the grant covers",),
        "Each pilot may receive up to 75,000 kroner. The research adviser and the head of department must approve the budget.",
    ),
    (
        "data.md", GRAN_NN, ("Lagring",),
        "Forskingsdata skal lagrast i det lukka området til kommunen i minst ti år. Prosjektleiaren svarar for tilgangen.",
    ),
]  # fmt: skip


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("shelf")) / "lexical", CHUNKS)
