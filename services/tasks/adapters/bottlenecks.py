"""Bottlenecks and the table of their leads as aggregates; bottlenecks are found by every filter, also across tenants."""

import asyncio
from collections.abc import Mapping
from itertools import product
from typing import Any, get_args

from services.tasks.adapters.registers import StoredRegister
from services.tasks.domain.bottlenecks.bottleneck_groups import GROUPS
from services.tasks.domain.search import fold
from services.tasks.ports import BottleneckSearch
from shared.calendar import to_wire
from shared.events.bottlenecks import BottleneckSnapshot, BottleneckStatus
from shared.messaging import Found, Sequencer, aggregate_spec
from shared.storage import Condition, Contains, In, Index, Range, Store
from shared.tenancy import AcrossTenants, TenantId

BOTTLENECKS = aggregate_spec(
    "bottlenecks",
    (
        Index(("bottleneck_group",)),
        Index(("bottleneck_group", "status")),
        Index(("status",)),
        Index(("owner_unit",)),
        Index(("theme",)),
        Index(("scope",)),
        Index((), spanning=True),
        Index(("status",), spanning=True),
        Index(("bottleneck_group",), spanning=True),
        Index(("theme",), spanning=True),
    ),
    text=("search_text", "held_up"),
)
LEADS = aggregate_spec("bottleneck_leads")
_STATUSES: tuple[BottleneckStatus, ...] = get_args(BottleneckStatus)
_PASSED_ON = "passed_on"
_CELLS: tuple[tuple[str, BottleneckStatus], ...] = tuple(product(GROUPS, _STATUSES))


class StoredBottlenecks(StoredRegister[BottleneckSnapshot]):
    """Every filter combination is served by one of the indexes; the other conditions are checked in the store."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, BOTTLENECKS, BottleneckSnapshot, sequencer, _fields)
        self._every = store

    async def search(
        self, tenant: TenantId, search: BottleneckSearch, limit: int, after: str | None
    ) -> Found[BottleneckSnapshot]:
        return await self.find(tenant, _where(search), limit=limit, after=after)

    async def tally(self, tenant: TenantId) -> Mapping[tuple[str, BottleneckStatus], int]:
        collection = self._collection(tenant)
        counts = await asyncio.gather(
            *(collection.count({"bottleneck_group": group, "status": status}) for group, status in _CELLS)
        )
        return {cell: count for cell, count in zip(_CELLS, counts, strict=True) if count}

    async def of_every_province(
        self, reason: AcrossTenants, search: BottleneckSearch, limit: int, after: str | None
    ) -> Found[BottleneckSnapshot]:
        page = await self._every.across(BOTTLENECKS, reason).find(_where(search), limit, after)
        return Found([BottleneckSnapshot.model_validate(document["state"]) for document in page.items], page.after)


def _fields(known: BottleneckSnapshot) -> dict[str, Any]:
    said = (known.id, known.title_vi, known.title_en, known.description_vi, known.description_en)
    return {
        "bottleneck_group": known.group,
        # Where it goes on it is found by its status; here it is none of those that are open.
        "status": known.status if known.passed_to is None else _PASSED_ON,
        "raised_at": to_wire(known.raised_at),
        "owner_unit": known.owner_unit,
        "theme": known.theme,
        "scope": known.scope,
        "held_up": "".join(map(_marked, known.linked_works)),
        "search_text": "\n".join(fold(text) for text in said if text),
    }


def _marked(work: str) -> str:
    """Between bars, which no id holds, so that an id is never found in a longer one."""
    return f"|{work}|"


def _where(search: BottleneckSearch) -> dict[str, Condition]:
    wanted: dict[str, Condition] = {
        "bottleneck_group": search.group,
        "status": _status(search),
        "raised_at": Range(lt=to_wire(search.raised_before)) if search.raised_before else None,
        "owner_unit": search.unit,
        "theme": search.theme or (Range(gt="") if search.themed else None),
        "scope": search.scope,
        "held_up": Contains(_marked(search.work)) if search.work else None,
        "search_text": Contains(search.text) if search.text else None,
    }
    return {field: condition for field, condition in wanted.items() if condition is not None}


def _status(search: BottleneckSearch) -> Condition | None:
    if search.passed_on:
        return In(()) if search.statuses else _PASSED_ON
    if search.passed_on is None and not search.statuses:
        return None
    return In(search.statuses or _STATUSES)
