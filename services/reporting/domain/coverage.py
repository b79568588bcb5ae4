"""How many of the essential public services are deployed; what nobody stated is no data (FR-NA-12)."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.reporting.domain.answers import Words
from services.reporting.domain.folding import Document
from services.reporting.domain.indicator_answers import ChecklistCoverage, PartDeployed, ServiceStanding
from services.reporting.domain.measures import definition_at, parts_at
from services.reporting.domain.tallies import percent

_NOT_STATED: Mapping[str, Any] = {"deployed": None, "deployed_on": None, "note": None}


def coverage(document: Document, at: str | None, known: str | None) -> ChecklistCoverage | None:
    """None where the list was not known then."""
    listed = definition_at(document, at, known)
    if listed is None:
        return None
    parts = parts_at(document, at, known)
    services = [_service(service, parts.get(service["id"], _NOT_STATED)) for service in listed["services"]]
    counts = _counts(services)
    return ChecklistCoverage(
        **counts,
        checklist=document["id"].partition(":")[2],
        title_vi=listed["title_vi"],
        title_en=listed["title_en"],
        sample=listed["sample"],
        headline=_headline(counts),
        by_part=[
            PartDeployed(part=part, **_counts([service for service in services if service.part == part]))
            for part in dict.fromkeys(service.part for service in services)
        ],
        services=services,
    )


def _service(service: Mapping[str, Any], said: Mapping[str, Any]) -> ServiceStanding:
    names = {"name_vi": service["name_vi"], "name_en": service["name_en"]}
    return ServiceStanding(service=service["id"], part=service["part"], **names, **said)


def _counts(services: Sequence[ServiceStanding]) -> dict[str, Any]:
    """The fields of Deployed."""
    stated = [service for service in services if service.deployed is not None]
    deployed = sum(bool(service.deployed) for service in stated) if stated else None
    return {
        "total": len(services),
        "stated": len(stated),
        "deployed": deployed,
        "not_deployed": None if deployed is None else len(stated) - deployed,
        "rate": None if deployed is None else percent(deployed, len(services)),
    }


def _headline(counts: Mapping[str, Any]) -> Words:
    total, deployed = counts["total"], counts["deployed"]
    if deployed is None:
        return Words(vi="Chưa có dữ liệu triển khai", en="Nothing was stated of any service")
    return Words(vi=f"Triển khai {deployed}/{total} dịch vụ công", en=f"{deployed} of {total} services deployed")
