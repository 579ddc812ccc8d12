"""LangChain gets the same passages, in the same order, with where they stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.lexical import LexicalEntry
from knowledge.retrieval import HybridRetriever
from knowledge.retrieval_langchain import PassageRetriever
from knowledge.settings import KnowledgeSettings
from tests.knowledge.plain_generation import PlainGeneration
from tests.making import bring_in

ENTRIES = [
    LexicalEntry(1, "leie.md", "Leie av lokaler", ("Frister",), "Leien betales første dag i hvert kvartal.", "nb"),
    LexicalEntry(2, "leie.md", "Leie av lokaler", ("Ansvar",), "Vaktmesteren har ansvar for låser og nøkler.", "nb"),
    LexicalEntry(3, "rooms.md", "Renting rooms", (), "The caretaker hands out the keys on weekdays.", "en"),
]


@pytest.fixture
def retriever(tmp_path: Path) -> HybridRetriever:
    return HybridRetriever(PlainGeneration(tmp_path, ENTRIES, None), None)


def test_same_passages_in_the_same_order(retriever: HybridRetriever) -> None:
    """`invoke` gives what `retrieve` gives, with text, document and score."""
    question = "Hvem har ansvar for nøklene?"
    documents = PassageRetriever(source=retriever, k=3).invoke(question)
    passages = retriever.retrieve(question, "nb", 3)
    assert [one.id for one in documents] == [str(passage.chunk.id) for passage in passages]
    assert documents[0].page_content == passages[0].text
    assert documents[0].metadata["document"] == "leie.md"
    assert documents[0].metadata["section"] == ["Ansvar"]
    assert documents[0].metadata["score"] == passages[0].score


def test_language_of_the_question(retriever: HybridRetriever) -> None:
    """Without a language the question's own is used; a given one goes before it."""
    assert PassageRetriever(source=retriever).invoke("Who hands out the keys?")[0].id == "3"
    norwegian = PassageRetriever(source=retriever, language="nb").invoke("nøkler")
    assert norwegian[0].id == "2"


def test_plain_retrieval_does_not_import_langchain() -> None:
    """Retrieval by itself starts without langchain and without chromadb."""
    code = "import sys, knowledge.retrieval; print({'langchain_core', 'chromadb'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )


def test_the_lines_of_the_readme_give_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows for a chain of one's own runs as it stands there, over a data folder that was brought in."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    lines = readme.split("```python\n")[1].split("```")[0]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "leie.md").write_text(
        "# Leie\n\nVaktmesteren kan be om forskningssamarbeid.\n", encoding="utf-8"
    )
    bring_in(
        KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path / ".samspill"), tmp_path / "texts", embedder=None
    )
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(lines, names)  # noqa: S102 - our own README
    documents = names["documents"]
    assert isinstance(documents, list)
    assert [document.metadata["document"] for document in documents] == ["leie.md"]
