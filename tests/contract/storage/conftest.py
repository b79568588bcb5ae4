"""One suite for every store: each test runs on SQLite and on a MongoDB-wire server."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from pymongo import MongoClient

from shared.storage import Collection, Document, Store, connect
from tests.contract.storage.cast import HANOI, SPECS, TASKS


@dataclass(frozen=True)
class Place:
    """Where a store keeps its data; connecting twice gives two stores over the same data."""

    url: str
    database: str

    def connect(self) -> Store:
        return connect(self.url, self.database)


@pytest.fixture(params=["sqlite", pytest.param("mongo", marks=pytest.mark.mongo)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Empty at first, and nothing stays behind on a server that others use."""
    database = f"contract_{uuid4().hex[:12]}"
    if request.param == "sqlite":
        yield Place(f"sqlite://{tmp_path}", database)
        return
    url: str = request.getfixturevalue("mongo_url")
    yield Place(url, database)
    client: MongoClient[Document] = MongoClient(url)
    client.drop_database(database)
    client.close()


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    opened = place.connect()
    await opened.open(SPECS)
    yield opened
    await opened.close()


@pytest.fixture
def tasks(store: Store) -> Collection:
    """Tasks of Hà Nội."""
    return store.collection(TASKS, HANOI)
