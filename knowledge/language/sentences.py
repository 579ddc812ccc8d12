"""Sentences of Norwegian and English running text.

`split_sentences` cuts text into the sentences that stand in it, word for word: nothing is added, changed or lost but the white
space between them. Rules and a list of abbreviations, no model. In doubt it does not cut: a quotation of two sentences is
better than half of one.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a sentence goes on, whatever comes next: an explanation, a number, a name.
_GOES_ON = _words(
    """
    f.eks. t.d. eks. bl.a. m.a. b.l.a. ca. kl. dvs. d.v.s. jf. jfr. jmf. nr. pkt. kap. st.meld. meld. prop. innst.
    ot.prp. prp. rskr. rundskr. dr. prof. førsteam. hr. fru. frk. cand. mr. mrs. ms. e.g. i.e. cf. viz. vs. approx.
    sect. ch. para. inkl. ekskl. evt. ev. hhv. h.h.v. mht. m.h.t. ifm. i.f.m. iht. i.h.t. ift. i.f.t. pga. p.g.a.
    tlf. mob. tel. adr. vedr. ang. spes. særl. gjsn. gj.sn. avd. adm. tidl. fhv. forts. iflg. istf. mtp. m.t.p. vha.
    v.h.a. ifbm. ifb. mao. m.a.o. jfm. bokst. pr. p.t. muh. nåv. dep. assoc. asst. hon. rev. incl. excl. eqs. figs.
    jan. feb. febr. aug. sept. okt. oct. nov. des. ons. tor. tors. tue. wed. thu.
    """
)

# These go on when a number follows ("art. 6", "No. 7"), and are ordinary words or an end otherwise.
_BEFORE_NUMBER = _words(
    """
    art. no. nos. s. p. pp. fig. tab. vol. bd. st. sec. min. maks. max. lov. eq. ref. avsn. tlf. mar. apr. dec.
    """
)

# These end a sentence when a capital letter follows.
_MAY_END = _words(
    """
    osv. o.s.v. etc. m.m. m.fl. m.v. mv. mm. o.l. o.lign. e.l. el.l. ol. ph.d. phd. kr. a.m. p.m. inc. ltd. co.
    corp. b.sc. m.sc. d.d. d.e. d.å. mill. mrd. f.kr. e.kr. b.c. a.d. u.s. u.k. e.u. stk. et.al.
    """
)

_MONTHS = _words(
    """
    januar februar mars april mai juni juli august september oktober november desember january february march may
    june july october december
    """
)

_END = re.compile(r"[.!?…]+[\"'»”’“)\]]*(?=\s|$)")
_OPENING = "\"'«“‘„([–—-•*_"
_ASIDE = re.compile(r"\([^()]*\)\s*[,;a-zæøå]")  # brackets after which the sentence goes on: "a ph.d. (OFF), or"
_ENUMERATOR = re.compile(r"(?:[-•*–]\s*)?(?:§+\s*)?\(?(?:\d+(?:[.\-]\d+)*|[a-zæøåA-ZÆØÅ]|[ivxIVX]{1,5})[.)]\Z")
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.)+\Z|(?:[^\W\d_]\.){2,}\Z")


def split_sentences(text: str) -> list[str]:
    """The sentences of `text` in order, each without white space around it. A line break always ends a sentence."""
    return [sentence for line in text.splitlines() for sentence in _of_line(line.strip())]


def _of_line(line: str) -> list[str]:
    sentences, start = [], 0
    for end in _END.finditer(line):
        rest = line[end.end() : end.end() + 60].lstrip()
        before = line[max(start, end.end() - 60) : end.end()].strip()  # a bounded look back: linear time
        if rest and _is_boundary(before, end.group(), rest):
            sentences.append(line[start : end.end()].strip())
            start = end.end()
    tail = line[start:].strip()
    return [*sentences, tail] if tail else sentences


def _is_boundary(sentence: str, mark: str, rest: str) -> bool:
    """Whether `sentence` (its last characters), which ends with `mark`, ends there when `rest` follows."""
    follows = rest.lstrip(_OPENING)[:1]
    if not follows or follows.islower() or _ASIDE.match(rest):
        return False
    if mark[0] in "!?…" or mark.startswith(".."):
        return True
    if _ENUMERATOR.match(sentence):
        return False
    word = sentence.split()[-1]
    if mark == ".":
        return _full_stop(word, rest)
    return not _never_ends(word.rstrip("\"'»”’“)]"))


def _full_stop(word: str, rest: str) -> bool:
    bare = word.lstrip(_OPENING + "/").lower()
    if bare in _MAY_END:
        return rest[:1].isupper()
    if _never_ends(word) or (bare in _BEFORE_NUMBER and rest[:1].isdigit()):
        return False
    if bare[:-1].isdigit() and len(bare) <= 3:  # an ordinal: "28. Mars", "1. Juni"
        return rest.split()[0].strip(".,").lower() not in _MONTHS
    return True


def _never_ends(word: str) -> bool:
    bare = word.lstrip(_OPENING + "/")
    return bare.lower() in _GOES_ON or _INITIALS.match(bare) is not None
