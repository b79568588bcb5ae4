"""Composition: the store, what is kept in it, the way to the bus, and the HTTP door."""

from fastapi import FastAPI

from services.tasks.adapters.history import JournalHistory
from services.tasks.adapters.registers import GROUPS, PLANS, TENANTS, UNITS, StoredRegister, StoredTenants
from services.tasks.adapters.works import WORKS, StoredWorks
from services.tasks.api import ROUTERS
from services.tasks.api.problems import TRANSLATIONS
from services.tasks.ports import Records
from services.tasks.settings import Settings
from shared.calendar import Clock, SystemClock
from shared.chassis import Service, create_app
from shared.chassis.bodies import BoundedBody
from shared.events import TASKS_TOPIC, GroupSnapshot, PlanSnapshot, UnitSnapshot
from shared.messaging import CURSORS, JOURNAL, Journal, Publisher, Replica, Sequencer
from shared.messaging.reaching import BusProbe
from shared.messaging.sending import KafkaSender
from shared.messaging.topics import insist_on_topic
from shared.observability.measured import MeasuredStore
from shared.storage import Store, connect

AGGREGATES = (TENANTS, UNITS, PLANS, GROUPS, WORKS)


def create(settings: Settings, clock: Clock | None = None, store: Store | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    store, clock = MeasuredStore(store or connect(settings.store, "tasks")), clock or SystemClock()
    journal, sender = Journal(store), KafkaSender(settings.bus, TASKS_TOPIC)
    publisher = Publisher(store, journal, sender.send, clock, Replica(settings.replica, settings.publish_poll))
    sequencer = Sequencer(store, journal, AGGREGATES, clock, publisher.offer)

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
            specs=(*AGGREGATES, JOURNAL, CURSORS),
            routers=ROUTERS,
            loops={"sequencer": sequencer.run, "publisher": publish},
            checks={"bus": BusProbe(settings.bus)},
            problems=TRANSLATIONS,
            close=(sender.close,),
            clock=clock,
        )
    )
    app.add_middleware(BoundedBody, most=settings.body_limit)
    app.state.journal, app.state.records = journal, _records(store, journal, sequencer)
    return app


def _records(store: Store, journal: Journal, sequencer: Sequencer) -> Records:
    return Records(
        tenants=StoredTenants(store, sequencer),
        units=StoredRegister(store, UNITS, UnitSnapshot, sequencer),
        plans=StoredRegister(store, PLANS, PlanSnapshot, sequencer),
        groups=StoredRegister(store, GROUPS, GroupSnapshot, sequencer),
        works=StoredWorks(store, sequencer),
        history=JournalHistory(journal),
    )
