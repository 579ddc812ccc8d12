"""Model endpoints: chat that answers in JSON, and embeddings. The only room that imports a provider's packages.

Any OpenAI-compatible endpoint. What the packages raise stops here: callers see `ModelFailure` and `EmbeddingUnavailable`, whose facts
never hold a model's or a person's words.
"""

from __future__ import annotations

from knowledge.embedding import Embedder
from knowledge.providers.chat import ChatModel, chat_model
from knowledge.providers.embedding import embedder
from knowledge.providers.probing import ProbeOutcome, probe

__all__ = ["ChatModel", "Embedder", "ProbeOutcome", "chat_model", "embedder", "probe"]
