"""Every place at which something is put into the product is there, so that a renamed function does not disarm a point unseen."""

import importlib
from pathlib import Path

import pytest

from tests.chaos.points import connections, crashes
from tests.chaos.points.hooks import Alteration
from tests.chaos.points.plants import PLANTS
from tests.chaos.points.statements import is_bound, shapes
from tests.chaos.points.switches import Switches

_NOWHERE = Switches(Path("/nonexistent"), "tasks")
_PLACES = [("a point", place) for place in crashes.alterations(_NOWHERE)]
_PLACES += [("connections", place) for place in connections.alterations(_NOWHERE)]
_PLACES += [(name, place) for name, plant in PLANTS.items() for place in plant(_NOWHERE)]


@pytest.mark.parametrize(
    "place", [place for _, place in _PLACES], ids=[f"{name}: {p.module}.{p.path}" for name, p in _PLACES]
)
def test_the_place_is_there(place: Alteration) -> None:
    owner, name = place.place(importlib.import_module(place.module))
    assert callable(getattr(owner, name)) or hasattr(owner, name)


@pytest.mark.parametrize(
    ("sql", "bound"),
    [
        ('SELECT _body FROM "works" WHERE tenant = ? AND id = ?', True),
        ('SELECT _body FROM "works" WHERE id = ?', False),
        ('SELECT _body FROM "a" WHERE tenant = ? AND x = ? UNION ALL SELECT _body FROM "a" WHERE x = ?', False),
        ('INSERT INTO "works" ("tenant", "id") VALUES (?, ?)', True),
        ('INSERT INTO "works" ("id") VALUES (?)', False),
        ('UPDATE "works" SET revision = ? WHERE _rowid_ = ?', True),
        ('UPDATE "works" SET revision = ?', False),
        ('DELETE FROM "works" WHERE id = ?', False),
    ],
)
def test_a_statement_is_bound_where_it_names_the_tenant(sql: str, bound: bool) -> None:
    assert is_bound(sql) is bound


@pytest.mark.parametrize(
    ("name", "command", "bound"),
    [
        ("find", {"find": "works", "filter": {"$and": [{"tenant": "an-giang"}, {"status": "x"}]}}, True),
        ("find", {"find": "works", "filter": {"$and": [{"_id": {"$gte": "an-giang/", "$lt": "an-giang0"}}]}}, True),
        ("find", {"find": "works", "filter": {"_id": "an-giang/T1"}}, True),
        ("find", {"find": "works", "filter": {"_id": {"$in": ["an-giang/T1", "an-giang/T2"]}}}, True),
        ("find", {"find": "works", "filter": {"_id": {"$in": []}}}, False),
        ("find", {"find": "works", "filter": {"status": "x"}}, False),
        ("find", {"find": "works", "filter": {"tenant": {"$ne": "an-giang"}}}, False),
        ("update", {"update": "works", "updates": [{"q": {"_id": "an-giang/T1", "revision": 1}}]}, True),
        ("delete", {"delete": "works", "deletes": [{"q": {"revision": 1}}]}, False),
        ("insert", {"insert": "works", "documents": [{"_id": "an-giang/T1", "tenant": "an-giang"}]}, True),
        ("aggregate", {"aggregate": "works", "pipeline": [{"$match": {"$and": [{"tenant": "a"}]}}]}, True),
    ],
)
def test_a_command_is_bound_where_it_names_the_tenant(name: str, command: dict[str, object], bound: bool) -> None:
    ((collection, _, found),) = shapes(name, command)
    assert (collection, found) == ("works", bound)


def test_administration_has_no_tenant() -> None:
    assert shapes("createIndexes", {"createIndexes": "works"}) == []
