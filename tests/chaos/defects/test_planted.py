"""A few of the planted defects in a real installation; `python -m tests.chaos --planted all` runs every one."""

import asyncio

import pytest

from tests.chaos.defects import DEFECTS, NAMES, is_seen, verdicts_on
from tests.chaos.invariants import INVARIANTS
from tests.chaos.points.plants import PLANTS
from tests.stacks.tiendo import PROJECT

_OCCASIONS = 3
RUN_ALWAYS = ("none", "forgets-idempotency-keys", "counts-a-repetition-again")


@pytest.mark.parametrize("name", RUN_ALWAYS)
def test_the_judge_sees_what_there_is_to_see(name: str) -> None:
    """A defect needs its occasion, which may pass by on a machine that is very busy; a false alarm may never be."""
    for _ in range(_OCCASIONS if DEFECTS[name].invariant else 1):
        verdicts = asyncio.run(verdicts_on(name))
        if is_seen(DEFECTS[name], verdicts):
            return
    pytest.fail(str([violation for verdict in verdicts for violation in verdict.violations]))


def test_every_invariant_has_a_defect_that_breaks_it() -> None:
    assert {defect.invariant for defect in DEFECTS.values()} >= {invariant.name for invariant in INVARIANTS}


def test_every_defect_has_its_plant_and_every_plant_its_defect() -> None:
    assert {name for name, defect in DEFECTS.items() if defect.service} == PLANTS.keys()
    assert set(NAMES) >= set(RUN_ALWAYS)


def test_the_page_names_every_invariant_and_every_defect() -> None:
    page = (PROJECT / "docs/invariants.md").read_text(encoding="utf-8")
    assert [invariant.name for invariant in INVARIANTS if f"| {invariant.name} |" not in page] == []
    assert [name for name in NAMES if f"`{name}`" not in page] == []
