"""What makes a service of routes and loops: store, health, metrics, problems, and an orderly start and stop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from shared.calendar import Clock, SystemClock
from shared.chassis.answers import answer_problems
from shared.chassis.authentication import Authenticator, PublicKeys
from shared.chassis.health import health_routes
from shared.chassis.interrupted import Interrupted
from shared.chassis.measuring import Measured
from shared.chassis.problems import Problem
from shared.chassis.settings import ServiceSettings
from shared.storage import CollectionSpec, StorageError, Store, StoreIsNewer

Loop = Callable[[], Awaitable[None]]
Check = Callable[[], Awaitable[None]]
Translate = Callable[[Exception], Problem]

_log = logging.getLogger(__name__)
_LONGEST_PAUSE = 10.0


@dataclass(frozen=True)
class Service:
    """The parts that a service is composed of.

    `loops` run for ever beside the API and are started again when they fail. `checks` raise where the service is not
    ready. `layers` stand around the routes. `problems` says how errors of the domain are answered. `close` is called last.
    """

    name: str
    title: str
    settings: ServiceSettings
    store: Store | None = None
    specs: Sequence[CollectionSpec] = ()
    routers: Sequence[APIRouter] = ()
    layers: Sequence[Middleware] = ()
    loops: Mapping[str, Loop] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    problems: Mapping[type[Exception], Translate] = field(default_factory=dict)
    close: Sequence[Callable[[], Awaitable[None]]] = ()
    clock: Clock = field(default_factory=SystemClock)


def create_app(service: Service) -> FastAPI:
    """An ASGI application that opens, runs and closes the service's parts."""
    app = FastAPI(title=service.title, version="1", lifespan=_lifespan(service), docs_url=None, redoc_url=None)
    settings = service.settings
    app.state.clock = service.clock
    app.state.authenticator = Authenticator(
        PublicKeys(settings.jwks), settings.issuer, settings.audience, settings.internal_secret
    )
    # The last one is the outermost: a layer that waits is interrupted as a route is.
    for layer in (*service.layers, Middleware(Interrupted), Middleware(Measured)):
        app.add_middleware(layer.cls, *layer.args, **layer.kwargs)
    answer_problems(app, service.problems)
    checks = {"store": service.store.ping} if service.store else {}
    for router in (*service.routers, health_routes({**checks, **service.checks})):
        # Not `include_router`: an included router is searched twice for every request.
        app.router.routes += router.routes
    return app


def _lifespan(service: Service) -> Callable[[FastAPI], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        opened = await _open(service)
        running = asyncio.create_task(_run(service, opened=opened))
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            for close in service.close:
                await close()
            if service.store:
                await service.store.close()

    return lifespan


async def _open(service: Service) -> bool:
    """Data of a newer version ends the start; a store that is away does not: the service says so in /readyz."""
    if service.store is None:
        return True
    try:
        await service.store.open(service.specs)
    except StoreIsNewer:
        raise
    except StorageError as problem:
        _log.warning("the store is away, trying again", extra={"reason": str(problem)})
        return False
    return True


async def _run(service: Service, *, opened: bool) -> None:
    while not opened:
        await asyncio.sleep(1)
        opened = await _open(service)
    if not service.settings.works:
        return
    async with asyncio.TaskGroup() as tasks:
        for name, loop in service.loops.items():
            tasks.create_task(_keep_running(name, loop))


async def _keep_running(name: str, loop: Loop) -> None:
    pause = 0.5
    while True:
        try:
            await loop()
            _log.error("a loop ended and is started again", extra={"loop": name})
        except Exception:
            # Whatever it is: a service whose loop has died quietly is worse than one that tries again and says so.
            _log.exception("a loop failed and is started again", extra={"loop": name})
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
