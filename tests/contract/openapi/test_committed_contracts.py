"""The gateway's routes are built from committed files; here they are compared with what the services say of themselves.

`TIENDO_WRITE=1 pytest tests/contract/openapi` writes the files anew.
"""

import json
import os
from pathlib import Path

import pytest

from services.gateway.adapters.contract_files import FOLDER, SERVICES
from tests.contract.openapi.descriptions import description


@pytest.mark.parametrize("service", SERVICES)
def test_the_committed_contract_is_what_the_service_says(service: str, tmp_path: Path) -> None:
    committed = FOLDER / f"{service}.json"
    said = json.dumps(description(service, tmp_path), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("TIENDO_WRITE") == "1":
        committed.write_text(said, "utf-8")
    assert json.loads(committed.read_text("utf-8")) == json.loads(said), "write it anew with TIENDO_WRITE=1"
