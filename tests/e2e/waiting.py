"""Waiting for a condition, never for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_SECONDS = 60.0


def until(look: Callable[[], T | None], seconds: float = _SECONDS) -> T:
    """What `look` returns once it is true. Raises AssertionError when the patience ends."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, f"never came true: {look}"
        time.sleep(0.02)
    return seen
