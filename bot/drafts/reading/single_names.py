"""One first name as the contact: "Kari er kontakt", "snakk med Ola på kultur", "Tone tar imot, tone.vik@…"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts.reading.hits import Hit
from bot.drafts.reading.message import FOLDED, Message, fold
from bot.drafts.reading.names import NAME, ONE_NAME, TITLE, no_name, word_lists

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
IS_CONTACT = re.compile(
    r",? ?(?:som |who )?(?:er|blir|is|will be|kan være|skal være|vil være|can be|tar rollen som|stiller som) "
    r"(?:vår |min |our |my |the |en )?(?:kontakt(?:person(?:en)?|en|punkt(?:et)?)?|contact(?: person| point)?|point of contact)\b|"
    r" ?[(,] ?(?:som er |er |as )?(?:vår |our |the )?(?:kontakt(?:person(?:en)?)?|contact(?: person)?)\b|"
    r" (?:som|as|for) (?:vår |our |the )?(?:kontakt(?:person(?:en)?)?|contact(?: person)?)\b|"
    r" (?:er|is) (?:den|hun|han|the one|the person)(?: som| who| that)? (?:dere|du|de|you) (?:skal|kan|bør|må|can|should)?"
)
REACH = re.compile(
    r"(?:^|[.!?,;:–\n] ?|\b(?:og|and|så|da|men|but|bare|just|kan|may|you can|kan (?:du|dere)|please|gjerne|må) )"
    r"(?P<verb>(?:ta (?:gjerne )?kontakt med|kontakt(?: gjerne)?|ring(?:e)?(?: gjerne| til)?|spør(?: etter| gjerne)?|mail|"
    r"send (?:en )?(?:mail|e-?post) til|"
    r"skriv(?:e)? til|snakk(?:e)?(?: gjerne)? med|hør(?:e)? med|please contact|contact|reach out to|get in touch with|talk to|"
    r"speak (?:to|with)|write to|"
    r"call|ask(?: for)?|e-?mail) )$"
)
ADDRESS = re.compile(r"[@._-]?[\w.+-]*@")  # what follows a word inside an address
VERB = re.compile(r"(?:ring|spør|snakk|kontakt|mail|call|ask|contact|hør) ", re.IGNORECASE)
PLACE = re.compile(
    r" (?:på|i|ved|hos|fra|in|at|from|nede på|oppe på|borte på|over (?:in|at))(?: the)? (?!ntnu|"
    r"uni)[\wæøå-]+(?: [\wæøå-]+)?(?=[.,;!?)]|$)"
)
STOP = re.compile(
    r"(?:$|[.,;:!?()\n–])|(?: (?:om|hvis|dersom|if|about|for|angående|regarding|så|for å|eller|or|og|and)\b)"
)
# "Rektor er kontakt", "Skolen er kontakt": at the head of a sentence every word has a capital
NO_ONE = re.compile(
    r"(?:en|et|ene|ane|a|or|ør|er|[aeiouyæøå]r|sjef|ansvarlig|kontoret|teamet|hun|han|det|den|du|vi|jeg|this|that|she|he|it)$"
)


def fold_same(raw: str) -> str:
    """A text in small letters without the letters that addresses lack, each place kept."""
    return raw.lower().translate(FOLDED)


def read_single(message: Message, hits: list[Hit], stands: str | None) -> list[Hit]:
    """The contact where a first name alone is said to be it; none where no first name is. `stands`: the contact that is known."""
    local = [fold(hit.value.lower().split("@")[0]) for hit in hits if hit.field == "contact_email" and hit.value]
    for spelled in local if not stands else []:
        words = re.match(r"([a-z]{2,})[._](?:[a-z]+[._])*([a-z]{2,})$", spelled)
        small = words and re.search(rf"\b{words.group(1)} (?:\w+ )?{words.group(2)}\b", fold_same(message.raw))
        if small and not any(
            hit.start <= message.text_offset(small.start()) < hit.end for hit in hits
        ):  # "egon haugen e den dokker ska snakk me. egon.haugen@…"
            start, end = message.text_offset(small.start()), message.text_offset(small.end())
            return [Hit("contact_name", message.raw[slice(*small.span())], start, end)]
    for match in NAME.finditer(message.raw) if not stands else ():
        parts = [fold(part.lower()) for part in re.findall(r"[^\W\d_]+", match.group())]
        if not no_name(match.group()) and any(parts[0] in each and parts[-1] in each for each in local):
            return [
                Hit("contact_name", match.group(), message.text_offset(match.start()), message.text_offset(match.end()))
            ]
    for name, start, end in _names(message):
        known, head = name.lower() in word_lists()["first_names"], any(start == begin for begin, _ in message.sentences)
        text = message.text
        if no_name(name) or (stands and name.lower() in stands.lower().split()):
            continue
        if re.search(rf"\b{TITLE} ?$", text[max(0, start - 30) : start]):
            continue  # a researcher
        behind = IS_CONTACT.match(text, end)
        if behind and (known or not head or not NO_ONE.search(name.lower())):
            return [Hit("contact_name", name, start, behind.end())]
        reached = REACH.search(text[max(0, start - 40) : start])
        place = PLACE.match(text, end)
        if reached and (place or (known and STOP.match(text, end))):
            begin = start - len(reached.group()) + reached.start("verb") - reached.start()
            return [Hit("contact_name", name, begin, place.end() if place else end)]
        if len(name) > 2 and not stands and any(each.startswith(fold(name.lower())) for each in local):
            return [Hit("contact_name", name, start, end)]
    return []


def _names(message: Message) -> Iterator[tuple[str, int, int]]:
    """Words that can be a first name alone, with their places: a capital, or a first name that is no other word."""
    lists = word_lists()
    # "Ring Ola" is no full name
    full = [match.span() for match in NAME.finditer(message.raw) if " " in VERB.sub("", match.group())]
    for match in WORD.finditer(message.raw):
        word = match.group()
        small = word in lists["first_names"] and word not in lists["words_too"]
        alone = not any(begin <= match.start() < end for begin, end in full)
        inside = ADDRESS.match(message.raw, match.end()) or message.raw[: match.start()].endswith(("@", "-", "."))
        if alone and not inside and (small or ONE_NAME.fullmatch(word)):
            yield word, message.text_offset(match.start()), message.text_offset(match.end())
