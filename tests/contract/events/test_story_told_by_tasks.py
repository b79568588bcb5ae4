"""The tasks service tells the story of the examples: what its API shows gives exactly these events, field by field."""

from collections.abc import Iterator
from itertools import chain

import pytest

from services.tasks.api import examples
from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.organisation import tenant, unit
from services.tasks.domain.works import group, new_task, pilot_model, plan, task
from services.tasks.domain.works.steps import StatusWish
from shared.events import CATALOGUE, Occurred
from tests.contract.events.details_of_the_story import what_is_known_besides
from tests.contract.events.duties_in_the_story import the_note, the_report, the_request
from tests.contract.events.story import NGHE_AN, example, registered, said, stranger
from tests.contract.events.story_of_bottlenecks import the_bottlenecks
from tests.contract.events.story_of_central_settings import the_settings
from tests.contract.events.story_of_directives import the_directive
from tests.contract.events.story_of_indicators import the_indicators
from tests.contract.events.story_of_key_tasks import the_key_tasks
from tests.contract.events.story_of_oversight import the_appraisal, the_inspection, the_progress_report, the_session
from tests.contract.events.story_of_successions import the_successions
from tests.contract.events.story_of_surveys import the_survey
from tests.contract.events.story_of_tenants import the_end


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
    new = new_task.NewTask(**said(examples.TASK, "one-lead"))
    planned, first, department = (registered(sort) for sort in ("plan", "group", "unit"))
    units = {"NA-STP": department, "NA-CA": stranger("NA-CA")}
    entered = task.register(
        new, NGHE_AN, new_task.Surroundings(planned, first, None, units), example("task.registered").recordedtime
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
    parts = chain(
        the_frame(),
        the_task(),
        the_model(),
        the_directive(example, stranger),
        what_is_known_besides(),
        the_bottlenecks(),
        the_survey(),
        the_key_tasks(),
        the_indicators(example),
        the_settings(),
        the_inspection(),
        the_session(),
        the_appraisal(),
        the_progress_report(),
        *(the_report(example), the_request(example), the_note(example)),
        the_successions(example),
        the_end(example),
    )
    return {occurred.payload.TYPE: occurred for occurred in parts}


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_service_tells_each_event_as_the_example_has_it(name: str, told: dict[str, Occurred]) -> None:
    event = example(name.removeprefix("vn.tiendo.").removesuffix(".v1"))
    assert told[name].payload.model_dump(mode="json") == event.data
    assert told[name].time == event.time
