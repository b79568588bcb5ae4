"""The gateway on a real socket before three services on real sockets, with a real bus."""

import contextlib
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from confluent_kafka.admin import AdminClient
from fastapi import FastAPI

from services.gateway.app import create
from services.gateway.settings import GatewaySettings
from services.gateway.usecases.hub import Hub
from tests.component.gateway.issuer import ISSUER, Issuer
from tests.component.gateway.serving import free_port, served
from tests.component.gateway.upstreams import INTERNAL_KEY, Upstream, application

SCOREBOARD = {
    "tenant": "nghe-an",
    "as_of": "2024-04-02T16:59:59.999999Z",
    "sequence": 3,
    "groups": 10,
    "tasks": {"reported": True, "total": 51},
    "headline": {"vi": "51 nhiệm vụ", "en": "51 tasks"},
}


@pytest.fixture(scope="session")
def bus() -> Iterator[str]:
    """The address of an embedded bus."""
    client = AdminClient({"bootstrap.servers": "embedded", "test.mock.num.brokers": 1, "log_level": 3})
    (broker,) = client.list_topics(timeout=10).brokers.values()
    yield f"{broker.host}:{broker.port}"


@pytest.fixture(autouse=True)
def without_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the web application is installed is not for these tests to find out; what it changes is in test_web.py."""
    monkeypatch.setitem(sys.modules, "tiendo_web", None)


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    return Issuer(tmp_path)


@dataclass
class Town:
    """Everything that stands: `gateway` is its address, `hub` its inside, for events that need not travel."""

    gateway: str
    app: FastAPI
    issuer: Issuer
    tasks: Upstream
    reporting: Upstream
    notifications: Upstream
    web: httpx2.AsyncClient
    stops: dict[str, contextlib.AsyncExitStack] = field(default_factory=dict)

    @property
    def hub(self) -> Hub:
        hub: Hub = self.app.state.hub
        return hub

    async def stop(self, service: str) -> None:
        """That service is down: nobody listens on its port."""
        await self.stops[service].aclose()

    async def get(
        self, path: str, tenant: str = "nghe-an", role: str = "standing_officer", **more: Any
    ) -> httpx2.Response:
        headers = {**self.issuer.bearer(tenant, role), **more.pop("headers", {})}
        return await self.web.get(path, headers=headers, **more)


class Builder:
    """Builds a town with the settings that a test needs."""

    def __init__(self, issuer: Issuer, bus: str, stack: contextlib.AsyncExitStack) -> None:
        self._issuer = issuer
        self._bus = bus
        self._stack = stack

    async def __call__(self, **settings: Any) -> Town:
        upstreams = {name: Upstream() for name in ("tasks", "reporting", "notifications")}
        stops = {name: contextlib.AsyncExitStack() for name in upstreams}
        usual = {"scoreboard": SCOREBOARD, "count": {"unread": 4}}
        urls = {}
        for name, upstream in upstreams.items():
            await self._stack.enter_async_context(stops[name])
            urls[f"{name}_url"] = await stops[name].enter_async_context(served(application(upstream, usual)))
            self._stack.callback(upstream.released.set)
        given = {
            "kafka": self._bus,
            "embedded": True,
            "view_seconds": 0.5,
            "request_seconds": 1,
            "rate_burst": 10_000,
            "jwks": str(self._issuer.jwks),
            "issuer": ISSUER,
            **urls,
            **settings,
        }
        app = create(GatewaySettings(internal_key=INTERNAL_KEY, **given))
        address = await self._stack.enter_async_context(served(app))
        web = await self._stack.enter_async_context(httpx2.AsyncClient(base_url=address, timeout=20, verify=False))
        return Town(address, app, self._issuer, **upstreams, web=web, stops=stops)


@pytest.fixture
async def build(issuer: Issuer, bus: str) -> AsyncIterator[Builder]:
    async with contextlib.AsyncExitStack() as stack:
        yield Builder(issuer, bus, stack)


@pytest.fixture
async def town(build: Builder) -> Town:
    """As usual: everything is up."""
    town = await build()
    town.tasks.happen("nghe-an", 3)
    town.tasks.happen("ninh-thuan", 2)
    return town


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    return f"127.0.0.1:{free_port()}"
