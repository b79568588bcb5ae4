"""docs/requirements/README.md says what is true of this tree. `TIENDO_WRITE=1 pytest tests/requirements` writes it anew."""

import os
from pathlib import Path

from tests.requirements.page import page
from tests.requirements.tracing import PAGE, code_by_requirement, known, proof_by_requirement, scenarios_driven

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date() -> None:
    said = page(ROOT)
    if os.environ.get("TIENDO_WRITE") == "1":
        (ROOT / PAGE).write_text(said, "utf-8")
    assert (ROOT / PAGE).read_text("utf-8") == said, "write it anew with TIENDO_WRITE=1"


def test_only_requirements_that_exist_are_named() -> None:
    ids = {record["id"] for record in known(ROOT, "requirements")}
    assert code_by_requirement(ROOT).keys() <= ids
    assert proof_by_requirement(ROOT).keys() <= ids


def test_only_scenarios_that_exist_are_named() -> None:
    assert scenarios_driven(ROOT) <= {record["id"] for record in known(ROOT, "scenarios")}


def test_what_a_test_drives_is_carried_by_code() -> None:
    assert proof_by_requirement(ROOT).keys() - code_by_requirement(ROOT).keys() == set()
