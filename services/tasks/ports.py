"""What the use cases need from outside: registers of entities, the works themselves, and what happened to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from services.tasks.domain.work import Work, WorkChange
from shared.events import (
    Change,
    Event,
    GroupSnapshot,
    PlanSnapshot,
    Snapshot,
    TenantSnapshot,
    UnitSnapshot,
)
from shared.messaging.commands import Command
from shared.tenancy import TenantId

S = TypeVar("S", bound=Snapshot)
S_co = TypeVar("S_co", bound=Snapshot, covariant=True)


class Committed(Protocol[S_co]):
    """The state that a command left, and the number of its last event. A repetition gets the first answer again."""

    @property
    def state(self) -> S_co: ...

    @property
    def sequence(self) -> int: ...

    @property
    def replayed(self) -> bool: ...


class Found(Protocol[S_co]):
    """A page in order of id; `after` continues behind it, None where there is no more."""

    @property
    def items(self) -> Sequence[S_co]: ...

    @property
    def after(self) -> str | None: ...


class Register(Protocol[S]):
    """All entities of one kind. `add` raises AlreadyRegistered, KeyReused; all raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> S | None: ...

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, S]:
        """Those that exist, by id."""
        ...

    async def page(self, tenant: TenantId, limit: int, after: str | None) -> Found[S]:
        """Raises ValueError (an `after` that is not one)."""
        ...

    async def add(self, command: Command, change: Change[S]) -> Committed[S]: ...


class Tenants(Register[TenantSnapshot], Protocol):
    """The one register that is also read across tenants."""

    async def knows(self, tenant: TenantId) -> bool:
        """Cheap to ask: tenants are never removed."""
        ...

    async def of_every_province(self, reason: str, limit: int, after: str | None) -> Found[TenantSnapshot]:
        """Raises ValueError (an `after` that is not one)."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Which works: all conditions hold together. `now` decides what is overdue; `text` is folded already."""

    now: datetime
    models: bool = False
    kind: str | None = None
    unit: str | None = None
    group: str | None = None
    parent: str | None = None
    statuses: tuple[str, ...] = ()
    due_before: datetime | None = None
    overdue: bool | None = None
    text: str = ""


class Works(Protocol):
    """Tasks and pilot models in one register. All raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> Work | None: ...

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, Work]:
        """Those that exist, by id."""
        ...

    async def find(self, tenant: TenantId, search: Search, limit: int, after: str | None) -> Found[Work]:
        """Raises ValueError (an `after` that is not one)."""
        ...

    async def add(self, command: Command, change: WorkChange) -> Committed[Work]:
        """Raises AlreadyRegistered, KeyReused."""
        ...

    async def change(self, command: Command, key: str, decide: Callable[[Work], WorkChange]) -> Committed[Work]:
        """Raises NotFound, VersionMismatch, KeyReused, ConcurrentChange, OutboxFull, and whatever `decide` raises."""
        ...


@dataclass(frozen=True, slots=True)
class Happenings:
    """Events in the order in which they were entered; `after` continues behind them, None where there is no more."""

    events: Sequence[Event]
    after: int | None


class History(Protocol):
    """What happened to works."""

    async def of(self, tenant: TenantId, work: str, after: int, limit: int) -> Happenings:
        """One work's events with a number above `after`, `limit` at most."""
        ...


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that the service keeps."""

    tenants: Tenants
    units: Register[UnitSnapshot]
    plans: Register[PlanSnapshot]
    groups: Register[GroupSnapshot]
    works: Works
    history: History
