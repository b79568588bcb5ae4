"""A service that keeps a read model of the journal: its consumer, and all that operators may do about it."""

from fastapi import APIRouter

from shared.calendar import Clock
from shared.chassis.operators import operator_routes
from shared.messaging import SUBSCRIPTION_SPECS, JournalSource, Subscription
from shared.messaging.generations import InLive, Places
from shared.messaging.ignoring import IGNORED, IgnoredEvents, Understanding
from shared.messaging.letters import DeadLetters
from shared.messaging.rebuilding import REBUILDS, Parts, ReadModel, Rebuilds, Wishes, Worker
from shared.messaging.redrive import Redrive
from shared.storage import Store

READING_SPECS = (*SUBSCRIPTION_SPECS, REBUILDS, IGNORED)
"""The collections that a Reading needs beside those of the read model."""


class Reading:
    """`subscription` consumes, `rebuilds` works on the `wishes` that come in at `routes`; `replica` names the process."""

    def __init__(self, store: Store, source: JournalSource, model: ReadModel, clock: Clock, replica: str) -> None:
        name = model.subscription
        places, rebuilds = Places(store, name), Rebuilds(store, name)
        letters, ignored = DeadLetters(store, name, clock), IgnoredEvents(store, name)
        handler = Understanding(InLive(places, model.handler), ignored)
        self.subscription = Subscription(name, store, source, handler, clock)
        parts = Parts(model, source, places, rebuilds, letters, ignored)
        self.rebuilds = Worker(parts, replica, self.subscription.catch_up)
        self.wishes = Wishes(rebuilds, places, source, self.rebuilds.wake)
        self.routes: APIRouter = operator_routes(self.wishes, Redrive(letters, model), ignored)
