"""The endpoints of the program behave as they are meant to, and their book has what came before anybody is answered."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from standardwebhooks import Webhook

from tests.chaos.integrators.arrivals import Arrivals
from tests.chaos.integrators.manners import Manner, conduct, healed
from tests.chaos.integrators.pacing import ALLOWED, FORBIDDEN, SCHEDULE
from tests.chaos.integrators.server import FORBIDDEN_NAME, Endpoint, Endpoints
from tests.chaos.run_directory import read_lines

_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw4Zw0c9Xz0hE="
_OTHER = "whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw4Zw0c9Xz0hE="


@pytest.fixture
async def endpoints(tmp_path: Path) -> AsyncIterator[Endpoints]:
    """One of each manner, by its name."""
    arrivals = Arrivals(tmp_path / "arrivals.jsonl")
    endpoints = Endpoints(arrivals)
    endpoints.by_name = {manner: Endpoint(manner, manner, {1: _OTHER, 2: _SECRET}, trusts=2) for manner in Manner}
    await endpoints.start()
    yield endpoints
    await endpoints.stop()
    arrivals.close()


async def send(url: str, sequence: int | None, at: datetime | None = None) -> httpx2.Response:
    """As Tiendo would, signed with the second secret."""
    body = json.dumps({"id": f"e{sequence}", "data": {"challenge": "x"}} | ({"sequence": sequence} if sequence else {}))
    now = at or datetime.now(UTC)
    signature = Webhook(_SECRET).sign(f"e{sequence}", now, body)
    headers = {"webhook-id": f"e{sequence}", "webhook-timestamp": str(int(now.timestamp()))}
    async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
        return await client.post(url, content=body, headers={**headers, "webhook-signature": signature})


def came(tmp_path: Path) -> list[dict[str, Any]]:
    return [row for row in read_lines(tmp_path / "arrivals.jsonl") if row["phase"] == "came"]


async def test_what_came_stands_in_the_book_with_what_it_was_signed_by(endpoints: Endpoints, tmp_path: Path) -> None:
    assert (await send(endpoints.url("healthy"), 7)).status_code == 200
    (row,) = came(tmp_path)
    assert (row["endpoint"], row["sequence"], row["id"], row["address"]) == ("healthy", 7, "e7", ALLOWED)
    assert (row["signed_by"], row["signatures"], row["verified"], row["taken"]) == ([2], 1, True, True)
    assert [row["status"] for row in read_lines(tmp_path / "arrivals.jsonl") if row["phase"] == "answered"] == [200]


async def test_a_signature_of_long_ago_is_one_and_does_not_verify(endpoints: Endpoints, tmp_path: Path) -> None:
    await send(endpoints.url("healthy"), 7, datetime.now(UTC) - timedelta(minutes=10))
    (row,) = came(tmp_path)
    assert (row["signed_by"], row["verified"]) == ([2], False)


async def test_what_is_signed_with_a_secret_that_is_not_believed_any_more_is_not_taken(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    endpoints.by_name["healthy"].trusts = 1
    assert (await send(endpoints.url("healthy"), 7)).status_code == 401
    assert [(row["signed_by"], row["taken"]) for row in came(tmp_path)] == [([2], False)]


async def test_a_challenge_comes_back_and_is_no_event(endpoints: Endpoints, tmp_path: Path) -> None:
    assert (await send(endpoints.url("silent"), None)).json() == {"challenge": "x"}
    assert [(row["sequence"], row["taken"]) for row in came(tmp_path)] == [(None, False)]


async def test_what_reaches_the_forbidden_address_is_known(endpoints: Endpoints, tmp_path: Path) -> None:
    await send(endpoints.url("forbidden", FORBIDDEN_NAME), 7)
    assert [row["address"] for row in came(tmp_path)] == [FORBIDDEN]


async def test_the_forgetful_one_takes_an_event_and_says_nothing(endpoints: Endpoints, tmp_path: Path) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        await send(endpoints.url("forgetful"), 6)
    assert (await send(endpoints.url("forgetful"), 6)).status_code == 200
    assert [row["taken"] for row in came(tmp_path)] == [True, True]


async def test_the_silent_one_hangs_until_all_is_well(endpoints: Endpoints, tmp_path: Path) -> None:
    waiting = asyncio.create_task(send(endpoints.url("silent"), 7))
    async with asyncio.timeout(10):
        while not came(tmp_path):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)
    assert not waiting.done()
    endpoints.heal()
    with pytest.raises(httpx2.RemoteProtocolError):
        await waiting
    assert (await send(endpoints.url("silent"), 7)).status_code == 200


async def test_who_is_gone_stays_gone(endpoints: Endpoints) -> None:
    statuses = [(await send(endpoints.url("gone"), number)).status_code for number in range(1, 7)]
    assert statuses == [200] * 5 + [410]
    endpoints.heal()
    assert (await send(endpoints.url("gone"), 7)).status_code == 410


async def test_a_redirect_leads_where_nothing_may_be_sent(endpoints: Endpoints) -> None:
    answer = await send(endpoints.url("redirecting"), 4)
    assert (answer.status_code, answer.headers["location"]) == (307, endpoints.url("elsewhere", FORBIDDEN))


async def test_the_busy_one_says_when_it_may_be_asked_again(endpoints: Endpoints) -> None:
    answers = [await send(endpoints.url("busy"), 2) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [429, 200]
    assert answers[0].headers["retry-after"] == "1"


def test_the_refusing_one_lets_some_events_be_parked_and_others_not() -> None:
    def refusals(sequence: int) -> int:
        visits = range(1, 50)
        return sum(not conduct(Manner.REFUSING, sequence, visit, 0, "").taken for visit in visits)

    assert [refusals(number) for number in (2, 3, 5, 22)] == [0, 2, 49, 6]
    assert refusals(3) < len(SCHEDULE) < refusals(22)
    assert healed(Manner.REFUSING, 0).taken
