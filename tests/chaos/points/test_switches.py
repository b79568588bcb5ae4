"""A switch does what it says, and nothing before."""

from pathlib import Path

import pytest

from tests.chaos.points.switches import Switches


@pytest.fixture
def switches(tmp_path: Path) -> Switches:
    return Switches(tmp_path, "tasks")


def test_nothing_passes_where_nothing_is_armed(switches: Switches) -> None:
    assert not switches.passes("after-publish")


def test_the_nth_pass_is_the_one(switches: Switches, tmp_path: Path) -> None:
    (tmp_path / "tasks").write_text("after-publish 3")
    assert [switches.passes("after-publish") for _ in range(4)] == [False, False, True, False]


def test_other_points_do_not_count(switches: Switches, tmp_path: Path) -> None:
    (tmp_path / "tasks").write_text("after-publish 2")
    assert not switches.passes("after-publish")
    assert not switches.passes("after-journal-write")
    assert switches.passes("after-publish")


def test_passes_count_from_when_the_point_was_armed(switches: Switches, tmp_path: Path) -> None:
    (tmp_path / "tasks").write_text("after-publish 2")
    assert not switches.passes("after-publish")
    (tmp_path / "tasks").write_text("after-publish 1")
    assert switches.passes("after-publish")


def test_another_services_switch_is_not_ours(switches: Switches, tmp_path: Path) -> None:
    (tmp_path / "reporting").write_text("after-publish 1")
    assert not switches.passes("after-publish")


def test_a_switch_is_read_as_it_stands(switches: Switches, tmp_path: Path) -> None:
    assert switches.read("clock") is None
    (tmp_path / "tasks.clock").write_text("-90")
    assert switches.read("clock") == "-90"
