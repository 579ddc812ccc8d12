"""Whether someone asks what a field of the form means: its reason and an example answer that, not the documents."""

from __future__ import annotations

import re

from bot.drafts.reading.hits import Context
from bot.drafts.reading.labels import names_field
from bot.drafts.reading.message import Message

# "hva mener du med nytte?": why it is asked, and an example
MEANING = re.compile(
    r"(?:(?:og|men|so|and|but|hm+)[, ]+)?(?:hva|what) (?:mener (?:du|dere) med|legger (?:du|dere) i|menes med|ligger i|(?:do|"
    r"did) you mean (?:by|with)|is meant by) "
    r"(?:the |en |et |ei |«|\")?(?P<field>[\wæøå -]{3,40}?)(?:»|\")?(?: her| here| da| egentlig)?\W*"
)
# "hva er et temaområde?", asked for it; what personal data are, the documents say
WHAT_IS = re.compile(
    r"(?:(?:men|og|but|and|hm+)[, ]+)?(?:hva|what)(?:’s)? (?:er|is|betyr|does)? ?(?:egentlig |really |actually )?(?:et |en |ei |"
    r"eit |a |an |the )?"
    r"(?P<field>[\wæøå -]{3,40}?)(?: for noe| egentlig| mean| her)?\W*"
)
OF_THE_LAW = frozenset({"personal_data", "ethics_rek", "dpia", "data_controller", "project_owner", "public_access"})


def meaning_asked(message: Message, context: Context) -> str | None:
    """The field whose meaning a whole message asks for, None where it asks for none of the form's."""
    if not context.drafting:
        return None
    if meant := MEANING.fullmatch(message.text):
        return names_field(meant.group("field"), context.form.id)
    told = WHAT_IS.fullmatch(message.text) if context.asked and context.asked not in OF_THE_LAW else None
    return context.asked if told and names_field(told.group("field"), context.form.id) == context.asked else None
