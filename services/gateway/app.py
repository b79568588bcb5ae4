"""Puts the gateway together: the bus and the journal behind a hub, the services behind their contracts, one face before them."""

from functools import partial

from fastapi import FastAPI

from services.gateway.adapters.contract_files import read_contracts
from services.gateway.adapters.demo_issuer import DemoIssuer
from services.gateway.adapters.http_services import HttpServices
from services.gateway.adapters.journal import RemoteJournal
from services.gateway.adapters.live import Bus, LiveFeed
from services.gateway.adapters.oidc import Client, OidcProvider
from services.gateway.adapters.stopping import on_stop
from services.gateway.adapters.web_application import web_directory
from services.gateway.api.compression import CompressedData
from services.gateway.api.envelope import Envelope
from services.gateway.api.methods import Methods
from services.gateway.api.passthrough import Bounds, Passing
from services.gateway.api.problems import TRANSLATIONS
from services.gateway.api.routes import Face
from services.gateway.api.sessions.address import Address
from services.gateway.api.sessions.bearer import CookieIsBearer
from services.gateway.api.sessions.jar import Jar
from services.gateway.api.sessions.provider import WayThere
from services.gateway.api.sessions.routes import Desk
from services.gateway.domain.allowances import Buckets, Seats
from services.gateway.domain.rings import RingLimits
from services.gateway.settings import GatewaySettings
from services.gateway.usecases.feed import Patience
from services.gateway.usecases.hub import Hub
from services.gateway.usecases.insiders import Insiders
from services.gateway.usecases.overview import Overviews
from services.gateway.usecases.provinces import Provinces
from services.gateway.usecases.sessions import Choices, Sessions
from services.gateway.usecases.units import Units
from shared.calendar import SystemClock
from shared.chassis import JournalClient, Service, client, create_app
from shared.chassis.authentication import PublicKeys
from shared.chassis.sealing import Seal
from shared.events import TASKS_TOPIC
from shared.messaging.reaching import BusProbe


def create(settings: GatewaySettings) -> FastAPI:
    """The application; connections are made when it starts. Raises ContractConflict."""
    services = _services(settings)
    journal = client(settings.tasks_url)
    hub = Hub(RemoteJournal(JournalClient(journal, settings.internal_secret)), RingLimits())
    live = LiveFeed(hub, Bus(settings.bus, TASKS_TOPIC, settings.catch_up_seconds, settings.embedded))
    face = _face(settings, services, hub)
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
    _wrap(app, face.desk)
    app.state.hub = hub
    return app


def _services(settings: GatewaySettings) -> HttpServices:
    return HttpServices(
        {
            "tasks": settings.tasks_url,
            "reporting": settings.reporting_url,
            "notifications": settings.notifications_url,
        }
    )


def _face(settings: GatewaySettings, services: HttpServices, hub: Hub) -> Face:
    """Raises ContractConflict."""
    provinces, buckets = Provinces(hub), Buckets(settings.rate)
    return Face(
        hub=hub,
        provinces=provinces,
        desk=_desk(settings, provinces, Units(services, SystemClock(), settings.view_seconds), buckets),
        web=web_directory(),
        overviews=Overviews(services, hub, SystemClock(), settings.view_seconds),
        insiders=Insiders(services, SystemClock()),
        contracts=read_contracts(),
        passing=Passing(
            services,
            requests=Bounds(settings.body_limit, settings.request_seconds),
            uploads=Bounds(settings.upload_limit, settings.upload_seconds),
        ),
        buckets=buckets,
        seats=Seats(settings.seats),
        patience=Patience(),
    )


def _desk(settings: GatewaySettings, provinces: Provinces, units: Units, buckets: Buckets) -> Desk:
    address, key, clock = Address(settings.public_url), settings.demo_issuer_key_file, SystemClock()
    jar = choices = way = None
    if settings.session_secret:
        seal = Seal("tiendo sessions", settings.session_secret)
        jar = Jar("tiendo", seal, address, "strict" if key else "lax")
        if settings.oidc_client_id:
            attempts = Jar("tiendo-sign-in", seal, address, "lax")
            way = WayThere(_provider(settings), attempts, jar, settings.public_url)
    if key:
        choices = Choices(provinces, units, DemoIssuer(key, settings.issuer, settings.audience, clock), clock)
    return Desk(Sessions(provinces, units, settings.view_seconds), choices, jar, address, buckets, way)


def _provider(settings: GatewaySettings) -> OidcProvider:
    registered = Client(settings.issuer, settings.oidc_client_id, settings.oidc_secret, settings.oidc_scopes)
    return OidcProvider(registered, PublicKeys(settings.jwks))


def _wrap(app: FastAPI, desk: Desk) -> None:
    """The last one is the outermost."""
    if desk.jar:
        app.add_middleware(CookieIsBearer, desk.jar, desk.address)
    app.add_middleware(CompressedData, minimum_size=4096, compresslevel=5)
    app.add_middleware(Methods)
    app.add_middleware(Envelope)
