"""Doubt: that somebody cannot say ("beats me", "det har eg ikkje greie på"), and the "maybe" that belongs to a value."""

from __future__ import annotations

import re

from bot.drafts.reading.message import Message

AT_A_LOSS = re.compile(
    r"\W*(?:(?:det|dette|den|that|it|jeg|vi|me|i|we|hm+|tja|puh|eh+|nei|no|uff|dessverre|sorry|beklager|honestly|ærlig talt|er|is|’s|"
    r"har|have)[, ]+)*"
    r"(?:aner (?:jeg |vi )?ikke|ingen (?:aning|anelse|formening|mening|peiling)|"
    r"(?:har )?(?:jeg |vi )?(?:ikke|ingen) (?:greie|oversikt|peiling|grep|svar|svaret|kunnskap)(?: (?:på|over|om))?|"
    r"(?:kan|klarer|greier) (?:jeg |vi )?ikke (?:å )?(?:svare|si)(?: noe)?(?: (?:på|om))?|(?:jeg |vi )kan ikke (?:svare|si)(?: på| om)?|"
    r"(?:ikke (?:godt|lett|mulig)|umulig|uråd|vanskelig) å (?:si|svare(?: på)?|vite)|(?:står|er) (?:ennå |helt |fortsatt )*(?:åpent|åpen)|"
    r"hva vet (?:vel )?(?:jeg|vi)|vet da (?:søren|fanden|katten|pokker)|gudene vet|"
    r"beats me|(?:can|could|wouldn|couldn|can)(?:not|’t) (?:say|tell(?: you)?|answer(?: that)?)|your guess is as good as mine|search me|"
    r"(?:haven’t|not) (?:the|a) (?:faintest|foggiest|slightest|clue)(?: idea)?|impossible to (?:say|tell|know)|anyone’s guess)"
    r"(?:[, ]+(?:det|dette|den|that|this|it|nå|no|now|ennå|enda|yet|på|om|about|heller|either|dessverre|sorry|akkurat|right|så langt|"
    r"så lenge|for now|foreløpig|jeg|vi|helt|at all|i det hele tatt))*\W*"
)
MAYBE = re.compile(
    r"\b(?:kanskje|muligens|trolig|sannsynligvis|antakelig\w*|antagelig\w*|forhåpentligvis|(?:det er )?mulig|(?:tror|trur|antar|håper) "
    r"(?:jeg|vi|me)|(?:jeg|vi|me) (?:tror|trur|antar|håper)|maybe|perhaps|possibly|probably|hopefully|(?:i|we) (?:think|guess|hope|"
    r"believe|suppose))\b"
)


def at_a_loss(text: str) -> bool:
    """Whether a message (lower case) only says that somebody cannot tell."""
    return bool(AT_A_LOSS.fullmatch(text))


def with_doubt(message: Message, start: int, end: int, value: str) -> str:
    """A value with the "maybe" that stands before or behind it in a span: "Enova kanskje" is not yet Enova."""
    place = message.words(start, end).find(value)
    if place < 0:
        return value
    begin = message.text_offset(message.raw_offset(start) + place)
    close = message.text_offset(message.raw_offset(start) + place + len(value))
    before = MAYBE.search(message.text, start, begin)
    behind = [match.end() for match in MAYBE.finditer(message.text, close, end)]
    if before is None and not behind:
        return value
    return message.words(before.start() if before else begin, behind[-1] if behind else close).strip(" .,;")
