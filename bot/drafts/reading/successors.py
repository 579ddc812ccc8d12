"""Who takes over from a contact: "Kåre Rønning tar over", "use Anna Winter as the contact instead"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME, no_name

# "Kåre Rønning tar over som kontakt", "Tom Aas takes over from Nina"
TAKES_OVER = re.compile(
    r"^ (?:(?:skal|vil|har|will|is going to|has|is) )?(?:tar over|tek over|ta over|tatt over|overtar|overta|"
    r"overtatt|takes? over|taken over|taking over|"
    r"(?:er|blir|is|becomes|will be) (?:nå |now )?(?:den |vår |the |our )?nye?w? (?:kontakt\w*|contact\w*)|"
    r"steps in|trer inn|overtek|som (?:er|blir) (?:nå |ny |vår |den nye )*kontakt\w*|(?:as|som) (?:the |our |"
    r"vår |ny |new )*(?:kontakt\w*|contact\w*))\b"
)


IN_STEAD = re.compile(r"\b(?:bruk|ta|kontakt|skriv til|ring|use|take|contact) (?:heller|i stedet|rather|instead) $")


def read_successors(message: Message) -> Iterator[Hit]:
    """Who takes over from the contact that is known."""
    for match in NAME.finditer(message.raw):
        end = message.text_offset(match.end())
        start = message.text_offset(match.start())
        if not no_name(match.group()) and (
            TAKES_OVER.match(message.text[end:]) or IN_STEAD.search(message.text[:start])
        ):
            name = re.sub(r"^(?:Use|Take|Put|Bruk|Ta|Sett|Før|Make|Let|La|Now|Nå|Så) ", "", match.group())
            if name != match.group() and " " not in name:
                continue
            yield Hit("contact_name", name, message.text_offset(match.start()), end, Strength.CORRECTED)
