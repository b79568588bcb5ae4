"""Settings of this service: what all services need, and working days that differ from province to province."""

from collections.abc import Mapping

from pydantic import Field

from services.notifications.domain.timetable import LocalDays
from shared.chassis import ServiceSettings


class Settings(ServiceSettings):
    """From the environment, `TIENDO_…`."""

    local_days: Mapping[str, LocalDays] = Field(
        default_factory=dict,
        description='by tenant, JSON: {"nghe-an": {"off": ["2026-05-19"], "worked": ["2026-05-23"]}}',
    )
