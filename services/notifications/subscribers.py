"""The door of events: this service hears everything that the tasks service publishes."""

from services.notifications.settings import Settings
from shared.events import TASKS_TOPIC
from shared.messaging import Subscription
from shared.messaging.consuming import Feed, consume

SUBSCRIPTION = "notifications"


async def on_tasks_events(settings: Settings, subscription: Subscription) -> None:
    """Runs until cancelled."""
    feed = Feed(settings.kafka, TASKS_TOPIC, SUBSCRIPTION, settings.embedded, settings.catch_up_every)
    await consume(feed, subscription)
