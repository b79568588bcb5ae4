"""All routes of the gateway: its own operations first, then what passes through."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI

from services.gateway.api.documents import document_routes, public_document
from services.gateway.api.feed import feed_routes
from services.gateway.api.guards import Guards, rate_guard
from services.gateway.api.overview import overview_routes
from services.gateway.api.passthrough import Passing, passage_routes
from services.gateway.api.start import start_routes
from services.gateway.api.stream import stream_routes
from services.gateway.domain.allowances import Buckets, Seats
from services.gateway.domain.contracts import Contract, passages
from services.gateway.usecases.feed import Patience
from services.gateway.usecases.hub import Hub
from services.gateway.usecases.overview import Overviews
from services.gateway.usecases.provinces import Provinces


@dataclass(frozen=True)
class Face:
    """What the routes speak to."""

    hub: Hub
    overviews: Overviews
    contracts: Sequence[Contract]
    passing: Passing
    buckets: Buckets
    seats: Seats
    patience: Patience

    def routers(self) -> Sequence[APIRouter]:
        """Side by side and not one in another: each level is searched anew for every request. Raises ContractConflict."""
        within_rate = rate_guard(self.buckets)
        passing = passage_routes(passages(self.contracts), self.passing, within_rate)
        own = self._own([Depends(within_rate)])
        return *own, passing, document_routes(), start_routes(Provinces(self.hub))

    def describe(self, app: FastAPI) -> None:
        """Replaces the description that FastAPI would make of its own routes alone."""
        document = public_document(self.contracts, self._own())
        app.openapi = lambda: document  # type: ignore[method-assign]

    def _own(self, guards: Guards = ()) -> Sequence[APIRouter]:
        return (
            overview_routes(self.overviews, guards),
            feed_routes(self.hub, self.seats, guards),
            stream_routes(self.hub, self.seats, self.patience, guards),
        )
