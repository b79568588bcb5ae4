"""The tasks service tells the story of the examples: its rules give exactly these events, field by field."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from services.tasks.domain import group, pilot_model, plan, task, tenant, unit
from services.tasks.domain.deadline import DeadlineWish, Due
from services.tasks.domain.steps import StatusWish
from shared.events import CATALOGUE, Event, Occurred, UnitSnapshot, payload_of
from shared.events.generate import EXAMPLES
from shared.tenancy import Role, TenantId

ROOT = Path(__file__).parents[3]
NGHE_AN = TenantId("nghe-an")
SEED_002 = "002_6a1810dcd9271977.txt"


def example(name: str) -> Event:
    return Event.from_json((ROOT / EXAMPLES / f"vn.tiendo.{name}.v1.json").read_bytes())


def registered(sort: str) -> Any:
    """The state that the story registers."""
    payload: Any = payload_of(example(f"{sort}.registered"))
    return payload.after


def stranger(key: str) -> UnitSnapshot:
    """A unit that the story only mentions."""
    return UnitSnapshot(id=key, tenant=NGHE_AN, version=1, type="agency", name_vi=key)


def the_frame() -> Iterator[Occurred]:
    new_tenant = tenant.NewTenant(
        id="nghe-an",
        level="province",
        short_code="NA",
        name_vi="Tỉnh Nghệ An",
        name_en="Nghe An Province",
        standing_unit="NA-CA",
        office_unit="NA-VPUB",
        working_group_unit="NA-TCT06",
        working_group_head_role_vi="Chủ tịch UBND tỉnh",
        working_group_head_role_en="Chairman of the Provincial People's Committee",
        gso_code="40",
        e_identifier="H41",
        source="seed",
        source_ref=SEED_002,
    )
    yield from tenant.register(new_tenant, example("tenant.registered").recordedtime).events
    department = unit.NewUnit(
        id="NA-STP",
        type="department",
        name_vi="Sở Tư pháp",
        name_en="Department of Justice",
        parent="NA-UBND",
        head_role_vi="Giám đốc Sở Tư pháp",
        head_role_en="Director",
        source="background",
        note="standard provincial agency list of 2024, general knowledge, not looked up for this province",
    )
    above, entered = stranger("NA-UBND"), example("unit.registered").recordedtime
    yield from unit.register(department, NGHE_AN, above, entered).events
    year = plan.NewPlan(
        id="NA-KH-2024",
        year=2024,
        title_vi="Kế hoạch triển khai Đề án 06 năm 2024 của Tổ công tác tỉnh",
        title_en="2024 Project 06 plan of the provincial Working Group",
        effective_from="2024-01-01",
        groups_total=10,
        tasks_total=51,
        models_total=38,
        source="seed",
        source_ref=SEED_002,
    )
    planned = plan.register(year, NGHE_AN, example("plan.registered").recordedtime)
    yield from planned.events
    first = group.NewGroup(
        id="NA-G01",
        plan="NA-KH-2024",
        name_vi="Hoàn thiện thể chế, pháp lý",
        name_en="Institutions and legal framework",
        order=1,
        source="synthetic",
    )
    yield from group.register(first, NGHE_AN, planned.state, example("group.registered").recordedtime).events


def the_task() -> Iterator[Occurred]:
    new = task.NewTask(
        id="NA-T-01",
        plan="NA-KH-2024",
        group="NA-G01",
        title_vi="Rà soát, trình ban hành danh mục văn bản cần sửa đổi phục vụ Đề án 06",
        title_en="Review and submit the list of documents to amend for Project 06",
        lead_unit="NA-STP",
        coordinating_units=("NA-CA",),
        product_vi="Danh mục văn bản",
        product_en="Document list",
        due=Due(date="2024-03-15", precision="day"),
        source="synthetic",
    )
    planned, first, department = (registered(sort) for sort in ("plan", "group", "unit"))
    units = {"NA-STP": department, "NA-CA": stranger("NA-CA")}
    entered = task.register(
        new, NGHE_AN, task.Surroundings(planned, first, None, units), example("task.registered").recordedtime
    )
    start = StatusWish(
        to="in_progress",
        note="Đã phân công phòng chuyên môn rà soát văn bản",
        effective_at="2024-01-15T08:00:00+07:00",
    )
    started = task.change_status(entered.state, start, example("task.status-changed").recordedtime)
    delay = DeadlineWish(
        date="2024-04-30",
        precision="month",
        reason="Chờ danh mục văn bản của các bộ, ngành",
        document="215/TB-UBND",
        decided_by_role=Role.PERMANENT_VICE_CHAIRMAN,
    )
    moved = task.move_deadline(started.state, delay, example("task.deadline-moved").recordedtime)
    yield from (*entered.events, *started.events, *moved.events)


def the_model() -> Iterator[Occurred]:
    new = pilot_model.NewModel(
        id="NA-M-27",
        title_vi="Triển khai 53 dịch vụ công thiết yếu",
        title_en="Deploying 53 essential public services",
        title_vi_basis="back-translation of the English text",
        lead_unit="NA-VPUB",
        lead_basis="inferred",
        year=2024,
        focus=True,
        focus_order=1,
        target={"op": "=", "value": 53, "unit": "services"},
        source="seed",
        source_ref=SEED_002,
    )
    around = pilot_model.Surroundings(stranger("NA-VPUB"), ())
    entered = pilot_model.register(new, NGHE_AN, around, example("model.registered").recordedtime)
    start = StatusWish(
        to="in_progress",
        note="Bắt đầu triển khai tại bộ phận một cửa các cấp",
        effective_at="2024-04-08T08:00:00+07:00",
    )
    started = pilot_model.change_status(entered.state, start, example("model.status-changed").recordedtime)
    yield from (*entered.events, *started.events)


@pytest.fixture(scope="module")
def told() -> dict[str, Occurred]:
    return {occurred.payload.TYPE: occurred for occurred in chain(the_frame(), the_task(), the_model())}


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_service_tells_each_event_as_the_example_has_it(name: str, told: dict[str, Occurred]) -> None:
    event = example(name.removeprefix("vn.tiendo.").removesuffix(".v1"))
    assert told[name].payload.model_dump(mode="json") == event.data
    assert told[name].time == event.time
