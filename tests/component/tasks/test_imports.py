"""Tasks from a workbook: looked through, carried out, carried out again, cut short and gone on with."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from services.tasks.domain.imports.import_job import ROWS_AT_ONCE
from tests.component.tasks.conftest import Start, World, problem
from tests.component.tasks.workbooks import (
    IMPORTS,
    a_row,
    begun,
    carried_out,
    checked,
    of_tasks,
    read,
    rested,
    uploaded,
    worker,
    written,
)

FULL = a_row(
    kind="có lộ trình",
    coordinating_units="NA-CA; NA-STC",
    title_en="Work",
    product_vi="Báo cáo",
    deliverable_type="report",
    due__date=date(2024, 6, 30),
    legal_refs="Luật Giao dịch điện tử; Điều 5\nNĐ 13/2023/NĐ-CP",
    milestones="31/03/2024 Khảo sát\n2024-05-15 Thử nghiệm",
    target__op=">=",
    target__value=20,
    target__unit="dịch vụ",
    resources__form="investment",
    resources__amount="1500000000",
    status="đang triển khai",
    status_as_of="15/02/2024",
    note="=1+1 là chữ",
)


async def task(world: World, key: str) -> dict[str, Any]:
    answer = await world.standing.get(f"/v1/nghe-an/tasks/{key}")
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


async def head(world: World) -> int:
    heads = (await world.internal().get("/internal/journal/heads")).json()["heads"]
    return int(heads["nghe-an"])


async def test_the_template_is_headings_an_example_and_values(world: World) -> None:
    answer = await world.standing.get(f"{IMPORTS}/templates/tasks")
    assert answer.status_code == 200
    headings, english, *rows = read(answer.content, "Nhiệm vụ")
    assert headings[:2] == ["Mã nhiệm vụ *", "Tên nhiệm vụ *"]
    assert english[:2] == ["Task code", "Title"]
    assert rows == []
    assert "NA-T-001" in str(read(answer.content, "Ví dụ - Example"))
    assert ["Loại nhiệm vụ", "roadmap", "có lộ trình", "roadmap"] in [
        row[:4] for row in read(answer.content, "Giá trị - Values")
    ]


@pytest.mark.parametrize("sort", ["units", "plans", "tasks"])
async def test_the_example_of_a_template_can_be_uploaded(world: World, sort: str) -> None:
    template = (await world.standing.get(f"{IMPORTS}/templates/{sort}")).content
    job = await checked(world, written(read(template, "Ví dụ - Example")), sort)
    assert job["preview"]["rows"] == 1
    assert {fault["code"] for fault in job["faults"]} <= {"unknown_reference", "differs"}


async def test_every_column_becomes_its_field(world: World) -> None:
    job = await checked(world, of_tasks(FULL))
    assert (job["status"], job["preview"]["new"], job["faults"]) == ("checked", 1, [])
    done = await carried_out(world, job["id"], "all_or_nothing")
    assert done["status"] == "finished"
    assert done["progress"] == {"total": 1, "done": 1, "registered": 1, "skipped": 0, "failed": 0}
    state = await task(world, "NA-T-001")
    assert (state["kind"], state["coordinating_units"]) == ("roadmap", ["NA-CA", "NA-STC"])
    assert (state["due_date"], state["obligation"]["due_precision"]) == ("2024-06-30", "day")
    assert state["legal_refs"] == ["Luật Giao dịch điện tử; Điều 5", "NĐ 13/2023/NĐ-CP"]
    assert [(one["name_vi"], one["due_date"]) for one in state["schedule"]["milestones"]] == [
        ("Khảo sát", "2024-03-31"),
        ("Thử nghiệm", "2024-05-15"),
    ]
    assert state["target"] == {"op": ">=", "value": 20, "unit": "dịch vụ"}
    assert state["resources"]["amount"] == 1_500_000_000
    assert (state["status"], state["status_since"][:10]) == ("in_progress", "2024-02-14")
    assert state["note"] == "=1+1 là chữ"


async def test_a_wrong_cell_is_named_in_both_languages(world: World) -> None:
    rows = [
        a_row(1, kind="vội", due__date=45_382),
        a_row(2, title_vi=None),
        a_row(3, lead_unit="NA-NONE", title_vi="x" * 501),
        a_row(3),
        a_row(4, group="NA-G99"),
        a_row(5, target__op=">=", target__value="nhiều"),
        a_row(6, due__date="30/02/2024"),
    ]
    job = await checked(world, of_tasks(*rows))
    assert job["preview"] == {"rows": 7, "new": 0, "unchanged": 0, "differs": 0, "faulty": 7}
    told = {(fault["row"], fault["field"], fault["code"]) for fault in job["faults"]}
    assert {
        (2, "kind", "literal_error"),
        (2, "due.date", "date_as_number"),
        (3, "title_vi", "missing"),
        (4, "title_vi", "string_too_long"),
        (5, "id", "listed_twice"),
        (6, "group", "unknown_reference"),
        (7, "target.value", "int_type"),
        (8, "due.date", "invalid_date"),
    } == told
    twice = next(fault for fault in job["faults"] if fault["code"] == "listed_twice")
    assert (twice["cell"], twice["value"], twice["column"]) == ("A5", "NA-T-003", "Mã nhiệm vụ")
    assert (twice["message_vi"], twice["message_en"]) == ("mã này đã có ở dòng 4", "this id is in row 4 already")


async def test_faults_come_in_pages(world: World) -> None:
    job = await checked(world, of_tasks(*(a_row(number, kind="vội") for number in range(1, 8))))
    page = (await world.standing.get(f"{IMPORTS}/{job['id']}/faults", params={"limit": 5})).json()
    rest = (await world.standing.get(f"{IMPORTS}/{job['id']}/faults", params={"cursor": page["next"]})).json()
    assert [fault["row"] for fault in page["items"] + rest["items"]] == [2, 3, 4, 5, 6, 7, 8]
    wrong = await world.standing.get(f"{IMPORTS}/{job['id']}/faults", params={"cursor": "x"})
    assert problem(wrong, 422) == ("invalid-request", [("query.cursor", "invalid_cursor")])


async def test_all_or_nothing_does_not_begin_with_a_faulty_row(world: World) -> None:
    before = await head(world)
    job = await checked(world, of_tasks(a_row(1), a_row(2, plan="NA-KH-1999")))
    stopped = await carried_out(world, job["id"], "all_or_nothing")
    assert (stopped["status"], stopped["preview"]["faulty"], stopped["progress"]["registered"]) == ("stopped", 1, 0)
    assert await head(world) == before
    assert (await carried_out(world, job["id"]))["progress"]["registered"] == 1, "in part it may go on"


async def test_all_or_nothing_looks_once_more_before_it_begins(world: World) -> None:
    """What was missing when the file was uploaded may be there now."""
    job = await checked(world, of_tasks(a_row(1, lead_unit="NA-NEW")))
    assert job["preview"]["faulty"] == 1
    unit = {"id": "NA-NEW", "type": "department", "name_vi": "Sở mới"}
    assert (await world.standing.post("/v1/nghe-an/units", json=unit)).status_code == 201
    assert (await carried_out(world, job["id"], "all_or_nothing"))["progress"]["registered"] == 1
    assert (await world.standing.get(f"{IMPORTS}/{job['id']}/faults")).json()["items"] == []


async def test_in_part_the_right_rows_are_registered(world: World) -> None:
    job = await checked(world, of_tasks(a_row(1), a_row(2, plan="NA-KH-1999"), a_row(3)))
    done = await carried_out(world, job["id"])
    assert done["progress"] == {"total": 3, "done": 3, "registered": 2, "skipped": 0, "failed": 1}
    assert (await world.standing.get("/v1/nghe-an/tasks/NA-T-002")).status_code == 404


async def test_what_was_refused_only_when_it_ran_is_among_the_faults(world: World) -> None:
    """Between the look and the run somebody registered the unit's end, or, here, took the id for another thing."""
    job = await checked(world, of_tasks(a_row(1), a_row(2, parent="NA-T-001")))
    await world.standing.post(
        "/v1/nghe-an/models", json={"id": "NA-T-001", "year": 2024, "title_vi": "M", "lead_unit": "NA-STP"}
    )
    done = await carried_out(world, job["id"])
    assert done["progress"] == {"total": 2, "done": 2, "registered": 0, "skipped": 1, "failed": 1}
    faults = (await world.standing.get(f"{IMPORTS}/{job['id']}/faults")).json()["items"]
    assert [(fault["cell"][1:], fault["code"]) for fault in faults] == [("3", "unknown_reference")]


async def test_rows_may_name_rows_above_them(world: World) -> None:
    job = await checked(world, of_tasks(a_row(1), a_row(2, parent="NA-T-001"), a_row(3, parent="NA-T-004"), a_row(4)))
    assert [(fault["row"], fault["code"]) for fault in job["faults"]] == [(4, "listed_below")]
    done = await carried_out(world, job["id"])
    assert done["progress"]["registered"] == 3
    assert (await task(world, "NA-T-002"))["parent"] == "NA-T-001"


async def test_what_is_registered_is_never_registered_again(world: World) -> None:
    body = of_tasks(*(a_row(number) for number in range(1, 121)))
    first = await checked(world, body)
    assert (await carried_out(world, first["id"]))["progress"]["registered"] == 120
    after = await head(world)
    again = await carried_out(world, first["id"])
    assert (again["run"], again["progress"]["skipped"]) == (2, 120)
    changed = of_tasks(a_row(1), a_row(2, title_vi="Tên khác"), a_row(121))
    second = await checked(world, changed)
    assert second["preview"] == {"rows": 3, "new": 1, "unchanged": 1, "differs": 1, "faulty": 0}
    assert [(fault["cell"], fault["severity"], fault["code"]) for fault in second["faults"]] == [
        ("B3", "notice", "differs")
    ]
    assert (await carried_out(world, second["id"], "all_or_nothing"))["progress"]["skipped"] == 2
    assert (await task(world, "NA-T-002"))["title_vi"] == "Việc số 2"
    assert await head(world) == after + 1


@pytest.mark.parametrize("cut", range(1, 12))
async def test_a_run_that_is_cut_short_anywhere_comes_to_the_same(start: Start, cut: int) -> None:
    """The worker is ended between two rows; another one, on the same files, goes on with it."""
    rows = [a_row(number, parent="NA-T-001" if number % 40 == 0 else None) for number in range(1, 131)]
    async with start() as world:
        before = await head(world)
        job = await checked(world, of_tasks(*rows))
        await begun(world.standing, job["id"])
        running = asyncio.create_task(rested(worker(world)))
        while await head(world) < before + 12 * cut - 5:
            pass
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    async with start() as world:
        world.clock.advance(timedelta(minutes=1))
        await rested(worker(world, "second"))
        done = (await world.standing.get(f"{IMPORTS}/{job['id']}")).json()
        assert done["status"] == "finished"
        assert done["progress"] == {"total": 130, "done": 130, "registered": 130, "skipped": 0, "failed": 0}
        assert await head(world) == before + 130


@pytest.mark.parametrize("rounds", range(1, 4))
async def test_a_look_that_is_cut_short_anywhere_comes_to_the_same(start: Start, rounds: int) -> None:
    """Another worker begins the look anew, and says how far it is; rows that rest on rows above them are judged with them."""
    rows = [a_row(number, parent=f"NA-T-{number - 1:03}" if number > 1 else None) for number in range(1, 131)]
    async with start() as world:
        job = (await uploaded(world.standing, of_tasks(*rows, a_row(131, plan="NA-KH-1999")))).json()["id"]
        first = worker(world)
        for _ in range(rounds):
            await first()
        cut = (await world.standing.get(f"{IMPORTS}/{job}")).json()
        assert cut["progress"]["done"] == min(ROWS_AT_ONCE * rounds, 131)
    async with start() as world:
        world.clock.advance(timedelta(minutes=1))
        await rested(worker(world, "second"))
        done = (await world.standing.get(f"{IMPORTS}/{job}")).json()
        assert (done["status"], done["preview"]["new"], done["preview"]["faulty"]) == ("checked", 130, 1)
        faults = (await world.standing.get(f"{IMPORTS}/{job}/faults")).json()["items"]
        assert [(fault["row"], fault["code"]) for fault in faults] == [(132, "unknown_reference")]


async def test_a_look_can_be_cancelled_and_the_rows_run_without_it(world: World) -> None:
    seen = ROWS_AT_ONCE + 10
    rows = [a_row(number) for number in range(1, seen + 1)]
    job = (await uploaded(world.standing, of_tasks(*rows, a_row(1)))).json()["id"]
    work = worker(world)
    await work()
    busy = await world.standing.post(f"{IMPORTS}/{job}/run", json={"mode": "partial"})
    assert problem(busy, 409)[0] == "import-busy"
    assert (await world.standing.post(f"{IMPORTS}/{job}/cancel")).json()["status"] == "cancelled"
    assert not await work()
    done = await carried_out(world, job)
    assert (done["status"], done["progress"]["registered"], done["progress"]["skipped"]) == ("finished", seen, 1)


async def test_two_workers_do_not_carry_out_the_same_rows(world: World) -> None:
    job = await checked(world, of_tasks(*(a_row(number) for number in range(1, 201))))
    await begun(world.standing, job["id"])
    first, second = worker(world), worker(world, "second")
    while any(await asyncio.gather(first(), second())):
        pass
    done = (await world.standing.get(f"{IMPORTS}/{job['id']}")).json()
    assert (done["status"], done["progress"]["registered"]) == ("finished", 200)


async def test_what_was_cancelled_stops_and_can_go_on(world: World) -> None:
    total = ROWS_AT_ONCE + 10
    job = (await checked(world, of_tasks(*(a_row(number) for number in range(1, total + 1)))))["id"]
    assert (await world.standing.post(f"{IMPORTS}/{job}/cancel")).json()["status"] == "cancelled"
    again = await world.standing.post(f"{IMPORTS}/{job}/cancel")
    assert problem(again, 409)[0] == "import-not-running"
    await begun(world.standing, job)
    busy = await world.standing.post(f"{IMPORTS}/{job}/run", json={"mode": "partial"})
    assert problem(busy, 409)[0] == "import-busy"
    assert await worker(world)()
    cancelled = (await world.standing.post(f"{IMPORTS}/{job}/cancel")).json()
    assert (cancelled["status"], cancelled["progress"]["done"]) == ("cancelled", ROWS_AT_ONCE)
    assert not await worker(world)()
    done = await carried_out(world, job)
    counts = {"registered": total - ROWS_AT_ONCE, "skipped": ROWS_AT_ONCE, "failed": 0}
    assert done["progress"] == {"total": total, "done": total, **counts}


async def test_a_repeated_upload_is_the_same_import(world: World) -> None:
    body, key = of_tasks(a_row(1)), {"idempotency-key": "k1"}
    first, again = await uploaded(world.standing, body, **key), await uploaded(world.standing, body, **key)
    assert first.json()["id"] == again.json()["id"]
    other = await uploaded(world.standing, of_tasks(a_row(2)), **key)
    assert problem(other, 422)[0] == "idempotency-key-reused"
    run = {"json": {"mode": "partial"}, "headers": {"idempotency-key": "k2"}}
    path = f"{IMPORTS}/{first.json()['id']}/run"
    await rested(worker(world))
    assert [(await world.standing.post(path, **run)).json()["run"] for _ in range(2)] == [1, 1]


async def test_only_who_may_register_may_import(world: World) -> None:
    body = of_tasks(a_row(1))
    job = (await checked(world, body))["id"]
    assert problem(await uploaded(world.head, body), 403)[0] == "forbidden"
    for method, path in (("GET", ""), ("GET", "/faults"), ("POST", "/cancel")):
        assert problem(await world.head.request(method, f"{IMPORTS}/{job}{path}"), 403)[0] == "forbidden"
    run = await world.head.post(f"{IMPORTS}/{job}/run", json={"mode": "partial"})
    assert problem(run, 403)[0] == "forbidden"
    office = world.client("nghe-an", "office_officer")
    assert (await begun(office, job))["status"] == "running"
    await rested(worker(world))
    assert (await world.standing.get("/v1/nghe-an/tasks/NA-T-001/history")).json()["items"][0][
        "actor"
    ] == "office_officer"


async def test_headings_in_english_and_fields_are_understood(world: World) -> None:
    rows = [["Task code", "title_vi", "PLAN CODE", "Lead unit *"], ["E-1", "Việc", "NA-KH-2024", "NA-STP"]]
    assert (await checked(world, written(rows, "Bảng 1")))["preview"]["new"] == 1
