"""The sample data as commands, in an order in which every reference is known when it is made."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from deploy.local.demo import mappings
from deploy.local.demo.mappings import Sort
from deploy.local.demo.records import Record, Records
from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL


@dataclass(frozen=True, slots=True)
class Registration:
    """One command: registers one record of a tenant at `path`, in that role."""

    sort: str
    tenant: str
    role: Role
    path: str
    body: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def key(self) -> str:
        """The idempotency key follows from the content: the same record is the same command, today and tomorrow."""
        content = json.dumps([self.path, self.body], sort_keys=True, ensure_ascii=False)
        return f"demo-{self.id}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


Wave = list[Registration]


def waves(records: Records) -> list[Wave]:
    """Registrations of one wave do not refer to each other and may be sent at the same time. Raises UnmappedField."""
    return [
        [_tenant(record) for record in records.tenants],
        *([_of_tenant(mappings.UNIT, record, "units") for record in level] for level in _levels(records.units)),
        [*map(_plan, records.plans), *map(_frame, _framing(records))],
        _groups(records.groups),
        [_task(record) for record in records.tasks],
        [_of_tenant(mappings.MODEL, record, "models") for record in records.models],
    ]


def _tenant(record: Record) -> Registration:
    return Registration(mappings.TENANT.name, record["id"], Role.OPS, "/v1/tenants", mappings.TENANT.body(record))


def _of_tenant(sort: Sort, record: Record, collection: str, **derived: Any) -> Registration:
    tenant = record["tenant"]
    role = Role.CENTRAL_OFFICER if tenant == CENTRAL else Role.STANDING_OFFICER
    return Registration(sort.name, tenant, role, f"/v1/{tenant}/{collection}", sort.body(record) | derived)


def _levels(units: Iterable[Record]) -> list[list[Record]]:
    """Parents before children: units without a parent first, then those below them, and so on."""
    parents = {unit["id"]: unit["parent"] for unit in units}

    def depth(unit: Record) -> int:
        steps, above = 0, unit["parent"]
        while above is not None:
            steps, above = steps + 1, parents[above]
        return steps

    return [list(level) for _, level in groupby(sorted(units, key=depth), key=depth)]


def _plan(record: Record) -> Registration:
    """The plans of a year state no day: they count from its first one."""
    first_day = date(record["year"], 1, 1).isoformat()
    return _of_tenant(mappings.PLAN, record, "plans", effective_from=first_day)


def _framing(records: Records) -> list[Record]:
    """The directives whose assignments are registered: they take the place of a plan (FR-BP-01)."""
    planned = {group["plan"] for group in records.groups}
    return [directive for directive in records.directives if directive["id"] in planned]


def _frame(record: Record) -> Registration:
    return _of_tenant(mappings.DIRECTIVE, record, "plans", year=date.fromisoformat(record["issued_date"]).year)


def _groups(records: Iterable[Record]) -> Wave:
    """Groups have the order of the file, counted in each tenant from 1."""
    places: Counter[str] = Counter()
    wave = []
    for record in records:
        places[record["tenant"]] += 1
        wave.append(_of_tenant(mappings.GROUP, record, "groups", order=places[record["tenant"]]))
    return wave


def _task(record: Record) -> Registration:
    """An assignment of a directive has the directive as its plan where the record names none."""
    return _of_tenant(mappings.TASK, {"plan": record.get("directive"), **record}, "tasks")
