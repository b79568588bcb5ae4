"""Everything that can be asked of the system from outside, read from the gateway's own description."""

from collections.abc import Mapping
from pathlib import Path

from fastapi.routing import APIRoute

from tests.contract.openapi.descriptions import SPEAKERS, Operation, application, description, operations

GATEWAY = "gateway"


def _surface() -> Mapping[str, Operation]:
    return {
        operation.said["operationId"]: operation for operation in operations(description(GATEWAY, Path("/nowhere")))
    }


SURFACE = _surface()
"""By operation id, which begins with the name of the service that answers."""


def doors() -> list[tuple[str, str]]:
    """Operation id and where it is asked: at the gateway, and at the service behind it."""
    behind = [(name, service_of(name)) for name in SURFACE if service_of(name) != GATEWAY]
    return [(name, GATEWAY) for name in SURFACE] + behind


def service_of(name: str) -> str:
    return name.partition("_")[0]


def inner_doors() -> list[tuple[str, str, str]]:
    """Service, method and path of everything that services keep for each other; no document shows it."""
    return [
        (service, method, route.path)
        for service in SPEAKERS
        for route in application(service, Path("/nowhere")).routes
        if isinstance(route, APIRoute) and route.path.startswith("/internal")
        for method in route.methods or ()
    ]
