"""Settings of reporting, from the environment (`TIENDO_…`)."""

from pydantic import Field

from shared.chassis import ServiceSettings


class Settings(ServiceSettings):
    """What all services need, and how often the figures are checked against themselves."""

    port: int = 8002
    watch_seconds: float = Field(
        default=15.0, gt=0, description="pause between two looks at overdue tasks and mismatches"
    )
