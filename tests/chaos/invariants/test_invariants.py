"""Good evidence breaks nothing, and each invariant has looked at something there."""

import pytest

from tests.chaos.invariants import INVARIANTS
from tests.chaos.invariants.constructed import good
from tests.chaos.invariants.verdicts import Invariant

EVERY_INVARIANT = pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.name)


@EVERY_INVARIANT
def test_good_evidence_breaks_no_invariant(invariant: Invariant) -> None:
    assert invariant.judge(good()).violations == []


@EVERY_INVARIANT
def test_an_invariant_looks_at_what_there_is(invariant: Invariant) -> None:
    assert invariant.judge(good()).checked > 0


@EVERY_INVARIANT
def test_an_invariant_says_in_a_sentence_what_it_states(invariant: Invariant) -> None:
    assert invariant.statement.endswith(".")


def test_invariants_are_numbered_as_in_their_page() -> None:
    assert [invariant.name for invariant in INVARIANTS] == [f"I{n}" for n in range(1, 26)]
