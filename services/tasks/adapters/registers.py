"""Units, plans, groups and others as aggregates: one collection each, read by id and in order of id."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from services.tasks.ports import NO_FILTER
from shared.events import Snapshot
from shared.messaging import Aggregates, Found, Sequencer, aggregate_spec
from shared.messaging.outbox import PENDING
from shared.storage import CollectionSpec, Index, Store
from shared.tenancy import TenantId

UNITS = aggregate_spec("units")
PLANS = aggregate_spec("plans")
GROUPS = aggregate_spec("groups")
SUCCESSIONS = aggregate_spec("successions")
CYCLES = aggregate_spec("reporting_cycles")
CLUSTERS = aggregate_spec("clusters")
PRINCIPLES = aggregate_spec("principles")
NOTES = aggregate_spec("experience_notes", (Index(("published",), spanning=True),))
PERIODS = aggregate_spec("reporting_periods", (Index(("cycle",)),))
REPORTS = aggregate_spec(
    "unit_reports", (Index(("cycle", "period")), Index(("period",)), Index(("unit",)), Index(("status",)))
)
INDICATORS = aggregate_spec("indicators", (Index(("code",)),))
INDICATOR_VALUES = aggregate_spec(
    "indicator_values",
    (Index(("indicator",)), Index(("indicator", "period")), Index(("period",)), Index(("unit",)), Index(("status",))),
)
SERVICE_CHECKLISTS = aggregate_spec("service_checklists")
REQUESTS = aggregate_spec(
    "requests",
    (
        *(Index((field,)) for field in ("subject", "unit", "asked_by_unit", "kind", "status")),
        Index(("asked_by_tenant", "letter"), spanning=True),
    ),
)
INSPECTIONS = aggregate_spec("inspections")
APPRAISALS = aggregate_spec("appraisals", tuple(Index((field,)) for field in ("unit", "kind", "work")))
SESSIONS = aggregate_spec("sessions")
PROGRESS_REPORTS = aggregate_spec("progress_reports")
UNDERTAKINGS = aggregate_spec("undertakings", tuple(Index((field,)) for field in ("unit", "origin", "kind", "status")))

S = TypeVar("S", bound=Snapshot)


class StoredRegister(Aggregates[S]):
    """Aggregates that are listed in order of id: all, or those with given values in indexed fields.

    `fields` gives what the collection's indexes name where that is not simply the state's field of the same name.
    """

    def __init__(
        self,
        store: Store,
        spec: CollectionSpec,
        model: type[S],
        sequencer: Sequencer,
        fields: Callable[[S], dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(store, spec, model, sequencer, fields or _fields_of(spec))

    async def page(
        self, tenant: TenantId, limit: int, after: str | None, where: Mapping[str, str | None] = NO_FILTER
    ) -> Found[S]:
        wanted = {field: value for field, value in where.items() if value is not None}
        return await self.find(tenant, wanted, limit=limit, after=after)


def _fields_of(spec: CollectionSpec) -> Callable[[Snapshot], dict[str, Any]]:
    """The state's own fields that the indexes name."""
    indexed = set(spec.fields) - {PENDING}
    return lambda state: state.model_dump(mode="json", include=indexed) if indexed else {}
