"""What the use cases need from outside: registers of entities, the works themselves, and what happened to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, Protocol, TypeVar

from services.tasks.domain.outcome import Outcome
from services.tasks.domain.works.work import Work, WorkChange
from shared.events import (
    AcknowledgementSnapshot,
    Change,
    ClaritySnapshot,
    DirectiveSnapshot,
    Event,
    ExperienceNoteSnapshot,
    GroupSnapshot,
    LinkSnapshot,
    PlanSnapshot,
    ReportingCycleSnapshot,
    ReportingPeriodSnapshot,
    RequestSnapshot,
    Snapshot,
    TenantSnapshot,
    UnitReportSnapshot,
    UnitSnapshot,
)
from shared.events.appraisals import AppraisalSnapshot
from shared.events.bottleneck_leads import BottleneckLeadsSnapshot
from shared.events.bottlenecks import BottleneckSnapshot, BottleneckStatus
from shared.events.clusters import ClustersSnapshot
from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot
from shared.events.inspections import InspectionSnapshot
from shared.events.key_tasks import KeyCatalogueSnapshot, KeySelectionSnapshot
from shared.events.principles import PrincipleSnapshot
from shared.events.progress_reports import ProgressReportSnapshot
from shared.events.service_checklists import ServiceChecklistSnapshot
from shared.events.sessions import SessionSnapshot
from shared.events.successions import SuccessionSnapshot
from shared.events.survey_responses import SurveyResponseSnapshot
from shared.events.surveys import QuestionSetSnapshot, SurveyRoundSnapshot
from shared.events.tenant_successions import TenantSuccessionSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import CommandRefused
from shared.tenancy import AcrossTenants, TenantId

TaskSort = Literal["task", "assignment", "child"]
"""As what figures count a task: of a plan, of a directive, or with the one that it is a share of."""
WorkOrder = Literal["id", "need"]
NO_FILTER: Mapping[str, str | None] = MappingProxyType({})

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
    """All entities of one kind. All raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> S | None: ...

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, S]:
        """Those that exist, by id."""
        ...

    async def page(
        self, tenant: TenantId, limit: int, after: str | None, where: Mapping[str, str | None] = NO_FILTER
    ) -> Found[S]:
        """Those whose indexed fields equal `where`; None: whatever. Raises ValueError (an `after` that is not one)."""
        ...

    async def add(self, command: Command, change: Change[S]) -> Committed[S]:
        """Raises AlreadyRegistered, KeyReused."""
        ...

    async def add_many(self, additions: Sequence[tuple[Command, Change[S]]]) -> Sequence[Committed[S] | CommandRefused]:
        """Of one tenant, in one write: what adding each by itself answers or raises."""
        ...

    async def change(self, command: Command, key: str, decide: Callable[[S], Change[S]]) -> Committed[S]:
        """Raises NotFound, VersionMismatch, KeyReused, ConcurrentChange, OutboxFull, and whatever `decide` raises."""
        ...


class Tenants(Register[TenantSnapshot], Protocol):
    """The one register that is also read across tenants."""

    async def knows(self, tenant: TenantId) -> bool:
        """Cheap to ask: tenants are never removed."""
        ...

    async def ended(self, tenant: TenantId) -> TenantSnapshot | None:
        """The tenant if another one has succeeded it. Cheap to ask: another replica may have ended it two seconds ago."""
        ...

    def forget(self, tenant: TenantId) -> None:
        """It ends: it is read anew."""
        ...

    async def of_every_province(self, reason: str, limit: int, after: str | None) -> Found[TenantSnapshot]:
        """Raises ValueError (an `after` that is not one)."""
        ...


class TenantSuccessions(Register[TenantSuccessionSnapshot], Protocol):
    """Each lies with the tenant that ends, under its id; those who carry them out look across tenants."""

    async def of_every_tenant(
        self, reason: str, limit: int, after: str | None, *, running: bool = False
    ) -> Found[TenantSuccessionSnapshot]:
        """`running`: only those that are not completed. Raises ValueError (an `after` that is not one)."""
        ...


class ClarityChoices(Register[ClaritySnapshot], Protocol):
    """What each tenant chose to be clear about its tasks."""

    async def chosen(self, tenant: TenantId) -> ClaritySnapshot | None:
        """Cheap to ask: what another replica heard may be two seconds behind."""
        ...

    def forget(self, tenant: TenantId) -> None:
        """The choice changed: it is read anew."""
        ...


class Requests(Register[RequestSnapshot], Protocol):
    """What units are asked; also read across tenants, by the one who wrote to them."""

    async def of_letter(self, author: TenantId, letter: str, reason: str) -> list[RequestSnapshot]:
        """What every recipient has made of a letter of that tenant."""
        ...


class Notes(Register[ExperienceNoteSnapshot], Protocol):
    """Experience notes; those that were published are read by every tenant."""

    async def published(self, reason: str, limit: int, after: str | None) -> Found[ExperienceNoteSnapshot]:
        """As others may read them. Raises ValueError (an `after` that is not one)."""
        ...


class KeySelections(Register[KeySelectionSnapshot], Protocol):
    """What provinces select from catalogues; also read across tenants."""

    async def of_every_province(self, reason: AcrossTenants, catalogue: str) -> Mapping[str, KeySelectionSnapshot]:
        """By tenant: those that have begun with that catalogue."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Which works: all conditions hold together. `now` decides what is overdue; `text` is folded already."""

    now: datetime
    models: bool = False
    kind: str | None = None
    sort: TaskSort | None = None
    unit: str | None = None
    group: str | None = None
    parent: str | None = None
    directive: str | None = None
    inspection: str | None = None
    statuses: tuple[str, ...] = ()
    counted: bool | None = None
    passed_on: bool | None = None
    due_before: datetime | None = None
    overdue: bool | None = None
    outcome: Outcome | None = None
    done: bool | None = None
    """False: still owed, so nothing that was cancelled."""
    text: str = ""
    gaps: tuple[int, ...] | None = None
    """Which criteria are missing, as masks; None: whichever."""
    added: bool | None = None
    without_legal_basis: bool | None = None
    helper: str | None = None
    """A unit that helps with it."""


@dataclass(frozen=True, slots=True)
class DirectiveSearch:
    """Which directives: all conditions hold together; days are those of issue. `text` is folded already."""

    doc_type: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    text: str = ""


class Directives(Protocol):
    """Each is there once per number: the store's own uniqueness decides where two enter it at once. All raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> DirectiveSnapshot | None: ...

    async def by_natural_key(self, tenant: TenantId, natural_key: str) -> DirectiveSnapshot | None: ...

    async def search(
        self, tenant: TenantId, wanted: DirectiveSearch, limit: int, after: str | None
    ) -> Found[DirectiveSnapshot]:
        """The newest day of issue first. Raises ValueError (an `after` that is not one)."""
        ...

    async def add(self, command: Command, change: Change[DirectiveSnapshot]) -> Committed[DirectiveSnapshot]:
        """Raises AlreadyRegistered (the id or the number), KeyReused."""
        ...

    async def change(
        self, command: Command, key: str, decide: Callable[[DirectiveSnapshot], Change[DirectiveSnapshot]]
    ) -> Committed[DirectiveSnapshot]:
        """Raises NotFound, VersionMismatch, KeyReused, ConcurrentChange, OutboxFull, and whatever `decide` raises."""
        ...


class Links(Register[LinkSnapshot], Protocol):
    """Links are found from both ends."""

    async def leading_to(self, tenant: TenantId, target: str, reason: str | None) -> list[LinkSnapshot]:
        """Those of the tenant itself; with a `reason`, which is logged, those of every tenant (at most 500)."""
        ...


class Works(Protocol):
    """Tasks and pilot models in one register. All raise StorageError."""

    async def get(self, tenant: TenantId, key: str) -> Work | None: ...

    async def get_many(self, tenant: TenantId, keys: list[str]) -> Mapping[str, Work]:
        """Those that exist, by id."""
        ...

    async def find(
        self, tenant: TenantId, search: Search, limit: int, after: str | None, order: WorkOrder = "id"
    ) -> Found[Work]:
        """`need`: what is owed first, by its deadline. Raises ValueError (an `after` that is not one)."""
        ...

    async def count(self, tenant: TenantId, search: Search) -> int:
        """How many `find` would yield in all."""

    async def count_assignments(self, tenant: TenantId, directive: str) -> int:
        """Tasks that the directive assigned, without the shares of single units (FR-BP-02)."""
        ...

    async def add(self, command: Command, change: WorkChange) -> Committed[Work]:
        """Raises AlreadyRegistered, KeyReused."""
        ...

    async def add_many(
        self, additions: Sequence[tuple[Command, WorkChange]]
    ) -> Sequence[Committed[Work] | CommandRefused]:
        """Of one tenant, in one write: what adding each by itself answers or raises."""
        ...

    async def change(self, command: Command, key: str, decide: Callable[[Work], WorkChange]) -> Committed[Work]:
        """Raises NotFound, VersionMismatch, KeyReused, ConcurrentChange, OutboxFull, and whatever `decide` raises."""
        ...


@dataclass(frozen=True, slots=True)
class BottleneckSearch:
    """Which bottlenecks: all conditions hold together. `themed`: only those that carry a theme. `text` is folded already.

    `passed_on`: those that go on in a successor, which have no status here any more (FR-X-07); False: all others.
    """

    group: str | None = None
    scope: str | None = None
    theme: str | None = None
    themed: bool = False
    unit: str | None = None
    work: str | None = None
    statuses: tuple[str, ...] = ()
    passed_on: bool | None = None
    raised_before: datetime | None = None
    text: str = ""


class Bottlenecks(Register[BottleneckSnapshot], Protocol):
    """The register of bottlenecks, which is also read across tenants."""

    async def search(
        self, tenant: TenantId, search: BottleneckSearch, limit: int, after: str | None
    ) -> Found[BottleneckSnapshot]:
        """Raises ValueError (an `after` that is not one)."""
        ...

    async def tally(self, tenant: TenantId) -> Mapping[tuple[str, BottleneckStatus], int]:
        """How many there are, by group and status; what is not there is left out."""
        ...

    async def of_every_province(
        self, reason: AcrossTenants, search: BottleneckSearch, limit: int, after: str | None
    ) -> Found[BottleneckSnapshot]:
        """In order of tenant and id. Raises ValueError (an `after` that is not one)."""
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
    clarity: ClarityChoices
    directives: Directives
    links: Links
    acknowledgements: Register[AcknowledgementSnapshot]
    history: History
    bottlenecks: Bottlenecks
    bottleneck_leads: Register[BottleneckLeadsSnapshot]
    question_sets: Register[QuestionSetSnapshot]
    survey_rounds: Register[SurveyRoundSnapshot]
    survey_responses: Register[SurveyResponseSnapshot]
    cycles: Register[ReportingCycleSnapshot]
    periods: Register[ReportingPeriodSnapshot]
    reports: Register[UnitReportSnapshot]
    requests: Requests
    notes: Notes
    key_catalogues: Register[KeyCatalogueSnapshot]
    key_selections: KeySelections
    indicators: Register[IndicatorSnapshot]
    indicator_values: Register[IndicatorValueSnapshot]
    service_checklists: Register[ServiceChecklistSnapshot]
    clusters: Register[ClustersSnapshot]
    principles: Register[PrincipleSnapshot]
    inspections: Register[InspectionSnapshot]
    sessions: Register[SessionSnapshot]
    undertakings: Register[UndertakingSnapshot]
    appraisals: Register[AppraisalSnapshot]
    successions: Register[SuccessionSnapshot]
    tenant_successions: TenantSuccessions
    progress_reports: Register[ProgressReportSnapshot]
