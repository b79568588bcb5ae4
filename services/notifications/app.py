"""What notifications is made of."""

from functools import partial

from fastapi import FastAPI

from services.notifications.adapters.meter import PrometheusMeter
from services.notifications.adapters.specifications import SPECS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.api.inbox import inbox_routes
from services.notifications.api.problems import TRANSLATIONS, describe_problems
from services.notifications.api.reminders import reminder_routes
from services.notifications.ports import Stores
from services.notifications.settings import Settings
from services.notifications.subscribers import SUBSCRIPTION, on_tasks_events
from services.notifications.timers import every_minute_fire_reminders
from services.notifications.usecases.fire_reminders import FireReminders
from services.notifications.usecases.fold import Fold
from services.notifications.usecases.inbox import Inbox
from services.notifications.usecases.preview_reminders import PreviewReminders
from shared.calendar import Clock, SystemClock
from shared.chassis import JournalClient, Service, client, create_app
from shared.messaging import SUBSCRIPTION_SPECS, Subscription
from shared.observability.measured import MeasuredStore
from shared.storage import connect


def create(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """Nothing is opened before the application starts."""
    clock = clock or SystemClock()
    store = MeasuredStore(connect(settings.store_url, "notifications"))
    stores = Stores(StoredInboxes(store), StoredObligations(store), StoredUnits(store))
    timetables, meter = TenantTimetables(settings.local_days), PrometheusMeter()
    tasks = client(settings.tasks_url)
    journal = JournalClient(tasks, settings.internal_secret)
    subscription = Subscription(SUBSCRIPTION, store, journal, Fold(stores, timetables, meter), clock)
    hear = partial(on_tasks_events, embedded=settings.embedded, catch_up=settings.catch_up_every)
    fire = FireReminders(stores, timetables, clock, meter)
    service = Service(
        name="notifications",
        title="Tiendo notifications",
        settings=settings,
        store=store,
        specs=(*SPECS, *SUBSCRIPTION_SPECS),
        routers=(inbox_routes(Inbox(stores.inboxes, clock)), reminder_routes(PreviewReminders(stores, timetables))),
        loops={
            "events": partial(hear, settings.kafka, subscription),
            "reminders": partial(every_minute_fire_reminders, fire, clock),
        },
        problems=TRANSLATIONS,
        close=(tasks.aclose,),
        clock=clock,
    )
    app = create_app(service)
    describe_problems(app)
    return app
