"""What measures, kinds and languages are called."""

from __future__ import annotations

from functools import cache

from knowledge.texts import Texts
from knowledge.types import Language


@cache
def texts() -> Texts:
    """The words of the report and of its summary."""
    return Texts.load("knowledge.evaluation", "texts.toml")


def measure_name(measure: str, language: Language) -> str:
    """A measure as people call it."""
    return texts()("measure." + measure.replace("@", ""), language)


def group_name(group: str, member: str, language: Language) -> str:
    """A kind or a language as people call it; a kind of the set's own stays as it is written."""
    key = f"{group}.{member}" if group == "kind" else f"{group}.of_{member}"
    return texts()(key, language) if key in texts() else member
