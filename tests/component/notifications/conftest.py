"""A fresh store in a directory of its own, and the API on such a store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.notifications.adapters.specifications import REBUILT, SPECS
from services.notifications.app import create
from services.notifications.settings import Settings
from shared.calendar import FixedClock
from shared.chassis.reading import READING_SPECS
from shared.storage import Store, connect
from tests.component.notifications.doors import ISSUER, Doors, Issuer
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import NINH_THUAN, a_story, at


@asynccontextmanager
async def opened(directory: Path) -> AsyncIterator[Store]:
    store = connect(f"sqlite://{directory}", "notifications")
    await store.open([*SPECS, *REBUILT.values(), *READING_SPECS])
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


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer(tmp_path_factory.mktemp("issuer"))


@pytest.fixture
async def doors(tmp_path: Path, issuer: Issuer) -> AsyncIterator[Doors]:
    """The API of a service that has heard the story of the cast, on 28 November 2024."""
    async with opened(tmp_path) as store:
        await Office(store).fold.apply(NINH_THUAN, list(a_story()))
    async with doors_at(tmp_path, issuer, FixedClock(at("2024-11-28 09:00"))) as doors:
        yield doors


@asynccontextmanager
async def doors_at(directory: Path, issuer: Issuer, clock: FixedClock) -> AsyncIterator[Doors]:
    """The API on what is stored there; nothing happens by itself."""
    settings = Settings(
        store_url=f"sqlite://{directory}",
        kafka="127.0.0.1:1",
        jwks=str(issuer.jwks),
        issuer=ISSUER,
        internal_key=SecretStr("a key that only tests know"),
        roles="api",
    )
    app = create(settings, clock)
    async with app.router.lifespan_context(app):
        yield Doors(app, issuer)
