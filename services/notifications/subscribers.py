"""The door of events: this service hears everything that the tasks service publishes."""

from datetime import timedelta

from shared.events import TASKS_TOPIC
from shared.messaging import Subscription
from shared.messaging.consuming import Feed, consume
from shared.messaging.security import BusAccess

SUBSCRIPTION = "notifications"


async def on_tasks_events(
    access: BusAccess, subscription: Subscription, *, embedded: bool, catch_up: timedelta
) -> None:
    """Runs until cancelled."""
    await consume(Feed(access, TASKS_TOPIC, SUBSCRIPTION, embedded, catch_up), subscription)
