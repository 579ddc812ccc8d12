"""Linear algebra by one thread: a question's matrices are small, and several threads wait for each other longer than they work.

Measured at 2,000 chunks on two cores: 47 ms of processor a question with one thread, 119 ms with two, and 160 instead of 260 ms by the
clock where other work shares the cores.
"""

from __future__ import annotations

import os

VARIABLES = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")  # numpy's own on Linux and Windows, and on macOS


def one_thread() -> None:
    """Say so before numpy is imported, which reads it then. What the environment says already stays."""
    for variable in VARIABLES:
        os.environ.setdefault(variable, "1")
