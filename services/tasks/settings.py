"""Settings of the tasks service: those of every service, and how soon replicas notice each other's events."""

from datetime import timedelta

from pydantic import Field, field_validator

from shared.chassis import ServiceSettings
from shared.tenancy import TenantId, is_identifier


class Settings(ServiceSettings):
    """From the environment, `TIENDO_…`."""

    publish_poll_seconds: float = Field(
        default=0.5, gt=0, description="how often the journal is asked for events that another replica numbered"
    )

    mirrors: str = Field(
        default="", description="tenants whose events are sent to a topic of their own as well: nghe-an,ninh-thuan"
    )

    body_limit: int = Field(default=1 << 20, ge=1, description="the largest request body, in bytes")

    upload_limit: int = Field(default=8 << 20, ge=1, description="the largest workbook that is uploaded, in bytes")

    @field_validator("mirrors")
    @classmethod
    def _names_tenants(cls, text: str) -> str:
        if not all(map(is_identifier, _named(text))):
            raise ValueError("tenants' keys, separated by commas")
        return text

    @property
    def mirrored(self) -> frozenset[TenantId]:
        return frozenset(map(TenantId, _named(self.mirrors)))

    @property
    def publish_poll(self) -> timedelta:
        """The only replica numbers every event itself and is woken by it; it asks rarely."""
        return timedelta(seconds=5 if self.embedded else self.publish_poll_seconds)


def _named(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")] if text else []
