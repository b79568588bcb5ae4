"""Periodic reports through HTTP: who owes them, who signs, what counts, what is refused (FR-NA-17, FR-NA-18, FR-BP-19)."""

import asyncio

import pytest

from services.tasks.usecases.opening_periods import OpenPeriods
from shared.storage import Store
from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, created, problem
from tests.component.tasks.reporting import (
    A_TEXT,
    CYCLES,
    LATE,
    LOCKED,
    OF_STC,
    OF_STP,
    REPORTS,
    a_cycle,
    opened,
    signed,
    standing,
    written,
)


async def test_each_department_owes_its_report_from_the_opening_on(world: World) -> None:
    """FR-NA-18: a period with the cut-off on the 15th, its due day, and the units that owe."""
    period = await opened(world)
    assert (period["first_day"], period["last_day"]) == ("2024-02-15", "2024-03-14")
    assert period["due_at"] == "2024-03-25T16:59:59.999999Z"
    assert period["locks_at"] == "2024-04-04T16:59:59.999999Z"
    assert period["units"] == ["NA-STC", "NA-STP"]
    report = (await world.head.get(f"{REPORTS}/{OF_STP}")).json()
    assert (report["status"], report["outcome"], report["title_vi"]) == (
        "open",
        "open_in_time",
        "Báo cáo tháng (tháng 3/2024)",
    )
    assert report["obligation"]["kind"] == "periodic_report"


async def test_handed_in_is_not_reported_until_the_head_signs(world: World) -> None:
    """FR-NA-17."""
    await opened(world)
    handed_in = (await written(world, A_TEXT)).json()
    assert (handed_in["status"], handed_in["obligation"]["discharged_at"]) == ("submitted", None)
    world.clock.move_to(LATE)
    assert (await world.head.get(f"{REPORTS}/{OF_STP}")).json()["outcome"] == "open_overdue"
    review = await standing(world)
    assert (review["reported"], [missing["unit"] for missing in review["not_reported"]]) == (0, ["NA-STC", "NA-STP"])
    assert review["share_by_head"] is None
    done = (await signed(world)).json()
    assert (done["status"], done["signed_by"], done["outcome"]) == ("signed", "head", "done_late")
    review = await standing(world)
    assert (review["reported"], review["late"], review["by_head"], review["share_by_head"]) == (1, 1, 1, 100.0)


async def test_a_deputys_signature_counts_but_not_as_the_heads(world: World) -> None:
    """FR-NA-17."""
    await opened(world)
    await written(world, A_TEXT)
    deputy = world.client("nghe-an", "unit_head", "NA-STP", deputy=True)
    assert (await signed(world, who=deputy)).json()["signed_by"] == "deputy"
    review = await standing(world)
    assert (review["reported"], review["by_head"], review["by_deputy"], review["share_by_head"]) == (1, 0, 1, 0.0)


async def test_nothing_to_report_is_a_report_and_silence_is_none(world: World) -> None:
    """FR-BP-19."""
    await opened(world)
    assert (await written(world, {"nothing_to_report": True})).json()["text_vi"] is None
    await signed(world)
    review = await standing(world)
    assert (review["reported"], review["nothing_to_report"]) == (1, 1)
    assert review["not_reported"] == [{"unit": "NA-STC", "report": OF_STC, "status": "open", "overdue": False}]


async def test_difficulties_are_counted_by_group(world: World) -> None:
    """FR-BP-19."""
    await opened(world)
    told = [{"group": "legal", "text": "Thiếu căn cứ"}, {"group": "legal", "text": "Chồng chéo"}, {"text": "Khác"}]
    await written(world, {"difficulties": told})
    await signed(world)
    assert (await standing(world))["difficulties"] == {"legal": 2, "ungrouped": 1}


async def test_a_correction_keeps_the_first_times(world: World) -> None:
    await opened(world)
    first = (await written(world, A_TEXT)).json()["obligation"]["first_submitted_at"]
    first_signed = (await signed(world)).json()["first_signed_at"]
    world.clock.move_to(LATE)
    assert problem(await written(world, {"text_vi": "Sửa"}), 422)[1] == [("body.reason", "reason_missing")]
    corrected = (await written(world, {"text_vi": "Sửa", "reason": "Sai số liệu"})).json()
    assert (corrected["status"], corrected["edition"], corrected["signed_by"]) == ("corrected", 2, None)
    again = (await signed(world, edition=2)).json()
    assert (again["obligation"]["first_submitted_at"], again["first_signed_at"]) == (first, first_signed)
    assert (again["outcome"], again["signed_at"]) == ("done_on_time", "2024-03-26T03:00:00.000000Z")


async def test_after_the_lock_nothing_changes(world: World) -> None:
    await opened(world)
    await written(world, A_TEXT)
    world.clock.move_to(LOCKED)
    before = (await world.head.get(f"{REPORTS}/{OF_STP}")).json()
    assert before["locked"]
    waiver = await world.standing.post(f"{REPORTS}/{OF_STP}/waiver", json={"reason": "Mưa lũ"})
    for answer in (await written(world, A_TEXT), await signed(world), waiver):
        assert problem(answer, 409)[0] == "report-locked"
    assert (await world.head.get(f"{REPORTS}/{OF_STP}")).json() == before


async def test_an_exception_is_made_with_its_reason(world: World) -> None:
    await opened(world)
    path = f"{REPORTS}/{OF_STP}/waiver"
    assert problem(await world.standing.post(path, json={}), 422)[1] == [("body.reason", "missing")]
    waived = (await world.standing.post(path, json={"reason": "Mưa lũ"})).json()
    assert (waived["status"], waived["outcome"], waived["reason"]) == ("waived", None, "Mưa lũ")
    review = await standing(world)
    assert (review["counted"], review["waived"], review["reported"], len(review["not_reported"])) == (2, 1, 0, 1)
    assert problem(await written(world, A_TEXT), 409)[0] == "illegal-transition"


async def test_what_is_signed_is_what_was_read(world: World) -> None:
    await opened(world)
    await written(world, A_TEXT)
    await written(world, {"text_vi": "Bản hai"})
    assert problem(await signed(world, edition=1), 409)[0] == "edition-changed"
    assert (await signed(world, edition=2)).json()["status"] == "signed"


async def test_a_draft_is_kept_and_owes_still(world: World) -> None:
    await opened(world)
    draft = (await written(world, A_TEXT | {"draft": True})).json()
    assert (draft["status"], draft["edition"], draft["obligation"]["first_submitted_at"]) == ("draft", 0, None)
    assert problem(await signed(world), 409)[0] == "illegal-transition"


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("unit_officer", "NA-STP", 403),
        ("unit_head", "NA-STC", 403),
        ("standing_officer", "NA-CA", 403),
        ("chairman", None, 403),
        ("unit_head", "NA-STP", 200),
    ],
)
async def test_only_the_units_own_head_signs(world: World, role: str, unit: str | None, status: int) -> None:
    """FR-NA-17: no officer, and nobody of another unit."""
    await opened(world)
    await written(world, A_TEXT)
    assert (await signed(world, who=world.client("nghe-an", role, unit))).status_code == status


async def test_nobody_reports_for_another_unit(world: World) -> None:
    await opened(world)
    for who in (world.standing, world.client("nghe-an", "unit_officer", "NA-STC")):
        assert problem(await written(world, A_TEXT, who), 403)[0] == "forbidden"


async def test_an_opening_that_was_cut_short_is_completed_by_its_repetition(start: Start) -> None:
    """G1: the period is there, a report of it is missing; repeating the command adds it and changes nothing else."""

    def breaking(store: Store) -> BreakableStore:
        broken = BreakableStore(store)
        broken.break_at(lambda name, operation: (name, operation) == ("unit_reports", "insert"), nth=1)
        return broken

    async with start(breaking) as world:
        await created(world.standing, CYCLES, **a_cycle())
        answer = await world.standing.post(f"{CYCLES}/NA-BC/periods", json={"period": "2024-03"})
        assert answer.status_code == 503
    async with start() as world:
        again = await world.standing.post(f"{CYCLES}/NA-BC/periods", json={"period": "2024-03"})
        assert problem(again, 409)[0] == "already-exists"
        items = (await world.head.get(f"{REPORTS}?cycle=NA-BC&period=2024-03")).json()["items"]
        assert [item["id"] for item in items] == [OF_STC, OF_STP]


async def test_periods_open_by_themselves_once_however_many_replicas_look(world: World) -> None:
    """FR-NA-18: the door of time; two instances, and repetitions, open each period once."""
    await created(world.standing, CYCLES, **a_cycle(first_period="2024-04"))
    replicas = [OpenPeriods(world.app.state.records, world.clock) for _ in range(2)]
    for _ in range(2):
        await asyncio.gather(*(replica() for replica in replicas))
    periods = (await world.head.get(f"{CYCLES}/NA-BC/periods")).json()["items"]
    assert [period["period"] for period in periods] == ["2024-04"]
    world.clock.move_to(LATE.replace(month=5))
    await asyncio.gather(*(replica() for replica in replicas))
    periods = (await world.head.get(f"{CYCLES}/NA-BC/periods")).json()["items"]
    assert [(period["period"], period["version"]) for period in periods] == [
        ("2024-04", 1),
        ("2024-05", 1),
        ("2024-06", 1),
    ]
    items = (await world.head.get(f"{REPORTS}?cycle=NA-BC&unit=NA-STP")).json()["items"]
    assert len(items) == 3


async def test_reports_are_found_by_cycle_period_unit_and_status(world: World) -> None:
    await opened(world)
    await written(world, A_TEXT)

    async def found(**filters: str) -> list[str]:
        return [item["id"] for item in (await world.head.get(REPORTS, params=filters)).json()["items"]]

    assert await found(status="submitted") == [OF_STP]
    assert await found(unit="NA-STC", period="2024-03") == [OF_STC]
    assert await found(cycle="NA-BC", status="open") == [OF_STC]
    assert await found(period="2024-04") == []
    assert problem(await world.head.get(REPORTS, params={"states": "x"}), 422)[1] == [
        ("query.states", "extra_forbidden")
    ]


async def test_a_repeated_signature_is_answered_as_the_first(world: World) -> None:
    await opened(world)
    await written(world, A_TEXT)
    path, key = f"{REPORTS}/{OF_STP}/signature", {"idempotency-key": "k-1"}
    first = await world.head.post(path, json={"edition": 1}, headers=key)
    assert (await world.head.post(path, json={"edition": 1}, headers=key)).json() == first.json()
    stranger = world.client("nghe-an", "unit_officer", "NA-STP")
    assert problem(await stranger.post(path, json={"edition": 1}, headers=key), 403)[0] == "forbidden"


async def test_what_is_not_there_is_not_found(world: World) -> None:
    await opened(world)
    for path in (f"{REPORTS}/nothing", f"{CYCLES}/nothing/periods", f"{CYCLES}/NA-BC/periods/2024-02"):
        assert problem(await world.head.get(path), 404)[0] == "not-found"
    answer = await world.standing.post(f"{CYCLES}/nothing/periods", json={"period": "2024-03"})
    assert problem(answer, 404)[0] == "not-found"
