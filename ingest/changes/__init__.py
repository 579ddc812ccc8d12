"""What a new version of a document changes, clause by clause.

`compare(old, new)` takes the chunks of two versions and gives a `Comparison`: clauses added, removed, moved, reworded (with the
words marked), and for each what matters most: dates, amounts, names, roles, duties, prohibitions, permissions, definitions.
"""

from ingest.changes.comparison import compare, compare_clauses
from ingest.changes.model import (
    Change,
    ChangeKind,
    Comparison,
    Facet,
    FacetKind,
    HeadingChange,
    MetadataChange,
    Segment,
)

__all__ = [
    "Change",
    "ChangeKind",
    "Comparison",
    "Facet",
    "FacetKind",
    "HeadingChange",
    "MetadataChange",
    "Segment",
    "compare",
    "compare_clauses",
]
