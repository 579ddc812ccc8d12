"""Identity numbers masked, before any model and any log sees a text.

A Norwegian fødselsnummer has eleven digits: day, month, year (DDMMYY), three individual digits and two control digits by
modulus 11 (Skatteetaten). A D-number adds 4 to the first digit; synthetic test numbers add 40 or 80 to the month, and are masked
alike. From 2032 numbers are given out whose first control sum leaves a remainder of 0 to 3 (Skatteetaten, nytt fødselsnummer fra
2032), so those count as valid now. What has the right length and a possible date but a wrong control digit is masked when the text
calls it an identity number: a mistyped number is still somebody's.
"""

from __future__ import annotations

import re

MASK = "[fødselsnummer]"
_GAP = r"[ \u00a0\u2009\u202f.\-–/]"
_DIGITS = re.compile(
    rf"(?<!\d)(?<!\d[-./])\d{{6}}{_GAP}{{0,3}}\d{{3}}{_GAP}?\d{{2}}(?!\d)|(?<!\d)\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}{{1,3}}\d{{3}}{_GAP}?\d{{2}}(?!\d)"
)
_NAMED = re.compile(
    r"(?:fødsels-?\s?(?:nummer|nr)|person-?\s?(?:nummer|nr)|d-?nummer|fnr|identity\s+number|ssn)(?:et|a|en)?(?:\s+(?:mitt|hennes|hans|er|is))*\W{0,20}\Z",
    re.I,
)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
REMAINDERS = frozenset(range(4))


def mask_identity_numbers(text: str) -> str:
    """The text with every fødselsnummer and D-number replaced by `[fødselsnummer]`."""

    def masked(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())
        named = _NAMED.search(text[max(0, match.start() - 60) : match.start()]) is not None
        return MASK if _is_identity_number(digits, named) else match.group()

    return _DIGITS.sub(masked, text)


def _is_identity_number(digits: str, named: bool) -> bool:
    return _possible_date(digits) and (named or control_digits_hold(digits))


def _possible_date(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month % 40 <= 12 and month < 93


def control_digits_hold(digits: str) -> bool:
    """Whether the two control digits agree with the nine before them, by the rule that holds from 2032 (remainders 0 to 3)."""
    numbers = [int(digit) for digit in digits]
    first = (sum(w * n for w, n in zip(_FIRST, numbers, strict=False)) + numbers[9]) % 11
    second = (sum(w * n for w, n in zip(_SECOND, numbers, strict=False)) + numbers[10]) % 11
    return first in REMAINDERS and second == 0
