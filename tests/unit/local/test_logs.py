import json
from pathlib import Path

from deploy.local.logs import LARGEST_BYTES, cut, last_words, open_log


def test_a_log_is_continued_by_the_next_process(tmp_path: Path) -> None:
    for line in (b"first\n", b"second\n"):
        with open_log(tmp_path / "tasks.log") as log:
            log.write(line)
    assert (tmp_path / "tasks.log").read_text() == "first\nsecond\n"


def test_a_log_that_grew_too_large_becomes_the_older_generation_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "tasks.log"
    with open_log(path) as log:
        log.write(b"x" * (LARGEST_BYTES + 1))
        cut(path)
        log.write(b"after\n")
    assert path.read_bytes() == b"after\n"
    assert (tmp_path / "tasks.log.1").stat().st_size == LARGEST_BYTES + 1


def test_a_small_log_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tasks.log"
    path.write_text("small\n")
    cut(path)
    assert path.read_text() == "small\n"
    assert not (tmp_path / "tasks.log.1").exists()


def test_the_last_words_are_the_last_plain_line(tmp_path: Path) -> None:
    path = tmp_path / "bus.log"
    path.write_text("Traceback (most recent call last):\n  File …\nOSError: disk full\n\n")
    assert last_words(path) == "OSError: disk full"


def test_the_last_words_of_a_service_are_its_error_rather_than_what_its_server_said_after_it(tmp_path: Path) -> None:
    path = tmp_path / "tasks.log"
    lines = [
        {"level": "error", "message": "start failed", "error": "Traceback …\nStoreIsNewer: format 7, this one knows 1"},
        {"level": "error", "message": "Application startup failed. Exiting."},
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert last_words(path) == "StoreIsNewer: format 7, this one knows 1"


def test_the_last_words_without_an_error_are_the_last_message(tmp_path: Path) -> None:
    path = tmp_path / "tasks.log"
    path.write_text(json.dumps({"level": "info", "message": "stopping"}) + "\n42\n" + json.dumps({"message": "bye"}))
    assert last_words(path) == "bye"


def test_a_process_that_said_nothing_has_no_last_words(tmp_path: Path) -> None:
    assert last_words(tmp_path / "none.log") == ""
    (tmp_path / "empty.log").write_text("")
    assert last_words(tmp_path / "empty.log") == ""
