"""What the model runs promise, in small: `python -m tests.reliability model-failures` and `model-poison` make them long."""

from __future__ import annotations

import re

from tests.reliability import model_failures, model_poison


def test_a_storm_of_refusals_is_bounded_by_the_breaker() -> None:
    """An endpoint that answers 429 for a minute, with a question each second, gets at most ten calls; every question gets its quotes."""
    assert 5 <= model_failures.storm() <= 10


def test_no_poisoned_passage_is_obeyed() -> None:
    """A model that does what poisoned passages say is never shown: no foreign link, no mention, no instruction followed."""
    figure = model_poison.run(36)
    assert re.search(r"links 0, mentions 0, instructions followed 0$", figure), figure
    assert int(re.findall(r"obeyed (\d+)", figure)[0]) >= 18, figure
