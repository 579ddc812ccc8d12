"""Small documents for tests of the library and what is built on it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from knowledge.library import Library
from knowledge.library_publishing import NewVersion, Publication, commit, reserve
from knowledge.types import Chunk, Document, Metadata, Version


def new_version(identity: str, texts: Sequence[str], metadata: Metadata | None = None, path: str = "") -> NewVersion:
    """A version with one chunk for each text, not numbered yet."""
    document = Document(identity, "/documents", path or f"{identity}.md")
    file_hash = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    version = Version(0, document, file_hash, metadata or Metadata(title=identity.title(), language="nb"))
    chunks = tuple(
        Chunk(0, 0, n, text, ("Avtale", f"§ {n}"), None, "nb", "text", hashlib.sha256(text.encode()).hexdigest())
        for n, text in enumerate(texts)
    )
    return NewVersion(version, chunks)


def numbered(engine: Engine, items: Sequence[NewVersion]) -> list[NewVersion]:
    """The same with numbers reserved in the library."""
    version, chunk = reserve(engine, len(items), sum(len(item.chunks) for item in items))
    done = []
    for item in items:
        chunks = tuple(replace(c, id=chunk + n, version_id=version) for n, c in enumerate(item.chunks))
        done.append(replace(item, version=replace(item.version, id=version), chunks=chunks))
        version, chunk = version + 1, chunk + len(chunks)
    return done


def commit_generation(
    library: Library, name: str, items: Sequence[NewVersion], kept: Sequence[int] = (), state: str = "published"
) -> list[NewVersion]:
    """Write a generation without any index; returns its new versions with their numbers."""
    new = numbered(library.engine, items)
    chunks = sum(len(item.chunks) for item in new) + sum(len(library.chunks_of(number)) for number in kept)
    publication = Publication(
        generation=name,
        based_on=library.pointer().current,
        embedding=None,
        dimensions=None,
        kept=kept,
        new=new,
        chunks=chunks,
        report={},
        state="published" if state == "published" else "staged",
    )
    commit(library.engine, publication)
    return new
