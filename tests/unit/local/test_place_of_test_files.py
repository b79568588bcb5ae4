"""`./tiendo test` keeps the files of tests in memory where there is room, and leaves nothing there."""

from pathlib import Path

import pytest

from deploy.local import development


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was run in place of pytest; the place of files was there then."""
    said: list[tuple[str, ...]] = []

    def run(*command: str) -> int:
        said.append(command)
        if "--basetemp" in command:
            (Path(command[command.index("--basetemp") + 1])).mkdir()
        return 0

    monkeypatch.setattr(development, "_CHECKS", ())
    monkeypatch.setattr(development, "_python", run)
    return said


def test_files_are_kept_in_memory_and_are_gone_afterwards(
    commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(development, "_MEMORY", tmp_path)
    monkeypatch.setattr(development, "_ROOM", 0)
    assert development.test(["tests/unit"]) == 0
    place = Path(commands[0][commands[0].index("--basetemp") + 1])
    assert place.parent.parent == tmp_path
    assert commands[0][-1] == "tests/unit", "what the user says comes last and counts"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("room", [None, 1 << 62])
def test_without_room_they_are_where_temporary_files_are(
    commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int | None
) -> None:
    monkeypatch.setattr(development, "_MEMORY", tmp_path if room else tmp_path / "no-such-folder")
    monkeypatch.setattr(development, "_ROOM", room or 0)
    assert development.test([]) == 0
    assert "--basetemp" not in commands[0]
