"""The hybrid retriever as a LangChain `BaseRetriever`, for chains and tools that take one.

In a file of its own, because importing langchain_core takes a third of a second that plain retrieval does not need.
"""

from __future__ import annotations

from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.language.detection import detect_language
from knowledge.types import Language, Passage


class Retrieves(Protocol):
    """What is wrapped: `HybridRetriever`, or an open generation that answers the same call."""

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        ...


class PassageRetriever(BaseRetriever):
    """LangChain's `invoke(question)` gives documents whose metadata say where each stands and how it was scored.

    `language` None means: as the question is written.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    source: Any  # Retrieves: pydantic cannot check a protocol without methods marked at run time
    k: int = 10
    language: Language | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        source: Retrieves = self.source
        passages = source.retrieve(query, self.language or detect_language(query), self.k)
        return [as_document(passage) for passage in passages]


def as_document(passage: Passage) -> Document:
    """A passage as LangChain's document: its text, and the facts a citation needs."""
    chunk, version = passage.chunk, passage.version
    return Document(
        id=str(chunk.id),
        page_content=passage.text,
        metadata={
            "document": version.document.file_name,
            "title": version.metadata.title,
            "section": list(chunk.section),
            "page": chunk.page,
            "language": chunk.language,
            "valid_from": version.metadata.valid_from,
            "valid_to": version.metadata.valid_to,
            "url": version.metadata.url,
            "score": passage.score,
            "signals": dict(passage.signals),
        },
    )
