"""Who may do what, operation by operation. Written down once more on purpose: the code is measured by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared.tenancy import Role
from shared.tenancy.roles import UNIT_ROLES
from tests.abuse.callers import LEAD, Caller

Audience = Callable[[Caller], bool]


class Named(StrEnum):
    """What the id in a path is the id of."""

    OWN = "something of the tenant that is asked"
    CANCELLED = "something of that tenant that was cancelled"
    SIBLING = "something of that tenant that this operation has no hold of"
    FOREIGN = "something of another tenant"
    RANDOM = "nothing"
    MALFORMED = "no id at all"


class Guests(StrEnum):
    """How the officer who reads every province is received in one."""

    WELCOME = "as somebody of that province"
    REFUSED = "with a 403: it is there to be read, not to be done"
    UNSEEN = "as if it were not there"


_NOT_THERE = dict.fromkeys((Named.SIBLING, Named.FOREIGN, Named.RANDOM, Named.MALFORMED), 404)
_READ = {Named.OWN: 200, Named.CANCELLED: 200, Named.FOREIGN: 404, Named.RANDOM: 404, Named.MALFORMED: 404}
_CHANGED = {**_READ, Named.CANCELLED: 409}
_FOUND = {Named.OWN: 200, **_NOT_THERE}


def everybody(caller: Caller) -> bool:
    return caller.role is not Role.OPS


def really_everybody(_: Caller) -> bool:
    return True


def operators(caller: Caller) -> bool:
    return caller.role is Role.OPS


def standing_agency(caller: Caller) -> bool:
    return caller.role is Role.STANDING_OFFICER or caller.is_central


def planners(caller: Caller) -> bool:
    return caller.role is Role.OFFICE_OFFICER or standing_agency(caller)


def keepers(caller: Caller) -> bool:
    return standing_agency(caller) or (caller.role in UNIT_ROLES and caller.unit == LEAD)


def central(caller: Caller) -> bool:
    return caller.is_central


def mailbox_holders(caller: Caller) -> bool:
    if caller.role in UNIT_ROLES:
        return caller.unit is not None
    return caller.role not in {Role.OPS, Role.INTEGRATOR}


@dataclass(frozen=True)
class Rule:
    """Who may do it at home (`audience`), and what `sends` and `query` say when they do.

    `role_first`: who may not is told so before anything is looked up. `ids` gives the status for those who may, by what the
    path names; without ids it is `success`.
    """

    audience: Audience
    success: int = 200
    guests: Guests = Guests.WELCOME
    role_first: bool = True
    ids: Mapping[Named, int] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    sends: str = ""
    of_tenant: bool = True

    def status(self, named: Named | None) -> int:
        return self.success if named is None else self.ids[named]


def _reading(**more: Any) -> Rule:
    return Rule(everybody, **more)


def _registering(sends: str) -> Rule:
    return Rule(planners, 201, Guests.REFUSED, sends=sends)


def _mail(**more: Any) -> Rule:
    return Rule(mailbox_holders, guests=Guests.UNSEEN, **more)


RULES: Mapping[str, Rule] = {
    "gateway_overview": _reading(),
    "gateway_events": _reading(),
    "gateway_stream": _reading(),
    "tasks_list_tenants": Rule(really_everybody, of_tenant=False),
    "tasks_register_tenant": Rule(operators, 201, sends="tenant", of_tenant=False),
    "tasks_list_units": _reading(),
    "tasks_list_plans": _reading(),
    "tasks_list_groups": _reading(),
    "tasks_list_tasks": _reading(),
    "tasks_get_task": _reading(ids=_READ),
    "tasks_get_task_history": _reading(ids=_READ),
    "tasks_register_unit": _registering("unit"),
    "tasks_register_plan": _registering("plan"),
    "tasks_register_group": _registering("group"),
    "tasks_register_task": _registering("task"),
    "tasks_register_model": _registering("model"),
    "tasks_change_task_status": Rule(keepers, 200, Guests.REFUSED, role_first=False, ids=_CHANGED, sends="status"),
    "tasks_move_task_deadline": Rule(planners, 200, Guests.REFUSED, ids=_CHANGED, sends="deadline"),
    "reporting_get_scoreboard": _reading(),
    "reporting_get_comparison": Rule(central, of_tenant=False),
    "reporting_get_fan_out": _reading(ids=_FOUND),
    "reporting_get_period_report": _reading(ids={Named.OWN: 200, Named.RANDOM: 422, Named.MALFORMED: 404}),
    "notifications_list_inbox": _mail(),
    "notifications_count_inbox": _mail(),
    "notifications_read_whole_inbox": _mail(),
    "notifications_read_notice": _mail(ids=_FOUND),
    "notifications_unread_notice": _mail(ids=_FOUND),
    "notifications_preview_reminders": Rule(standing_agency, 200, Guests.UNSEEN, query={"on": "2024-10-28"}),
}
