"""When two clauses are the same: differences that only typesetting makes do not count.

`fold` removes them: kinds of quotation marks, dashes and spaces, soft hyphens, ligatures, and the punctuation that a list's last
item has and the others have not. Case and words stay: a changed word is a change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
        "…": "...",
    }
)
_SPACES = re.compile(r"\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LIST_END = re.compile(r"(?:[;,]\s*(?:og|and|samt|eller|or)|[.;,:])\s*$")


def fold(text: str) -> str:
    """`text` without the differences that typesetting makes."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    plain = _EMPHASIS.sub("", plain)
    return _LIST_END.sub("", _SPACES.sub(" ", plain).strip())


def clause_hash(text: str) -> str:
    """SHA-256 of the folded text: equal for clauses that differ by typesetting only."""
    return hashlib.sha256(fold(text).encode()).hexdigest()
