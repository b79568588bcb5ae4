"""What the gateway needs from outside: the services behind it, and the journal of tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from shared.tenancy import Principal, TenantId


class PartMissing(Exception):
    """A service could not be asked, or not relied on.

    `reason` is `unreachable`, `timeout`, `failed` (it answered 5xx), `malformed`, or `behind` (it lacks what it has announced).
    """

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part}: {reason}")
        self.part = part
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to a service; `headers` hold the caller's own Authorization, for the service verifies it again."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said; header names are lower case, hop-by-hop headers and cookies are gone."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Services(Protocol):
    """The services behind the gateway, by name."""

    async def ask(self, service: str, ask: Ask, within: float) -> Answer:
        """`within` is the time for the whole exchange in seconds. Raises PartMissing (not for 5xx, which are answers)."""
        ...


class Journal(Protocol):
    """The journal of tasks, by which the feed heals its gaps."""

    async def read(self, tenant: TenantId, after: int, limit: int) -> Sequence[bytes]:
        """Events with a sequence above `after`, in order. Raises PartMissing."""
        ...

    async def heads(self) -> Mapping[TenantId, int]:
        """The newest sequence of every tenant that has an event. Raises PartMissing."""
        ...


class Signer(Protocol):
    """The built-in issuer, where there is one."""

    def sign(self, principal: Principal, lifetime: timedelta) -> str:
        """A token for that principal, valid from now on."""
        ...
