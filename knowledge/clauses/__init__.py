"""What a document says, clause by clause: the clauses of a version, and the dates, amounts, names, roles and duties in them.

A clause is a sentence of running text, a list item's sentence, or a table row. Comparing versions, finding contradictions and
remembering what an answer rests on all speak of the same clauses, and tell them apart by the same hash.
"""

from knowledge.clauses.clause import Clause, ClauseKind, TextPiece, clause_hashes, clauses
from knowledge.clauses.mentions import Mention, MentionKind, mentions
from knowledge.clauses.modality import MODALITIES, Modality, ModalityKind, defines, modalities
from knowledge.clauses.names import Name, names, roles, subject

__all__ = [
    "MODALITIES",
    "Clause",
    "ClauseKind",
    "Mention",
    "MentionKind",
    "Modality",
    "ModalityKind",
    "Name",
    "TextPiece",
    "clause_hashes",
    "clauses",
    "defines",
    "mentions",
    "modalities",
    "names",
    "roles",
    "subject",
]
