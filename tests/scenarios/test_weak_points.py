"""Where the work is weak, and why, through the gateway (FR-NA-27)."""

from tests.scenarios.talking import done, heard, overview, seen
from tests.stacks.installed import Api

NA = "/v1/nghe-an"


def test_the_quarter_of_nghe_an_shows_its_weak_units(api: Api) -> None:
    """FR-NA-27: ten overdue tasks over six units, each with its signs and their numbers; not for those who are looked at."""
    chairman = api("nghe-an", "chairman")
    weak = seen(chairman, f"{NA}/weak-points", as_of="2024-04-01")
    late = [unit for unit in weak["units"] if "late" in unit["signs"]]
    assert (len(late), sum(unit["works"]["tasks"]["open_overdue"] for unit in late)) == (6, 10)
    assert len(weak["works"]) == 10
    assert all("late" in work["signs"] and work["days_overdue"] > 0 for work in weak["works"])
    board = overview(chairman, "nghe-an", as_of="2024-04-01")
    assert sum(line["open_overdue"] for group in weak["groups"] for line in group["works"].values()) == 10
    assert board["tasks"]["outcome"]["open_overdue"] == 10
    signs = {sign["code"]: sign["number"] for sign in weak["formula"]["signs"]}
    assert (weak["formula"]["version"], signs["late"]) == ("1", "late_share")
    for who in (api("nghe-an", "standing_officer"), api("central", "central_wg_officer")):
        assert seen(who, f"{NA}/weak-points", as_of="2024-04-01")["units"] == weak["units"]
    for role, unit in (("unit_head", "NA-STTTT"), ("office_officer", None)):
        assert api("nghe-an", role, unit).get(f"{NA}/weak-points").status_code == 403


def test_every_line_leads_to_its_evidence(api: Api) -> None:
    """FR-NA-27, FR-NA-08: works by their history, units and groups by their tasks, bottlenecks by their register."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    weak = seen(police, f"{NA}/weak-points", as_of="2024-04-01")
    for line in (*weak["groups"], *weak["units"], *weak["works"]):
        assert seen(police, line["evidence"])["items"]
    now = seen(police, f"{NA}/weak-points")
    (legal,) = now["bottlenecks"]
    assert (legal["group"], legal["unresolved"]) == ("legal", 1)
    assert [held["id"] for held in seen(police, legal["evidence"])["items"]] == ["NA-BN-01"]
    (held_up,) = (unit for unit in now["units"] if "bottleneck" in unit["signs"])
    assert (held_up["unit"], held_up["unresolved_bottlenecks"]) == ("NA-STTTT", 1)


def test_a_result_that_is_returned_is_a_sign_until_it_is_handed_in_again(api: Api) -> None:
    """FR-NA-27: what was given back, and a deadline that was moved twice, by the unit that it happened to."""
    police, head = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "unit_head", "NA-STC")
    unmoved = {"unmoved_days": 250}
    signs = seen(police, f"{NA}/weak-points", **unmoved)["units"]
    before = next((unit["signs"] for unit in signs if unit["unit"] == "NA-STC"), [])
    assert not {"returned", "moved"} & {*before}
    body = {"id": "NA-YEU-1", "plan": "NA-KH-2024", "title_vi": "Việc bị trả lại", "lead_unit": "NA-STC"}
    due = {"date": "2099-06-30", "precision": "day"}
    done(police, f"{NA}/tasks", **body, due=due)
    for step, who in (("in_progress", head), ("submitted", head), ("returned", police)):
        done(who, f"{NA}/tasks/NA-YEU-1/status", to=step, reason="Bổ sung số liệu")
    move = {"reason": "Chờ nghị định", "document": "20/TB-UBND", "decided_by_role": "chairman", "precision": "day"}
    for day in ("2099-07-31", "2099-08-31"):
        moved = done(police, f"{NA}/tasks/NA-YEU-1/deadline", date=day, **move)
    heard(police, moved)
    units = {unit["unit"]: unit for unit in seen(police, f"{NA}/weak-points", **unmoved)["units"]}
    assert {"returned", "moved"} <= {*units["NA-STC"]["signs"]}
    numbers = units["NA-STC"]["works"]["tasks"]
    assert (numbers["returned"], numbers["often_moved"]) == (1, 1)
    heard(police, done(head, f"{NA}/tasks/NA-YEU-1/status", to="submitted"))
    after = {unit["unit"]: unit for unit in seen(police, f"{NA}/weak-points", **unmoved)["units"]}
    assert "returned" not in after["NA-STC"]["signs"]
