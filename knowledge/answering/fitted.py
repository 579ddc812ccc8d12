"""The fitted numbers of `weights.json`: of the units' ranking, of refusing, of the field's scope."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray


@cache
def fitted() -> dict[str, Any]:
    """All of them, by name."""
    text = resources.files("knowledge.answering").joinpath("weights.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def weights(name: str) -> NDArray[np.float64]:
    """A fitted weight vector by its name."""
    return np.array(fitted()[name]["weights"], dtype=np.float64)
