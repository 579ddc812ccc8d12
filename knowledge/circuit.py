"""A circuit breaker: after repeated failures a service is left alone, then tried once before it is used again (Nygard, Release It!)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES, REST = 5, 30.0


class CircuitBreaker:
    """Counts failures in a row. Open, it lets nothing through for `rest` seconds, then one probe; a success closes it. Thread-safe."""

    def __init__(
        self, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._rest, self._clock = failures, rest, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def allows(self) -> bool:
        """Whether a call may be made now. While open, the one call it allows after the rest is the probe."""
        with self._lock:
            if self._failed < self._limit:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + self._rest  # others wait for the probe
            return True

    def succeeded(self) -> None:
        """A call went well: closed again."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """A call failed; the last one that is allowed opens the circuit."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._until = self._clock() + self._rest
