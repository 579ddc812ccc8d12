"""Embeddings: from the endpoint where a model is named, else from the embedded word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Embedder
from knowledge.errors import EmbeddingUnavailable, SettingsError
from knowledge.providers.wire import NO_KEY
from knowledge.settings import KnowledgeSettings

Floats = NDArray[np.float32]
BATCH = 64  # texts embedded in one request
RETRIES = 2


class EndpointEmbedder:
    """Embeddings from the endpoint. The dimensions are asked for once, with the first texts."""

    def __init__(self, settings: KnowledgeSettings, model: str) -> None:
        self._settings = settings
        self._model = model
        self._client: Any = None
        self._dimensions = 0

    @property
    def fingerprint(self) -> str:
        """`endpoint:<model>`. Known without asking: an unchanged ingest, and a reader while the endpoint is down, need no more."""
        return f"endpoint:{self._model}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        if not self._dimensions:
            self._dimensions = len(self._request(["dimensions"])[0])
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of texts, in batches. Raises EmbeddingUnavailable when the endpoint fails or answers with something else."""
        rows = [
            row for start in range(0, len(texts), BATCH) for row in self._request(list(texts[start : start + BATCH]))
        ]
        if any(len(row) != self.dimensions for row in rows):
            raise EmbeddingUnavailable(where=self._where)
        matrix = np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        scaled: Floats = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
        return scaled

    @property
    def _where(self) -> str:
        return self._settings.openai_base_url or "api.openai.com"

    def _request(self, batch: list[str]) -> list[list[float]]:
        import openai

        if self._client is None:
            key = self._settings.openai_api_key
            self._client = openai.OpenAI(
                api_key=key.get_secret_value() if key else NO_KEY,
                base_url=self._settings.openai_base_url,
                timeout=self._settings.model_timeout,
                max_retries=RETRIES,
            )
        try:
            answer = self._client.embeddings.create(model=self._model, input=batch, encoding_format="float")
            rows = [list(map(float, item.embedding)) for item in sorted(answer.data, key=lambda item: item.index)]
        except (openai.OpenAIError, OSError, ValueError, TypeError, LookupError, AttributeError):
            raise EmbeddingUnavailable(where=self._where) from None
        if len(rows) != len(batch) or not all(rows) or not np.isfinite(np.concatenate(rows)).all():
            raise EmbeddingUnavailable(where=self._where)
        return rows


def embedder(settings: KnowledgeSettings, word_vectors: Embedder | None) -> Embedder | None:
    """The embedder of the settings: the endpoint's model where one is named, else the embedded word vectors, else None.

    Raises SettingsError when a model is named and no endpoint is.
    """
    if settings.embedding_model is None:
        return word_vectors
    if not settings.has_endpoint:
        raise SettingsError(variable="OPENAI_BASE_URL", example="http://127.0.0.1:8080/v1")
    return EndpointEmbedder(settings, settings.embedding_model)
