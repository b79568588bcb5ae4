"""A province that lives: works are registered and go on by the rules of the tasks service, and its journal tells of it.

The readers of the journal are tried with what can really happen, and not with events that no rule would let through.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.tasks.domain.deadline import DeadlineWish
from services.tasks.domain.errors import Refusal
from services.tasks.domain.organisation import tenant, unit
from services.tasks.domain.organisation.tenant import NewTenant
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.works import fan_out, group, pilot_model, plan, task
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.new_task import NewTask, Surroundings
from services.tasks.domain.works.pilot_model import NewModel
from services.tasks.domain.works.plan import NewPlan
from services.tasks.domain.works.steps import StatusWish
from services.tasks.domain.works.work import Work
from shared.calendar import Precision, to_wire
from shared.events import Change, Event, ModelSnapshot, TaskSnapshot
from shared.messaging import Command
from shared.messaging.outbox import draft
from shared.tenancy import Role, TenantId

UNITS = ("STP", "SYT", "CA")
PLAN, DIRECTIVE = "KH-2024", "CV-1470"
GROUPS = ("G-1", "G-2")


@dataclass(frozen=True, slots=True)
class Owing:
    """What a new work owes: by when, and since when."""

    due: date | None = None
    precision: Precision = Precision.NONE
    opened: date = date(2024, 1, 1)


class Province:
    """`events` is its journal. What the rules refuse happens not, and says so by False."""

    def __init__(self, tenant_id: TenantId, now: datetime) -> None:
        self.tenant = tenant_id
        self.now = now
        self.events: list[Event] = []
        self.works: dict[str, Work] = {}
        self._enter(tenant.register(NewTenant(id=tenant_id, short_code="XX", name_vi=tenant_id), now))
        named = [NewUnit(id=key, type="department", name_vi=f"Sở {key}") for key in UNITS]
        self._units = {new.id: self._enter(unit.register(new, tenant_id, None, now)) for new in named}
        framed = [NewPlan(id=key, year=2024, title_vi=key, effective_from="2024-01-01") for key in (PLAN, DIRECTIVE)]  # type: ignore[arg-type]
        self._plans = {new.id: self._enter(plan.register(new, tenant_id, now)) for new in framed}
        grouped = [NewGroup(id=key, plan=PLAN, name_vi=key) for key in GROUPS]
        self._groups = {new.id: self._enter(group.register(new, tenant_id, self._plans[PLAN], now)) for new in grouped}

    def _enter(self, change: Change[Any]) -> Any:
        """Into the journal, as the outbox would write it."""
        command = Command(self.tenant, "standing_officer", self.now, "c-1")
        for occurred in change.events:
            text = draft(occurred, command, change.state.id)
            self.events.append(Event.model_validate({**text, "sequence": len(self.events) + 1}))
        if isinstance(change.state, TaskSnapshot | ModelSnapshot):
            self.works[change.state.id] = change.state
        return change.state

    def assign(self, key: str, owing: Owing, **more: Any) -> bool:
        """A task of the plan, or an assignment of the directive, which may fan out to units."""
        frame = DIRECTIVE if more.get("kind") == "directive" else PLAN
        lead = {} if more.get("assignees") else {"lead_unit": UNITS[0]}
        precision = owing.precision if owing.due else Precision.NONE
        due = {"date": owing.due and owing.due.isoformat(), "precision": precision}
        fields = {"id": key, "plan": frame, "title_vi": key, "due": due, "opened_at": owing.opened.isoformat()}
        new = NewTask.model_validate({**fields, **lead, **more})
        around = Surroundings(self._plans[frame], self._groups.get(str(new.group)), None, self._units)
        try:
            parent = self._enter(task.register(new, self.tenant, around, self.now))
        except Refusal:
            return False
        for child in fan_out.children(parent, self._units, self.now):
            self._enter(child)
        return True

    def pilot(self, key: str, **more: Any) -> bool:
        new = NewModel.model_validate({"id": key, "title_vi": key, "lead_unit": UNITS[0], "year": 2024, **more})
        around = pilot_model.Surroundings(self._units[new.lead_unit], ())
        try:
            self._enter(pilot_model.register(new, self.tenant, around, self.now))
        except Refusal:
            return False
        return True

    def step(self, key: str, to: str, at: datetime | None = None) -> bool:
        """With a reason and a product, so that only the order of things can be wrong."""
        told = {"to": to, "reason": "Theo công văn 12", "product": "QĐ 55", "effective_at": at and to_wire(at)}
        wish = StatusWish.model_validate({name: value for name, value in told.items() if value})
        work = self.works[key]
        try:
            if isinstance(work, TaskSnapshot):
                self._enter(task.change_status(work, wish, self.now))
            else:
                self._enter(pilot_model.change_status(work, wish, self.now))
        except Refusal:
            return False
        return True

    def move(self, key: str, due: date | None, precision: Precision) -> bool:
        told = {"date": due and due.isoformat(), "precision": precision if due else Precision.NONE}
        basis = {"reason": "Chờ nghị định", "document": "123/UBND-NC", "decided_by_role": Role.CHAIRMAN}
        work = self.works[key]
        if not isinstance(work, TaskSnapshot):
            return False
        try:
            self._enter(task.move_deadline(work, DeadlineWish.model_validate({**told, **basis}), self.now))
        except Refusal:
            return False
        return True

    def pass_time(self, by: timedelta) -> None:
        self.now = (self.now + by).astimezone(UTC)
