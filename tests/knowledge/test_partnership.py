"""The partnership is data: the file that ships is whole, another one replaces it, a wrong one is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import SettingsError
from knowledge.partnership import THEME_AREAS, load_partnership
from knowledge.texts import error_sentence
from knowledge.types import LANGUAGES

OTHER = """
[municipality]
names = { nb = "Innsjøby kommune", nn = "Innsjøby kommune", en = "Lakeside municipality" }
[university]
names = { nb = "Innsjøuniversitetet", nn = "Innsjøuniversitetet", en = "Lakeside University" }
[programme]
names = { nb = "Samspillet", nn = "Samspelet", en = "The Interplay" }
[theme_areas.helse_velferd]
names = { nb = "Helse", nn = "Helse", en = "Health" }
descriptions = { nb = "Helsetjenester.", nn = "Helsetenester.", en = "Health services." }
"""
SWEDISH = '[desk]\nlanguage = "sv"\n'


def test_the_default_has_every_theme_area_in_every_language() -> None:
    """The five theme areas have a name and a description in bokmål, nynorsk and English."""
    partnership = load_partnership()
    assert tuple(area.id for area in partnership.theme_areas) == THEME_AREAS
    for area in partnership.theme_areas:
        assert area.descriptions is not None
        assert set(area.names) == set(area.descriptions) == set(LANGUAGES)


def test_another_file_replaces_the_default(tmp_path: Path) -> None:
    """A municipality's own file is used as it stands."""
    path = tmp_path / "partnership.toml"
    path.write_text(OTHER, encoding="utf-8")
    partnership = load_partnership(path)
    assert partnership.municipality.names["en"] == "Lakeside municipality"
    assert partnership.theme_area("helse_velferd") is not None
    assert partnership.theme_area("unikom") is None
    assert partnership.contact is None


def test_the_desk_reads_the_language_of_the_file(tmp_path: Path) -> None:
    """The desk's language is bokmål unless the file names nynorsk or English."""
    path = tmp_path / "partnership.toml"
    path.write_text(OTHER, encoding="utf-8")
    assert load_partnership(path).desk_language == load_partnership().desk_language == "nb"
    path.write_text(OTHER + '[desk]\nlanguage = "nn"\n', encoding="utf-8")
    assert load_partnership(path).desk_language == "nn"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[municipality",
        OTHER + SWEDISH,
        OTHER.replace("nn = ", "xx = "),
        OTHER.replace("[programme]", "[other]"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    """A file that misses something, or is no TOML, is a settings error that names the variable."""
    path = tmp_path / "partnership.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_partnership(path)
    assert "SAMSPILL_PARTNERSHIP" in error_sentence(caught.value, "nb")
