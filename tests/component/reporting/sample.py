"""Events of the sample provinces, told from the data that the demo loads, with their own effective dates."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deploy.local import demo
from shared.calendar import Precision
from shared.events import Source
from shared.tenancy import TenantId
from tests.unit.reporting.cast import Story, a_model, a_task, an_obligation

Record = dict[str, Any]

DATA = Path(demo.__file__).parent / "data"
PROVINCES = (TenantId("nghe-an"), TenantId("ninh-thuan"), TenantId("binh-phuoc"))
CENTRAL = TenantId("central")
_START = "2024-01-01"


@cache
def records(file: str) -> Record:
    content: Record = yaml.load((DATA / file).read_text("utf-8"), yaml.CSafeLoader)
    return content


def expectation(key: str) -> Record:
    (found,) = (one for one in records("expected_reports.yaml")["expectations"] if one["id"] == key)
    return dict(found)


def story_of(tenant: TenantId) -> Story:
    """Tenant, units, plans, groups, tasks with their children, pilot models."""
    story = Story(tenant)
    (level,) = (one["level"] for one in records("tenants.yaml")["tenants"] if one["id"] == tenant)
    story.tenant_registered(level, _START)
    for unit in records(f"org_units.{tenant}.yaml")["org_units"]:
        names = {name: unit.get(name) for name in ("name_en", "head_role_vi", "head_role_en")}
        story.unit(unit["id"], _START, name_vi=unit["name_vi"], **names)
    starts = dict(_plans(story))
    for group in _of(tenant, records("task_groups.yaml")["task_groups"]):
        fields = {name: group[name] for name in ("plan", "name_vi", "name_en")}
        story.group(group["id"], starts[group["plan"]], slow=group.get("slow", False), source=group["source"], **fields)
    for task in _tasks(tenant):
        _tell_task(story, task, starts)
    for model in _models(tenant):
        _tell_model(story, model)
    return story


def _plans(story: Story) -> Iterator[tuple[str, str]]:
    """Plans of a year, and the frames of directives; with the day from which each is in effect."""
    for task_file in _existing(f"tasks.{story.tenant}.yaml"):
        if plan := records(task_file).get("plan"):
            totals = {name: plan.get(name) for name in ("groups_total", "tasks_total", "models_total")}
            story.plan(plan["id"], _START, title_vi=plan["title_vi"], **totals)
            yield plan["id"], _START
    for directive in _of(story.tenant, records("directives.yaml")["directives"]):
        story.plan(directive["id"], directive["issued_date"], title_vi=directive["subject_vi"])
        yield directive["id"], directive["issued_date"]


def _tasks(tenant: TenantId) -> list[Record]:
    files = ["national_tasks.yaml"] if tenant == CENTRAL else _existing(f"tasks.{tenant}.yaml")
    return [task for file in files for task in records(file).get("tasks") or records(file)["national_tasks"]]


def _models(tenant: TenantId) -> list[Record]:
    return [model for file in _existing(f"pilot_models.{tenant}.yaml") for model in records(file)["pilot_models"]]


def _tell_task(story: Story, task: Record, starts: dict[str, str]) -> None:
    plan = task.get("plan") or task["directive"]
    fields: dict[str, Any] = {
        "tenant": story.tenant,
        "kind": task["kind"],
        "plan": plan,
        "group": task["group"],
        "title_vi": task["title_vi"],
        "source": Source(task["source"]),
        "obligation": an_obligation(task["due"]["date"], Precision(task["due"]["precision"])),
    }
    story.registers(a_task(task["id"], lead_unit=task.get("lead_unit"), **fields), starts[plan])
    if task["status"] != "not_started":
        story.moves(task["id"], task["status"], task["status_as_of"])
    for unit in task.get("assignees", ()):
        child = a_task(f"{task['id']}.{unit}", lead_unit=unit, parent=task["id"], **fields)
        story.registers(child, starts[plan])


def _tell_model(story: Story, model: Record) -> None:
    fields = {name: model.get(name) for name in ("title_vi", "title_en", "lead_unit", "year", "is_new", "target")}
    focus = {"focus": model.get("on_acceleration_list", False), "focus_order": model.get("seed_order")}
    story.registers(a_model(model["id"], tenant=story.tenant, **fields, **focus), _START)
    for status in {"not_started": (), "completed": ("in_progress", "completed")}.get(model["status"], ("in_progress",)):
        story.moves(model["id"], status, model["status_as_of"])


def _of(tenant: TenantId, found: list[Record]) -> list[Record]:
    return [record for record in found if record["tenant"] == tenant]


def _existing(file: str) -> list[str]:
    return [file] if (DATA / file).exists() else []
