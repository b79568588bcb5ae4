"""Requests made of rules: one operation, asked by whomever, in whichever tenant, for whatever thing."""

from typing import Any

from shared.tenancy import Role
from tests.abuse.callers import LEAD, Caller
from tests.abuse.cases import Case, Place
from tests.abuse.rules import RULES, Named
from tests.abuse.surface import GATEWAY, SURFACE
from tests.abuse.town import Answer, Town


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
            more["json"] = self._town.body(self._rule.sends, case.caller.tenant)
        path = self._operation.path.replace("{tenant}", case.tenant)
        if case.named is not None:
            path = path[: path.index("{")] + self._id(case, afresh=afresh) + path[path.index("}") + 1 :]
        caller = None if nameless else case.caller
        sent = {"params": dict(self._rule.query), **more}
        return self._town.ask(caller, self._operation.method, path, self._door, **sent)

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
        if "{assignment}" in self._operation.path:
            return f"MODEL-{of}" if case.named is Named.SIBLING else f"SHARED-{of}"
        if "{period}" in self._operation.path:
            return "2024-Q1"
        if case.named is Named.CANCELLED:
            return f"CANCELLED-{of}"
        return self._town.fresh_task(of) if afresh else f"KEPT-{of}"

    def _notice(self, case: Case, of: str) -> str:
        own = case.caller.role if case.caller.unit == LEAD else Role.UNIT_HEAD
        heads = {Role.UNIT_HEAD, Role.DISTRICT_CHAIR}
        mine = Role.UNIT_HEAD if own in heads else Role.UNIT_OFFICER
        theirs = Role.UNIT_OFFICER if own in heads else Role.UNIT_HEAD
        return self._town.notices(Caller(of, theirs if case.named is Named.SIBLING else mine, LEAD))[0]
