"""The examples tell one story; whatever reads or writes events can be tried on it."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from shared.events import CATALOGUE, Event, payload_of
from shared.events.bottlenecks import BottleneckGroup
from shared.events.generate import EXAMPLES, SCHEMAS

ROOT = Path(__file__).parents[3]
REQUIRED_BY_CLOUDEVENTS = {"specversion", "id", "source", "type"}
EVERY_TYPE = pytest.mark.parametrize("name", CATALOGUE)


def text_of(name: str) -> str:
    return (ROOT / EXAMPLES / f"{name}.json").read_text(encoding="utf-8")


def story() -> list[Event]:
    """What Nghệ An and the central level entered, in the order in which they did."""
    return sorted((Event.from_json(text_of(name)) for name in CATALOGUE), key=lambda event: event.recordedtime)


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


def test_the_story_is_the_journal_of_a_province_and_of_the_central_level_from_their_first_events_on() -> None:
    events = story()
    for tenant in ("nghe-an", "central"):
        numbers = [event.sequence for event in events if event.tenant == tenant]
        assert numbers == list(range(1, len(numbers) + 1))
    assert {event.tenant for event in events} == {"nghe-an", "central"}
    assert all(UUID(event.id).version == 7 for event in events)
    assert len({event.id for event in events}) == len(events)
    assert all(earlier.recordedtime < later.recordedtime for earlier, later in pairwise(events))
    assert all(event.time <= event.recordedtime for event in events)


def test_the_story_names_roles_and_never_a_person() -> None:
    roles = {event.actor.partition("@")[0] for event in story()}
    assert roles == {"ops", "standing_officer", "unit_head", "chairman", "central_wg_officer"}


def test_each_change_in_the_story_starts_where_the_last_one_ended() -> None:
    states: dict[tuple[str, str], dict[str, Any]] = {}
    for event in story():
        after, before = event.data["after"], event.data["before"]
        assert after["id"] == event.subject
        known = states.get((event.tenant, event.subject))
        if known is None:
            # Of some things only a later part of their life is told.
            assert (before is None) == (after["version"] == 1)
        else:
            assert before == {field: value for field, value in known.items() if after[field] != value}
            assert after["version"] == known["version"] + 1
        states[event.tenant, event.subject] = after


def test_what_the_story_refers_to_was_registered_before() -> None:
    registered: set[str] = {*get_args(BottleneckGroup)}  # the five groups of bottlenecks are fixed
    for event in story():
        after = event.data["after"]
        registered.add(event.subject)
        assert {after[field] for field in ("plan", "group") if after.get(field)} <= registered
