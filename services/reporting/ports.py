"""What the use cases need from outside: the stored read model, once to write it and once to ask it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from services.reporting.domain.boards import Sums
from services.reporting.domain.folding import Document
from services.reporting.domain.moments import Term
from services.reporting.domain.names import Entry
from services.reporting.domain.progress_report_sheets import Sheet
from shared.tenancy import AcrossTenants, TenantId

Answer = TypeVar("Answer")


class Overtaken(Exception):
    """Another instance changed a document since it was read: read again and fold again."""


class Ledger(Protocol):
    """The read model as the fold writes it. A document keeps the `revision` with which it was read."""

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]: ...

    async def counters(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]: ...

    async def lists(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]: ...

    async def keep_counts(self, tenant: TenantId, history: Sequence[Document], counters: Sequence[Document]) -> None:
        """History that exists already is left as it is. Raises Overtaken; then some may be written, which harms nothing."""
        ...

    async def keep_rows(self, tenant: TenantId, rows: Sequence[Document], lists: Sequence[Document]) -> None:
        """Raises Overtaken."""
        ...

    async def measures(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]: ...

    async def keep_measures(self, tenant: TenantId, measures: Sequence[Document]) -> None:
        """Raises Overtaken."""
        ...


class Figures(Protocol):
    """One generation of the read model as questions see it. Instants are wire text, None without bound."""

    @property
    def generation(self) -> int: ...

    async def sequence(self, tenant: TenantId) -> int:
        """The number up to which everything was folded when the question came: sums include at least that much."""
        ...

    async def span(self, tenant: TenantId) -> tuple[str, str] | None:
        """The first and the last instant at which anything took effect."""
        ...

    async def sums(self, tenant: TenantId, terms: Iterable[Term], dimensions: Sequence[str]) -> Sums:
        """Sums of counters. Reads as many documents as there are boards in the buckets asked for."""
        ...

    async def effects(
        self, tenant: TenantId, after: str | None, upto: str | None, known_after: str | None = None
    ) -> Sums:
        """The sum of effects after one instant up to another, perhaps only those entered after a third. Reads each of them."""
        ...

    async def count_effects(self, tenant: TenantId, after: str, upto: str) -> int: ...

    async def lists(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        """The lists of names that exist, by what they list."""
        ...

    async def focus_rows(self, tenant: TenantId, limit: int) -> list[Document]:
        """Rows of pilot models on the acceleration list, in its order."""
        ...

    async def child_rows(self, tenant: TenantId, parent: str, limit: int) -> list[Document]:
        """Rows of the tasks into which an assignment fanned out."""
        ...

    async def late_rows(self, tenant: TenantId, due_before: str, limit: int) -> list[Document]:
        """Rows of what is owed now and was due before that instant, the longest overdue first."""
        ...

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        """Those that exist, by key."""
        ...

    async def touched(self, tenant: TenantId, after: str, known_after: str | None) -> set[str]:
        """Keys of rows that something after that instant changed, or that was entered after the other. Reads each effect."""
        ...

    async def row(self, tenant: TenantId, key: str) -> Document | None: ...

    async def count_rows(self, tenant: TenantId, work: str) -> int: ...

    async def definitions(self, tenant: TenantId, sort: str) -> list[Document]:
        """All indicators, or all checklists, in order of id."""
        ...

    async def definition(self, tenant: TenantId, key: str) -> Document | None: ...

    def values(self, tenant: TenantId, indicator: str, last_day: str | None = None) -> AsyncIterator[Document]:
        """Values of one indicator, those of the newest period first; or those of periods that end on that day."""
        ...


class Archive(Protocol):
    """What was frozen. Nothing in it ever changes."""

    async def kept(self, tenant: TenantId, key: str) -> Document | None: ...

    async def keep(self, tenant: TenantId, document: Document) -> Document:
        """The first one of that id, which is this one unless another came before."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Which generation answers questions, and up to which number everything is folded into it."""

    generation: int
    sequence: int


class LiveFigures(Protocol):
    """The generation that people see. While they ask, another one may take its place."""

    async def standing(self, tenant: TenantId) -> Standing: ...

    async def asked(self, tenant: TenantId, ask: Callable[[Figures], Awaitable[Answer]]) -> Answer:
        """What `ask` finds, in one generation from the first document to the last."""
        ...

    async def tenants(self, reason: AcrossTenants) -> Mapping[TenantId, Entry]:
        """Every tenant that has registered, with what is known of it."""
        ...


class Workbooks(Protocol):
    """Texts stay texts, whatever they begin with."""

    def written(self, sheets: Sequence[Sheet]) -> bytes:
        """Blocks for some milliseconds: call it in a thread."""
        ...
