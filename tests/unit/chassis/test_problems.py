"""Problems are told in the caller's language; their types never change."""

import json

import pytest
from starlette.requests import Request

from shared.chassis import Problem, invalid, language_of
from shared.chassis.problems import NOT_FOUND, VERSION_MISMATCH
from shared.chassis.validation import invalid_request


def _request(accept: str | None = None) -> Request:
    headers = [(b"accept-language", accept.encode())] if accept is not None else []
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi,en;q=0.5", "vi"),
        ("en;q=0.4,vi;q=0.8", "vi"),
        ("fr", "vi"),
        ("en;q=x", "vi"),
        ("fr, en;q=0.1", "en"),
    ],
)
def test_vietnamese_unless_english_is_wanted_more(accept: str | None, language: str) -> None:
    assert language_of(_request(accept)) == language


def test_not_found_is_always_the_same_answer() -> None:
    answers = {bytes(Problem(NOT_FOUND).answer(_request("en")).body) for _ in range(3)}
    assert len(answers) == 1


def test_values_fill_the_text_and_are_answered() -> None:
    body = bytes(Problem(VERSION_MISMATCH, current=7).answer(_request("vi")).body).decode()
    assert "Phiên bản hiện tại là 7" in body
    assert '"current":7' in body


def test_a_field_fault_names_its_field_in_both_languages() -> None:
    problem = invalid("body.to", "unknown", "không có {x}", "no {x}")
    for language, words in (("vi", "không có {x}"), ("en", "no {x}")):
        body = json.loads(bytes(problem.answer(_request(language)).body))
        assert body["errors"] == [{"field": "body.to", "code": "unknown", "message": words}]


def test_braces_in_a_validators_message_are_kept_as_they_are() -> None:
    errors = [{"type": "value_error", "loc": ("body", "q"), "msg": "Value error, {odd}", "ctx": {}}]
    body = bytes(invalid_request(errors).answer(_request("en")).body).decode()
    assert "{odd}" in body


def test_what_is_expected_is_listed_in_the_readers_language() -> None:
    """Pydantic's list of choices has an English word before its last one."""
    errors = [{"type": "literal_error", "loc": ("body", "to"), "msg": "…", "ctx": {"expected": "'a', 'b' or 'c'"}}]
    body = json.loads(bytes(invalid_request(errors).answer(_request("vi")).body))
    assert body["errors"][0]["message"] == "phải là một trong: 'a', 'b' hoặc 'c'"
