"""A gateway small enough to read: keeps what is registered, numbers it, and fails when it is told to."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

PROBLEMS = "https://tiendo.vn/problems"
Answer = httpx2.Response
_PAGE = 2
_REFERENCES = ("parent", "plan", "group", "lead_unit")


class Crash(Exception):
    """The loader's process ends here."""


@dataclass
class GatewayDouble:
    """`faults` answers or raises instead of the request with that number (from 1), before or after its effect."""

    before: dict[int, Callable[[], Answer]] = field(default_factory=dict)
    after: dict[int, Callable[[], Answer]] = field(default_factory=dict)
    lag: int = 0
    requests: int = 0
    changes: int = 0
    most_in_flight: int = 0
    records: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    heads: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _answers: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    _in_flight: int = 0

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(self._serve), base_url="http://gateway")

    async def _serve(self, request: httpx2.Request) -> Answer:
        self.requests += 1
        number = self.requests
        self._in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self._in_flight)
        await asyncio.sleep(0)
        self._in_flight -= 1
        if number in self.before:
            return self.before[number]()
        answer = self._answer(request)
        return self.after[number]() if number in self.after else answer

    def _answer(self, request: httpx2.Request) -> Answer:
        *_, tenant, collection = ["", *request.url.path.split("/")]
        role = request.headers["authorization"].removeprefix(f"Bearer {tenant}/")
        if request.method in {"POST", "PUT"}:
            return self._register(request, tenant, collection)
        assert role in ("standing_officer", "central_wg_officer")
        if collection == "overview":
            return self._overview(tenant)
        return self._list(request, tenant, collection)

    def _register(self, request: httpx2.Request, tenant: str, collection: str) -> Answer:
        # Of a session there are many commitments, numbered as they come; of all else without an id there is one.
        unnamed = f"{tenant}.{len(self.records[tenant]) + 1}" if collection == "commitments" else collection
        body, key = {"id": unnamed} | json.loads(request.content), request.headers["idempotency-key"]
        if collection == "tenants":
            tenant = body["id"]
            assert request.headers["authorization"] == f"Bearer {tenant}/ops"
        if known := self._answers.get((tenant, key)):
            assert known[0] == request.content.decode(), "one key for two contents"
            return Answer(201, json={"id": body["id"], "sequence": known[1]})
        # A directive may bear the id of the frame in which its assignments stand.
        place = f"{collection}/{body['id']}" if collection == "directives" else body["id"]
        if place in self.records[tenant]:
            return problem(409, "already-exists")
        named = {body[name] for name in _REFERENCES if name in body and collection != "bottlenecks"}
        assert named <= self.records[tenant].keys(), f"{body['id']} refers to something unknown"
        self.records[tenant][place] = {"id": body["id"], "collection": collection, "kind": body.get("kind")}
        self.changes += 1
        self.heads[tenant] += 1
        self._answers[tenant, key] = (request.content.decode(), self.heads[tenant])
        return Answer(201, json={"id": body["id"], "sequence": self.heads[tenant]})

    def _list(self, request: httpx2.Request, tenant: str, collection: str) -> Answer:
        wanted = "models" if request.url.params.get("kind") == "pilot_model" else collection
        items = [record for record in self.records[tenant].values() if record["collection"] == wanted]
        start = int(request.url.params.get("cursor", "0"))
        following = str(start + _PAGE) if start + _PAGE < len(items) else None
        return Answer(200, json={"items": items[start : start + _PAGE], "next": following})

    def _overview(self, tenant: str) -> Answer:
        """Figures that arrive late: the tenant is unknown, then behind, then complete."""
        self.lag -= 1
        if self.lag > 2:
            return problem(404, "not-found")
        applied = self.heads[tenant] - max(self.lag, 0)
        return Answer(200, json={"sequence": applied, "head": self.heads[tenant], "degraded": []})


def problem(status: int, slug: str) -> Answer:
    return Answer(status, json={"type": f"{PROBLEMS}/{slug}", "status": status, "detail": f"about {slug}"})
