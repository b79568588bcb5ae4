"""Puts the gateway together: the bus and the journal behind a hub, the services behind their contracts, one face before them."""

from functools import partial

from fastapi import FastAPI

from services.gateway.adapters.contract_files import read_contracts
from services.gateway.adapters.http_services import HttpServices
from services.gateway.adapters.journal import RemoteJournal
from services.gateway.adapters.live import Bus, LiveFeed
from services.gateway.adapters.stopping import on_stop
from services.gateway.api.compression import CompressedData
from services.gateway.api.envelope import Envelope
from services.gateway.api.methods import Methods
from services.gateway.api.passthrough import Passing
from services.gateway.api.problems import TRANSLATIONS
from services.gateway.api.routes import Face
from services.gateway.domain.allowances import Buckets, Seats
from services.gateway.domain.rings import RingLimits
from services.gateway.settings import GatewaySettings
from services.gateway.usecases.feed import Patience
from services.gateway.usecases.hub import Hub
from services.gateway.usecases.overview import Overviews
from shared.calendar import SystemClock
from shared.chassis import JournalClient, Service, client, create_app
from shared.events import TASKS_TOPIC
from shared.messaging.reaching import BusProbe


def create(settings: GatewaySettings) -> FastAPI:
    """The application; connections are made when it starts. Raises ContractConflict."""
    urls = {
        "tasks": settings.tasks_url,
        "reporting": settings.reporting_url,
        "notifications": settings.notifications_url,
    }
    services = HttpServices(urls)
    journal = client(settings.tasks_url)
    hub = Hub(RemoteJournal(JournalClient(journal, settings.internal_secret)), RingLimits())
    live = LiveFeed(hub, Bus(settings.bus, TASKS_TOPIC, settings.catch_up_seconds, settings.embedded))
    overviews = Overviews(services, hub, SystemClock(), settings.view_seconds)
    passing = Passing(services, settings.body_limit, settings.request_seconds)
    face = Face(hub, overviews, read_contracts(), passing, Buckets(settings.rate), Seats(settings.seats), Patience())
    app = create_app(
        Service(
            name="gateway",
            title="Tiendo gateway",
            settings=settings,
            routers=face.routers(),
            loops={"live": live.run, "stop": partial(on_stop, hub.close)},
            checks={"bus": BusProbe(settings.bus)},
            problems=TRANSLATIONS,
            close=(services.close, journal.aclose),
        )
    )
    face.describe(app)
    app.add_middleware(CompressedData, minimum_size=4096, compresslevel=5)
    app.add_middleware(Methods)
    app.add_middleware(Envelope)
    app.state.hub = hub
    return app
