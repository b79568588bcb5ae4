"""Indicators, targets, data quality and essential services, through the gateway."""

from datetime import UTC, datetime

import pytest

from shared.calendar import to_wire
from tests.e2e.waiting import until
from tests.scenarios.talking import Body, done, heard, refused, seen
from tests.stacks.installed import Api

NT, NA = "/v1/ninh-thuan", "/v1/nghe-an"


def series(api: Api, tenant: str, indicator: str, **params: str) -> Body:
    return seen(api(tenant, "chairman"), f"/v1/{tenant}/indicator-series/{indicator}", **params)


def line(api: Api, tenant: str, indicator: str, **params: str) -> Body:
    listed = seen(api(tenant, "chairman"), f"/v1/{tenant}/indicator-series", **params)["indicators"]
    (found,) = [one for one in listed if one["indicator"] == indicator]
    return dict(found)


def test_where_the_texts_say_the_provinces_stand(api: Api) -> None:
    """EXP-NA-MODELS, EXP-NT-TASKS, EXP-NA-Q1: 6 of 38 leaves 32; 33 of 43 is 16 and 17; 10 in Q1 (FR-NA-19, FR-NT-01)."""
    models = line(api, "nghe-an", "NA-KPI-01", as_of="2024-04-02")
    assert (models["baseline"]["value"], models["target"]["value"], models["target"]["gap"]) == (6, 38, 32)
    assert (models["target"]["met"], models["target"]["basis"], models["target"]["overdue"]) == (
        False,
        "baseline",
        False,
    )
    tasks = line(api, "ninh-thuan", "NT-KPI-01", as_of="2024-10-15")
    assert tasks["baseline"] == {"as_of": "2024-10-15", "value": 33, "breakdown": {"regular": 16, "roadmap": 17}}
    assert (tasks["target"]["attained"], tasks["target"]["gap"]) == (33, 10)
    quarter = line(api, "nghe-an", "NA-KPI-03", as_of="2024-04-01")
    assert (quarter["target"]["attained"], quarter["target"]["met"], quarter["target"]["overdue"]) == (10, False, True)
    assert line(api, "nghe-an", "NA-KPI-01", as_of="2024-04-01")["target"]["attained"] is None, (
        "not known before its day"
    )


def test_a_number_that_no_text_states_is_missing(api: Api) -> None:
    """AMB-07: rates that should rise have no target; nothing reported is no data, not 0 (FR-NA-22, FR-NT-16, FR-X-12)."""
    for tenant, indicator in (("nghe-an", "NA-KPI-06"), ("nghe-an", "NA-KPI-07"), ("ninh-thuan", "NT-KPI-03")):
        known = line(api, tenant, indicator)
        assert (known["target"], known["latest"], known["direction"]) == (None, None, "increase")
    services = line(api, "nghe-an", "NA-KPI-04")
    assert (services["target"]["value"], services["target"]["due"], services["linked_work"]) == (53, None, "NA-M-27")
    assert line(api, "nghe-an", "NA-KPI-05")["target"]["op"] == ">="


@pytest.mark.on_real_servers
def test_rates_of_two_departments_by_month_and_service(api: Api) -> None:
    """SC-003-8: receiving and resolving essential services by department, service and month (FR-NT-13, FR-NT-14)."""
    path = f"{NT}/indicators/NT-KPI-06/values"
    transport, labour = (api("ninh-thuan", "unit_head", unit) for unit in ("NT-SGTVT", "NT-SLDTBXH"))
    for month, items in (("2024-09", {"ES-20": (60, 80)}), ("2024-10", {"ES-20": (70, 80), "ES-07": (9, 20)})):
        for item, (numerator, denominator) in items.items():
            figures = {"numerator": numerator, "denominator": denominator}
            last = done(transport, path, period=month, unit="NT-SGTVT", item=item, **figures)
    heard(transport, last)
    half = series(api, "ninh-thuan", "NT-KPI-06")["periods"][0]
    assert (half["period"], half["total"]["reported_by"], half["total"]["of"]) == ("2024-10", 1, 2)
    silent = half["by_unit"][1]
    assert (silent["unit"], silent["reported"], silent["rate"], silent["numerator"]) == (
        "NT-SLDTBXH",
        False,
        None,
        None,
    )
    heard(labour, done(labour, path, period="2024-10", unit="NT-SLDTBXH", item="ES-25", numerator=1, denominator=100))
    october, september = series(api, "ninh-thuan", "NT-KPI-06")["periods"]
    assert [unit["rate"] for unit in october["by_unit"]] == [79.0, 1.0]
    assert october["total"]["rate"] == 40.0, "80 of 200, not the mean of rates"
    assert {item["item"]: item["rate"] for item in october["by_item"]} == {"ES-07": 45.0, "ES-20": 87.5, "ES-25": 1.0}
    assert (september["period"], september["total"]["rate"], september["total"]["reported_by"]) == ("2024-09", 75.0, 1)
    stranger = api("ninh-thuan", "unit_head", "NT-STTTT")
    refused(stranger, path, 403, period="2024-10", unit="NT-SGTVT", numerator=1, denominator=2)
    fault = refused(stranger, path, 422, period="2024-10", unit="NT-STTTT", numerator=1, denominator=2)
    assert fault["errors"][0]["field"] == "body.unit"


def test_eighty_percent_is_read_in_two_ways(api: Api) -> None:
    """AMB-07: absolute or relative to the plan, the tenant chooses, and the formula is printed (FR-NT-15)."""
    police = api("ninh-thuan", "standing_officer")
    values = f"{NT}/indicators/NT-KPI-02/values"
    heard(police, done(police, values, period="2024-10", numerator=60, denominator=100))
    absolute = line(api, "ninh-thuan", "NT-KPI-02")["target"]
    assert (absolute["attained"], absolute["met"], absolute["gap"]) == (60.0, False, 20.0)
    assert absolute["formula_vi"] == "kết quả ≥ 80 %, đến hết 31/12/2024"
    relative = {"kind": "relative_to_plan", "op": ">=", "value": 80, "due": "2024-12-31"}
    done(police, f"{NT}/indicators/NT-KPI-02/details", target=relative, reason="80 % của chỉ tiêu kế hoạch")
    unplanned = until(lambda: _target_of_kind(api, "relative_to_plan"))
    assert (unplanned["attained"], unplanned["met"]) == (None, None), "what was planned is not stated"
    done(police, f"{NT}/indicators/NT-KPI-02/details", target=relative | {"planned": 75})
    planned = until(lambda: (target := _target_of_kind(api, "relative_to_plan")) and target["planned"] and target)
    assert (planned["attained"], planned["met"], planned["gap"]) == (80.0, True, 0.0)
    assert planned["formula_en"] == "actual / planned ≥ 80 %, by the end of 31/12/2024"


def _target_of_kind(api: Api, kind: str) -> Body | None:
    target: Body = line(api, "ninh-thuan", "NT-KPI-02")["target"]
    return target if target["kind"] == kind else None


def test_a_corrected_figure_keeps_what_was_said_first(api: Api) -> None:
    """Sums over sums, corrections with history, confirmed by head or standing agency (FR-NA-23, FR-NA-17, G9)."""
    police, head = api("nghe-an", "standing_officer"), api("nghe-an", "unit_head", "NA-STP")
    done(police, f"{NA}/indicators/NA-KPI-07/details", units=["NA-STP", "NA-STTTT"], frequency="monthly")
    path = f"{NA}/indicators/NA-KPI-07/values"
    value = done(head, path, period="2024-03", unit="NA-STP", numerator=90, denominator=100)
    others = api("nghe-an", "unit_officer", "NA-STTTT")
    heard(others, done(others, path, period="2024-03", unit="NA-STTTT", numerator=10, denominator=900))
    assert series(api, "nghe-an", "NA-KPI-07")["periods"][0]["total"]["rate"] == 10.0
    before = to_wire(datetime.now(UTC))
    one = f"{NA}/indicator-values/{value['id']}"
    done(api("nghe-an", "standing_officer"), f"{one}/confirmation", edition=1)
    corrected = done(head, f"{one}/correction", numerator=190, denominator=200, reason="Bổ sung hồ sơ một cửa")
    assert (corrected["status"], corrected["edition"], corrected["figures"]["rate"]) == ("reported", 2, 95.0)
    (first,) = corrected["earlier"]
    assert (first["numerator"], first["denominator"], first["recorded_at"]) == (90, 100, value["recorded_at"])
    refused(head, f"{one}/confirmation", 409, edition=1)
    confirmed = done(head, f"{one}/confirmation", edition=2)
    assert (confirmed["status"], confirmed["confirmed_by"]) == ("confirmed", "head")

    def total(**params: str) -> Body:
        answer: Body = series(api, "nghe-an", "NA-KPI-07", **params)["periods"][0]["total"]
        return answer

    now = until(lambda: (answer := total())["confirmed"] == 1 and answer)
    assert (now["numerator"], now["denominator"], now["rate"], now["corrected"]) == (200, 1100, 18.18, 1)
    assert total(as_of="2024-03-31")["rate"] == 18.18, "as of then, with what is known now"
    assert total(as_of="2024-03-31", known_at=before)["rate"] == 10.0, "as it was known then"
    assert series(api, "nghe-an", "NA-KPI-07", as_of="2024-03-30")["periods"] == []


def test_three_databases_by_four_criteria(api: Api) -> None:
    """Part of SC-004-9: đúng, đủ, sạch, sống for each of three databases; scores are counted, not averaged (FR-TW-07)."""
    officer = api("central", "central_wg_officer")
    path = "/v1/central/indicators/TW-KPI-02/values"
    for item, clean in (("CSDL-DANCU", 100), ("CSDL-DATDAI", 60), ("CSDL-HOTICH", 100)):
        quality = {"correct": 100, "complete": 90, "clean": clean, "live": 100}
        done(officer, path, period="2024-10", item=item, quality=quality)
    refused(officer, path, 422, period="2024-10", item="CSDL-BHXH", numerator=1)

    def look() -> Body | None:
        periods = seen(officer, "/v1/central/indicator-series/TW-KPI-02")["periods"]
        return periods[0] if periods and len(periods[0]["by_item"]) == 3 else None

    quality = until(look)["total"]["quality"]
    assert {name: (count["met"], count["of"]) for name, count in quality.items()} == {
        "correct": (3, 3),
        "complete": (0, 3),
        "clean": (2, 3),
        "live": (3, 3),
    }


def test_fifty_three_services(api: Api) -> None:
    """FR-NA-12: 25 and 28 services; nothing stated is no data; n/53 as of any day; provinces side by side."""
    chairman, office = api("nghe-an", "chairman"), api("nghe-an", "office_officer")

    def coverage(**params: str) -> Body:
        (checklist,) = seen(chairman, f"{NA}/service-coverage", **params)["checklists"]
        return dict(checklist)

    unknown = coverage()
    assert (unknown["total"], unknown["stated"], unknown["deployed"], unknown["rate"]) == (53, 0, None, None)
    assert {part["part"]: part["total"] for part in unknown["by_part"]} == {"QD06-25": 25, "QD422-28": 28}
    path = f"{NA}/service-checklists/DVC-THIET-YEU/deployment"
    done(office, path, service="ES-03", deployed=True, deployed_on="2024-02-01")
    done(office, path, service="ES-04", deployed=True, deployed_on="2024-03-01")
    done(office, path, service="ES-26", deployed=False)
    now = until(lambda: (answer := coverage())["stated"] == 3 and answer)
    assert (now["deployed"], now["not_deployed"], now["rate"]) == (2, 1, 3.77)
    assert now["headline"]["vi"] == "Triển khai 2/53 dịch vụ công"
    assert coverage(as_of="2024-02-15")["deployed"] == 1
    refused(office, path, 422, service="ES-99", deployed=True)
    officer = api("central", "central_wg_officer")
    provinces = seen(officer, "/v1/service-coverage", checklist="DVC-THIET-YEU")
    assert (provinces["reported_by"], provinces["of"]) == (1, 3)
    first = provinces["provinces"][0]
    assert (first["tenant"], first["deployed"]) == ("nghe-an", 2)


@pytest.mark.on_real_servers
def test_provinces_that_measure_the_same(api: Api) -> None:
    """FR-NA-23, FR-TW-16: by a common code; a sum says over how many of how many provinces it goes, rates are not averaged."""
    for tenant, figures in (("nghe-an", (30, 40)), ("ninh-thuan", (10, 160)), ("binh-phuoc", None)):
        police = api(tenant, "standing_officer")
        new = {"id": "ONLINE", "code": "online-rate", "name_vi": "Tỷ lệ trực tuyến", "unit_of_measure": "%"}
        indicators = f"/v1/{tenant}/indicators"
        last = done(police, indicators, **new, measure="ratio", frequency="quarterly", source="synthetic")
        if figures:
            numbers = {"numerator": figures[0], "denominator": figures[1], "source": "synthetic"}
            last = done(police, f"{indicators}/ONLINE/values", period="2024-Q3", **numbers)
        heard(police, last)
    asked = {"code": "online-rate", "period": "2024-Q3"}
    compared = seen(api("central", "central_wg_officer"), "/v1/indicator-comparison", **asked)
    assert [(one["tenant"], one["rate"]) for one in compared["provinces"]] == [
        ("nghe-an", 75.0),
        ("ninh-thuan", 6.25),
        ("binh-phuoc", None),
    ]
    total = compared["total"]
    assert (total["reported_by"], total["of"], total["rate"]) == (2, 3, 20.0)
    assert compared["headline"]["vi"] == "2/3 tỉnh có số liệu"
    assert api("nghe-an", "chairman").get("/v1/indicator-comparison", params=asked).status_code == 403


def test_an_integrator_reads_of_indicators_in_the_feed(api: Api) -> None:
    """Part of SC-002-8: the events of the granted province, in order, and no other's (FR-NA-30)."""
    police = api("nghe-an", "standing_officer")
    new = {"id": "IOC", "name_vi": "Chỉ tiêu cho IOC", "unit_of_measure": "hồ sơ", "measure": "count"}
    entered = done(police, f"{NA}/indicators", **new)
    done(police, f"{NA}/indicators/IOC/values", period="2024-10", numerator=5)
    ioc = api("nghe-an", "integrator")
    events = seen(ioc, f"{NA}/events", after=entered["sequence"] - 1)["items"]
    told = [event["type"] for event in events if event["subject"].startswith("IOC")]
    assert told == ["vn.tiendo.indicator.registered.v1", "vn.tiendo.indicator-value.reported.v1"]
    assert {event["tenant"] for event in events} == {"nghe-an"}
    assert ioc.get(f"{NT}/events").status_code in {403, 404}


def test_the_calendar_of_the_texts(api: Api) -> None:
    """FR-NA-18: what the texts date is in the calendar; the unit's monthly report is an assumption and says so."""
    cycles = seen(api("central", "central_wg_officer"), "/v1/central/reporting-cycles")["items"]
    known = {cycle["id"]: cycle for cycle in cycles}
    report = known["report-to-pm"]
    assert (report["frequency"], report["due_on"], report["units"], report["sample"]) == (
        "once",
        "2024-10-31",
        ["TW-BCA"],
        False,
    )
    monthly = seen(api("nghe-an", "chairman"), f"{NA}/reporting-cycles")["items"]
    assert [(one["id"], one["sample"], one["first_period"]) for one in monthly] == [("unit-monthly", True, None)]
