"""A fresh store in a directory of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.notifications.adapters.specifications import SPECS
from shared.messaging import SUBSCRIPTION_SPECS
from shared.storage import Store, connect
from tests.component.notifications.office import Office


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Store]:
    store = connect(f"sqlite://{directory}", "notifications")
    await store.open([*SPECS, *SUBSCRIPTION_SPECS])
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(tmp_path) as store:
        yield store


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)
