"""Any sequence of operations does on a store what it does on a plain dictionary."""

from collections.abc import Iterator
from itertools import count
from operator import ge, gt, le, lt
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.storage import (
    AlreadyExists,
    Collection,
    Condition,
    Contains,
    Document,
    In,
    Order,
    QueryNotIndexed,
    Range,
    StaleRevision,
    Store,
    Where,
)
from shared.tenancy import TenantId
from tests.contract.storage.cast import TASKS, every_page

_numbers = count()

keys = st.sampled_from(["a", "a/b", "aa", "b", "ab ", "ữ"])
days = st.sampled_from([None, "", "2024-01", "2024-02", "2024-02-01"])
units = st.sampled_from([None, "police", "health"])
words = st.text(st.sampled_from("ab.*(\n"), max_size=3)
priorities = st.one_of(st.none(), st.integers(-3, 3), st.sampled_from([2**62, -(2**62)]))
flags = st.sampled_from([None, True, False])

documents = st.fixed_dictionaries(
    {"id": keys, "code": st.one_of(st.uuids().map(str), st.sampled_from([None, "A", "B"]))},
    optional={
        "unit": units,
        "due_at": days,
        "status": st.just("open"),
        "priority": priorities,
        "urgent": flags,
        "search": words,
        "note": units,
    },
)


def ranges(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Condition]:
    bounds = values.filter(lambda value: value is not None)
    one = st.sampled_from(["gt", "gte"]).flatmap(lambda name: bounds.map(lambda value: {name: value}))
    other = st.sampled_from(["lt", "lte"]).flatmap(lambda name: bounds.map(lambda value: {name: value}))
    both = st.tuples(one, other).map(lambda pair: pair[0] | pair[1])
    return st.one_of(one, other, both).map(lambda bounds: Range(**bounds))


def conditions(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Condition]:
    return st.one_of(values, st.lists(values, max_size=3).map(lambda some: In(tuple(some))), ranges(values))


wheres: st.SearchStrategy[Where] = st.fixed_dictionaries(
    {},
    optional={
        "id": conditions(keys),
        "unit": conditions(units),
        "due_at": conditions(days),
        "status": st.just("open"),
        "priority": conditions(priorities),
        "urgent": st.one_of(flags, st.just(In((True, None)))),
        "note": conditions(units),
        "search": words.map(Contains),
    },
)
orders = st.builds(Order, st.sampled_from(["id", "due_at", "priority", "code", "unit"]), st.booleans())
revisions = st.integers(0, 3)

operations = st.one_of(
    st.tuples(st.just("insert"), documents),
    st.tuples(st.just("insert_many"), st.lists(documents, max_size=4)),
    st.tuples(st.just("replace"), documents, revisions),
    st.tuples(
        st.just("upsert_many"), st.lists(st.tuples(documents, revisions), max_size=4, unique_by=lambda p: p[0]["id"])
    ),
    st.tuples(st.just("delete"), keys),
    st.tuples(st.just("read"), st.lists(keys, max_size=3)),
    st.tuples(st.just("find"), wheres, orders, st.integers(1, 4)),
)


class Model:
    """A dictionary that does what the port promises, without any index."""

    def __init__(self, tenant: str) -> None:
        self.tenant = tenant
        self.documents: dict[str, Document] = {}

    def collides(self, document: Document) -> bool:
        return any(
            other["id"] != document["id"] and other.get("code") == document.get("code")
            for other in self.documents.values()
        )

    def insert(self, document: Document) -> None:
        if document["id"] in self.documents or self.collides(document):
            raise AlreadyExists
        self.documents[document["id"]] = {**document, "tenant": self.tenant, "revision": 1}

    def insert_many(self, documents: list[Document]) -> None:
        for position, document in enumerate(documents):
            try:
                self.insert(document)
            except AlreadyExists:
                raise AlreadyExists(position) from None

    def replace(self, document: Document, revision: int) -> None:
        stored = self.documents.get(document["id"])
        if stored is None or stored["revision"] != revision:
            raise StaleRevision((document["id"],))
        if self.collides(document):
            raise AlreadyExists
        self.documents[document["id"]] = {**document, "tenant": self.tenant, "revision": revision + 1}

    def find(self, where: Where, order: Order) -> list[Document]:
        found = [document for document in self.documents.values() if _meets(document, where)]
        return sorted(found, key=lambda each: (_sort_key(each.get(order.field)), each["id"]), reverse=order.descending)


def _sort_key(value: object) -> tuple[bool, object]:
    return (value is not None, value if value is not None else 0)


def _meets(document: Document, where: Where) -> bool:
    return all(_holds(document.get(field), condition) for field, condition in where.items())


def _holds(value: Any, condition: Condition) -> bool:
    if isinstance(condition, In):
        return any(value == one for one in condition.values)
    if isinstance(condition, Contains):
        return value is not None and condition.text in value
    if not isinstance(condition, Range):
        return bool(value == condition)
    checks = ((condition.gt, gt), (condition.gte, ge), (condition.lt, lt), (condition.lte, le))
    return value is not None and all(compare(value, bound) for bound, compare in checks if bound is not None)


async def _outcome(operation: Any) -> object:
    """What a write did, in terms that the store and the model share."""
    try:
        await operation
    except AlreadyExists as problem:
        return ("already exists", problem.position)
    except StaleRevision as problem:
        return ("stale", sorted(problem.ids))
    return "done"


class Pair:
    """The store and the model, told the same."""

    def __init__(self, tasks: Collection, model: Model) -> None:
        self.tasks = tasks
        self.model = model

    async def insert(self, document: Document) -> None:
        assert await _outcome(self.tasks.insert(document)) == await _outcome(_later(self.model.insert, document))

    async def insert_many(self, batch: list[Document]) -> None:
        assert await _outcome(self.tasks.insert_many(batch)) == await _outcome(_later(self.model.insert_many, batch))

    async def replace(self, document: Document, revision: int) -> None:
        expected = await _outcome(_later(self.model.replace, document, revision))
        assert await _outcome(self.tasks.replace(document, revision)) == expected

    async def upsert_many(self, batch: list[tuple[Document, int]]) -> None:
        """Writes of a batch have no order among themselves, so those that would fight for a code are left to other tests."""
        codes = [document["code"] for document, _ in batch]
        if len(set(codes)) < len(codes) or any(self.model.collides(document) for document, _ in batch):
            return
        lost = []
        for document, revision in batch:
            try:
                if revision:
                    self.model.replace(document, revision)
                else:
                    self.model.insert(document)
            except (StaleRevision, AlreadyExists):
                lost.append(document["id"])
        done = await _outcome(self.tasks.upsert_many([{**each, "revision": revision} for each, revision in batch]))
        assert done == (("stale", sorted(lost)) if lost else "done")

    async def delete(self, key: str) -> None:
        assert await self.tasks.delete(key) == (self.model.documents.pop(key, None) is not None)

    async def read(self, some: list[str]) -> None:
        stored = self.model.documents
        assert await self.tasks.get_many(some) == {key: stored[key] for key in some if key in stored}
        for key in some:
            assert await self.tasks.get(key) == stored.get(key)

    async def find(self, where: Where, order: Order, limit: int) -> None:
        try:
            found = await every_page(self.tasks, where, order, limit)
        except QueryNotIndexed:
            return
        assert found == self.model.find(where, order)
        try:
            counted = await self.tasks.count(where)
        except QueryNotIndexed:
            return
        assert counted == len(found)


async def _later(act: Any, *arguments: Any) -> None:
    act(*arguments)


@pytest.fixture
def fresh_pairs(store: Store) -> Iterator[Pair]:
    """A new tenant for each example: examples share a store and must not see one another."""

    def pairs() -> Iterator[Pair]:
        while True:
            tenant = f"t{next(_numbers)}"
            yield Pair(store.collection(TASKS, TenantId(tenant)), Model(tenant))

    return pairs()


@example(
    history=[
        ("insert", {"id": "a", "code": "A", "due_at": None}),
        ("replace", {"id": "a", "code": "A", "due_at": ""}, 1),
        ("find", {"due_at": Range(gte="")}, Order("due_at"), 1),
    ]
)
@given(history=st.lists(operations, max_size=25))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
async def test_a_store_is_a_dictionary(fresh_pairs: Iterator[Pair], history: list[tuple[Any, ...]]) -> None:
    pair = next(fresh_pairs)
    for name, *arguments in history:
        await getattr(pair, name)(*arguments)
    assert await every_page(pair.tasks, {}, Order(), 3) == pair.model.find({}, Order())
    for order in (Order("due_at"), Order("due_at", descending=True), Order("code")):
        assert await every_page(pair.tasks, {}, order, 2) == pair.model.find({}, order)
