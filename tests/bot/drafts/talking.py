"""Short conversations for tests: a person who writes and presses, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.drafts.chat import DraftingChat

TODAY = date(2026, 11, 22)
WHOLE = """Forskningssamarbeid
Tittel: Trygge skoleveier
Formål: Finne ut hvorfor færre går til skolen
Temaområde: Oppvekst og utdanning
Enhet: Saupstad skole
Fagmiljø: Institutt for bygg- og miljøteknikk
Bidrag: to lærere en dag i uka
Nytte: flere barn går trygt
Finansiering: ingen ennå
Periode: august 2027 - juni 2029
Personopplysninger: nei
REK: nei
Kontaktperson: Kari Nordmann, kari.nordmann@kommune.example
Svarfrist: ingen"""


@dataclass
class Person:
    """Someone who talks in a conversation. `last` is the line that came back."""

    chat: DraftingChat
    user: str = "kari"
    conversation: str = "c"
    today: date = TODAY
    last: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str) -> dict[str, Any]:
        """Write something."""
        self.last = self.chat.turn({"conversation": self.conversation, "user": self.user, "text": text}, self.today)
        return self.last

    def press(self, action: str, value: Any = None) -> dict[str, Any]:
        """Press a button."""
        line = {"conversation": self.conversation, "user": self.user, "action": action, "value": value}
        self.last = self.chat.turn(line, self.today)
        return self.last

    @property
    def draft(self) -> dict[str, Any]:
        """The draft as it was shown last."""
        found = self.last["draft"]
        assert isinstance(found, dict)
        return found

    @property
    def fields(self) -> dict[str, str]:
        """What has a value."""
        return {name: value for name, value in self.draft["fields"].items() if value is not None}

    @property
    def text(self) -> str:
        """Everything the bot said last."""
        return "\n".join(message["text"] for message in self.last["messages"])

    def ready(self) -> Person:
        """Begin a draft with everything in it."""
        self.say(WHOLE)
        assert self.draft["status"] == "ready", self.draft["missing"]
        return self
