from pathlib import Path

import pytest

from deploy.local import development, language
from deploy.local.cli import main
from deploy.local.language import Refusal


def test_without_a_command_it_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([])
    shown = capsys.readouterr().out
    assert all(
        command in shown for command in ("up", "token", "status", "verify", "test", "bench", "chaos", "lock", "topics")
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["fly"], "invalid choice: 'fly'"),
        (["up", "--port", "http"], "a port is a number from 0 to 65535, not 'http'"),
        (["up", "--port", "65536"], "a port is a number from 0 to 65535"),
        (["token", "--tenant", "nghe-an"], "--role"),
        (["token", "--tenant", "nghe-an", "--role", "ops", "--hours", "0"], "hours are 1 to"),
    ],
)
def test_what_cannot_be_understood_is_said(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("command", [["verify"], ["token", "--tenant", "nghe-an", "--role", "chairman"]])
def test_a_command_that_reads_data_refuses_where_there_is_none(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--data", str(tmp_path / "none")]) == 1
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "run ./tiendo up --demo --data" in complaint
    assert not (tmp_path / "none").exists()


def test_an_unknown_benchmark_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Refusal, match="name one"):
        development.bench(["warp-speed"])


@pytest.mark.parametrize(
    ("variables", "spoken"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_it_speaks_the_language_of_the_locale(
    variables: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language.say("vi", "en") == spoken
