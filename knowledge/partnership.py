"""The partnership as configuration: who works together, their theme areas, the desk. One data file, no code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from knowledge.errors import SettingsError
from knowledge.types import LANGUAGES, Language

VARIABLE = "SAMSPILL_PARTNERSHIP"
THEME_AREAS = ("oppvekst_utdanning", "helse_velferd", "byutvikling_kultur", "innovasjon_omstilling", "unikom")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name in each language, and what else people call it."""

    names: Mapping[Language, str]
    aliases: tuple[str, ...] = ()

    def all_names(self) -> tuple[str, ...]:
        """Every name, without repetition, the proper ones first."""
        return tuple(dict.fromkeys((*self.names.values(), *self.aliases)))


@dataclass(frozen=True, slots=True)
class ThemeArea(Named):
    """One theme area: `id` is what drafts and reports store, the description says in a sentence what belongs there.

    `adviser`: the Slack id of who advises it at the desk, None where not set.
    """

    id: str = ""
    descriptions: Mapping[Language, str] | None = None
    adviser: str | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """The parties, the programme, the theme areas in order, the desk's Slack channel and contact (None where not set), and the
    language the desk reads."""

    municipality: Named
    university: Named
    programme: Named
    theme_areas: tuple[ThemeArea, ...]
    channel: str | None
    contact: Mapping[Language, str] | None
    desk_language: Language = "nb"

    def theme_area(self, identity: str) -> ThemeArea | None:
        """The theme area with this id, or None."""
        return next((area for area in self.theme_areas if area.id == identity), None)


def load_partnership(path: Path | None = None) -> Partnership:
    """The partnership of a file, or the one that ships. Raises SettingsError in one sentence when the file cannot be used."""
    if path is None:
        return _default()
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(variable=VARIABLE, example="partnership.toml") from None


@cache
def _default() -> Partnership:
    return parse(tomllib.loads(resources.files("knowledge").joinpath("partnership.toml").read_text(encoding="utf-8")))


def parse(tables: Mapping[str, Any]) -> Partnership:
    """A partnership from the file's tables. Raises KeyError, TypeError or ValueError where something is missing or wrong."""
    desk = tables.get("desk", {})
    areas = tuple(_area(identity, table) for identity, table in tables["theme_areas"].items())
    if not areas:
        raise ValueError("no theme areas")
    contact = desk.get("contact") or {}
    return Partnership(
        municipality=_named(tables["municipality"]),
        university=_named(tables["university"]),
        programme=_named(tables["programme"]),
        theme_areas=areas,
        channel=str(desk.get("channel") or "") or None,
        contact=_in_every_language(contact) if any(contact.values()) else None,
        desk_language=_language(desk.get("language") or "nb"),
    )


def _language(told: object) -> Language:
    for language in LANGUAGES:
        if language == told:
            return language
    raise ValueError("no language of ours")


def _named(table: Mapping[str, Any]) -> Named:
    return Named(_in_every_language(table["names"]), _aliases(table))


def _area(identity: str, table: Mapping[str, Any]) -> ThemeArea:
    descriptions = _in_every_language(table["descriptions"])
    adviser = str(table.get("adviser") or "") or None
    return ThemeArea(_in_every_language(table["names"]), _aliases(table), identity, descriptions, adviser)


def _aliases(table: Mapping[str, Any]) -> tuple[str, ...]:
    aliases = table.get("aliases", [])
    if not isinstance(aliases, list):
        raise TypeError("aliases is a list of names")
    return tuple(str(alias) for alias in aliases)


def _in_every_language(table: Mapping[str, Any]) -> dict[Language, str]:
    texts: dict[Language, str] = {language: str(table[language]).strip() for language in LANGUAGES}
    if not all(texts.values()):
        raise ValueError("a text is missing")
    return texts
