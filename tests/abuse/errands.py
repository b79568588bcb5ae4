"""Requests made of rules: one operation, asked by whomever, in whichever tenant, for whatever thing."""

from collections.abc import Callable
from typing import Any

from shared.tenancy import Role
from tests.abuse import duties, hooks, imports, key_tasks, measures, obstacles, oversight, provinces, surveys
from tests.abuse.callers import LEAD, Caller
from tests.abuse.cases import Case, Place
from tests.abuse.rules import RULES, WORKBOOK, Named
from tests.abuse.surface import GATEWAY, SURFACE
from tests.abuse.town import Answer, Town, planner


class Errand:
    """One operation, asked in many ways."""

    def __init__(self, town: Town, name: str, door: str = GATEWAY) -> None:
        self._town = town
        self._operation = SURFACE[name]
        self._rule = RULES[name]
        self._door = door

    def ask(self, case: Case, *, afresh: bool = False, nameless: bool = False, **more: Any) -> Answer:
        """`afresh`: with something that nothing has happened to. `more` replaces what would be sent."""
        if self._rule.sends and not more.keys() & {"json", "content"}:
            more |= self._sent(case.caller.tenant, afresh=afresh)
        path = self._operation.path.replace("{tenant}", case.tenant).replace("{unit}", LEAD)
        if case.named is not None:
            path = path.replace("{unit}", LEAD).replace("{group}", "legal")
            path = path[: path.index("{")] + self._id(case, afresh=afresh) + path[path.index("}") + 1 :]
        path = path.replace("{reporting_period}", duties.PERIOD).replace("{delivery}", "1").replace("{secret}", "1")
        caller = None if nameless else case.caller
        sent = {"params": dict(self._rule.query), **more}
        return self._town.ask(caller, self._operation.method, path, self._door, **sent)

    def _sent(self, tenant: str, *, afresh: bool) -> dict[str, Any]:
        if self._rule.sends == WORKBOOK:
            return imports.upload(self._town, tenant)
        return {"json": self.body(tenant) if afresh else self._town.body(self._rule.sends, tenant)}

    def body(self, tenant: str) -> dict[str, Any]:
        """What would be carried out, with what it needs."""
        if self._rule.sends == provinces.SUCCESSION:
            return provinces.founded(self._town)
        return self._town.body(self._rule.sends, tenant)

    def _id(self, case: Case, *, afresh: bool) -> str:
        if case.named is Named.RANDOM:
            return "2024-Q9" if "{period}" in self._operation.path else "0b8f9a526d0c5a3e9c350d6a7d1f7d10"
        if case.named is Named.MALFORMED:
            return "%20%C4%90"
        at_home = case.place is Place.HOME
        of = case.caller.tenant if at_home is not (case.named is Named.FOREIGN) else case.other
        return self._thing(case, of, afresh=afresh)

    def _thing(self, case: Case, of: str, *, afresh: bool) -> str:
        """An id that exists in the tenant `of`."""
        if "{notice}" in self._operation.path:
            return self._notice(case, of)
        if "{subscription}" in self._operation.path:
            return self._subscription(case, of, afresh=afresh)
        if "{assignment}" in self._operation.path:
            return f"MODEL-{of}" if case.named is Named.SIBLING else f"SHARED-{of}"
        if "{period}" in self._operation.path:
            return "2024-Q1"
        if (duty := self._duty(case, of, afresh=afresh)) is not None:
            return duty
        return self._document(case, of, afresh=afresh)

    def _document(self, case: Case, of: str, *, afresh: bool) -> str:
        if "{sort}" in self._operation.path:
            return "tasks"
        if "{job}" in self._operation.path:
            return self._import(case, of, afresh=afresh)
        if "{succession}" in self._operation.path:
            return f"KEPT-{of}"
        if "{directive}" in self._operation.path:
            return self._town.fresh_directive(of) if afresh else f"DIRECTIVE-{of}"
        if "{plan}" in self._operation.path:
            return self._plan(case, of, afresh=afresh)
        return self._work(case, of, afresh=afresh)

    def _subscription(self, case: Case, of: str, *, afresh: bool) -> str:
        if case.named is Named.CANCELLED:
            return self._town.hooks[of, "CANCELLED"]
        return hooks.fresh(self._town, of, self._operation.path) if afresh else self._town.hooks[of, "KEPT"]

    def _import(self, case: Case, of: str, *, afresh: bool) -> str:
        if afresh and case.named is Named.OWN:
            return imports.fresh(self._town, of, planner(of))
        names = {Named.CANCELLED: imports.CANCELLED, Named.SIBLING: imports.FAULTY}
        return imports.named(self._town, of, names.get(case.named or Named.OWN, imports.KEPT))

    def _work(self, case: Case, of: str, *, afresh: bool) -> str:
        if case.named is Named.CANCELLED:
            return f"CANCELLED-{of}"
        if afresh and (fresh_for := self._fresh_for()):
            return fresh_for(self._town, planner(of), self._operation.path.rpartition("/")[2])
        if "{model}" in self._operation.path:
            return f"KEPT-{of}" if case.named is Named.SIBLING else f"MODEL-{of}"
        return self._fresh(of) if afresh else f"KEPT-{of}"

    def _fresh(self, of: str) -> str:
        """A task that is ready for this operation."""
        if self._operation.path.endswith("/confirmation"):
            return self._town.waiting_task(of)
        running = {"status": "in_progress"} if self._operation.path.endswith("/approval") else {}
        return self._town.fresh_task(of, **running)

    def _plan(self, case: Case, of: str, *, afresh: bool) -> str:
        if case.named is Named.SIBLING:
            return "GROUP"
        return self._town.fresh_plan(of) if afresh else f"PLAN-{of}"

    def _fresh_for(self) -> Callable[[Town, Caller, str], str] | None:
        """Makes what the operation needs, where that is no task."""
        makers = {
            "{bottleneck}": obstacles.fresh_for,
            "{survey_round}": surveys.fresh_for,
            "{question_set}": _the_set,
            "{key_catalogue}": key_tasks.fresh_for,
        }
        return next((make for named, make in makers.items() if named in self._operation.path), None)

    def _duty(self, case: Case, of: str, *, afresh: bool) -> str | None:
        if measures.named(path := self._operation.path):
            changed = afresh and case.named is Named.OWN and self._operation.method == "POST"
            return measures.fresh(self._town, planner(of), path) if changed else measures.kept(path, of)
        if afresh and case.named is Named.OWN:
            made = [sort.fresh(self._town, of, planner(of), self._operation.path) for sort in (duties, oversight)]
            return next(filter(None, made), None)
        name = "CANCELLED" if case.named is Named.CANCELLED else "KEPT"
        kept = [sort.kept(self._operation.path, f"{name}-{of}") for sort in (duties, oversight)]
        return next(filter(None, kept), None)

    def _notice(self, case: Case, of: str) -> str:
        own = case.caller.role if case.caller.unit == LEAD else Role.UNIT_HEAD
        heads = {Role.UNIT_HEAD, Role.DISTRICT_CHAIR}
        mine = Role.UNIT_HEAD if own in heads else Role.UNIT_OFFICER
        theirs = Role.UNIT_OFFICER if own in heads else Role.UNIT_HEAD
        return self._town.notices(Caller(of, theirs if case.named is Named.SIBLING else mine, LEAD))[0]


def _the_set(_: Town, chief: Caller, __: str) -> str:
    """A question set can be revised again and again."""
    return f"KEPT-{chief.tenant}"
