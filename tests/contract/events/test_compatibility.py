"""Inside its version a contract gains fields with defaults and changes in no other way."""

import copy
from collections.abc import Callable
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from shared.events import CATALOGUE
from shared.events.compatibility import incompatibilities
from shared.events.schema import event_schema

Schema = dict[str, Any]
Plant = Callable[[Schema], object]


class Part(BaseModel):
    colour: Literal["red", "green"]
    size: int | None = None


class Contract(BaseModel):
    name: str
    parts: list[Part] = []
    main: Part | None = None
    counts: dict[str, int] = {}
    level: int = Field(default=1, ge=1)


class Grown(Contract):
    """What an honest addition looks like: everything that is new has a default, or is inside something new."""

    class Addition(BaseModel):
        reason: str

    note: str | None = None
    tags: tuple[str, ...] = ()
    addition: Addition | None = None


def schema_of(contract: type[BaseModel]) -> Schema:
    return contract.model_json_schema(mode="serialization")


def planted(fault: Plant) -> list[str]:
    """What the check says about the contract with one fault in it."""
    new = copy.deepcopy(schema_of(Contract))
    fault(new)
    return incompatibilities(schema_of(Contract), new)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_contract_is_compatible_with_itself(name: str) -> None:
    schema = event_schema(CATALOGUE[name])
    assert incompatibilities(schema, copy.deepcopy(schema)) == []


def test_fields_with_defaults_may_be_added() -> None:
    assert incompatibilities(schema_of(Contract), schema_of(Grown)) == []


def test_added_fields_may_not_be_taken_away_again() -> None:
    assert incompatibilities(schema_of(Grown), schema_of(Contract)) == [
        "$.addition.reason: removed",
        "$.addition: removed",
        "$.note: removed",
        "$.tags: removed",
        "$.tags[]: removed",
    ]


def test_words_may_be_improved_and_order_may_change() -> None:
    new = copy.deepcopy(schema_of(Contract))
    new["description"] = new["properties"]["name"]["description"] = "said better"
    new["properties"] = dict(reversed(new["properties"].items()))
    new["$defs"]["Part"]["properties"]["colour"]["enum"].reverse()
    new["properties"]["main"]["anyOf"].reverse()
    assert incompatibilities(schema_of(Contract), new) == []


def test_a_definition_may_get_another_name() -> None:
    new = copy.deepcopy(schema_of(Contract))
    new["$defs"]["Piece"] = new["$defs"].pop("Part")
    new["properties"]["parts"]["items"]["$ref"] = new["properties"]["main"]["anyOf"][0]["$ref"] = "#/$defs/Piece"
    assert incompatibilities(schema_of(Contract), new) == []


PART = "$defs", "Part", "properties"


def at(schema: Schema, *steps: str) -> Schema:
    for step in steps:
        schema = schema[step]
    return schema


FAULTS: dict[str, tuple[Plant, str]] = {
    "a field is removed": (lambda s: s["properties"].pop("counts"), "$.counts: removed"),
    "a field inside a part is removed": (lambda s: at(s, *PART).pop("size"), "$.parts[].size: removed"),
    "a field is renamed": (
        lambda s: s["properties"].update(label=s["properties"].pop("level")),
        "$.level: removed",
    ),
    "a type changes": (lambda s: at(s, "properties", "name").update(type="integer"), "$.name: changed from string to"),
    "null is no longer allowed": (
        lambda s: at(s, *PART, "size").update(anyOf=[{"type": "integer"}]),
        "$.main.size: changed from integer | null to integer",
    ),
    "null becomes allowed": (
        lambda s: s["properties"].update(name={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        "$.name: changed from string to null | string",
    ),
    "a value is taken off a list": (
        lambda s: at(s, *PART, "colour").update(enum=["red"]),
        '$.main.colour: changed from string {"enum": ["green", "red"]} to string {"enum": ["red"]}',
    ),
    "a value is put on a list, which older readers would refuse": (
        lambda s: at(s, *PART, "colour", "enum").append("blue"),
        "$.parts[].colour: changed from",
    ),
    "a limit is tightened": (lambda s: at(s, "properties", "level").update(minimum=2), "$.level: changed from"),
    "a limit appears": (lambda s: at(s, "properties", "name").update(maxLength=5), "$.name: changed from"),
    "a format appears": (lambda s: at(s, "properties", "name").update(format="uuid"), "$.name: changed from"),
    "items change their type": (
        lambda s: at(s, "properties", "parts").update(items={"type": "string"}),
        "$.parts[]: changed from object to string",
    ),
    "values of a map change their type": (
        lambda s: at(s, "properties", "counts").update(additionalProperties={"type": "string"}),
        "$.counts.*: changed from integer to string",
    ),
    "an object stops accepting unknown fields": (
        lambda s: at(s, "$defs", "Part").update(additionalProperties=False),
        "$.main: changed from",
    ),
    "a new field is required": (
        lambda s: (s["properties"].update(note={"type": "string"}), s["required"].append("note")),
        "$.note: new and required",
    ),
    "a new field has no default": (
        lambda s: s["properties"].update(note={"type": "string"}),
        "$.note: new and without a default",
    ),
    "a known field becomes required": (lambda s: s["required"].append("level"), "$.level: became required"),
    "a known field stops being required": (lambda s: s["required"].remove("name"), "$.name: is no longer required"),
    "a default changes": (lambda s: at(s, "properties", "level").update(default=2), "$.level: its default changed"),
    "a default goes": (lambda s: at(s, "properties", "level").pop("default"), "$.level: its default changed"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused_with_its_path(fault: str) -> None:
    plant, reason = FAULTS[fault]
    assert any(found.startswith(reason) for found in planted(plant)), planted(plant)


class Left(BaseModel):
    left: str


class Right(BaseModel):
    right: str


class Either(BaseModel):
    side: Left | Right


def test_faults_inside_one_of_several_alternatives_are_found() -> None:
    old, new = schema_of(Either), copy.deepcopy(schema_of(Either))
    new["$defs"]["Right"]["properties"]["note"] = {"type": "string"}
    new["$defs"]["Right"]["required"].append("note")
    del new["$defs"]["Left"]["properties"]["left"]
    assert incompatibilities(old, new) == [
        "$.side(Left).left: removed",
        "$.side(Right).note: new and required; events in the journal do not have it",
    ]


class Tree(BaseModel):
    name: str
    children: "list[Tree]" = []


def test_a_contract_may_contain_itself() -> None:
    old, new = schema_of(Tree), copy.deepcopy(schema_of(Tree))
    assert incompatibilities(old, new) == []
    new["$defs"]["Tree"]["properties"]["name"]["type"] = "integer"
    assert "$.name: changed from string to integer" in incompatibilities(old, new)


def test_what_makes_an_event_its_type_may_not_change() -> None:
    task, model = event_schema(CATALOGUE["vn.tiendo.task.registered.v1"]), CATALOGUE["vn.tiendo.model.registered.v1"]
    found = incompatibilities(task, event_schema(model))
    assert any(reason.startswith("$.type: changed from") for reason in found)
    assert any(reason.startswith("$.dataschema: changed from") for reason in found)
