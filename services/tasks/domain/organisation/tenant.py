"""Tenants: a province or the central level joins (FR-X-01)."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from services.tasks.domain.values import Day, Identifier, Line, Wish, Word
from shared.events import Change, Occurred, Source, TenantRegistered, TenantSnapshot
from shared.tenancy import TenantId


class NewTenant(Wish):
    """Its units are named here before they are registered: the tenant comes first."""

    id: Identifier
    level: Literal["central", "province"] = "province"
    short_code: Word
    name_vi: Line
    name_en: Line | None = None
    standing_unit: Identifier | None = Field(None, description="The standing agency (cơ quan thường trực)")
    office_unit: Identifier | None = None
    working_group_unit: Identifier | None = None
    working_group_head_role_vi: Line | None = None
    working_group_head_role_en: Line | None = None
    gso_code: Word | None = None
    e_identifier: Word | None = None
    valid_from: Day | None = Field(None, description="First day of its existence; null: since before the records")
    timezone: Literal["Asia/Ho_Chi_Minh"] = "Asia/Ho_Chi_Minh"
    source: Source = Source.ENTERED
    source_ref: Line | None = None


def register(new: NewTenant, now: datetime) -> Change[TenantSnapshot]:
    """The first event of a tenant's journal."""
    tenant = TenantSnapshot(tenant=TenantId(new.id), version=1, **new.model_dump())
    return Change(tenant, (Occurred(TenantRegistered(after=tenant), now),))
