"""All routes of the gateway: its own operations first, then what passes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI

from services.gateway.api.calendars import calendar_routes
from services.gateway.api.documents import document_routes, public_document
from services.gateway.api.feed import feed_routes
from services.gateway.api.guards import Guards, insider_guard, rate_guard
from services.gateway.api.mail_links import mail_link_routes
from services.gateway.api.overview import overview_routes
from services.gateway.api.passthrough import Before, Passing, passage_routes
from services.gateway.api.sessions.provider import provider_routes
from services.gateway.api.sessions.routes import Desk, session_routes
from services.gateway.api.start import start_routes
from services.gateway.api.stream import stream_routes
from services.gateway.api.web import web_routes
from services.gateway.domain.allowances import Buckets, Seats
from services.gateway.domain.contracts import Contract, passages
from services.gateway.usecases.feed import Patience
from services.gateway.usecases.hub import Hub
from services.gateway.usecases.insiders import Insiders
from services.gateway.usecases.overview import Overviews
from services.gateway.usecases.provinces import Provinces


@dataclass(frozen=True)
class Face:
    """What the routes speak to. `web` is the folder of the web application, where there is one."""

    hub: Hub
    provinces: Provinces
    desk: Desk
    web: Path | None
    overviews: Overviews
    insiders: Insiders
    contracts: Sequence[Contract]
    passing: Passing
    buckets: Buckets
    seats: Seats
    patience: Patience

    def routers(self) -> Sequence[APIRouter]:
        """Side by side and not one in another: each level is searched anew for every request. Raises ContractConflict."""
        within_rate, insider = rate_guard(self.buckets), insider_guard(self.insiders)
        passing = passage_routes(passages(self.contracts), self.passing, Before(within_rate, insider))
        own = self._own([Depends(within_rate), Depends(insider)])
        sessions = session_routes(self.desk, [Depends(within_rate)])
        links = calendar_routes(self.passing, self.buckets), mail_link_routes(self.passing, self.buckets)
        ways = provider_routes(self.desk.way, self.buckets)
        return *own, passing, sessions, ways, *links, document_routes(), *self._pages()

    def describe(self, app: FastAPI) -> None:
        """Replaces the description that FastAPI would make of its own routes alone."""
        document = public_document(self.contracts, (*self._own(), session_routes(self.desk)))
        app.openapi = lambda: document  # type: ignore[method-assign]

    def _pages(self) -> Sequence[APIRouter]:
        start = start_routes(self.provinces, with_application=self.web is not None)
        return (start, web_routes(self.web)) if self.web else (start,)

    def _own(self, guards: Guards = ()) -> Sequence[APIRouter]:
        return (
            overview_routes(self.overviews, guards),
            feed_routes(self.hub, self.seats, guards),
            stream_routes(self.hub, self.seats, self.patience, guards),
        )
