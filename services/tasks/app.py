"""Composition: the store, what is kept in it, the way to the bus, and the HTTP door."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from fastapi import FastAPI
from starlette.middleware import Middleware

from services.tasks.adapters.records import AGGREGATES, aggregates_of, stored_records
from services.tasks.adapters.stored_imports import IMPORT_SPECS, StoredImports
from services.tasks.adapters.workbooks import XlsxWorkbooks
from services.tasks.adapters.xlsx_sheets import XlsxSheets
from services.tasks.api import ROUTERS
from services.tasks.api.explaining import explain
from services.tasks.api.imports import UPLOADS
from services.tasks.api.in_force import InForce
from services.tasks.api.problems import TRANSLATIONS
from services.tasks.ports.imports import ImportDesk
from services.tasks.settings import Settings
from services.tasks.timers import (
    every_minute_open_periods,
    every_second_run_imports,
    every_second_succeed_tenants,
    once_at_start_reindex,
)
from services.tasks.usecases.opening_periods import OpenPeriods
from services.tasks.usecases.running_imports import RunImports
from services.tasks.usecases.running_tenant_successions import RunTenantSuccessions
from shared.calendar import Clock, SystemClock
from shared.chassis import Service, create_app
from shared.chassis.application import Loop
from shared.chassis.bodies import BoundedBody
from shared.events import TASKS_TOPIC
from shared.messaging import CURSORS, JOURNAL, Entry, Journal, Outlet, Publisher, Replica, Sequencer
from shared.messaging.mirroring import MirrorSender
from shared.messaging.reaching import BusProbe
from shared.messaging.reindexing import INDEX_EDITIONS, Reindexing
from shared.messaging.sending import KafkaSender
from shared.messaging.topics import insist_on_topic
from shared.observability.measured import MeasuredStore
from shared.storage import Store, connect
from shared.tenancy import TenantId


def create(settings: Settings, clock: Clock | None = None, store: Store | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    store, clock = MeasuredStore(store or connect(settings.store, "tasks")), clock or SystemClock()
    journal = Journal(store)
    bus = _bus(settings, store, journal, clock)
    sequencer = Sequencer(store, journal, AGGREGATES, clock, bus.offer)
    records = stored_records(store, journal, sequencer, clock)
    desk = ImportDesk(records, StoredImports(store), XlsxWorkbooks(), XlsxSheets(), explain, clock)
    app = create_app(
        Service(
            name="tasks",
            title="Tiendo tasks",
            settings=settings,
            store=store,
            specs=(*AGGREGATES, *IMPORT_SPECS, JOURNAL, CURSORS, INDEX_EDITIONS),
            routers=ROUTERS,
            layers=[Middleware(InForce, tenants=records.tenants)],
            loops={
                "sequencer": sequencer.run,
                **bus.loops,
                "reindexing": partial(once_at_start_reindex, Reindexing(store, aggregates_of(records)).run),
                "periods": partial(every_minute_open_periods, OpenPeriods(records, clock), clock),
                "imports": partial(every_second_run_imports, RunImports(desk, settings.replica)),
                "tenant successions": partial(every_second_succeed_tenants, RunTenantSuccessions(records, clock)),
            },
            checks={"bus": BusProbe(settings.bus)},
            problems=TRANSLATIONS,
            close=bus.close,
            clock=clock,
        )
    )
    app.add_middleware(BoundedBody, most=settings.body_limit, exceptions={UPLOADS: settings.upload_limit})
    app.state.journal, app.state.records, app.state.imports = journal, records, desk
    return app


class _Bus(NamedTuple):
    """`offer` is called with whatever was just numbered."""

    offer: Callable[[TenantId, Sequence[Entry]], None]
    loops: Mapping[str, Loop]
    close: Sequence[Callable[[], Awaitable[None]]]


def _bus(settings: Settings, store: Store, journal: Journal, clock: Clock) -> _Bus:
    """One topic with everybody's events, and mirrors for the tenants that have one."""
    replica = Replica(settings.replica, settings.publish_poll)
    sender, mirror_sender = KafkaSender(settings.bus, TASKS_TOPIC), MirrorSender(settings.bus, settings.embedded)
    mirror = Outlet(mirror_sender.send, "mirror", settings.mirrored)
    publisher = Publisher(store, journal, Outlet(sender.send), clock, replica)
    mirrors = Publisher(store, journal, mirror, clock, replica)

    def offer(tenant: TenantId, entries: Sequence[Entry]) -> None:
        publisher.offer(tenant, entries)
        mirrors.offer(tenant, entries)

    async def publish() -> None:
        if not settings.embedded:
            await insist_on_topic(settings.bus, TASKS_TOPIC)
        await publisher.run()

    loops: dict[str, Loop] = {"publisher": publish}
    if settings.mirrored:
        loops["mirrors"] = mirrors.run
    return _Bus(offer, loops, (sender.close, mirror_sender.close))
