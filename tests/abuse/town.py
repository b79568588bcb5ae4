"""Tenants with a little of everything, made through the public API; every text carries its tenant's own mark."""

import itertools
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple, get_args

import httpx2

from shared.calendar import SystemClock, local_date
from shared.events.clarity import Criterion
from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse import duties, hooks, imports, key_tasks, mails, measures, obstacles, oversight, provinces, surveys
from tests.abuse.callers import LEAD, NEIGHBOUR, OTHER, PROVINCE, Caller
from tests.abuse.surface import GATEWAY
from tests.e2e.waiting import until
from tests.stacks.receiver import Receiver, receiving
from tests.stacks.tiendo import Tiendo

TENANTS = (PROVINCE, NEIGHBOUR, CENTRAL)
SERVICES = (GATEWAY, "tasks", "reporting", "notifications")
Body = dict[str, Any]
CRITERIA = get_args(Criterion)


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
    receiver: Receiver
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    tokens: dict[Caller, str] = field(default_factory=dict)
    hooks: dict[tuple[str, str], str] = field(default_factory=dict)
    imports: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(self, caller: Caller | None, method: str, path: str, door: str = GATEWAY, **more: Any) -> Answer:
        """One request as this caller, or as nobody."""
        headers = {**self.bearer(caller), **more.pop("headers", {})}
        with self.doors[door].stream(method, path, headers=headers, **more) as answer:
            streaming = answer.headers.get("content-type", "").startswith("text/event-stream")
            content = next(answer.iter_raw()) if streaming else answer.read()
        self.doors[door].cookies.clear()  # who asks next has not signed in
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
        """The newest event's number of every tenant, as the journal has it; but of provinces that end, which work goes on in."""
        key = (self.tiendo.data / "keys" / "internal.key").read_text().strip()
        answer = self.doors["tasks"].get("/internal/journal/heads", headers={"authorization": f"Bearer {key}"})
        heads: Mapping[str, int] = answer.raise_for_status().json()["heads"]
        return {tenant: head for tenant, head in heads.items() if not tenant.startswith(provinces.ENDING)}

    def body(self, sort: str, tenant: str) -> Body:
        """A request that would be carried out: a new thing of that sort, or a change of one. Names of tenants are public."""
        mark, number = self.marks.get(tenant, "nobody"), next(self.numbers)
        named = {"name_vi": f"Tên {mark}", "name_en": f"Name {mark}"}
        titled = {"title_vi": f"Việc {mark}", "title_en": f"Work {mark}"}
        work = {**titled, "lead_unit": LEAD, "source": "synthetic"}
        bodies: dict[str, Body] = {
            "tenant": {"id": f"joined-{number}", "short_code": f"J{number}", "name_vi": "Tỉnh", "name_en": "Province"},
            provinces.SUCCESSION: provinces.merged(f"nowhere-{number}", f"elsewhere-{number}"),
            "sign_in": {"tenant": tenant, "role": Role.UNIT_HEAD, "unit": LEAD},
            "unit": {"id": f"U-{number}", "type": "department", "head_role_vi": f"Trưởng {mark}", **named},
            "name": {"name_vi": f"Tên {number} {mark}", "effective_on": "2024-06-01", "document": "7/QĐ-UBND"},
            "succession": {
                "id": f"S-{number}",
                "title_vi": f"Sắp xếp {mark}",
                "effective_on": "2024-06-01",
                "document": "8/NQ-HĐND",
                "heirs": [{"unit": OTHER, "closes": False}],
            },
            "plan": {"id": f"P-{number}", "year": 2024, "effective_from": "2024-01-01", **titled},
            "group": {"id": f"G-{number}", "plan": "PLAN", "slow_basis": f"Chậm {mark}", **named},
            "task": {"id": f"T-{number}", "plan": "PLAN", "group": "GROUP", "product_vi": f"Sản phẩm {mark}", **work}
            | {"milestones": [{"name_vi": f"Mốc {mark}", "due_date": "2024-06-30"}]},
            "model": {"id": f"M-{number}", "year": 2024, **work},
            "directive": {
                "id": f"D-{number}",
                "doc_type": "ket_luan",
                "issued_date": "2024-04-02",
                "issuer_unit": LEAD,
                "subject_vi": f"Trích yếu {mark}",
                "addressees": [LEAD],
                "principle": f"Nguyên tắc {mark}",
                "source": "synthetic",
            },
            "translation": {"translations": [{"language": "en", "subject": f"Subject {mark} {number}"}]},
            "acknowledgement": {"received_at": "2024-04-03", "note": f"Đã nhận {mark}"},
            "link": {
                "id": f"L-{number}",
                "directive": f"DIRECTIVE-{tenant}",
                "target_kind": "task",
                "target_tenant": CENTRAL,
                "target": f"KEPT-{CENTRAL}",
            },
            "put_aside": {"until": (local_date(SystemClock().now()) + timedelta(days=1 + number % 20)).isoformat()},
            "received": {"note": f"Đã nhận {mark}"},
            "ladder": {"lines": [{"steps": [{"days": 1, "to": ["head"]}]}], "note": f"Đặt lần {number} {mark}"},
            "run": {"mode": "all_or_nothing"},
            "statuses": {"changes": [{"task": f"KEPT-{tenant}", "to": "in_progress", "note": f"Ghi chú {mark}"}]},
            "status": {"to": "in_progress", "note": f"Ghi chú {mark}"},
            "deadline": {
                "date": f"2099-{number % 12 + 1:02}-{number % 28 + 1:02}",
                "precision": "day",
                "reason": f"Lý do {mark}",
                "document": "215/TB-UBND",
                "decided_by_role": "chairman",
            },
            **duties.bodies(mark, number),
            **key_tasks.bodies(mark, number),
            **oversight.bodies(mark, number),
        }
        others = details(mark, number) | obstacles.bodies(mark, number) | surveys.bodies(mark, number)
        others |= measures.bodies(mark, number) | hooks.bodies(mark, number, self.receiver)
        others |= mails.bodies(mark, number)
        return (bodies | others)[sort]

    def fresh_task(self, tenant: str, **more: Any) -> str:
        """The id of a task that nothing has happened to yet."""
        body = self.body("task", tenant) | more
        task: str = self.made(planner(tenant), f"/v1/{tenant}/tasks", **body)["id"]
        return task

    def waiting_task(self, tenant: str) -> str:
        """The id of a task for which a number of another unit waits to be confirmed."""
        task = self.fresh_task(tenant, coordinating_units=[OTHER])
        self.made(Caller(tenant, Role.UNIT_HEAD, OTHER), f"/v1/{tenant}/tasks/{task}/progress", value=1)
        return task

    def fresh_plan(self, tenant: str) -> str:
        """The id of a plan that is not issued yet."""
        plan: str = self.made(planner(tenant), f"/v1/{tenant}/plans", **self.body("plan", tenant))["id"]
        return plan

    def fresh_directive(self, tenant: str) -> str:
        """The id of a directive that no unit has acknowledged yet."""
        body = self.body("directive", tenant)
        directive: str = self.made(planner(tenant), f"/v1/{tenant}/directives", **body)["id"]
        return directive

    def notices(self, caller: Caller) -> list[str]:
        items = self.ask(caller, "GET", f"/v1/{caller.tenant}/inbox").json()["items"]
        return [notice["id"] for notice in items]


def details(mark: str, number: int) -> dict[str, Body]:
    """What can be said of works besides their status; every body changes something."""
    chosen = [one for place, one in enumerate(CRITERIA) if (number % 255 + 1) >> place & 1]
    return {
        "progress": {"value": number, "note": f"Ghi chú {mark}"},
        "confirmation": {"unit": OTHER, "note": f"Ghi chú {mark}"},
        "part": {"milestone": f"Mốc {mark}", "product": f"Văn bản {mark}"},
        "details": {"resources": {"form": "other", "amount": number}, "reason": f"Lý do {mark}"},
        "sites": {"sites": [{"name_vi": f"Nơi {number} {mark}", "unit": LEAD}], "reason": f"Lý do {mark}"},
        "lead": {"lead_unit": OTHER, "reason": f"Lý do {mark}", "document": "215/TB-UBND"},
        "approval": {"to": "submitted", "authority": f"Thẩm quyền {mark}", "note": f"Ghi chú {mark}"},
        "issue": {"doc_number": f"{number}/KH-UBND"},
        "clarity": {"preset": "custom", "criteria": chosen},
    }


@contextmanager
def settled(tiendo: Tiendo) -> Iterator[Town]:
    """The town, when every service has heard of everything in it."""
    with ExitStack() as stack:
        doors = {
            name: stack.enter_context(httpx2.Client(base_url=url, timeout=30, trust_env=False))
            for name, url in tiendo.urls().items()
        }
        marks = {tenant: f"canary{number}{tenant[::-1]}" for number, tenant in enumerate(TENANTS)}
        town = Town(tiendo, doors, marks, stack.enter_context(receiving()))
        for tenant in TENANTS:
            _settle(town, tenant)
        for tenant in TENANTS:
            key_tasks.settle(town, tenant)
        yield town


def _settle(town: Town, tenant: str) -> None:
    ops, chief, path = Caller(CENTRAL, Role.OPS), planner(tenant), f"/v1/{tenant}"
    level = "central" if tenant == CENTRAL else "province"
    town.made(ops, "/v1/tenants", **town.body("tenant", tenant) | {"id": tenant, "level": level, **duties.OFFICES})
    for unit in (LEAD, OTHER):
        town.made(chief, f"{path}/units", **town.body("unit", tenant) | {"id": unit})
    town.made(chief, f"{path}/plans", **town.body("plan", tenant) | {"id": "PLAN"})
    town.made(chief, f"{path}/plans", **town.body("plan", tenant) | {"id": f"PLAN-{tenant}"})
    town.made(chief, f"{path}/groups", **town.body("group", tenant) | {"id": "GROUP"})
    town.made(chief, f"{path}/successions", **town.body("succession", tenant) | {"id": f"KEPT-{tenant}"})
    town.made(chief, f"{path}/models", **town.body("model", tenant) | {"id": f"MODEL-{tenant}"})
    for task in ("KEPT", "CANCELLED", "DONE"):
        town.made(chief, f"{path}/tasks", **town.body("task", tenant) | {"id": f"{task}-{tenant}"})
    town.made(chief, f"{path}/directives", **town.body("directive", tenant) | {"id": f"DIRECTIVE-{tenant}"})
    shared = town.body("task", tenant) | {"id": f"SHARED-{tenant}", "assignees": [LEAD, OTHER], "kind": "directive"}
    town.made(chief, f"{path}/tasks", **{**shared, "lead_unit": None})
    obstacles.settle(town, chief)
    surveys.settle(town, chief)
    imports.settle(town, tenant, chief)
    duties.settle(town, tenant, chief)
    measures.settle(town, chief)
    oversight.settle(town, tenant, chief)
    hooks.settle(town, tenant)
    mails.settle(town, tenant, chief)
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
