"""A command's frame: for whom, by whom, when it was entered, and how a repetition of it is recognised."""

from dataclasses import dataclass
from datetime import datetime

from shared.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Command:
    """`key` is the caller's idempotency key, scoped to the entity; `fingerprint` a digest of the request it came with."""

    tenant: TenantId
    actor: str
    recorded_at: datetime
    correlation: str
    key: str | None = None
    fingerprint: str | None = None
    expected_version: int | None = None
    traceparent: str | None = None
