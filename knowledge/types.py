"""What everyone here talks about: questions, documents, chunks, passages, citations, answers.

Frozen values without behaviour beyond themselves; only the standard library is imported.
Lengths are in characters, scores grow with relevance, dates are ISO (`YYYY-MM-DD`, or as exact as the document says).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")

Role = Literal["user", "assistant"]
BlockKind = Literal["heading", "paragraph", "list", "table"]
ChunkKind = Literal["text", "list", "table"]
Mode = Literal["extractive", "generative", "refused"]
Reason = Literal["not_in_documents", "out_of_scope", "manipulation", "too_vague"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the thread."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks.

    `history` holds the thread's earlier turns, oldest first; `language` is None until it has been detected.
    """

    text: str
    history: tuple[Turn, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Whatever it does not say is None: unknown validity stays unknown."""

    id: str | None = None
    title: str | None = None
    language: Language | None = None
    publisher: str | None = None
    owner: str | None = None
    url: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    supersedes: str | None = None
    status: str | None = None
    updated: str | None = None
    review_date: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document as it was read.

    heading: `text`, `level` from 1. paragraph: `text`. list: `items`, in order, each with its own marker ("- ", "1. ", "• ").
    table: `items`, one row each as "| cell | cell |", the header row first. `page` counts from 1, None where the format has none.
    """

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A file after its reader: metadata and blocks in reading order. `links`: the addresses that a page names, as they stand in it."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document's identity, the same through all its versions (DESIGN.md: front matter id, else address, else source and path)."""

    identity: str
    source: str
    path: str

    @property
    def file_name(self) -> str:
        """The source's file name, which citations carry."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a document. `id` is the library's number, `file_hash` the SHA-256 of the file's bytes."""

    id: int
    document: Document
    file_hash: str
    metadata: Metadata

    @property
    def is_example(self) -> bool:
        """Starter documents are examples; every citation of them says so."""
        return self.metadata.status == "example"


@dataclass(frozen=True, slots=True)
class ChunkDraft:
    """A chunk before the library has numbered it.

    `text` is the document's own words: quotes are taken from it word for word. `section` is the path of headings, outermost
    first. A list's or table's lines stand on lines of their own, with the lead-in above them.
    """

    text: str
    section: tuple[str, ...]
    page: int | None
    language: Language
    kind: ChunkKind
    content_hash: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A numbered chunk of a version. `ordinal` counts within the version from 0, in reading order."""

    id: int
    version_id: int
    ordinal: int
    text: str
    section: tuple[str, ...]
    page: int | None
    language: Language
    kind: ChunkKind
    content_hash: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieved, with its version, its score, and each signal that made the score.

    `around`: the chunks right before and after it in its document, of any section, as far as there are any.
    """

    chunk: Chunk
    version: Version
    text: str
    score: float
    signals: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    around: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence, list item or table row of at least 20 characters that stands word for word in the document."""

    document: str
    title: str
    quote: str
    section: tuple[str, ...]
    page: int | None
    version: int
    valid_from: str | None
    valid_to: str | None
    url: str | None
    status: str | None = None
    chunk_id: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A question to choose where the one that was asked is too vague: what a button says, and what is asked by pressing it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person gets. Every quotation in `text` is the quote of one of the citations.

    `reason` says why it was refused; `fallback` that a model should have answered and the extractive answer serves instead;
    `understood` is the question as it was read, where it was changed. `confidence` (0..1) is the probability that the passages
    answer it, by which it was answered or refused; None where a rule decided. `choices`: what a question too vague may mean.
    """

    text: str
    abstained: bool
    language: Language
    mode: Mode
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    elapsed_ms: float
    reason: Reason | None = None
    fallback: bool = False
    understood: str | None = None
    generation: str | None = None
    confidence: float | None = None
    choices: tuple[Choice, ...] = ()
