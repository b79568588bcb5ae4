"""The door of events: this service hears everything that the tasks service publishes."""

from datetime import timedelta

from shared.events import TASKS_TOPIC
from shared.messaging import Subscription
from shared.messaging.consuming import Feed, consume

SUBSCRIPTION = "notifications"


async def on_tasks_events(servers: str, subscription: Subscription, *, embedded: bool, catch_up: timedelta) -> None:
    """Runs until cancelled."""
    await consume(Feed(servers, TASKS_TOPIC, SUBSCRIPTION, embedded, catch_up), subscription)
