"""Which nouns name people, and which name somebody who can act: a person, a body, an institution."""

from __future__ import annotations

import re

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.pieces import Noun

PEOPLE = re.compile(
    r"(?:person|people|student|candidate|applicant|participant|employee|staff|member|resident|inhabitant|citizen"
    r"|pupil|child|children"
    r"|parents?|doctor|nurse|dean|rector|professor|mayor|adviser|executive|director|politician|minister|consultant"
    r"|specialist|expert"
    r"|teacher|researcher|supervisor|leader|manager|coordinator|assistant|fellow|trainee|informant|patient|user"
    r"|colleague|neighbour"
    r"|guardian|volunteer|immigrant|apprentice|examiner|guest|author|therapist|head of department|commissioner"
    r"|visitor|scholar"
    r"|(?:entrep|prof|inspec|counsel|librar)\w*|chair|officer|women|men|staff member|worker|youth|owner|client"
    r"|recipient|sender|holder|professional"
    r"|scientist|guide|developer|group leader|teams?|relatives|next of kin|personnel|everyone|representative"
    r"|contact)s?$"
)  # fmt: skip
BODIES = re.compile(
    r"(?:municipality|university|college|school|kindergarten|company|enterprise|organisation|institution|agency"
    r"|department|faculty|ministry"
    r"|committee|council|board|secretariat|office|hospital|authority|government|party|partner|partnership|group|unit"
    r"|division|centre|state"
    r"|directorate|city|network|library|museum|team|body|employer|supplier|funder|industry|community"
    r"|programme committee|administration"
    r"|parties|municipalities|universities|colleges|companies|agencies|faculties|cities|authorities|communities"
    r"|countries|country|region|library)s?$"
)  # fmt: skip


MASS = re.compile(
    r"(?:research|teaching|funding|financing|support|information|access|knowledge|competence|expertise|health|welfare"
    r"|care|education|training|help|advice"
    r"|consent|approval|ownership|copyright|confidentiality|progress|equipment|participation|involvement|data|work"
    r"|time|money|governance|management"
    r"|innovation|technology|culture|economy|energy|transport|sustainability|dissemination|storage|deletion|feedback"
    r"|leave|dialogue|collaboration"
    r"|cooperation|contact|trust|music|art|business|development|supervision|guidance|notice|responsibility|practice"
    r"|reporting|planning|processing"
    r"|security|privacy|documentation|emphasis|interest|society|administration|commercialisation|start-up|drift"
    r"|operations|maintenance|priority"
    r"|anonymisation|digitalisation|restructuring|capital|freedom|openness|diversity|integration|learning"
    r"|communication|follow-up|basis|health care"
    r"|force|value|childhood|significance|benefit|control|level|legislation|attendance|travel|consultation"
    r"|disagreement|coverage|quality|accommodation|permission|reuse|recruitment|implementation|politics"
    r"|ethics|focus|weight|influence|risk|scope|literature|demand|use|working life|academia|sale|subsistence)$"
)  # fmt: skip


def is_mass(noun: Noun) -> bool:
    """Whether English says a thing without "a" and without a plural: "research", "funding"."""
    return MASS.search(english_of(noun)) is not None


def is_open(noun: Noun | None) -> bool:
    """Whether a Norwegian noun may be one or several as it stands ("krav", "unntak"), and English says several."""
    last = noun.chain[-1] if noun and noun.chain else None
    if noun is None or not noun.bare or not isinstance(last, Form) or last.term.kind != "neuter" or is_mass(noun):
        return False
    written = last.term.written.get("nb")
    return written is not None and written.one == written.several


def english_of(noun: Noun) -> str:
    """The last noun of a phrase in English; empty where it is a name."""
    last = noun.chain[-1] if noun.chain else None
    return last.term.written["en"].one if isinstance(last, Form) else ""


def is_person(noun: Noun) -> bool:
    """Whether a phrase names one or several people."""
    return PEOPLE.search(english_of(noun)) is not None


def can_act(noun: Noun) -> bool:
    """Whether a phrase names somebody who applies, decides, meets: people, bodies, and whoever has a name of their own."""
    last = noun.chain[-1] if noun.chain else None
    named = isinstance(last, str) or (isinstance(last, Form) and last.term.kind == "name")
    return named or is_person(noun) or BODIES.search(english_of(noun)) is not None
