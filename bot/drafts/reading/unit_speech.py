"""How people speak of their unit: what they lead, where they have trouble, who it is that asks."""

from __future__ import annotations

import re

from bot.drafts.reading.names import CAPITAL

LEADS_UNIT = re.compile(
    r"(?<!\w)(?:i|jeg) (?:run|manage|lead|head|driver|styrer|leder)(?: up)? (?:(?:the |for )?[a-zæøå]+(?:s|ene|ane|ne|et|a) (?:in|"
    r"at|i|på|ved|hos) (?:the )?)?"
)  # "I run Harbour Works"

# "det er Ila skole som spør", "it's the Parks Office that is asking"
ASKS_HERE = re.compile(
    r",? (?:som|that|who|which)(?: er| is|’s| are)? (?:står bak|er bak|spør|skriver|melder(?: det)? inn|sender|eier\w*|asks?|asking|"
    r"behind(?: (?:it|this))?|writes?|writing)"
    r"(?: (?:dette|det|it|this|her|here))?\b"
)

ENGLISH_UNIT = re.compile(
    rf"(?:The )?(?:{CAPITAL} )+(?:and )?(?:Unit|Office|Services?|Team|Section|Library|Kindergarten|School|Agency|Works)"
)

# "vi sliter med støy på Ila skole": where the trouble is
TROUBLE = re.compile(
    r"(?:^|[.!?\n] ?)(?:(?:hei|hello|hi)[,!. ]+)?(?:vi|we) (?:sliter|strever|har (?:problemer|trøbbel|for (?:mange|mye|få|lite))|"
    r"opplever|"
    r"merker|struggle|have (?:too (?:many|much|few)|problems?|trouble)|see) [^.!?\n]{3,60}? (?P<at>(?:på|ved|i|at|in) )"
)

# "Vassverket er det som skriver"
SPEAKS_HERE = re.compile(
    r"(?:^|[.!?\n,:] ?)(?P<unit>[\wæøå][\wæøå -]{2,50}?) (?:er|is)(?: det)? (?:som|den som|who is|who’s) (?:snakker|prater|prate|"
    r"spør|skriver|står bak|talking|asking|writing)\b"
)
