"""What notifications is made of."""

from functools import partial

from fastapi import FastAPI

from services.notifications.adapters.meter import PrometheusMeter
from services.notifications.adapters.read_model import NotificationsModel
from services.notifications.adapters.specifications import REBUILT, SPECS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.api.inbox import inbox_routes
from services.notifications.api.problems import TRANSLATIONS
from services.notifications.api.reminders import reminder_routes
from services.notifications.ports import Stores
from services.notifications.settings import Settings
from services.notifications.subscribers import SUBSCRIPTION, on_tasks_events
from services.notifications.timers import every_minute_fire_reminders
from services.notifications.usecases.fire_reminders import FireReminders
from services.notifications.usecases.inbox import Inbox
from services.notifications.usecases.preview_reminders import PreviewReminders
from shared.calendar import Clock, SystemClock
from shared.chassis import JournalClient, Service, client, create_app
from shared.chassis.reading import READING_SPECS, Reading
from shared.messaging.reaching import BusProbe
from shared.observability.measured import MeasuredStore
from shared.storage import connect


def create(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    clock = clock or SystemClock()
    store = MeasuredStore(connect(settings.store, "notifications"))
    stores = Stores(StoredInboxes(store), StoredObligations(store), StoredUnits(store))
    timetables = TenantTimetables(settings.local_days)
    tasks = client(settings.tasks_url)
    journal = JournalClient(tasks, settings.internal_secret)
    model = NotificationsModel(store, SUBSCRIPTION, timetables)
    reading = Reading(store, journal, model, clock, settings.replica)
    hear = partial(on_tasks_events, embedded=settings.embedded, catch_up=settings.catch_up_every)
    fire = FireReminders(stores, timetables, clock, PrometheusMeter())
    service = Service(
        name="notifications",
        title="Tiendo notifications",
        settings=settings,
        store=store,
        specs=(*SPECS, *REBUILT.values(), *READING_SPECS),
        routers=(
            inbox_routes(Inbox(stores.inboxes, clock)),
            reminder_routes(PreviewReminders(stores, timetables)),
            reading.routes,
        ),
        loops={
            "events": partial(hear, settings.bus, reading.subscription),
            "rebuilds": reading.rebuilds.run,
            "reminders": partial(every_minute_fire_reminders, fire, clock),
        },
        checks={"bus": BusProbe(settings.bus)},
        problems=TRANSLATIONS,
        close=(tasks.aclose,),
        clock=clock,
    )
    return create_app(service)
