"""Tenants with a little of everything, made through the public API; every text carries its tenant's own mark."""

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import httpx2

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, NEIGHBOUR, OTHER, PROVINCE, Caller
from tests.abuse.surface import GATEWAY
from tests.e2e.waiting import until
from tests.stacks.tiendo import Tiendo

TENANTS = (PROVINCE, NEIGHBOUR, CENTRAL)
SERVICES = (GATEWAY, "tasks", "reporting", "notifications")
Body = dict[str, Any]


def planner(tenant: str) -> Caller:
    return Caller(tenant, Role.CENTRAL_OFFICER if tenant == CENTRAL else Role.STANDING_OFFICER)


class Answer(NamedTuple):
    """What came back; of a stream the beginning."""

    status: int
    headers: httpx2.Headers
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Town:
    """A running installation in which `TENANTS` have joined. `doors` are clients without a token, by service."""

    tiendo: Tiendo
    doors: Mapping[str, httpx2.Client]
    marks: Mapping[str, str]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    tokens: dict[Caller, str] = field(default_factory=dict)

    def ask(self, caller: Caller | None, method: str, path: str, door: str = GATEWAY, **more: Any) -> Answer:
        """One request as this caller, or as nobody."""
        headers = {**self.bearer(caller), **more.pop("headers", {})}
        with self.doors[door].stream(method, path, headers=headers, **more) as answer:
            streaming = answer.headers.get("content-type", "").startswith("text/event-stream")
            content = next(answer.iter_raw()) if streaming else answer.read()
            return Answer(answer.status_code, answer.headers, content)

    def bearer(self, caller: Caller | None) -> dict[str, str]:
        """The header of a token that lasts longer than the tests; the same for the same caller."""
        if caller is None:
            return {}
        if caller not in self.tokens:
            self.tokens[caller] = self.tiendo.token(*caller)
        return {"authorization": f"Bearer {self.tokens[caller]}"}

    def made(self, caller: Caller, path: str, **body: Any) -> Body:
        """The answer to a command that must succeed."""
        answer = self.ask(caller, "POST", path, json=body)
        assert answer.status < 300, f"{caller} {path}: {answer.status} {answer.text}"
        content: Body = answer.json()
        return content

    def heads(self) -> Mapping[str, int]:
        """The newest event's number of every tenant, as the journal has it."""
        key = (self.tiendo.data / "keys" / "internal.key").read_text().strip()
        answer = self.doors["tasks"].get("/internal/journal/heads", headers={"authorization": f"Bearer {key}"})
        heads: Mapping[str, int] = answer.raise_for_status().json()["heads"]
        return heads

    def body(self, sort: str, tenant: str) -> Body:
        """A request that would be carried out: a new thing of that sort, or a change of one. Names of tenants are public."""
        mark, number = self.marks.get(tenant, "nobody"), next(self.numbers)
        named = {"name_vi": f"Tên {mark}", "name_en": f"Name {mark}"}
        titled = {"title_vi": f"Việc {mark}", "title_en": f"Work {mark}"}
        work = {**titled, "lead_unit": LEAD, "source": "synthetic"}
        bodies: dict[str, Body] = {
            "tenant": {"id": f"joined-{number}", "short_code": f"J{number}", "name_vi": "Tỉnh", "name_en": "Province"},
            "unit": {"id": f"U-{number}", "type": "department", "head_role_vi": f"Trưởng {mark}", **named},
            "plan": {"id": f"P-{number}", "year": 2024, "effective_from": "2024-01-01", **titled},
            "group": {"id": f"G-{number}", "plan": "PLAN", "slow_basis": f"Chậm {mark}", **named},
            "task": {"id": f"T-{number}", "plan": "PLAN", "group": "GROUP", "product_vi": f"Sản phẩm {mark}", **work},
            "model": {"id": f"M-{number}", "year": 2024, **work},
            "status": {"to": "in_progress", "note": f"Ghi chú {mark}"},
            "deadline": {
                "date": f"2099-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "precision": "day",
                "reason": f"Lý do {mark}",
                "document": "215/TB-UBND",
                "decided_by_role": "chairman",
            },
        }
        return bodies[sort]

    def fresh_task(self, tenant: str) -> str:
        """The id of a task that nothing has happened to yet."""
        task: str = self.made(planner(tenant), f"/v1/{tenant}/tasks", **self.body("task", tenant))["id"]
        return task

    def notices(self, caller: Caller) -> list[str]:
        items = self.ask(caller, "GET", f"/v1/{caller.tenant}/inbox").json()["items"]
        return [notice["id"] for notice in items]


@contextmanager
def settled(tiendo: Tiendo) -> Iterator[Town]:
    """The town, when every service has heard of everything in it."""
    with ExitStack() as stack:
        doors = {
            name: stack.enter_context(httpx2.Client(base_url=url, timeout=30, trust_env=False))
            for name, url in tiendo.urls().items()
        }
        town = Town(tiendo, doors, {tenant: f"canary{number}{tenant[::-1]}" for number, tenant in enumerate(TENANTS)})
        for tenant in TENANTS:
            _settle(town, tenant)
        yield town


def _settle(town: Town, tenant: str) -> None:
    ops, chief, path = Caller(CENTRAL, Role.OPS), planner(tenant), f"/v1/{tenant}"
    level = "central" if tenant == CENTRAL else "province"
    town.made(ops, "/v1/tenants", **town.body("tenant", tenant) | {"id": tenant, "level": level})
    for unit in (LEAD, OTHER):
        town.made(chief, f"{path}/units", **town.body("unit", tenant) | {"id": unit})
    town.made(chief, f"{path}/plans", **town.body("plan", tenant) | {"id": "PLAN"})
    town.made(chief, f"{path}/groups", **town.body("group", tenant) | {"id": "GROUP"})
    town.made(chief, f"{path}/models", **town.body("model", tenant) | {"id": f"MODEL-{tenant}"})
    for task in ("KEPT", "CANCELLED", "DONE"):
        town.made(chief, f"{path}/tasks", **town.body("task", tenant) | {"id": f"{task}-{tenant}"})
    shared = town.body("task", tenant) | {"id": f"SHARED-{tenant}", "assignees": [LEAD, OTHER], "kind": "directive"}
    town.made(chief, f"{path}/tasks", **{**shared, "lead_unit": None})
    _happen(town, tenant)


def _happen(town: Town, tenant: str) -> None:
    """One task is cancelled, one is done with its evidence; it is awaited that every service has heard of it."""
    chief, path, mark = planner(tenant), f"/v1/{tenant}/tasks", town.marks[tenant]
    town.made(chief, f"{path}/CANCELLED-{tenant}/status", to="cancelled", reason=f"Thôi {mark}")
    town.made(chief, f"{path}/DONE-{tenant}/status", to="in_progress", note=f"Bắt đầu {mark}")
    town.made(chief, f"{path}/DONE-{tenant}/deadline", **town.body("deadline", tenant))
    done = town.made(chief, f"{path}/DONE-{tenant}/status", to="completed", product=f"Văn bản {mark}")
    until(lambda: (town.ask(chief, "GET", f"/v1/{tenant}/overview").json()["sequence"] or 0) >= done["sequence"])
    until(lambda: town.notices(Caller(tenant, Role.UNIT_HEAD, LEAD)))
    until(lambda: town.notices(Caller(tenant, Role.UNIT_OFFICER, LEAD)))
