"""A Norwegian verb in the English form that its place in the sentence wants."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import VerbForm

PLURAL = {"is": "are", "was": "were", "has": "have"}


def takes_gerund(pieces: Sequence[Piece], at: int) -> bool:
    """Whether an infinitive's "å" stands behind a preposition, for which English says "-ing"."""
    before = pieces[at - 1] if at else None
    ended = [form.verb.written["en"].get("infinitive", "") for form in before.forms] if before is not None else []
    if any(said.endswith((" in", " on", " of", " from")) for said in ended):
        return True  # "take part in shaping"
    if before is None or before.kind != "preposition" or before.low in {"for", "til", "om"}:
        return False
    return not helping(pieces, at - 1)


def helping(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a "med" says what somebody helps with ("hjelpe noen med å skrive", "help somebody to write")."""
    verb = next((one for one in reversed(pieces[:at]) if one.kind == "verb"), None)
    return pieces[at].low == "med" and verb is not None and any(form.is_form_of("help") for form in verb.forms)


def say_verb(pieces: Sequence[Piece], at: int, several: bool) -> str:
    """A verb as it stands; `several`: its subject is several, or "I", "you", "we"."""
    said = _form_here(pieces, at, several)
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    joint = next((form.verb.joint for form in pieces[at].forms), "")
    return f"{said} {joint}" if joint and after is not None and after.names else said


def _form_here(pieces: Sequence[Piece], at: int, several: bool) -> str:
    piece = pieces[at]
    before = next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)
    helper = _helper(pieces, at)
    if before and before.kind == "to":
        written = _form(piece, "infinitive")
        place = next(x for x in range(at - 1, -1, -1) if pieces[x] is before)
        return written["gerund"] if takes_gerund(pieces, place) and "gerund" in written else _passive_or(piece, written)
    if helper and any(form.verb.kind == "modal" for form in helper.forms):
        return _passive_or(piece, _form(piece, "infinitive"))
    if helper and not piece.is_in("present", "past"):
        return _form(piece, "participle").get("participle", "")
    if helper and piece.is_in("participle"):
        return _form(piece, "participle")["participle"]
    if before and before.kind == "conjunction" and not piece.finite and piece.is_in("participle"):
        return _form(piece, "participle")["participle"]
    return _finite(pieces, at, several)


def _helper(pieces: Sequence[Piece], at: int) -> Piece | None:
    for number in range(at - 1, -1, -1):
        one = pieces[number]
        if one.kind == "verb":
            return one if one.helps else None
        asked = one.names and number and pieces[number - 1].helps and not (number > 1 and pieces[number - 2].names)
        if one.kind not in {"adverb", "not"} and not asked:
            return None
    return None


def _passive_or(piece: Piece, written: dict[str, str]) -> str:
    if piece.is_in("passive") and not piece.is_in("infinitive"):
        return f"be {written['participle']}"
    return written.get("infinitive") or written["present"]


def _finite(pieces: Sequence[Piece], at: int, several: bool) -> str:
    piece = pieces[at]
    form = next((one for one in piece.forms if one.tense in {"present", "past"}), piece.forms[0])
    written = dict(form.verb.written["en"])
    if form.tense == "passive":
        return f"{'are' if several else 'is'}{' not' if _denied(pieces, at) else ''} {written['participle']}"
    if form.tense in {"participle", "infinitive", "imperative"} or form.verb.kind == "modal":
        return written.get(form.tense) or written.get("infinitive") or written["present"]
    if not form.helps and not form.is_form_of("be") and _denied(pieces, at):
        do = "did" if form.tense == "past" else "do" if several else "does"
        return f"{do} not {written['infinitive']}"
    said = written[form.tense]
    if several:
        first, _, rest = said.partition(" ")
        plural = (
            PLURAL.get(first, first) if form.tense == "past" or first in PLURAL else written["infinitive"].split()[0]
        )
        return f"{plural} {rest}".strip()
    return said


def _denied(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "not" is said with a verb's "do"; the "not" itself was taken out when the words were put in order."""
    return pieces[at].denied


def _form(piece: Piece, tense: str) -> dict[str, str]:
    form: VerbForm = next((one for one in piece.forms if one.tense == tense), piece.forms[0])
    return {str(key): text for key, text in form.verb.written["en"].items()}
