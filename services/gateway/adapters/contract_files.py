"""The committed contracts of the services behind the gateway, one file each, generated from their own OpenAPI documents."""

import json
from collections.abc import Sequence
from pathlib import Path

from services.gateway.domain.contracts import Contract

FOLDER = Path(__file__).parent.parent / "contracts"
SERVICES = ("tasks", "reporting", "notifications")


def read_contracts(folder: Path = FOLDER) -> Sequence[Contract]:
    return [Contract(service, json.loads((folder / f"{service}.json").read_text("utf-8"))) for service in SERVICES]
