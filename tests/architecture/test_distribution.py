"""Tests that share an installation run in one process, so that there is one of it; all others go by file."""

from tests.distribution import piece_of

DUTIES, SURVEYS = "tests/scenarios/test_duties.py", "tests/scenarios/test_surveys.py"


def test_scenarios_on_real_servers_are_one_piece() -> None:
    assert piece_of(f"{DUTIES}::test_a[kafka+mongo]") == piece_of(f"{SURVEYS}::test_b[kafka+mongo-1]")


def test_modules_that_share_are_one_piece() -> None:
    assert piece_of(f"{DUTIES}::test_a[shared]") == piece_of(f"{SURVEYS}::test_b[shared]")
    assert piece_of(f"{DUTIES}::test_a[shared]") != piece_of(f"{DUTIES}::test_a[kafka+mongo]")


def test_all_others_go_by_file() -> None:
    assert piece_of(f"{DUTIES}::test_a[embedded]") == DUTIES != piece_of(f"{DUTIES}::test_a[kafka+mongo]")
    own_servers = "tests/e2e/test_figures.py"
    assert piece_of(f"{own_servers}::test_c[kafka+mongo]") == own_servers
