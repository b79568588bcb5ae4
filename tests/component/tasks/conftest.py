"""The tasks service behind ASGI: SQLite in a temporary directory, an issuer of its own, a clock that stands still."""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import httpx2
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from services.tasks.adapters.records import AGGREGATES
from services.tasks.app import create
from services.tasks.settings import Settings
from shared.calendar import FixedClock
from shared.messaging import Journal, Sequencer
from shared.storage import Store, connect

ISSUER = "https://issuer.test"
INTERNAL_KEY = "internal-key-of-the-test"
NOW = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Issuer:
    """Signs tokens with a key whose public half is in the file `jwks`."""

    key: OKPKey
    jwks: Path

    def token(self, tenant: str, role: str, unit: str | None = None, *, deputy: bool = False) -> str:
        claims: dict[str, Any] = {"iss": ISSUER, "aud": "tiendo", "sub": f"{role} of {tenant}", "tenant": tenant}
        claims |= {"role": role, "exp": int(time.time()) + 600} | ({"unit": unit} if unit else {})
        claims |= {"deputy": True} if deputy else {}
        return jwt.encode({"alg": "Ed25519", "typ": "at+jwt", "kid": self.key.kid}, claims, self.key, ["Ed25519"])


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    key = OKPKey.generate_key("Ed25519", {"kid": "test"})
    jwks = tmp_path_factory.mktemp("issuer") / "jwks.json"
    jwks.write_text(json.dumps(KeySet([key]).as_dict(private=False)), encoding="utf-8")
    return Issuer(key, jwks)


@dataclass(frozen=True)
class World:
    """A running service with its clock and its store."""

    app: FastAPI
    clock: FixedClock
    store: Store
    issuer: Issuer

    def client(self, tenant: str, role: str, unit: str | None = None, *, deputy: bool = False) -> httpx2.AsyncClient:
        return self.bearing(self.issuer.token(tenant, role, unit, deputy=deputy))

    def internal(self) -> httpx2.AsyncClient:
        return self.bearing(INTERNAL_KEY)

    def bearing(self, token: str) -> httpx2.AsyncClient:
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app), base_url="http://tasks.test", headers=headers
        )

    @property
    def ops(self) -> httpx2.AsyncClient:
        return self.client("nghe-an", "ops")

    @property
    def standing(self) -> httpx2.AsyncClient:
        return self.client("nghe-an", "standing_officer", "NA-CA")

    @property
    def head(self) -> httpx2.AsyncClient:
        return self.client("nghe-an", "unit_head", "NA-STP")


@asynccontextmanager
async def running(directory: Path, issuer: Issuer, wrap: Callable[[Store], Store]) -> AsyncIterator[World]:
    """The service on the files of that directory; `wrap` stands between it and its store."""
    settings = Settings(
        store_url=f"sqlite://{directory}",
        kafka="127.0.0.1:1",
        jwks=str(issuer.jwks),
        issuer=ISSUER,
        internal_key=INTERNAL_KEY,
        roles="api",
    )
    clock = FixedClock(NOW)
    store = wrap(connect(settings.store, "tasks"))
    app = create(settings, clock, store)
    async with app.router.lifespan_context(app):
        yield World(app, clock, store, issuer)


@pytest.fixture(scope="session")
def nghe_an(tmp_path_factory: pytest.TempPathFactory, issuer: Issuer) -> Path:
    """The files of a service in which Nghệ An has joined; each test works on a copy."""
    directory = tmp_path_factory.mktemp("nghe-an")

    async def found() -> None:
        async with running(directory, issuer, lambda store: store) as world:
            await found_nghe_an(world)

    asyncio.run(found())
    return directory


class Start(Protocol):
    def __call__(self, wrap: Callable[[Store], Store] = ...) -> AbstractAsyncContextManager[World]: ...


@pytest.fixture
def start(nghe_an: Path, tmp_path: Path, issuer: Issuer) -> Start:
    """Starts the service on the test's own copy, as often as the test wants."""
    directory = Path(shutil.copytree(nghe_an, tmp_path / "stores"))
    return lambda wrap=lambda store: store: running(directory, issuer, wrap)


@pytest.fixture
async def world(start: Start) -> AsyncIterator[World]:
    async with start() as world:
        yield world


async def found_nghe_an(world: World) -> None:
    """Nghệ An with the frame of its plan of 2024."""
    await created(world.ops, "/v1/tenants", id="nghe-an", short_code="NA", name_vi="Tỉnh Nghệ An")
    for unit in (
        {"id": "NA-UBND", "type": "people_committee", "name_vi": "UBND tỉnh Nghệ An"},
        {"id": "NA-CA", "type": "standing_agency", "name_vi": "Công an tỉnh", "is_standing": True, "parent": "NA-UBND"},
        {"id": "NA-STP", "type": "department", "name_vi": "Sở Tư pháp", "head_role_vi": "Giám đốc Sở Tư pháp"},
        {"id": "NA-STC", "type": "department", "name_vi": "Sở Tài chính"},
        {"id": "NA-H413", "type": "town", "level": "district", "name_vi": "Cửa Lò", "valid_to": "2024-11-30"},
        {"id": "NA-VNPT", "type": "external_partner", "name_vi": "VNPT Nghệ An"},
    ):
        await created(world.standing, "/v1/nghe-an/units", **unit)
    plan = {"id": "NA-KH-2024", "year": 2024, "title_vi": "Kế hoạch 2024", "effective_from": "2024-01-01"}
    await created(world.standing, "/v1/nghe-an/plans", **plan)
    for group in ("NA-G01", "NA-G02"):
        await created(world.standing, "/v1/nghe-an/groups", id=group, plan="NA-KH-2024", name_vi=f"Nhóm {group}")


async def created(client: httpx2.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    state: dict[str, Any] = answer.json()
    return state


def a_task(**fields: Any) -> dict[str, Any]:
    """What a planner sends for a task of Sở Tư pháp, due on 30 April 2024."""
    return {
        "id": "NA-T-01",
        "plan": "NA-KH-2024",
        "group": "NA-G01",
        "title_vi": "Rà soát, trình ban hành danh mục văn bản cần sửa đổi",
        "title_en": "Review the list of documents to amend",
        "lead_unit": "NA-STP",
        "coordinating_units": ["NA-CA"],
        "product_vi": "Danh mục văn bản",
        "due": {"date": "2024-04-30", "precision": "day"},
    } | fields


async def registered(world: World, **fields: Any) -> dict[str, Any]:
    return await created(world.standing, "/v1/nghe-an/tasks", **a_task(**fields))


def problem(answer: httpx2.Response, status: int) -> tuple[str, list[tuple[str, str]]]:
    """The slug of a problem document, with the field and code of each of its errors."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status
    slug = document["type"].removeprefix("https://tiendo.vn/problems/")
    return slug, [(fault["field"], fault["code"]) for fault in document.get("errors", [])]


async def sweep(world: World) -> None:
    """What another replica, or this one after its restart, does every second."""
    journal = Journal(world.store)
    sequencer = Sequencer(world.store, journal, AGGREGATES, world.clock, lambda *_: None)
    await sequencer.sweep()
