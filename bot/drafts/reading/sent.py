"""Whether the author of a request that has been sent asks how it fares: "status?", "har dere svart?", "any news on my request?"."""

from __future__ import annotations

import re

from bot.drafts.reading.intents import LONGEST_COMMAND

MINE = (
    r"(?:min|mitt|mine|vår\w*|denne?|den|det|dette|henvend\w*|forespørsel\w*|førespurnad\w*|søknad\w*|saken?|saka|"
    r"my|our|this|it|the|request|draft)"
)
ASKS = (
    rf"(?:hva|what)(?: er|’s| is) (?:the )?(?:ny )?status\w*|status\w* (?:på|for|of|on|med) {MINE}|(?:noe|noko) nytt|any (?:news|update)",
    rf"hvordan (?:går|gikk|ligger|står) (?:det )?(?:med )?{MINE}(?! an\b)",
    rf"how (?:is|’s|does|did) {MINE}(?: \w+){{0,2}} (?:going|doing|go|coming)",
    r"(?:har|have|has) (?:dere|de|noen|det|you|anyone|they|there|anything) (?:\w+ )?"
    r"(?:sett|svart|svara|behandlet|behandla|bestemt|avgjort|skjedd|tatt|lest|looked|answered|decided|happened|read|been any)",
    rf"er {MINE}(?: \w+){{0,2}} (?:mottatt|motteken|godtatt|godteke\w*|avslått|behandla?e?t?|tatt opp|kommet fram|lest)",
    rf"(?:has|is) {MINE}(?: \w+)? (?:been )?(?:received|accepted|declined|taken|decided|handled|read)",
    rf"hvor (?:er|ligger|står|langt) {MINE}|where is {MINE}|what happened (?:to|with)|hva (?:skjer|skjedde|har skjedd) med {MINE}",
    r"when (?:will|do) (?:i|we) (?:hear|get an answer)|når (?:får|hører) (?:jeg|vi) (?:svar|noe)",
)
WHERE_IT_STANDS = re.compile(rf"\b(?:{'|'.join(ASKS)})\b")


def asks_where_it_stands(text: str) -> bool:
    """Whether a message (as patterns see it) asks how a request fares that has been sent."""
    return len(text) <= LONGEST_COMMAND and bool(WHERE_IT_STANDS.search(text))
