"""The forms in which people write dates, as patterns over `Message.text`. `dates` gives them their meaning."""

from __future__ import annotations

import re

MONTHS = {
    "januar": 1, "january": 1, "februar": 2, "february": 2, "mars": 3, "march": 3, "april": 4, "mai": 5, "may": 5,
    "juni": 6, "june": 6, "juli": 7, "july": 7, "august": 8, "september": 9, "oktober": 10, "october": 10,
    "november": 11, "desember": 12, "december": 12,
}  # fmt: skip
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
SEASONS = {
    "vår": 3,
    "spring": 3,
    "sommer": 6,
    "summer": 6,
    "høst": 9,
    "autumn": 9,
    "fall": 9,
    "vinter": 12,
    "winter": 12,
}
NUMBERS = {
    "et": 1, "ett": 1, "en": 1, "ein": 1, "eitt": 1, "eit": 1, "one": 1, "a": 1, "to": 2, "two": 2, "tre": 3, "three": 3,
    "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "six": 6, "sju": 7, "syv": 7, "seven": 7, "åtte": 8, "eight": 8,
    "ni": 9, "nine": 9, "ti": 10, "ten": 10, "tolv": 12, "twelve": 12, "atten": 18, "eighteen": 18,
}  # fmt: skip
ORDINALS = {
    "første": 1, "fyrste": 1, "first": 1, "andre": 2, "annet": 2, "second": 2, "tredje": 3, "third": 3, "fjerde": 4, "fourth": 4,
}  # fmt: skip
WEEKDAYS = {
    "mandag": 0, "måndag": 0, "monday": 0, "tirsdag": 1, "tysdag": 1, "tuesday": 1, "onsdag": 2, "wednesday": 2, "torsdag": 3,
    "thursday": 3, "fredag": 4, "friday": 4, "lørdag": 5, "laurdag": 5, "saturday": 5, "søndag": 6, "sundag": 6, "sunday": 6,
}  # fmt: skip


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


M, SM, S, N, W = (
    _either(MONTHS),
    _either(SHORT_MONTHS),
    _either(SEASONS),
    r"\d{1,3}|" + _either(NUMBERS),
    _either(WEEKDAYS),
)
Y = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?:den )?(?P<day>[0-3]?\d)(?:\.|st\b|nd\b|rd\b|th\b)?(?: of)?"
NEXT = r"neste år|next year|i år|this year|året etter|the year after"
WHICH = r"neste |next |førstkommende |kommende |kommande |denne |this |the coming |coming |til neste "
PART = (
    r"(?:(?:i |på |ved |mot )?(?:begynnelsen|starten|byrjinga|midten|slutten|utgangen|medio|primo|ultimo|"
    r"tidlig|tidleg|sent|seint)"
    r"(?: av| i| på)? |(?:the )?(?:beginning|start|end|middle) of |(?:early|late|mid)(?: in)?[ -]|"
    r"(?:the )?(?:first|second) half of |(?:første|andre) halvdel(?:en)? av )"
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("ahead",
            rf"\b(?P<number>{N}) (?P<unit>dag(?:er|ar)?|uker?|måned(?:er)?|år|days?|weeks?|months?|years?) "
            rf"(?:from (?:today|now)|fra (?:i dag|nå|no)(?: av)?|etter i dag)\b"),
        ("numbers", r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?(?![\d-])"),
        ("numbers", r"\b(?P<day>[0-3]?\d)\. ?(?P<month>[01]?\d)\.? ?-?(?P<year>(?:19|20)\d\d|\d\d)\b(?![.:]\d)"),
        ("numbers", r"\b(?P<day>[0-3]?\d)/(?P<month>[01]?\d)[ /-]?(?P<year>(?:19|20)\d\d|(?<=[/-])\d\d)\b"),
        ("numbers", r"\b(?P<month>0?[1-9]|1[0-2])[./](?P<year>20\d\d)\b"),
        ("numbers",
            r"(?:(?<=fra )|(?<=til )|(?<=før )|(?<=den )|(?<=innen )|(?<=senest )|(?<=by )|"
            r"\A)(?P<day>[0-3]?\d)[./](?P<month>[01]?\d)\b(?![\d/,%]|\.\d| ?(?:prosent|mill|stilling))"),
        ("school", rf"\b(?:skole|skule|studie|academic |school )(?:året|år|year)? ?{Y}[/–-](?P<to>\d\d(?:\d\d)?)\b"),
        ("yearend",
            r"\b(?P<form>(?:ut|hele|heile|resten av|gjennom|through(?:out)?|rest of) (?:året|the year)|året ut|"
            r"årsslutt|årets slutt|year[- ]end|(?:the )?end of the year|slutten av året|utgangen av året)\b"),
        ("years", r"\b(?P<year>20\d\d) ?[-–] ?(?P<to>[2-9]\d)\b(?![-.]\d)"),
        ("school", r"\b(?P<year>20\d\d)/(?P<to>\d\d(?:\d\d)?)\b"),
        ("edge", rf"\b(?P<part>{PART})(?:(?P<name>{M})\b(?: ?{Y})?)"),
        ("edge", rf"\b(?P<part>{PART}){Y}\b"),
        ("edge", rf"\b(?P<part>{PART})(?P<relative>året|neste år|next year|the year)\b"),
        ("month", rf"(?<=\bi )(?P<name>{M}) (?P<short>2[5-9]|3\d)\b(?![.:])"),
        ("named", rf"\b{DAY} ?(?P<name>{M})\b(?:,? ?{Y})?(?:,? (?P<relative>{NEXT}))?"),
        ("named", rf"\b{DAY} ?(?P<name>{SM})\b\.?(?:,? ?[’']?(?P<year>(?:19|20)\d\d|\d\d(?![\d.])))?"),
        ("named", rf"\b(?P<name>{M}) (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)(?:,? {Y})?"),
        ("month",
            rf"\b(?P<which>{WHICH})?(?P<name>{M})\b(?: måned\b)?(?:(?:,| of| i)? ?{Y}|[ ]?[’'](?P<short>\d\d)|"
            rf",? (?P<relative>{NEXT}))?"),
        ("month",
            rf"\b(?P<lead>(?:til|over|før|etter|innen|mot|rundt|ut|i|fra) (?=jul\b))?"
            rf"(?P<name>{SM})\b\.? ?(?:[’'](?P<short>\d\d)|{Y}|(?=[-–] ?(?:{M}|{SM})\b))"),
        ("week", rf"\b(?:uke|week) (?P<week>[0-5]?\d)\b(?:,? ?(?:i )?{Y}|,? (?P<relative>{NEXT}))?"),
        ("word",
            r"\b(?P<word>(?:over |etter |fra |innen |før |by |before |på )?(?:nyttår|nyåret|årsskiftet)(?! ?20)|"
            r"(?:(?:by|"
            r"before) )?(?:the )?new year\b(?!’s eve)|"
            r"neste måned|next month|neste uke|next week|i morgen|i morgon|tomorrow|i dag|today|neste år|next year|"
            r"i år|this year|jula?|julen|christmas|(?:(?:over|etter|after) )?(?:påskea?n?|påska|easter)|skolestart|"
            r"skulestart|"
            r"semesterstart|"
            r"studiestart|when (?:the )?school (?:starts|begins)(?: in)?|når (?:skolen|skulen) (?:starter|"
            r"begynner)(?: i)?|"
            r"(?:(?:etter|over|after|før|before|i|in) (?:the )?)?(?:høst|haust|vinter)ferien?|(?:(?:after|before|"
            r"in) (?:the )?)?(?:autumn|fall|winter) break|(?:the )?(?:skoleåret|skuleåret|studieåret|school year|"
            r"academic year)|(?:etter|over|after) (?:the )?(?:sommer(?:en|ferien)?|ferien|ferie|summer)|"
            r"before (?:the )?summer|før (?:sommer(?:en|ferien)?|ferien))\b(?: ?{Y}|"
            r",? (?P<relative>{NEXT}))?".replace("{Y}", Y).replace("{NEXT}", NEXT)),
        ("semester",
            rf"\b(?P<season>høst|vår|autumn|fall|spring)[ -]?(?:semester(?:et)?|termin(?:en)?)(?: "
            rf"(?:of |i )?{Y}|,? (?P<relative>{NEXT}))?"),
        ("semester", r"\b(?P<season>[hv])-?(?P<short>2\d)\b"),
        ("season",
            rf"\b(?:(?P<which>{WHICH}|til |in |the |i )(?:the )?)?(?P<season>{S})(?:e?n|a)?,? "
            rf"(?:of |i |in )?{Y}\b"),
        ("season", rf"\b(?P<which>{WHICH})(?P<season>{S})(?:e?n|a)?\b"),
        ("season",
            rf"\b(?P<which>til |i |over |utpå |in |in the |by |by the |from |the |fra )(?P<season>{S})(?:e?n|"
            rf"a)?\b(?P<relative> (?:{NEXT}|neste))?(?<!\bvår(?= (?!og |men |til |eller |i |for |på |\d)\w))"),
        ("season", r"\b(?P<season>vår|sommer|høst|vinter)e?n\b(?P<relative> (?:neste år|neste))?"),
        ("quarter",
            rf"\b(?P<ordinal>første|andre|annet|tredje|fjerde|first|second|third|fourth|[1-4](?:\.|"
            rf"st|nd|rd|th)?) (?:kvartal(?:et)?|quarter)(?: (?:of |i |in )?{Y}| (?P<relative>{NEXT}))?"),
        ("quarter", rf"\b[qk](?P<ordinal>[1-4])(?:[ /-]?{Y})?\b"),
        ("half",
            rf"\b(?P<ordinal>første|andre|annet|first|second|[12]\.?) (?:halvår(?:et)?|halvdel(?:en)?|"
            rf"half)(?: (?:of |i |av |in )?(?:{Y}|(?P<relative>{NEXT})))?"),
        ("ahead",
            rf"\b(?:om|in|within|innen|inna|i løpet av|in the course of) (?:ca\.? |about |"
            rf"omtrent )?(?P<number>{N}) (?P<unit>dag(?:er|ar)?|"
            rf"uker?|måned(?:er)?|år|days?|weeks?|months?|years?)\b(?! (?:period|ago|old))"),
        ("weekday", rf"\b(?P<which>neste |next |førstkommende |på |on |by |innen |før |til |before )(?P<weekday>{W})\b"),
        ("year", rf"\b{Y}\b(?!-\d{{1,2}}(?!\d)| ?(?:kr|kroner|timer|nok|elever|ansatte|deltakere|personer))"),
    )
)  # fmt: skip
"""Kind and pattern, the more exact forms first: what one has taken, a later one does not see."""
