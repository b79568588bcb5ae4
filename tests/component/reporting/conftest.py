"""A store in a directory of its own, and both kinds of read model."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.reporting.adapters.specifications import SPECIFICATIONS
from shared.chassis.reading import READING_SPECS
from shared.storage import Store, connect
from tests.component.reporting.stored_model import StoredReadModel
from tests.unit.reporting.memory import InMemoryReadModel


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = connect(f"sqlite://{tmp_path}", "reporting")
    await opened.open([*SPECIFICATIONS, *READING_SPECS])
    yield opened
    await opened.close()


@pytest.fixture
def stored(store: Store) -> StoredReadModel:
    return StoredReadModel(store)


@pytest.fixture(params=["in memory", "stored"])
def model(request: pytest.FixtureRequest, store: Store) -> InMemoryReadModel | StoredReadModel:
    return StoredReadModel(store) if request.param == "stored" else InMemoryReadModel()
