"""What units ask of each other, through HTTP: who may ask what, who answers, what is refused (FR-BP-18, FR-NA-09)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem, registered
from tests.component.tasks.reporting import REQUESTS, a_request

OF_STP, OF_STC = "DD-01.NA-STP", "DD-01.NA-STC"


async def taken(world: World, who: tuple[str, str | None], to: str, **more: Any) -> Any:
    client = world.client("nghe-an", *who)
    return await client.post(f"{REQUESTS}/{OF_STP}/status", json={"to": to, **more})


HEAD, OFFICER, OTHER = ("unit_head", "NA-STP"), ("unit_officer", "NA-STP"), ("unit_head", "NA-STC")
STANDING, OFFICE = ("standing_officer", "NA-CA"), ("office_officer", None)


async def test_each_unit_owes_an_answer_of_its_own(world: World) -> None:
    """FR-BP-18."""
    sent = await created(world.standing, REQUESTS, **a_request())
    assert [item["id"] for item in sent["items"]] == [OF_STP, OF_STC]
    request = (await world.head.get(f"{REQUESTS}/{OF_STP}")).json()
    assert (request["kind"], request["status"], request["outcome"]) == ("urge", "sent", "open_in_time")
    assert (request["asked_by_role"], request["asked_by_unit"]) == ("standing_officer", "NA-CA")
    assert request["obligation"]["kind"] == "urge"
    assert request["obligation"]["due_at"] == "2024-04-05T16:59:59.999999Z"


async def test_the_life_of_a_request(world: World) -> None:
    await created(world.standing, REQUESTS, **a_request())
    received = (await taken(world, OFFICER, "acknowledged")).json()
    assert (received["acknowledged_at"], received["outcome"]) == ("2024-04-02T03:00:00.000000Z", "open_in_time")
    assert problem(await taken(world, HEAD, "answered"), 422)[1] == [("body.text", "text_missing")]
    answered = (await taken(world, HEAD, "answered", text="Đã cập nhật", documents=["12/STP"])).json()
    assert (answered["reply"], answered["reply_documents"], answered["outcome"]) == (
        "Đã cập nhật",
        ["12/STP"],
        "done_on_time",
    )
    assert (await taken(world, STANDING, "closed")).json()["status"] == "closed"
    assert problem(await taken(world, HEAD, "answered", text="Thêm"), 409)[0] == "illegal-transition"


async def test_what_is_withdrawn_is_no_longer_owed(world: World) -> None:
    await created(world.standing, REQUESTS, **a_request())
    assert problem(await taken(world, STANDING, "withdrawn"), 422)[1] == [("body.text", "text_missing")]
    assert (await taken(world, STANDING, "withdrawn", text="Gửi nhầm")).json()["outcome"] is None


@pytest.mark.parametrize(
    ("who", "to", "status"),
    [
        (OTHER, "acknowledged", 403),
        (STANDING, "acknowledged", 403),
        (HEAD, "withdrawn", 403),
        (OTHER, "withdrawn", 403),
        (OFFICE, "withdrawn", 200),
        (HEAD, "acknowledged", 200),
    ],
)
async def test_who_is_asked_answers_and_who_asks_withdraws(
    world: World, who: tuple[str, str | None], to: str, status: int
) -> None:
    await created(world.standing, REQUESTS, **a_request())
    assert (await taken(world, who, to, text="Lời")).status_code == status


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        (STANDING, "urge", 201),
        (OFFICE, "explanation", 201),
        (OTHER, "urge", 403),
        (OTHER, "explanation", 403),
        (OTHER, "peer_request", 201),
        (("unit_officer", "NA-STC"), "peer_request", 201),
        (STANDING, "peer_request", 201),
        (("chairman", None), "peer_request", 403),
        (("integrator", None), "peer_request", 403),
    ],
)
async def test_who_may_ask_what(world: World, who: tuple[str, str | None], kind: str, status: int) -> None:
    """FR-NA-09: units ask their peers; only the standing agency and the Office urge."""
    answer = await world.client("nghe-an", *who).post(REQUESTS, json=a_request(kind=kind, units=["NA-STP"]))
    assert answer.status_code == status, answer.text


async def test_a_peer_withdraws_what_it_asked(world: World) -> None:
    peer = world.client("nghe-an", *OTHER)
    await created(peer, REQUESTS, **a_request(kind="peer_request", units=["NA-STP"]))
    assert (await taken(world, OTHER, "withdrawn", text="Đã xong")).json()["asked_by_unit"] == "NA-STC"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"reply_by": "2024-04-01"}, ("body.reply_by", "reply_by_over")),
        ({"reply_by": ...}, ("body.reply_by", "missing")),
        ({"reply_by": "soon"}, ("body.reply_by", "invalid_date")),
        ({"subject_sort": "task"}, ("body.subject", "subject_incomplete")),
        ({"subject": "NA-T-01"}, ("body.subject", "subject_incomplete")),
        ({"subject_sort": "task", "subject": "NA-T-99"}, ("body.subject", "unknown_reference")),
        ({"subject_sort": "report", "subject": "NA-T-01"}, ("body.subject", "unknown_reference")),
        ({"wanted_due": "2024-06-30"}, ("body.wanted_due", "wanted_due_misplaced")),
        (
            {"kind": "peer_request", "wanted_due": "2024-06-30", "subject_sort": "other"},
            ("body.wanted_due", "wanted_due_misplaced"),
        ),
        ({"units": []}, ("body.units", "too_short")),
        ({"units": ["NA-X"]}, ("body.units", "unknown_reference")),
        ({"units": ["NA-CA"]}, ("body.units", "asks_itself")),
        ({"units": ["NA-VNPT"]}, ("body.units", "partner_cannot_lead")),
        ({"kind": "order"}, ("body.kind", "literal_error")),
        ({"text_vi": ...}, ("body.text_vi", "missing")),
        ({"title_vi": 7}, ("body.title_vi", "string_type")),
        ({"id": "D" * 78}, ("body.id", "id_too_long_for_children")),
    ],
)
async def test_a_request_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert problem(await world.standing.post(REQUESTS, json=a_request(**fields)), 422)[1] == [fault]
    assert (await world.head.get(REQUESTS)).json()["items"] == []


async def test_a_repetition_sends_what_is_missing_and_nothing_twice(world: World) -> None:
    key = {"idempotency-key": "k-1"}
    first = await world.standing.post(REQUESTS, json=a_request(units=["NA-STP"]), headers=key)
    assert (await world.standing.post(REQUESTS, json=a_request(units=["NA-STP"]), headers=key)).json() == first.json()
    more = await created(world.standing, REQUESTS, **a_request())
    assert [item["id"] for item in more["items"]] == [OF_STC]
    assert problem(await world.standing.post(REQUESTS, json=a_request()), 409)[0] == "already-exists"
    other = a_request(units=["NA-STP", "NA-H413"], text_vi="Một nội dung khác")
    assert problem(await world.standing.post(REQUESTS, json=other), 409)[0] == "already-exists"
    assert len((await world.head.get(REQUESTS)).json()["items"]) == 2


async def test_the_urges_of_a_task_are_its_history(world: World) -> None:
    """FR-BP-18."""
    await registered(world)
    about = {"subject_sort": "task", "subject": "NA-T-01", "units": ["NA-STP"]}
    for number in (1, 2):
        await created(world.standing, REQUESTS, **a_request(id=f"DD-{number}", **about))
    await created(world.standing, REQUESTS, **a_request(id="GT-1", kind="explanation", **about))

    async def found(**filters: str) -> list[str]:
        return [item["letter"] for item in (await world.head.get(REQUESTS, params=filters)).json()["items"]]

    assert await found(kind="urge", subject="NA-T-01") == ["DD-1", "DD-2"]
    assert await found(subject="NA-T-01", status="sent") == ["DD-1", "DD-2", "GT-1"]
    assert await found(unit="NA-STC") == []
    assert await found(asked_by_unit="NA-CA", kind="explanation") == ["GT-1"]


async def test_a_stale_tag_changes_nothing(world: World) -> None:
    await created(world.standing, REQUESTS, **a_request())
    answer = await world.head.post(
        f"{REQUESTS}/{OF_STP}/status", json={"to": "acknowledged"}, headers={"if-match": '"7"'}
    )
    assert problem(answer, 412)[0] == "version-mismatch"
    assert (await world.head.get(f"{REQUESTS}/{OF_STP}")).json()["version"] == 1
