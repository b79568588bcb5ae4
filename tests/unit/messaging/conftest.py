"""A real store in a temporary directory, and events of one small cast."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.calendar import FixedClock
from shared.messaging import CURSORS, JOURNAL, SUBSCRIPTION_SPECS, aggregate_spec
from shared.storage import Store, connect

UNITS = aggregate_spec("units")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2024, 4, 2, 3, 0, tzinfo=UTC))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = connect(f"sqlite://{tmp_path}", "tasks")
    await opened.open([JOURNAL, CURSORS, UNITS, *SUBSCRIPTION_SPECS])
    yield opened
    await opened.close()
