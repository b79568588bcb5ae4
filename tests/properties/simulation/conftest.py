"""The fixtures that the storage suite asks for, on the store in memory."""

import pytest

from shared.storage import Collection, Store
from tests.contract.storage.cast import HANOI, SPECS, TASKS
from tests.properties.simulation.memory_store import Disk, MemoryStore


@pytest.fixture
async def store() -> Store:
    opened = MemoryStore(Disk())
    await opened.open(SPECS)
    return opened


@pytest.fixture
def tasks(store: Store) -> Collection:
    return store.collection(TASKS, HANOI)
