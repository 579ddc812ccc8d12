"""Where documents in force say different things of the same: another date, number, amount, person.

`statements(document)` reads what a document claims in values that can be compared; `contradictions(statements)` pairs claims of
different documents, across languages, whose subject is the same and whose values cannot both be right. Precision comes first: a
maintainer who is told nonsense twice does not look a third time.
"""

from knowledge.contradictions.pairing import Contradiction, contradictions
from knowledge.contradictions.statements import Source, Statement, statements

__all__ = ["Contradiction", "Source", "Statement", "contradictions", "statements"]
