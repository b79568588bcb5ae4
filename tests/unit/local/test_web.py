"""When the web application is built anew, and what happens where it cannot be."""

import sys
from pathlib import Path

import pytest

from deploy.local import web


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, and an environment of its own."""
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    (folder / "src/main.tsx").write_text("one")
    monkeypatch.setattr(web, "SOURCES", folder)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    (tmp_path / "environment").mkdir()
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What the next builds come to; the first is taken. Pip and npm themselves are tried by whoever installs."""
    outcomes = [True]
    monkeypatch.setattr(web, "_build", lambda place, log: outcomes.pop(0))
    return outcomes


def test_it_is_built_once_for_each_state_of_its_sources(sources: Path, builds: list[bool]) -> None:
    web.ensure({})
    assert builds == []
    web.ensure({})  # would fail: there is no further outcome
    (sources / "src/main.tsx").write_text("two")
    builds.append(True)
    web.ensure({})
    assert builds == []


@pytest.mark.parametrize("made", ["node_modules", "static", "__pycache__"])
def test_what_a_build_leaves_behind_changes_nothing(sources: Path, made: str) -> None:
    before = web.state()
    (sources / made).mkdir()
    (sources / made / "file").write_text("made")
    assert web.state() == before


def test_a_build_that_failed_is_told_of_and_tried_again(
    sources: Path, builds: list[bool], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    builds[:] = [False, True]
    web.ensure({})
    assert "was not built" in capsys.readouterr().err
    web.ensure({})
    assert builds == []


def test_nothing_is_built_where_nobody_wants_it(sources: Path, builds: list[bool]) -> None:
    web.ensure({"SKIP_UI_BUILD": "1"})
    assert builds == [True]


def test_an_environment_that_cannot_be_written_stops_nothing(
    sources: Path, builds: list[bool], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(sources / "nowhere"))
    web.ensure({})
    assert "web" in capsys.readouterr().err
    assert builds == [True]
