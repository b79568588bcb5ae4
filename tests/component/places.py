"""Where tests of the component level keep their data: on SQLite, and on a MongoDB-wire server where they ask for both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from pymongo import MongoClient

BOTH_STORES = ["sqlite", pytest.param("mongo", marks=pytest.mark.mongo)]


@contextmanager
def place(kind: str, request: pytest.FixtureRequest, directory: Path) -> Iterator[tuple[str, str]]:
    """URL and database of an empty store; nothing stays behind on a server that others use."""
    database = f"component_{uuid4().hex[:12]}"
    if kind == "sqlite":
        yield f"sqlite://{directory}", database
        return
    url: str = request.getfixturevalue("mongo_url")
    yield url, database
    client: MongoClient[dict[str, object]] = MongoClient(url)
    client.drop_database(database)
    client.close()
