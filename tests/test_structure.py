"""The house keeps its own rules: who may import whom, and that every text exists in every language."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bot.commands.group import COMMANDS
from knowledge.errors import FileRefused, SamspillError
from knowledge.texts import Texts, error_texts
from knowledge.types import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "knowledge", "ingest")
ROOTS = {"bot/app.py", "bot/cli.py"}
MAY_IMPORT = {"knowledge": set(), "ingest": {"knowledge"}, "bot": {"knowledge"}}


def python_files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_import_direction(room: str) -> None:
    """bot and ingest import knowledge, knowledge imports neither, and only the composition roots know both."""
    for path in python_files(room):
        if path.relative_to(ROOT).as_posix() in ROOTS:
            continue
        foreign = {name.split(".")[0] for name in imported_modules(path)} & set(ROOMS) - {room}
        assert foreign <= MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {foreign - MAY_IMPORT[room]}"


def test_chromadb_has_one_room() -> None:
    """Only knowledge/index.py and what stands beside it imports chromadb, and the quickstart that Samspill is compared with."""
    rooms = ("knowledge/index", "knowledge/evaluation/bench/quickstart.py")
    for room in ROOMS:
        for path in python_files(room):
            where = path.relative_to(ROOT).as_posix()
            if not where.startswith(rooms):
                assert not any(name.split(".")[0] == "chromadb" for name in imported_modules(path)), where


def test_providers_have_one_room() -> None:
    """Only knowledge/providers/ imports a model provider's package."""
    for room in ROOMS:
        for path in python_files(room):
            where = path.relative_to(ROOT).as_posix()
            if not where.startswith("knowledge/providers/"):
                packages = {name.split(".")[0] for name in imported_modules(path)}
                assert not packages & {"openai", "langchain_openai"}, where


def text_files() -> list[Path]:
    found = []
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.toml")):
            if "texts" in path.parts or path.name in {"texts.toml"}:
                found.append(path)
    return found


@pytest.mark.parametrize("path", text_files(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_text_in_every_language(path: Path) -> None:
    """Every text exists in bokmål, nynorsk and English, with the same facts in each."""
    texts = Texts.load(".".join(path.relative_to(ROOT).parent.parts), path.name)
    for key in texts:
        variants = texts.variants(key)
        assert set(variants) == set(LANGUAGES), f"{path.name}: {key}"
        assert all(value.strip() for value in variants.values()), f"{path.name}: {key}"
        facts = {language: _facts(value) for language, value in variants.items()}
        assert facts["nb"] == facts["nn"] == facts["en"], f"{path.name}: {key}: {facts}"


def _facts(text: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_error_has_a_sentence() -> None:
    """Each error of the tree has its sentence, so that nobody ever reads an exception's text."""
    waiting, seen = [SamspillError], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        seen.add(kind)
        assert kind.key in error_texts(), kind.__name__
    assert FileRefused in seen


def test_every_path_in_the_readme_exists() -> None:
    """Whatever the README links to in this repository is there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in path]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_dependency_has_its_reason() -> None:
    """Each dependency of the project stands in the README's table of reasons."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=]", requirement)[0] for requirement in wanted}
    reasons = (ROOT / "README.md").read_text(encoding="utf-8").split("## Why each dependency")[1].split("##")[0]
    assert sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", reasons)) == []


def test_every_command_is_in_the_readme() -> None:
    """Each command of the command line is named in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"samspill {command}" not in readme] == []
