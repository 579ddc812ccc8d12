"""A few documents of our own in a real lexical index, behind the answerer's seam: no database, no Chroma."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.answering.answerer import Answerer
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry, LexicalIndex, build
from knowledge.partnership import load_partnership
from knowledge.providers import ChatModel
from knowledge.retrieval import HybridRetriever
from knowledge.types import Chunk, Document, Language, Metadata, Passage, Version

TODAY = date(2026, 11, 20)


class Shelf:
    """Chunks given as (file name, metadata, section, text), open for questions."""

    generation = "shelf-1"
    dense = None

    def __init__(self, directory: Path, chunks: Sequence[tuple[str, Metadata, tuple[str, ...], str]]) -> None:
        self._rows: list[tuple[Chunk, Version]] = []
        versions: dict[str, Version] = {}
        for number, (name, metadata, section, text) in enumerate(chunks, 1):
            version = versions.setdefault(
                name,
                Version(
                    len(versions) + 1,
                    Document(name, "shelf", name),
                    "0" * 64,
                    replace(metadata, title=metadata.title or name),
                ),
            )
            language: Language = metadata.language or "nb"
            self._rows.append(
                (Chunk(number, version.id, number, text, section, None, language, "text", str(number)), version)
            )
        entries = [
            LexicalEntry(c.id, v.document.identity, v.metadata.title or "", c.section, c.text, c.language)
            for c, v in self._rows
        ]
        build(directory, entries, vectors := WordVectors.load())
        self.lexical = LexicalIndex.open(directory)
        self._retriever = HybridRetriever(self, vectors)

    def fetch(self, chunk_ids: Sequence[int]) -> list[tuple[Chunk, Version]]:
        return [self._rows[number - 1] for number in chunk_ids]

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        return self._retriever.retrieve(text, language, k)

    def meant(self, words: Sequence[str], language: Language) -> dict[str, str]:
        return self._retriever.meant(words, language)

    def idf(self, word: str) -> float:
        return self.lexical.rarity(word)


def answerer(
    shelf: Shelf, contact: str | None = None, model: ChatModel | None = None, deadline: float = 30.0
) -> Answerer:
    """An answerer over a shelf, with the partnership that ships."""

    @contextmanager
    def opened() -> Iterator[Shelf]:
        yield shelf

    return Answerer(opened, load_partnership(), contact, WordVectors.load(), model=model, deadline=deadline)


def documents_text(shelf: Shelf) -> str:
    """All that the documents say, for checking quotes."""
    return json.dumps([chunk.text for chunk, _ in shelf._rows], ensure_ascii=False)
