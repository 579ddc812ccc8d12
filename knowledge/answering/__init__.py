"""From passages to an answer that quotes them, or to an honest refusal."""

from knowledge.answering.answerer import Answerer
from knowledge.answering.understanding import PassageSource

__all__ = ["Answerer", "PassageSource"]
