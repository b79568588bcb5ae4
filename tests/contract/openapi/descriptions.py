"""What the services and the gateway say of themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI

import services.gateway.app
import services.gateway.settings
import services.notifications.app
import services.notifications.settings
import services.reporting.app
import services.reporting.settings
import services.tasks.app
import services.tasks.settings

Document = dict[str, Any]
_CREATE: dict[str, tuple[Callable[..., FastAPI], Callable[..., Any]]] = {
    "tasks": (services.tasks.app.create, services.tasks.settings.Settings),
    "reporting": (services.reporting.app.create, services.reporting.settings.Settings),
    "notifications": (services.notifications.app.create, services.notifications.settings.Settings),
    "gateway": (services.gateway.app.create, services.gateway.settings.GatewaySettings),
}
SPEAKERS = tuple(_CREATE)
_METHODS = frozenset({"get", "put", "post", "delete", "patch"})


class Operation(NamedTuple):
    """One operation of a document, with its method in upper case."""

    method: str
    path: str
    said: Document

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def refusals(self) -> set[str]:
        return {status for status in self.said["responses"] if not status.startswith("2")}


def application(speaker: str, folder: Path) -> FastAPI:
    """A service or the gateway, put together and not started."""
    create, settings = _CREATE[speaker]
    return create(
        settings(
            store_url=f"sqlite://{folder}",
            kafka="127.0.0.1:9092",
            jwks=str(folder / "jwks.json"),
            issuer="https://issuer.test",
            internal_key="between-services",
        )
    )


def description(speaker: str, folder: Path) -> Document:
    """The OpenAPI document of a service or of the gateway."""
    return application(speaker, folder).openapi()


def operations(document: Document) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        yield from (Operation(method.upper(), path, item[method]) for method in item if method in _METHODS)
