"""Indicators, the essential services and the reporting calendar of the sample data, as commands say them; nothing is added."""

from collections.abc import Iterator
from typing import Any

from deploy.local.demo.records import Record, Records

CHECKLIST = "DVC-THIET-YEU"
_SORTS = {"%": "ratio", "4 criteria": "quality"}
_DIRECTIONS = {">=": "increase", "<=": "decrease", "increase": "increase", "decrease": "decrease"}
_CARRIED_OUT_BY = {"NA-KPI-04": "NA-M-27", "NA-KPI-05": "NA-M-28"}
"""Pilot models whose target is the indicator's own: one thing, seen as a model and as a number (AMB-25)."""
_NO_REPORTERS = frozenset({"external_partner", "unit_class"})
"""A partner belongs to nobody who reports, a class of units stands for others."""


def indicators(records: Records) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Those of a tenant, with what follows from the record. An index without a tenant is for readers of the file."""
    for record in records.indicators:
        if record["tenant"] is not None:
            yield record, _of_indicator(record)


def checklists(records: Records) -> Iterator[tuple[Record, dict[str, Any]]]:
    """The same list for every province (FR-NA-12); of no service the data says whether it is deployed."""
    for tenant in records.tenants:
        if tenant["level"] == "province":
            yield {"tenant": tenant["id"], "services": records.services}, _of_checklist(records.services)


def cycles(records: Records) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Cycles whose due day the data states. The others name none, on purpose: on demand, on an event, or not said in the text.

    A week is no reporting period of the system, so neither is the weekly update of communes a cycle.
    """
    for record in records.cycles:
        stated = record.keys() & {"due", "due_day"}
        for tenant in _tenants(record, records) if stated else ():
            derived = _reporters(record, tenant, records) | {"id": record["id"]}
            if record["source"] == "assumption":
                derived["source"] = "synthetic"
            yield {**record, "tenant": tenant}, derived


def _of_indicator(record: Record) -> dict[str, Any]:
    derived: dict[str, Any] = {"measure": _SORTS.get(record["unit"], "count")}
    if direction := _direction(record):
        derived["direction"] = direction
    if record["target"] is not None:
        target = {"op": record["op"], "value": record["target"], "due": record["due"]}
        derived["target"] = {name: value for name, value in target.items() if value is not None}
    if record["id"] in _CARRIED_OUT_BY:
        derived["linked_work"] = _CARRIED_OUT_BY[record["id"]]
    return derived


def _direction(record: Record) -> str | None:
    """Towards the target from where it stood; not said where neither is known."""
    baseline = record["baseline"]
    if record["op"] == "=" and baseline is not None:
        return "decrease" if baseline["value"] > record["target"] else "increase"
    return _DIRECTIONS.get(record["op"])


def _of_checklist(services: list[Record]) -> dict[str, Any]:
    """Names that were not found stay away."""
    listed = [
        {"id": service["id"], "part": service["list"]}
        | ({"name_vi": service["name_vi"]} if service["name_vi"] is not None else {})
        for service in services
    ]
    count = len(services)
    titles = {"title_vi": f"{count} dịch vụ công thiết yếu", "title_en": f"{count} essential public services"}
    (source,) = {service["source"] for service in services}
    return {"id": CHECKLIST, "services": listed, "source": source, **titles}


def _tenants(record: Record, records: Records) -> list[str]:
    """That of the unit which is named; by default every tenant."""
    if unit := record.get("from_unit"):
        return [known["tenant"] for known in records.units if known["id"] == unit]
    return [tenant["id"] for tenant in records.tenants]


def _reporters(record: Record, tenant: str, records: Records) -> dict[str, Any]:
    if unit := record.get("from_unit"):
        return {"units": [unit]}
    sorts = {unit["type"] for unit in records.units if unit["tenant"] == tenant}
    return {"unit_types": sorted(sorts - _NO_REPORTERS)}
