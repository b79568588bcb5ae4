"""What a reader of events may rely on, and what it must survive."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.events import Event, MalformedEvent, TaskStatusChanged, UnknownEventType, payload_of
from shared.events.generate import EXAMPLES

ROOT = Path(__file__).parents[3]


@pytest.fixture
def wire() -> dict[str, Any]:
    """The status change of the story, as it stands on the bus."""
    text = (ROOT / EXAMPLES / "vn.tiendo.task.status-changed.v1.json").read_text(encoding="utf-8")
    example: dict[str, Any] = json.loads(text)
    return example


def read(wire: dict[str, Any]) -> TaskStatusChanged:
    payload = payload_of(Event.from_json(json.dumps(wire)))
    assert isinstance(payload, TaskStatusChanged)
    return payload


def test_unknown_fields_are_ignored_at_every_depth(wire: dict[str, Any]) -> None:
    expected = read(wire)
    wire["colour"] = wire["data"]["colour"] = "green"
    wire["data"]["after"]["colour"] = wire["data"]["change"]["colour"] = "green"
    wire["data"]["after"]["obligation"]["colour"] = {"deep": ["green"]}
    assert read(wire) == expected


def test_a_field_that_came_later_takes_its_default(wire: dict[str, Any]) -> None:
    for later in ("legal_refs", "sample", "note"):
        del wire["data"]["after"][later]
    del wire["data"]["change"]["adopted"]
    snapshot = read(wire).after
    assert (snapshot.legal_refs, snapshot.note, snapshot.sample) == ((), None, True)
    assert read(wire).change.adopted is False


def test_an_attribute_that_is_null_is_an_attribute_that_is_absent(wire: dict[str, Any]) -> None:
    absent = {name: value for name, value in wire.items() if value is not None}
    assert absent.keys() != wire.keys()
    assert Event.from_json(json.dumps(absent)) == Event.from_json(json.dumps(wire))


def test_bytes_of_the_bus_read_like_text(wire: dict[str, Any]) -> None:
    text = json.dumps(wire, ensure_ascii=False)
    assert Event.from_json(text.encode()) == Event.from_json(text)


def test_an_instant_with_another_offset_is_the_same_instant(wire: dict[str, Any]) -> None:
    expected = Event.from_json(json.dumps(wire))
    wire["time"] = "2024-01-15T08:00:00+07:00"
    assert Event.from_json(json.dumps(wire)) == expected


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"specversion":"1.0"}'])
def test_what_is_no_event_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedEvent):
        Event.from_json(body)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("specversion", "0.3"),
        ("sequence", 0),
        ("sequence", "seven"),
        ("time", "2024-01-15"),
        ("time", "2024-01-15T08:00:00"),
        ("tenant", None),
        ("data", "text"),
    ],
)
def test_an_attribute_of_another_shape_is_malformed(wire: dict[str, Any], attribute: str, value: object) -> None:
    wire[attribute] = value
    with pytest.raises(MalformedEvent, match=attribute):
        Event.from_json(json.dumps(wire))


@pytest.mark.parametrize("attribute", ["id", "source", "type", "subject", "tenant", "sequence", "recordedtime", "data"])
def test_an_event_without_its_attributes_is_malformed(wire: dict[str, Any], attribute: str) -> None:
    del wire[attribute]
    with pytest.raises(MalformedEvent, match=attribute):
        Event.from_json(json.dumps(wire))


def test_a_type_of_a_later_version_is_unknown_but_still_an_event(wire: dict[str, Any]) -> None:
    wire["type"] = "vn.tiendo.task.status-changed.v2"
    event = Event.from_json(json.dumps(wire))
    with pytest.raises(UnknownEventType, match="v2"):
        payload_of(event)


def test_data_that_does_not_fit_its_type_is_malformed_and_names_the_field(wire: dict[str, Any]) -> None:
    wire["data"]["after"]["status"] = "finished"
    with pytest.raises(MalformedEvent, match="status"):
        payload_of(Event.from_json(json.dumps(wire)))
