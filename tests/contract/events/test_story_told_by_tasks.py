"""The tasks service tells the story of the examples: what its API shows gives exactly these events, field by field."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from services.tasks.api import examples
from services.tasks.domain import group, pilot_model, plan, task, tenant, unit
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.steps import StatusWish
from shared.events import CATALOGUE, Event, Occurred, UnitSnapshot, payload_of
from shared.events.generate import EXAMPLES
from shared.tenancy import TenantId

ROOT = Path(__file__).parents[3]
NGHE_AN = TenantId("nghe-an")


def example(name: str) -> Event:
    return Event.from_json((ROOT / EXAMPLES / f"vn.tiendo.{name}.v1.json").read_bytes())


def said(sort: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """What the service's OpenAPI document shows as a request."""
    request: dict[str, Any] = sort[name]["value"]
    return request


def registered(sort: str) -> Any:
    """The state that the story registers."""
    payload: Any = payload_of(example(f"{sort}.registered"))
    return payload.after


def stranger(key: str) -> UnitSnapshot:
    """A unit that the story only mentions."""
    return UnitSnapshot(id=key, tenant=NGHE_AN, version=1, type="agency", name_vi=key)


def the_frame() -> Iterator[Occurred]:
    new_tenant = tenant.NewTenant(**said(examples.TENANT, "nghe-an"))
    yield from tenant.register(new_tenant, example("tenant.registered").recordedtime).events
    department = unit.NewUnit(**said(examples.UNIT, "department"))
    above, entered = stranger("NA-UBND"), example("unit.registered").recordedtime
    yield from unit.register(department, NGHE_AN, above, entered).events
    year = plan.NewPlan(**said(examples.PLAN, "nghe-an-2024"))
    planned = plan.register(year, NGHE_AN, example("plan.registered").recordedtime)
    yield from planned.events
    first = group.NewGroup(**said(examples.GROUP, "institutions"))
    yield from group.register(first, NGHE_AN, planned.state, example("group.registered").recordedtime).events


def the_task() -> Iterator[Occurred]:
    new = task.NewTask(**said(examples.TASK, "one-lead"))
    planned, first, department = (registered(sort) for sort in ("plan", "group", "unit"))
    units = {"NA-STP": department, "NA-CA": stranger("NA-CA")}
    entered = task.register(
        new, NGHE_AN, task.Surroundings(planned, first, None, units), example("task.registered").recordedtime
    )
    start = StatusWish(**said(examples.STATUS, "start"))
    started = task.change_status(entered.state, start, example("task.status-changed").recordedtime)
    delay = DeadlineWish(**said(examples.DEADLINE, "moved"))
    moved = task.move_deadline(started.state, delay, example("task.deadline-moved").recordedtime)
    yield from (*entered.events, *started.events, *moved.events)


def the_model() -> Iterator[Occurred]:
    new = pilot_model.NewModel(**said(examples.MODEL, "essential-services"))
    around = pilot_model.Surroundings(stranger("NA-VPUB"), ())
    entered = pilot_model.register(new, NGHE_AN, around, example("model.registered").recordedtime)
    start = StatusWish(**said(examples.STATUS, "start-model"))
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
