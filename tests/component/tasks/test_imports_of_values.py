"""Values of indicators from a workbook: what units collect, each row judged by who reports it (FR-NA-22)."""

import asyncio
import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import httpx2
import pytest

from tests.component.tasks.conftest import Start, World, created, problem
from tests.component.tasks.workbooks import (
    IMPORTS,
    begun,
    carried_out,
    checked,
    of_values,
    read,
    rested,
    uploaded,
    worker,
    written,
)

SORT = "indicator_values"
INDICATORS, VALUES = "/v1/nghe-an/indicators", "/v1/nghe-an/indicator-values"


def a_row(**more: Any) -> dict[str, Any]:
    row = {"indicator": "K", "period": "2024-03", "unit": "NA-STP", "numerator": 90, "denominator": 100}
    return row | {path.replace("__", "."): value for path, value in more.items()}


@pytest.fixture
async def province(world: World) -> World:
    await define(world)
    return world


async def define(world: World) -> None:
    """A monthly rate of three units, one of which is no insider; a count of the whole; the quality of databases."""
    units = ["NA-STP", "NA-STC", "NA-VNPT"]
    for indicator in (
        {"id": "K", "measure": "ratio", "frequency": "monthly", "units": units},
        {"id": "SUM", "measure": "count", "owner_unit": "NA-STC"},
        {"id": "Q", "measure": "quality", "owner_unit": "NA-STP"},
    ):
        await created(world.standing, INDICATORS, name_vi="Chỉ tiêu", unit_of_measure="%", **indicator)


async def look(world: World, *rows: dict[str, Any], who: httpx2.AsyncClient | None = None) -> dict[str, Any]:
    return await checked(world, of_values(*rows), SORT, who or world.head)


async def value(world: World, key: str) -> dict[str, Any]:
    answer = await world.head.get(f"{VALUES}/{key}")
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


async def count(world: World) -> int:
    return len((await world.head.get(VALUES, params={"limit": 500})).json()["items"])


def told(job: dict[str, Any]) -> set[tuple[int, str, str]]:
    return {(fault["row"], fault["field"], fault["code"]) for fault in job["faults"]}


async def test_the_template_says_what_is_expected_and_its_example_can_be_uploaded(province: World) -> None:
    answer = await province.head.get(f"{IMPORTS}/templates/{SORT}")
    assert answer.status_code == 200
    headings, english = read(answer.content, "Số liệu chỉ tiêu")[:2]
    assert headings[:3] == ["Mã chỉ tiêu *", "Kỳ báo cáo *", "Mã đơn vị"]
    assert english[:3] == ["Indicator code", "Period", "Unit code"]
    helped = {row[0]: row[2:4] for row in read(answer.content, "Giá trị - Values") if row[1] == ""}
    assert helped["Kỳ báo cáo"] == [
        "2024-03, 2024-Q1 hoặc 2024, đúng chu kỳ của chỉ tiêu.",
        "As often as the indicator is reported.",
    ]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert 'promptTitle="Mẫu số"' in parts.read("xl/worksheets/sheet1.xml").decode(), "said where somebody types"
    indicator = {"id": "NA-KPI-07", "name_vi": "Tỷ lệ", "unit_of_measure": "%", "measure": "ratio", "units": ["NA-STP"]}
    await created(province.standing, INDICATORS, **indicator)
    job = await checked(province, written(read(answer.content, "Ví dụ - Example")), SORT, province.head)
    assert (job["preview"]["new"], job["faults"]) == (1, [])


async def test_every_column_becomes_its_field(province: World) -> None:
    scores = {"quality__correct": 100, "quality__complete": 85, "quality__clean": 90, "quality__live": "100"}
    rows = [
        a_row(period="tháng 3/2024", source="dữ liệu mẫu"),
        a_row(period=date(2024, 2, 1), numerator="80"),
        a_row(indicator="Q", period="quý I/2024", unit=None, item="CSDL", numerator=None, denominator=None, **scores),
    ]
    job = await look(province, *rows)
    assert (job["preview"]["new"], job["faults"]) == (3, [])
    done = await carried_out(province, job["id"], "all_or_nothing", province.head)
    assert done["progress"] == {"total": 3, "done": 3, "registered": 3, "skipped": 0, "failed": 0}
    march = await value(province, "K.2024-03.NA-STP")
    assert (march["figures"]["numerator"], march["figures"]["denominator"], march["figures"]["rate"]) == (90, 100, 90.0)
    assert (march["source"], march["status"], march["edition"]) == ("synthetic", "reported", 1)
    assert (await value(province, "K.2024-02.NA-STP"))["source"] == "entered"
    quality = await value(province, "Q.2024-Q1._.CSDL")
    assert quality["figures"]["quality"] == {"correct": 100, "complete": 85, "clean": 90, "live": 100}


async def test_a_wrong_cell_is_named_in_both_languages(province: World) -> None:
    await created(
        province.standing, INDICATORS, id="C", name_vi="C", unit_of_measure="%", measure="ratio", units=["NA-STC"]
    )
    rows = [
        a_row(indicator="KHONG-CO"),
        a_row(unit="NA-STC"),
        a_row(indicator="C"),
        a_row(period="tháng ba"),
        a_row(period="2024-Q1"),
        a_row(period="5/2024"),
        a_row(period="2024-01", denominator=None),
        a_row(period="2023-12", denominator=0),
        a_row(period="2023-11", numerator="nhiều"),
        a_row(period="2023-10", numerator=-1),
        a_row(period="2023-09", numerator=1.5),
        a_row(period="2023-08", quality__correct=101),
        a_row(indicator=None),
        a_row(unit=None, indicator="SUM", denominator=None),
        a_row(source="nghe nói", period="2023-07"),
    ]
    job = await look(province, *rows)
    assert job["preview"]["faulty"] == len(rows)
    assert told(job) == {
        (2, "indicator", "unknown_reference"),
        (3, "unit", "not_their_figures"),
        (4, "unit", "unit_does_not_report"),
        (5, "period", "unknown_period"),
        (6, "period", "unknown_period"),
        (7, "period", "period_not_begun"),
        (8, "denominator", "figures_unfit"),
        (9, "denominator", "nothing_to_divide_by"),
        (10, "numerator", "int_type"),
        (11, "numerator", "greater_than_equal"),
        (12, "numerator", "int_type"),
        (13, "quality.correct", "less_than_equal"),
        *((13, f"quality.{criterion}", "missing") for criterion in ("complete", "clean", "live")),
        (14, "indicator", "missing"),
        (15, "unit", "not_their_figures"),
        (16, "source", "enum"),
    }
    for fault in job["faults"]:
        assert fault["message_vi"].strip() and fault["message_en"].strip()
        assert fault["message_vi"] != fault["message_en"], fault
    foreign = next(fault for fault in job["faults"] if fault["row"] == 3)
    assert (foreign["cell"], foreign["column"], foreign["value"]) == ("C3", "Mã đơn vị", "NA-STC")
    assert await count(province) == 0


async def test_the_same_period_twice_is_told_however_it_is_written(province: World) -> None:
    again = a_row(period="tháng 3/2024", numerator=91)
    job = await look(province, a_row(), again, a_row(item="A"), a_row(unit="NA-STP", period="2024-02"))
    assert job["preview"] == {"rows": 4, "new": 3, "unchanged": 0, "differs": 0, "faulty": 1}
    (fault,) = job["faults"]
    assert (fault["cell"], fault["code"]) == ("A3", "listed_twice")
    assert fault["message_vi"] == "số liệu của kỳ này đã có ở dòng 2"
    assert fault["message_en"] == "the figures of this period are in row 2 already"


async def test_what_is_reported_is_never_overwritten(province: World) -> None:
    """FR-NA-22: figures are corrected by their own command, with a reason; what a head has confirmed stays confirmed."""
    first = await look(province, a_row(), a_row(period="2024-02"))
    await carried_out(province, first["id"], who=province.head)
    confirmed = await province.head.post(f"{VALUES}/K.2024-03.NA-STP/confirmation", json={"edition": 1})
    assert confirmed.status_code == 200
    again = await look(province, a_row(numerator=95), a_row(period="2/2024"), a_row(period="2024-01"))
    assert again["preview"] == {"rows": 3, "new": 1, "unchanged": 1, "differs": 1, "faulty": 0}
    (notice,) = again["faults"]
    assert (notice["cell"], notice["severity"], notice["code"]) == ("D2", "notice", "differs")
    assert "đính chính" in notice["message_vi"] and "correct" in notice["message_en"]
    done = await carried_out(province, again["id"], "all_or_nothing", province.head)
    assert done["progress"] == {"total": 3, "done": 3, "registered": 1, "skipped": 2, "failed": 0}
    kept = await value(province, "K.2024-03.NA-STP")
    assert (kept["figures"]["numerator"], kept["status"], kept["edition"]) == (90, "confirmed", 1)
    repeated = await carried_out(province, again["id"], "partial", province.head)
    assert (repeated["run"], repeated["progress"]["skipped"]) == (2, 3)


async def test_what_was_reported_meanwhile_is_skipped(province: World) -> None:
    job = await look(province, a_row(numerator=95))
    reported = {"period": "2024-03", "unit": "NA-STP", "numerator": 90, "denominator": 100}
    await created(province.head, f"{INDICATORS}/K/values", **reported)
    done = await carried_out(province, job["id"], who=province.head)
    assert done["progress"]["skipped"] == 1
    assert (await value(province, "K.2024-03.NA-STP"))["figures"]["numerator"] == 90


async def test_a_right_that_was_lost_meanwhile_is_told_by_its_cell(province: World) -> None:
    """Between the look and the run the indicator passed to other units, and its owner changed."""
    owner = province.client("nghe-an", "unit_head", "NA-STC")
    whole = a_row(indicator="SUM", unit=None, denominator=None)
    job = await look(province, whole, a_row(unit="NA-STC"), who=owner)
    assert job["faults"] == []
    for indicator, change in (("SUM", {"owner_unit": "NA-STP"}), ("K", {"units": ["NA-STP"]})):
        assert (await province.standing.post(f"{INDICATORS}/{indicator}/details", json=change)).status_code == 200
    done = await carried_out(province, job["id"], who=owner)
    assert done["progress"]["failed"] == 2
    faults = (await owner.get(f"{IMPORTS}/{job['id']}/faults")).json()["items"]
    assert told({"faults": faults}) == {(2, "unit", "not_their_figures"), (3, "unit", "unit_does_not_report")}


async def test_all_or_nothing_registers_nothing_with_a_row_of_another_unit(province: World) -> None:
    job = await look(province, a_row(), a_row(unit="NA-STC"))
    stopped = await carried_out(province, job["id"], "all_or_nothing", province.head)
    assert (stopped["status"], await count(province)) == ("stopped", 0)
    part = await carried_out(province, job["id"], "partial", province.head)
    assert (part["progress"]["registered"], part["progress"]["failed"], await count(province)) == (1, 1, 1)


async def test_the_standing_agency_reports_for_the_whole_and_units_for_themselves(province: World) -> None:
    """The rule of the single command holds for each row: a workbook gives nobody another right."""
    whole = a_row(indicator="SUM", unit=None, denominator=None)
    job = await look(province, whole, a_row(), who=province.standing)
    assert told(job) == {(3, "unit", "not_their_figures")}
    owner = await look(province, whole, a_row(unit="NA-STC"), who=province.client("nghe-an", "unit_officer", "NA-STC"))
    assert (owner["preview"]["new"], owner["faults"]) == (2, [])


async def test_who_may_not_report_a_row_is_not_told_what_is_reported(province: World) -> None:
    """A partner sees no figures of others: neither that they are there, nor by guessing them."""
    await created(
        province.head, f"{INDICATORS}/K/values", period="2024-03", unit="NA-STP", numerator=90, denominator=100
    )
    partner = province.client("nghe-an", "unit_officer", "NA-VNPT")
    assert problem(await partner.get(VALUES), 403)[0] == "forbidden"
    right, wrong = a_row(), a_row(numerator=91, period="2024-03", item="X")
    job = await look(province, right, wrong, a_row(unit="NA-VNPT"), who=partner)
    assert told(job) == {(2, "unit", "not_their_figures"), (3, "unit", "not_their_figures")}
    assert (job["preview"]["unchanged"], job["preview"]["differs"], job["preview"]["new"]) == (0, 0, 1)


REPORTERS = [
    ("standing_officer", None),
    ("standing_officer", "NA-CA"),
    ("office_officer", "NA-STC"),
    *((role, "NA-STP") for role in ("unit_head", "unit_officer", "district_chair", "commune_officer")),
]
OTHERS = [
    *((role, None) for role in ("chairman", "permanent_vice_chairman", "office_officer", "home_affairs_officer")),
    *((role, None) for role in ("central_wg_officer", "integrator", "unit_head", "unit_officer", "ops")),
    ("chairman", "NA-STP"),
    ("integrator", "NA-STP"),
]
THERE = [("GET", "", 200), ("GET", "/faults", 200), ("POST", "/run", 202), ("POST", "/cancel", 200)]


@pytest.mark.parametrize(("role", "unit"), REPORTERS + OTHERS)
async def test_those_who_report_bring_files_in(province: World, role: str, unit: str | None) -> None:
    answer = await uploaded(province.client("nghe-an", role, unit), of_values(a_row()), SORT)
    assert answer.status_code == (201 if (role, unit) in REPORTERS else 403), answer.text


@pytest.mark.parametrize(("role", "unit"), REPORTERS + OTHERS)
async def test_a_unit_goes_on_with_its_own_files_alone(province: World, role: str, unit: str | None) -> None:
    officer = province.client("nghe-an", "unit_officer", "NA-STP")
    job = (await look(province, a_row(), who=officer))["id"]
    who, own = province.client("nghe-an", role, unit), (role, unit) in REPORTERS and unit == "NA-STP"
    for method, step, success in THERE:
        body = {"json": {"mode": "partial"}} if step == "/run" else {}
        answer = await who.request(method, f"{IMPORTS}/{job}{step}", **body)
        assert answer.status_code == (success if own else 403), (step, answer.text)
        if not own:
            assert set(answer.json()) & {"preview", "items"} == set()
    assert (await officer.get(f"{IMPORTS}/{job}")).json()["status"] == ("cancelled" if own else "checked")


async def test_files_of_other_sorts_stay_with_the_planners(province: World) -> None:
    """Who may bring in values does not see what the standing agency brings in, nor the other way round by a known key."""
    plan = written([["Dòng là", "Mã", "Tên"], ["plan", "P", "Kế hoạch"]], "Kế hoạch")
    job = (await uploaded(province.standing, plan, "plans")).json()["id"]
    assert problem(await province.head.get(f"{IMPORTS}/{job}"), 403)[0] == "forbidden"
    assert problem(await uploaded(province.head, plan, "plans"), 403)[0] == "forbidden"
    body, key = of_values(a_row()), {"idempotency-key": "k"}
    assert (await uploaded(province.head, body, SORT, **key)).status_code == 201
    assert problem(await uploaded(province.standing, body, SORT, **key), 403)[0] == "forbidden"


async def test_a_colleague_of_the_unit_runs_it_in_their_own_name(province: World) -> None:
    officer = province.client("nghe-an", "unit_officer", "NA-STP")
    job = await look(province, a_row(), who=officer)
    deputy = province.client("nghe-an", "unit_head", "NA-STP", deputy=True)
    assert (await carried_out(province, job["id"], who=deputy))["progress"]["registered"] == 1
    feed = await province.internal().get("/internal/journal", params={"tenant": "nghe-an", "after": 0, "limit": 500})
    *_, newest = map(json.loads, feed.text.splitlines())
    assert (newest["type"], newest["actor"]) == ("vn.tiendo.indicator-value.reported.v1", "deputy_head@NA-STP")


@pytest.mark.parametrize("cut", [7, 61, 119])
async def test_a_run_that_is_cut_short_comes_to_the_same(start: Start, cut: int) -> None:
    months = [f"{year}-{month:02}" for year in range(2012, 2023) for month in range(1, 13)][:130]
    async with start() as world:
        await define(world)
        job = await look(world, *(a_row(period=month) for month in months))
        await begun(world.head, job["id"])
        running = asyncio.create_task(rested(worker(world)))
        while await count(world) < cut:
            pass
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    async with start() as world:
        world.clock.advance(timedelta(minutes=1))
        await rested(worker(world, "second"))
        done = (await world.head.get(f"{IMPORTS}/{job['id']}")).json()
        assert done["status"] == "finished"
        assert done["progress"] == {"total": 130, "done": 130, "registered": 130, "skipped": 0, "failed": 0}
        assert await count(world) == 130
