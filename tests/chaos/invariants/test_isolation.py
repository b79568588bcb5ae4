"""I19 to I22: every leak is seen."""

import pytest

from tests.chaos.evidence import Overheard, Pair, Statement, Trial
from tests.chaos.invariants.bending import ONE, OTHER, bent, violations


@pytest.mark.parametrize("reader", [OTHER, None], ids=["another tenant", "operators"])
def test_a_word_that_others_can_read_is_seen(reader: str | None) -> None:
    assert violations("I19", bent(overheard=[Overheard("a log", reader, f"… WORD-{ONE} …")]))


def test_ones_own_word_is_no_leak() -> None:
    assert violations("I19", bent(overheard=[Overheard("an answer", ONE, f"… WORD-{ONE} …")])) == []


@pytest.mark.parametrize(
    ("service", "collection", "text"),
    [
        ("tasks", "works", 'SELECT _body FROM "works" WHERE id = ?'),
        ("tasks", "works", 'DELETE FROM "works" WHERE "outbox_pending" = ?'),
        ("reporting", "rows", 'SELECT _body FROM "rows" WHERE "next_step_at" <= ?'),
        ("tasks", "works", "find ['status']"),
        ("tasks", "units", "find []"),
    ],
)
def test_a_statement_without_a_tenant_is_seen(service: str, collection: str, text: str) -> None:
    assert violations("I20", bent(statements=[Statement(service, collection, text, bound=False)]))


@pytest.mark.parametrize(
    ("service", "collection", "text"),
    [
        ("tasks", "units", "find ['outbox_pending']"),
        ("tasks", "tenants", "find []"),
        ("notifications", "obligations", 'SELECT _body FROM "obligations" WHERE "next_step_at" <= ?'),
    ],
)
def test_sweeps_look_at_every_tenant(service: str, collection: str, text: str) -> None:
    assert violations("I20", bent(statements=[Statement(service, collection, text, bound=False)])) == []


def test_an_answer_that_tells_anothers_id_apart_is_seen() -> None:
    assert violations("I21", bent(pairs=[Pair("GET", "403 not allowed", "404 not found")]))


def test_a_token_that_is_accepted_too_long_is_seen() -> None:
    assert violations("I22", bent(trials=[Trial("reporting", "over", 200)]))
