"""Settings of the tasks service: those of every service, and how soon replicas notice each other's events."""

from datetime import timedelta

from pydantic import Field

from shared.chassis import ServiceSettings


class Settings(ServiceSettings):
    """From the environment, `TIENDO_…`."""

    publish_poll_seconds: float = Field(
        default=0.5, gt=0, description="how often the journal is asked for events that another replica numbered"
    )

    body_limit: int = Field(default=1 << 20, ge=1, description="the largest request body, in bytes")

    upload_limit: int = Field(default=8 << 20, ge=1, description="the largest workbook that is uploaded, in bytes")

    @property
    def publish_poll(self) -> timedelta:
        """The only replica numbers every event itself and is woken by it; it asks rarely."""
        return timedelta(seconds=5 if self.embedded else self.publish_poll_seconds)
