"""The part of the story that tells what is known of works besides their status, as the tasks service tells it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.tasks.api import details_examples as examples
from services.tasks.domain.works import clarity, details, leads, measuring, plan, schedule
from shared.events import Event, Occurred, UnitSnapshot, payload_of
from shared.events.generate import EXAMPLES
from shared.tenancy import Role, TenantId

ROOT = Path(__file__).parents[3]
NGHE_AN = TenantId("nghe-an")


def what_is_known_besides() -> Iterator[Occurred]:
    issued = plan.IssueWish(**examples.ISSUE["issued"]["value"])
    yield from plan.issue(_after("plan.registered"), issued, _entered("plan.issued")).events
    yield from _of_the_task()
    yield from _of_the_model()
    wish = clarity.ClarityWish(**examples.CLARITY["four"]["value"])
    chosen = clarity.choose(wish, None, NGHE_AN, Role.STANDING_OFFICER, _entered("clarity.chosen"))
    yield from chosen.events


def _of_the_task() -> Iterator[Occurred]:
    steps = details.TaskDetails(**examples.TASK_DETAILS["milestones"]["value"])
    amended = details.amend_task(_after("task.deadline-moved"), steps, (), _entered("task.amended"))
    reached = schedule.PartWish(**examples.PART["milestone"]["value"])
    met = schedule.meet(amended.state, reached, _entered("task.part-met"))
    volume = measuring.ProgressWish(**examples.PROGRESS["volume"]["value"])
    by_lead = measuring.Reporter("NA-STP", counts=True)
    reported = measuring.report(met.state, volume, by_lead, _entered("task.progress-reported"))
    wish = leads.LeadWish(**examples.LEAD["changed"]["value"])
    office = UnitSnapshot(id="NA-VPUB", tenant=NGHE_AN, version=1, type="agency", name_vi="NA-VPUB")
    moved = leads.change_lead(reported.state, wish, {"NA-VPUB": office}, _entered("task.lead-changed"))
    yield from (*amended.events, *met.events, *reported.events, *moved.events)


def _of_the_model() -> Iterator[Occurred]:
    sites = details.ModelDetails(**examples.MODEL_DETAILS["sites"]["value"])
    amended = details.amend_model(_after("model.status-changed"), sites, {"NA-VPUB"}, _entered("model.amended"))
    number = measuring.ProgressWish(**examples.PROGRESS["value"]["value"])
    by_lead = measuring.Reporter("NA-VPUB", counts=True)
    reported = measuring.report(amended.state, number, by_lead, _entered("model.progress-reported"))
    yield from (*amended.events, *reported.events)


def _example(name: str) -> Event:
    return Event.from_json((ROOT / EXAMPLES / f"vn.tiendo.{name}.v1.json").read_bytes())


def _after(name: str) -> Any:
    payload: Any = payload_of(_example(name))
    return payload.after


def _entered(name: str) -> Any:
    return _example(name).recordedtime
