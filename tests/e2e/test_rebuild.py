"""Operators put read models right from the command line while people work: nobody waits, and nobody sees anything twice."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.reporting.adapters.specifications import COUNTERS, SPECIFICATIONS
from shared.messaging import DEAD_LETTERS, SUBSCRIPTION_SPECS
from shared.messaging.generations import Generation, Places
from shared.storage import CollectionSpec, Store, connect
from shared.tenancy import TenantId
from tests.e2e.waiting import until
from tests.stacks.tiendo import Tiendo, running

NGHE_AN = TenantId("nghe-an")
DIFFERS = 3


@pytest.fixture(scope="module")
def tiendo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiendo]:
    with running(tmp_path_factory.mktemp("rebuilt")) as started:
        yield started


@pytest.fixture
def office(tiendo: Tiendo) -> Iterator[httpx2.Client]:
    with tiendo.client(NGHE_AN, "standing_officer") as client:
        yield client


def said(tiendo: Tiendo, code: int, *arguments: str) -> str:
    ended = tiendo.run(*arguments)
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout


def overview(office: httpx2.Client) -> dict[str, Any]:
    answer = office.get("/v1/nghe-an/overview")
    assert (answer.status_code, answer.json()["degraded"]) == (200, [])
    return dict(answer.json())


@contextmanager
def people_at_work(tiendo: Tiendo) -> Iterator[list[dict[str, Any]]]:
    """Somebody registers tasks, and looks at the overview after each."""
    seen: list[dict[str, Any]] = []
    done = threading.Event()

    def work() -> None:
        place = {"kind": "roadmap", "plan": "NA-KH-2024", "group": "NA-G02", "lead_unit": "NA-STP"}
        with tiendo.client(NGHE_AN, "standing_officer") as client:
            while not done.is_set():
                task = {"id": f"BUSY-{len(seen)}", "title_vi": f"Việc số {len(seen)}", **place}
                assert client.post("/v1/nghe-an/tasks", json=task).status_code == 201
                seen.append(overview(client))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield seen
    finally:
        done.set()
        worker.join()


def in_store(
    tiendo: Tiendo, service: str, specs: tuple[CollectionSpec, ...], do: Callable[[Store], Awaitable[Any]]
) -> Any:
    """What somebody does to a store behind the back of its service."""

    async def opened() -> Any:
        store = connect(f"sqlite://{Path(tiendo.data) / 'stores'}", service)
        await store.open(specs)
        try:
            return await do(store)
        finally:
            await store.close()

    return asyncio.run(opened())


async def count_one_too_many(store: Store) -> None:
    place = await Places(store, "reporting").of(NGHE_AN)
    boards = Generation(store, place.generation).collection(COUNTERS, NGHE_AN)
    (total, *_) = [board for board in (await boards.find({}, limit=1_000)).items if board["level"] == "total"]
    cells = {cell: count + 1 for cell, count in total["cells"].items()}
    await boards.upsert_many([{**total, "cells": cells}])


def test_figures_are_built_anew_while_people_work(tiendo: Tiendo, office: httpx2.Client) -> None:
    with people_at_work(tiendo) as seen:
        for service in ("reporting", "notifications"):
            told = said(tiendo, 0, "rebuild", service, "--tenant", NGHE_AN)
            assert "equal; the new one is live" in told
        until(lambda: len(seen) > 3)
    totals = [view["tasks"]["total"] for view in seen]
    assert totals == sorted(totals), "figures never go back"
    until(lambda: overview(office)["tasks"]["total"] == 51 + len(seen))


def test_wrong_figures_are_named_and_put_right_when_told_so(tiendo: Tiendo, office: httpx2.Client) -> None:
    right = overview(office)
    in_store(tiendo, "reporting", (*SPECIFICATIONS, *SUBSCRIPTION_SPECS), count_one_too_many)
    told = said(tiendo, DIFFERS, "rebuild", "reporting", "--tenant", NGHE_AN)
    assert "DIFFERS" in told
    assert "boards" in told
    assert "equal" in said(tiendo, 0, "rebuild", "reporting", "--tenant", "ninh-thuan"), "others are not concerned"
    said(tiendo, 0, "rebuild", "reporting", "--tenant", NGHE_AN, "--switch")
    until(lambda: overview(office)["tasks"] == right["tasks"])
    assert "equal" in said(tiendo, 0, "rebuild", "reporting", "--tenant", NGHE_AN)


def test_a_parked_event_is_listed_and_handled_again(tiendo: Tiendo, office: httpx2.Client) -> None:
    (event,) = office.get("/v1/nghe-an/events", params={"after": 100, "limit": 1}).json()["items"]
    letter = {
        "id": f"notifications:{event['sequence']:012d}",
        "subscription": "notifications",
        "sequence": event["sequence"],
        "event": event,
        "reason": "ValueError: a defect that is mended by now",
        "tries": 3,
        "parked_at": "2024-04-02T05:00:00.000000Z",
    }
    in_store(
        tiendo,
        "notifications",
        SUBSCRIPTION_SPECS,
        lambda store: store.collection(DEAD_LETTERS, NGHE_AN).upsert_many([letter]),
    )
    assert "a defect that is mended by now" in said(tiendo, 0, "parked")
    assert "handled" in said(tiendo, 0, "redrive", "notifications", "--tenant", NGHE_AN)
    assert "no event is parked" in said(tiendo, 0, "parked")


def test_what_does_not_exist_is_said_in_one_line(tiendo: Tiendo) -> None:
    ended = tiendo.run("rebuild", "reporting", "--tenant", "nowhere")
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1), ended.stderr
    assert "no such tenant" in ended.stderr
