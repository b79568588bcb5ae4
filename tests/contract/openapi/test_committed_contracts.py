"""The gateway's routes are built from committed files; here they are compared with what the services say of themselves.

`TIENDO_WRITE=1 pytest tests/contract/openapi` writes the files anew.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

import services.notifications.app
import services.notifications.settings
import services.reporting.app
import services.reporting.settings
import services.tasks.app
import services.tasks.settings
from services.gateway.adapters.contract_files import FOLDER, SERVICES

_CREATE: dict[str, tuple[Callable[..., FastAPI], Callable[..., Any]]] = {
    "tasks": (services.tasks.app.create, services.tasks.settings.Settings),
    "reporting": (services.reporting.app.create, services.reporting.settings.Settings),
    "notifications": (services.notifications.app.create, services.notifications.settings.Settings),
}


def described(service: str, folder: Path) -> str:
    """The service's own OpenAPI document, in the form in which it is committed."""
    create, settings = _CREATE[service]
    app = create(
        settings(
            store_url=f"sqlite://{folder}",
            kafka="127.0.0.1:9092",
            jwks=str(folder / "jwks.json"),
            issuer="https://issuer.test",
            internal_key="between-services",
        )
    )
    return json.dumps(app.openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("service", SERVICES)
def test_the_committed_contract_is_what_the_service_says(service: str, tmp_path: Path) -> None:
    committed = FOLDER / f"{service}.json"
    said = described(service, tmp_path)
    if os.environ.get("TIENDO_WRITE") == "1":
        committed.write_text(said, "utf-8")
    assert json.loads(committed.read_text("utf-8")) == json.loads(said), "write it anew with TIENDO_WRITE=1"
