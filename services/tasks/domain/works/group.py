"""Groups of tasks in a plan; "slow" is an assessment with its basis (FR-NT-04, AMB-21)."""

from datetime import datetime

from pydantic import Field

from services.tasks.domain.errors import UnknownReference
from services.tasks.domain.values import Count, Flag, Identifier, Line, Text, Wish
from services.tasks.domain.works.plan import took_effect
from shared.events import Change, GroupRegistered, GroupSnapshot, Occurred, PlanSnapshot, Source
from shared.tenancy import TenantId


class NewGroup(Wish):
    id: Identifier
    plan: Identifier
    name_vi: Line
    name_en: Line | None = None
    order: Count = 0
    slow: Flag = Field(False, description="Assessed as slow by the standing agency or the working group")
    slow_basis: Line | None = None
    note: Text | None = None
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def register(new: NewGroup, tenant: TenantId, plan: PlanSnapshot | None, now: datetime) -> Change[GroupSnapshot]:
    """Takes effect with its plan. Raises UnknownReference."""
    if plan is None:
        raise UnknownReference("plan", new.plan)
    group = GroupSnapshot(tenant=tenant, version=1, **new.model_dump())
    return Change(group, (Occurred(GroupRegistered(after=group), took_effect(plan, now)),))
