"""The load makes sense: steps that exist, words that tell whose a text is, and books that believe the newest answer only."""

import json
import random

import pytest

from services.tasks.domain.lifecycle import TASK
from tests.chaos import commands
from tests.chaos.books import STEPS, Book
from tests.chaos.ledger import Answer, Request
from tests.chaos.world import Tenant, tenants

TENANTS = tenants(seed=3)


@pytest.fixture
def dice() -> random.Random:
    return random.Random(5)  # noqa: S311 - reproducible, no secret


@pytest.fixture
def book() -> Book:
    book = Book(TENANTS[0])
    book.note({"id": "T", "status": "in_progress", "version": 3, "lead_unit": "SH-U1"})
    return book


def test_every_step_of_the_load_is_one_of_the_life_cycle() -> None:
    assert {status: set(steps) - set(TASK.steps[status]) for status, steps in STEPS.items() if steps} == {
        status: set() for status in STEPS
    }


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda tenant: tenant.id)
def test_texts_carry_the_canary_of_their_tenant_and_of_nobody_else(
    tenant: Tenant, dice: random.Random, book: Book
) -> None:
    book.tenant = tenant
    requests = [*commands.world(tenant, dice)[1:], commands.register(book, dice), commands.move_deadline(book, dice)]
    requests += [commands.change_status(book, dice), *commands.rivals(book, dice)]
    others = {other.canary for other in TENANTS if other is not tenant}
    for request in filter(None, requests):
        text = json.dumps(request.body)
        assert tenant.canary in text
        assert not [canary for canary in others if canary in text]


def test_canaries_differ_between_runs() -> None:
    assert {tenant.canary for tenant in TENANTS} & {tenant.canary for tenant in tenants(seed=4)} == set()


def test_one_province_is_noisy() -> None:
    weights = sorted(tenant.weight for tenant in TENANTS if not tenant.is_central)
    assert 5 <= weights[-1] / weights[0] <= 10


def test_rivals_want_the_same_version_of_the_same_task(book: Book, dice: random.Random) -> None:
    first, second = commands.rivals(book, dice)
    assert first.path == second.path
    assert first.if_match == second.if_match == '"3"'
    assert first.key != second.key


def test_a_book_does_not_go_back_to_an_older_version(book: Book) -> None:
    request = Request("song-hong", "ops", None, "POST", "/", "k", {})
    older = {"id": "T", "status": "not_started", "version": 2, "lead_unit": "SH-U1"}
    book.learn(request, Answer("ok", 200, older))
    assert (book.statuses["T"], book.versions["T"]) == ("in_progress", 3)


def test_a_task_that_is_done_leaves_the_book(book: Book, dice: random.Random) -> None:
    book.note({"id": "T", "status": "completed", "version": 4, "lead_unit": "SH-U1"})
    assert book.any_task(dice) is None
