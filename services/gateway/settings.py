"""Settings of the gateway, from the environment (`TIENDO_…`)."""

from pydantic import Field

from services.gateway.domain.allowances import Rate, SeatLimits
from shared.chassis import ServiceSettings


class GatewaySettings(ServiceSettings):
    """The gateway stores nothing, so it needs no store; times are in seconds, sizes in bytes."""

    port: int = 8080
    rate_per_second: float = Field(default=2_000.0, gt=0, description="requests of one caller in the long run")
    rate_burst: int = Field(default=4_000, ge=1, description="requests of one caller at once")
    streams_per_tenant: int = Field(default=1_000, ge=1, description="streams and waiting polls of one tenant")
    streams_per_caller: int = Field(default=50, ge=1, description="streams and waiting polls of one caller")
    body_limit: int = Field(default=1 << 20, ge=1, description="the largest request body")
    view_seconds: float = Field(default=2.0, gt=0, description="patience with a part of an aggregated view")
    request_seconds: float = Field(default=15.0, gt=0, description="patience with a request that is passed on")

    @property
    def keeps_data(self) -> bool:
        return False

    @property
    def works(self) -> bool:
        """The feed that the API serves is followed by a loop of this process, whatever roles are named."""
        return True

    @property
    def rate(self) -> Rate:
        return Rate(self.rate_per_second, self.rate_burst)

    @property
    def seats(self) -> SeatLimits:
        return SeatLimits(self.streams_per_tenant, self.streams_per_caller)
