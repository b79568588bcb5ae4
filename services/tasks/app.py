"""Composition: the store, what is kept in it, the way to the bus, and the HTTP door."""

from functools import partial

from fastapi import FastAPI

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
from shared.chassis.bodies import BoundedBody
from shared.events import TASKS_TOPIC
from shared.messaging import CURSORS, JOURNAL, Journal, Publisher, Replica, Sequencer
from shared.messaging.reaching import BusProbe
from shared.messaging.reindexing import INDEX_EDITIONS, Reindexing
from shared.messaging.sending import KafkaSender
from shared.messaging.topics import insist_on_topic
from shared.observability.measured import MeasuredStore
from shared.storage import Store, connect


def create(settings: Settings, clock: Clock | None = None, store: Store | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    store, clock = MeasuredStore(store or connect(settings.store, "tasks")), clock or SystemClock()
    journal, sender = Journal(store), KafkaSender(settings.bus, TASKS_TOPIC)
    publisher = Publisher(store, journal, sender.send, clock, Replica(settings.replica, settings.publish_poll))
    sequencer = Sequencer(store, journal, AGGREGATES, clock, publisher.offer)
    records = stored_records(store, journal, sequencer, clock)

    desk = ImportDesk(records, StoredImports(store), XlsxWorkbooks(), XlsxSheets(), explain, clock)

    async def publish() -> None:
        if not settings.embedded:
            await insist_on_topic(settings.bus, TASKS_TOPIC)
        await publisher.run()

    app = create_app(
        Service(
            name="tasks",
            title="Tiendo tasks",
            settings=settings,
            store=store,
            specs=(*AGGREGATES, *IMPORT_SPECS, JOURNAL, CURSORS, INDEX_EDITIONS),
            routers=ROUTERS,
            loops={
                "sequencer": sequencer.run,
                "publisher": publish,
                "reindexing": partial(once_at_start_reindex, Reindexing(store, aggregates_of(records)).run),
                "periods": partial(every_minute_open_periods, OpenPeriods(records, clock), clock),
                "imports": partial(every_second_run_imports, RunImports(desk, settings.replica)),
                "tenant successions": partial(every_second_succeed_tenants, RunTenantSuccessions(records, clock)),
            },
            checks={"bus": BusProbe(settings.bus)},
            problems=TRANSLATIONS,
            close=(sender.close,),
            clock=clock,
        )
    )
    app.add_middleware(InForce, tenants=records.tenants)
    app.add_middleware(BoundedBody, most=settings.body_limit, exceptions={UPLOADS: settings.upload_limit})
    app.state.journal, app.state.records, app.state.imports = journal, records, desk
    return app
