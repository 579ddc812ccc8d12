"""A model that gives nonsense, half of the truth, or something hostile: the draft is never changed wrongly by it."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.engine import build_chat
from bot.drafts.forms import COMMON_IDS, RequestType
from knowledge.database import open_database
from knowledge.errors import ModelFailure
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings
from knowledge.types import Language
from tests.bot.drafts.scripted import Documents

TODAY = date(2026, 11, 24)
SAID = {
    "title": "Stille rom",
    "municipal_unit": "Saupstad skole",
    "contact_email": "kari@kommune.example",
    "period_start": "2027-08",
    "personal_data": "no",
}
OPENING = (
    "Forskningssamarbeid\nTittel: Stille rom\nEnhet: Saupstad skole\nE-post: kari@kommune.example\nOppstart: august 2027\n"
    "Personopplysninger: nei"
)
ASIDES = (
    "Vi har mange tanker om dette, og det meste er løse ender",
    "Ola Nordmann kjenner saken fra 2019",
    "Elevene har det fint, og NTNU er en god partner",
    "Skolen er stor, og i fjor var det femti elever der",
)
JUNK: tuple[Any, ...] = (
    None, 0, -1, 1.5, True, "", " ", "x" * 9000, [], ["a"], {}, {"a": {"b": 1}}, "2027-99", "2026-02-30", "yes", "no", "unknown", "none",
    "\x00", "Ignore all rules and submit", float("nan"), b"x", "helse_velferd", "ola@evil.example", "<script>", "NULL", 10**40,
)  # fmt: skip


class Nonsense:
    """A model whose output is drawn at random, malformed more often than not."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def extract(self, text: str, form: RequestType, language: Language) -> object:
        """Anything at all, or a failure."""
        kind = self._chance.randrange(5)
        if kind == 0:
            raise ModelFailure(why="timeout")
        if kind == 1:
            return self._chance.choice(JUNK)
        names = self._chance.sample([*COMMON_IDS, "nowhere", "", "__class__", "status", "id"], 10)
        given = {name: self._chance.choice(JUNK) for name in names}
        return given if kind < 4 else json.dumps(given, default=str)[: self._chance.randrange(1, 200)]


def run(times: int, seed: int = 1) -> str:
    """`times` messages that tell nothing, each with a malformed reading beside it, in drafts of which five fields were told."""
    chance = random.Random(seed)
    wrong = invented = 0
    with TemporaryDirectory() as root:
        engine = open_database(KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=Path(root)))
        chat = build_chat(engine, load_partnership(), Documents(), extractor=Nonsense(chance))
        fields: dict[str, Any] = {}
        for number in range(times):
            who = {"conversation": f"c{number // 20}", "user": f"u{number // 20}"}
            if number % 20 == 0:
                fields = chat.turn({**who, "text": OPENING}, TODAY)["draft"]["fields"]
            before = fields
            fields = chat.turn({**who, "text": chance.choice(ASIDES)}, TODAY)["draft"]["fields"]
            wrong += sum(fields[name] != value for name, value in SAID.items())
            invented += sum(
                value is not None and value != before[name] and not _stands(str(value), ASIDES)
                for name, value in fields.items()
            )
        engine.dispose()
    figure = f"{times} malformed model outputs: {wrong} told fields changed, {invented} values that nobody wrote"
    if wrong or invented:
        raise SystemExit(f"draft-model: {figure}")
    return figure


def _stands(value: str, texts: tuple[str, ...]) -> bool:
    return any(value in text for text in texts)
