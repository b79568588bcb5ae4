"""Time for what looks for the shortest course that fails, and quiet while it does."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.properties.effort import LONG


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Looking for the shortest course that fails takes its time, and a long run is to be ended by people."""
    here = Path(__file__).parent
    seconds = 0 if settings.get_current_profile_name() == LONG else 900
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(seconds))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """A course makes hundreds of failures that are waited for: their warnings would bury the one that matters."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
