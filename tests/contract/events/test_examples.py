"""The examples tell one story; whatever reads or writes events can be tried on it."""

import json
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from shared.events import CATALOGUE, Event, payload_of
from shared.events.generate import EXAMPLES, SCHEMAS

ROOT = Path(__file__).parents[3]
REQUIRED_BY_CLOUDEVENTS = {"specversion", "id", "source", "type"}
EVERY_TYPE = pytest.mark.parametrize("name", CATALOGUE)


def text_of(name: str) -> str:
    return (ROOT / EXAMPLES / f"{name}.json").read_text(encoding="utf-8")


def story() -> list[Event]:
    return sorted((Event.from_json(text_of(name)) for name in CATALOGUE), key=lambda event: event.sequence)


def test_every_example_and_every_schema_belongs_to_a_type() -> None:
    for room in (EXAMPLES, SCHEMAS):
        assert {path.stem for path in (ROOT / room).glob("*.json")} == set(CATALOGUE)


@EVERY_TYPE
def test_an_example_is_valid_by_its_schema(name: str) -> None:
    schema = json.loads((ROOT / SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [fault.message for fault in validator.iter_errors(json.loads(text_of(name)))] == []


@EVERY_TYPE
def test_an_example_comes_out_of_the_models_as_it_went_in(name: str) -> None:
    event = Event.from_json(text_of(name))
    assert event.model_dump(mode="json") == json.loads(text_of(name))
    assert payload_of(event).model_dump(mode="json") == event.data


@EVERY_TYPE
def test_an_example_has_what_cloudevents_requires(name: str) -> None:
    attributes = json.loads(text_of(name))
    assert attributes.keys() >= REQUIRED_BY_CLOUDEVENTS
    assert all(attributes[attribute] for attribute in REQUIRED_BY_CLOUDEVENTS)
    assert all(attribute.isalnum() and attribute.islower() for attribute in attributes), "names of attributes"
    assert attributes["dataschema"] == CATALOGUE[name].dataschema


def test_the_story_is_one_tenants_journal_from_its_first_event_on() -> None:
    events = story()
    assert [event.sequence for event in events] == list(range(1, len(CATALOGUE) + 1))
    assert {event.tenant for event in events} == {"nghe-an"}
    assert all(UUID(event.id).version == 7 for event in events)
    assert len({event.id for event in events}) == len(events)
    assert all(earlier.recordedtime < later.recordedtime for earlier, later in pairwise(events))
    assert all(event.time <= event.recordedtime for event in events)


def test_the_story_names_roles_and_never_a_person() -> None:
    roles = {event.actor.partition("@")[0] for event in story()}
    assert roles == {"ops", "standing_officer", "unit_head"}


def test_each_change_in_the_story_starts_where_the_last_one_ended() -> None:
    states: dict[str, dict[str, object]] = {}
    for event in story():
        after, before = event.data["after"], event.data["before"]
        assert after["id"] == event.subject
        known = states.get(event.subject)
        if known is None:
            assert before is None
        else:
            assert before == {field: value for field, value in known.items() if after[field] != value}
            assert after["version"] == known["version"] + 1
        states[event.subject] = after


def test_what_the_story_refers_to_was_registered_before() -> None:
    registered: set[str] = set()
    for event in story():
        after = event.data["after"]
        registered.add(event.subject)
        assert {after[field] for field in ("plan", "group") if after.get(field)} <= registered
