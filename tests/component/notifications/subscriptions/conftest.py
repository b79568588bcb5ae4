"""A world of deliveries on a store of its own, and an endpoint."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from services.notifications.app import create
from services.notifications.settings import Settings
from tests.component.notifications.conftest import opened
from tests.component.notifications.doors import ISSUER, Doors, Issuer
from tests.component.notifications.subscriptions.world import NINH_THUAN, Ledger, World
from tests.stacks.receiver import Arrival, Receiver, answers, receiving


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with opened(tmp_path) as store:
        world = World(store)
        yield world
        await world.sender.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def journal() -> Iterator[Receiver]:
    """The tasks service, as far as it tells of journals: three events of Ninh Thuận."""
    ledger = Ledger()
    ledger.add(NINH_THUAN, number=3)
    bodies = ledger.journals[NINH_THUAN]

    async def read(arrival: Arrival, writer: asyncio.StreamWriter) -> None:
        asked = parse_qs(urlsplit(arrival.path).query)
        after, limit = int(asked["after"][0]), int(asked["limit"][0])
        await answers(200, body=b"\n".join(bodies[after : after + limit]))(arrival, writer)

    with receiving() as one:
        one.manners["/internal/journal/heads"] = answers(200, body=b'{"heads": {"ninh-thuan": 3}}')
        one.manners["/internal/journal"] = read
        yield one


@pytest.fixture
async def doors(tmp_path: Path, issuer: Issuer, journal: Receiver) -> AsyncIterator[Doors]:
    """The API of a service that sends nothing by itself."""
    settings = Settings(
        store_url=f"sqlite://{tmp_path}",
        tasks_url=journal.url(""),
        kafka="127.0.0.1:1",
        jwks=str(issuer.jwks),
        issuer=ISSUER,
        internal_key=SecretStr("a key that only tests know"),
        roles="api",
        webhook_key=SecretStr("another key that only tests know"),
        webhook_allowed="127.0.0.1/32",
        webhook_http=True,
        webhook_limit=3,
        webhook_seconds=1.0,
    )
    app = create(settings)
    async with app.router.lifespan_context(app):
        yield Doors(app, issuer)
