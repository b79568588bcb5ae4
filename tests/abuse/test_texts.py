"""Texts that break programs: they are refused with a 422, or kept and given back; nothing fails on them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.abuse.callers import LEAD, PROVINCE
from tests.abuse.surface import GATEWAY
from tests.abuse.town import Answer, Town, planner

CHIEF = planner(PROVINCE)
DOORS = [GATEWAY, "tasks"]


def refused(answer: Answer, status: int = 422) -> None:
    assert answer.status == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def send(town: Town, door: str, body: str | bytes, path: str = "units") -> Answer:
    headers = {"content-type": "application/json"}
    return town.ask(CHIEF, "POST", f"/v1/{PROVINCE}/{path}", door, content=body, headers=headers)


def unit(**fields: Any) -> dict[str, Any]:
    return {"id": "ODD", "type": "department", "name_vi": "Sở", **fields}


NO_JSON: Mapping[str, bytes] = {
    "nothing": b"",
    "not JSON": b"{",
    "bytes that are no text": b'{"id": "\xff\xfe"}',
    "a bottomless list": b"[" * 100_000,
    "a bottomless object": b'{"a":' * 50_000,
    "a deep list that ends": b"[" * 50_000 + b"]" * 50_000,
    "a number of many digits": b'{"id": ' + b"9" * 50_000 + b"}",
    "two values": b"{} {}",
    "a list": b"[]",
    "a text": b'"unit"',
    "null": b"null",
    "a name that is half a letter": b'{"\\ud800": 1}',
    "a name with a zero": b'{"\\u0000": 1}',
    "an endless name": b'{"' + b"x" * 100_000 + b'": 1}',
    "many names": b"{" + b",".join(b'"a%d":1' % number for number in range(20_000)) + b"}",
}
TEXTS = {
    "a zero": "\0",
    "half a letter": "\ud800",
    "the other half": "a\udc00b",
    "a bell": "\a",
    "a delete": "\x7f",
    "a next line": "\x85",
}
KEPT = {
    "right to left": "\u202eabc",
    "nothing wide": "a\u200bb",
    "an emoji of many": "👩‍👩‍👧‍👦",
    "a text that ends a script": "</script><script>",
    "a text of a database": "'; DROP TABLE works; --",
    "a text of a template": "{{7*7}} ${7*7} {x}",
    "a marker of order": "\ufeffx",
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", NO_JSON)
def test_a_body_that_is_no_request_is_refused(town: Town, door: str, name: str) -> None:
    refused(send(town, door, NO_JSON[name]))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", TEXTS)
def test_letters_that_are_none_are_refused_wherever_a_text_is(town: Town, door: str, name: str) -> None:
    for path, field, body in _texts_of_requests(town):
        answer = send(town, door, json.dumps({**body, field: f"a{TEXTS[name]}b"}), path)
        refused(answer)
        assert [fault["field"] for fault in answer.json()["errors"]] == [f"body.{field}"], answer.text


def _texts_of_requests(town: Town) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for sort, path in (
        ("unit", "units"),
        ("plan", "plans"),
        ("group", "groups"),
        ("task", "tasks"),
        ("model", "models"),
        ("cycle", "reporting-cycles"),
        ("request", "requests"),
        ("bottleneck", "bottlenecks"),
        ("question_set", "question-sets"),
        ("survey_round", "survey-rounds"),
    ):
        body = town.body(sort, PROVINCE)
        yield from (
            (path, field, body) for field, value in body.items() if isinstance(value, str) and field != "source"
        )
    for sort in ("status", "deadline"):
        body = town.body(sort, PROVINCE)
        names = ("note", "product", "reason") if sort == "status" else ("reason", "document")
        yield from ((f"tasks/KEPT-{PROVINCE}/{sort}", field, body) for field in names)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e999", "-1", "1.5", "true", '"1"', "null", "9" * 400]
)
def test_a_number_that_is_none_is_refused(town: Town, door: str, value: str) -> None:
    plan = json.dumps(town.body("plan", PROVINCE))[:-1]
    refused(send(town, door, f'{plan}, "year": {value}}}', "plans"))
    model = json.dumps(town.body("model", PROVINCE))[:-1]
    if value not in {"-1", "1.5", "null"}:
        refused(send(town, door, f'{model}, "target": {{"op": "=", "value": {value}}}}}', "models"))


@pytest.mark.parametrize("name", KEPT)
def test_odd_texts_are_kept_and_given_back(town: Town, name: str) -> None:
    body = {**town.body("unit", PROVINCE), "name_vi": f"a{KEPT[name]}b"}
    made = send(town, GATEWAY, json.dumps(body))
    assert made.status == 201, made.text
    assert made.json()["name_vi"] == body["name_vi"]


QUERIES = {
    "a zero": "q=%00",
    "half a letter": "q=%ED%A0%80",
    "no text": "q=%FF%FE",
    "no percent": "q=%",
    "a long word": f"q={'x' * 201}",
    "twice": "limit=1&limit=2",
    "a word for a number": "limit=ten",
    "none": "limit=0",
    "too many": "limit=501",
    "far too many": f"limit={'9' * 5_000}",
    "less than none": "limit=-1",
    "a name that is not known": "nobody=1",
    "a name that is no text": "%FF=1",
    "a name with a zero": "%00=1",
    "a long cursor": f"cursor={'x' * 1_001}",
    "somebody's cursor": "cursor=AAAA",
    "a status that is not known": "status=done",
    "a unit that is none": "unit=../x",
    "a day that is none": "due_before=2024-02-30",
    "a day far away": "due_before=9999-12-31",
    "an empty answer": "overdue=",
}
ACCEPTED = {"a zero", "half a letter", "no text", "no percent", "twice"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_understood_or_refused(town: Town, door: str, name: str) -> None:
    answer = town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/tasks?{QUERIES[name]}", door)
    if name in ACCEPTED:
        assert answer.status in {200, 422}, answer.text
    else:
        refused(answer)


@pytest.mark.parametrize("wait", ["nan", "inf", "-1", "61", "1e400", "x"])
def test_nobody_waits_for_ever(town: Town, wait: str) -> None:
    refused(town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/events?wait={wait}"))


@pytest.mark.parametrize("after", ["-1", "x", "9" * 16, "9" * 5_000, "1.5", "nan"])
def test_a_cursor_of_the_feed_is_a_number(town: Town, after: str) -> None:
    refused(town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/events?after={after}"))
    refused(town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/stream?after={after}"))
    refused(town.ask(CHIEF, "GET", f"/v1/{PROVINCE}/stream", headers={"last-event-id": after}))


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "khóa"])
def test_a_key_that_is_none_is_refused(town: Town, key: str) -> None:
    for door in DOORS:
        headers = [
            (b"idempotency-key", key.encode()),
            *((k.encode(), v.encode()) for k, v in town.bearer(CHIEF).items()),
        ]
        with town.doors[door].stream("POST", f"/v1/{PROVINCE}/units", headers=headers, json=unit(id=LEAD)) as answer:
            assert answer.status_code == 422, key


@pytest.mark.parametrize("tag", ['"x"', "x", "W/", '"99999999999999999999"', '"-1"', '"1", "2"'])
def test_a_tag_that_is_not_ours_matches_nothing(town: Town, tag: str) -> None:
    path, body = f"/v1/{PROVINCE}/tasks/KEPT-{PROVINCE}/status", town.body("status", PROVINCE)
    for door in DOORS:
        refused(town.ask(CHIEF, "POST", path, door, json=body, headers={"if-match": tag}), 412)
