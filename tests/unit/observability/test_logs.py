import json
import logging

from shared.observability.logs import JsonLines, without_passwords


def written(message: str, *arguments: object, **extra: object) -> dict[str, str]:
    record = logging.LogRecord("bus", logging.WARNING, __file__, 1, message, arguments, None)
    vars(record).update(extra)
    line: dict[str, str] = json.loads(JsonLines().format(record))
    return line


def test_a_record_is_one_line_of_json_with_what_was_added() -> None:
    line = written("%s is away", "the bus", reason="nobody\nanswers")
    assert (line["level"], line["logger"], line["message"]) == ("warning", "bus", "the bus is away")
    assert line["reason"] == "nobody\nanswers"


def test_a_url_keeps_its_user_and_host_and_loses_its_password() -> None:
    said = without_passwords("no answer from mongodb://tiendo:hid:d/e@n@db-1,db-2/?replicaSet=rs0 in 5 s")
    assert said == "no answer from mongodb://tiendo:***@db-1,db-2/?replicaSet=rs0 in 5 s"
    assert without_passwords("http://127.0.0.1:8000/x and a@b.vn") == "http://127.0.0.1:8000/x and a@b.vn"


def test_no_part_of_a_record_shows_a_password_of_a_url() -> None:
    url = "mongodb://tiendo:hidden@db/"
    try:
        raise ValueError(url)
    except ValueError as problem:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, url, (), (ValueError, problem, problem.__traceback__)
        )
    record.reason = url
    assert "hidden" not in JsonLines().format(record)
    assert JsonLines().format(record).count("tiendo:***@db") == 3


def test_a_start_that_failed_is_told_by_its_error_not_by_its_stack() -> None:
    line = written("Traceback (most recent call last):\n  File …\nStoreIsNewer: has format 99\n")
    assert line["message"] == "StoreIsNewer: has format 99"
    assert line["error"].startswith("Traceback")
