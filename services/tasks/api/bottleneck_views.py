"""What is answered about bottlenecks."""

from datetime import datetime
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field

from services.tasks.api.views import answer
from services.tasks.domain.bottlenecks.bottleneck import age_days
from services.tasks.domain.bottlenecks.bottleneck_board import Theme
from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
from services.tasks.ports import Committed
from shared.events.bottleneck_leads import BottleneckLeadsSnapshot, Consolidator, LeadLine
from shared.events.bottlenecks import BottleneckGroup, BottleneckSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class BottleneckView(BottleneckSnapshot):
    """A bottleneck with its age now: days in Vietnam since it was raised, until it was closed."""

    age_days: int


class ChangedBottleneck(BottleneckView):
    sequence: int = _SEQUENCE


class BottleneckPage(BaseModel):
    items: list[BottleneckView]
    next: str | None = _NEXT


class ThemeList(BaseModel):
    """The same bottleneck in several provinces; the most widespread first."""

    items: list[Theme]


class GroupLeads(BaseModel):
    """One of the five groups and who leads it; the resources may have a line for each part."""

    group: BottleneckGroup
    order: int
    name_vi: str
    name_en: str
    leads: list[LeadLine]


class LeadsView(BaseModel):
    """Always five groups; lines and lead units are counted apart (AMB-12). Version 0: nobody was named yet."""

    groups: list[GroupLeads]
    lead_lines: int
    lead_units: int = Field(description="Distinct units that lead a group or a part of one")
    consolidator: Consolidator | None
    version: int


class ChangedLeads(LeadsView):
    sequence: int = _SEQUENCE


def bottleneck_json(known: BottleneckSnapshot, now: datetime) -> dict[str, Any]:
    return known.model_dump(mode="json") | {"age_days": age_days(known, now)}


def changed_bottleneck(committed: Committed[BottleneckSnapshot], now: datetime, status: int = 200) -> Response:
    """The bottleneck after the command, and the number of the command's last event."""
    state = committed.state
    return answer(bottleneck_json(state, now) | {"sequence": committed.sequence}, status, state.version)


def leads_json(table: BottleneckLeadsSnapshot | None) -> dict[str, Any]:
    """LeadsView describes it."""
    lines = table.lines if table else ()
    groups = [
        GroupLeads(
            group=group,
            order=order,
            name_vi=name.vi,
            name_en=name.en,
            leads=[line for line in lines if line.group == group],
        )
        for order, (group, name) in enumerate(GROUPS.items(), 1)
    ]
    view = LeadsView(
        groups=groups,
        lead_lines=len(lines),
        lead_units=len({line.unit for line in lines}),
        consolidator=table.consolidator if table else None,
        version=table.version if table else 0,
    )
    return view.model_dump(mode="json")
