"""The commands of the load: what people do all day, what they do at the same time, and what they get wrong."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from tests.chaos.books import Book
from tests.chaos.ledger import Request
from tests.chaos.world import Tenant, frame, joining

_FIRST_DUE = date(2026, 1, 1)
Make = Callable[[Book, random.Random], Request | None]


def new_key(rnd: random.Random) -> str:
    return str(UUID(int=rnd.getrandbits(128), version=4))


def world(tenant: Tenant, rnd: random.Random) -> list[Request]:
    """The tenant and its frame, in the order in which they must be registered."""
    join = Request(tenant.id, "ops", None, "POST", "/v1/tenants", new_key(rnd), joining(tenant), caller="central")
    return [join, *(by_planner(tenant, collection, body, rnd) for collection, body in frame(tenant))]


def by_planner(tenant: Tenant, path: str, body: object, rnd: random.Random) -> Request:
    return Request(tenant.id, tenant.planner, None, "POST", f"/v1/{tenant.id}/{path}", new_key(rnd), body)


def register(book: Book, rnd: random.Random) -> Request:
    tenant, identifier = book.tenant, book.new_id()
    lead, other = rnd.sample(tenant.units, 2)
    body = {
        "id": identifier,
        "kind": rnd.choice(["regular", "roadmap"]),
        "plan": tenant.plan,
        "group": rnd.choice(tenant.groups),
        "title_vi": f"Việc {identifier} {tenant.canary}",
        "lead_unit": lead,
        "coordinating_units": [other],
        "product_vi": f"Báo cáo {tenant.canary}",
        "due": {"date": _a_day(rnd), "precision": "day"},
    }
    return by_planner(tenant, "tasks", body, rnd)


def change_status(book: Book, rnd: random.Random) -> Request | None:
    task = book.any_task(rnd)
    if task is None:
        return None
    return status_request(book, task, book.next_status(task, rnd), rnd)


def status_request(book: Book, task: str, to: str, rnd: random.Random, if_match: str | None = None) -> Request:
    tenant, lead = book.tenant, book.leads[task]
    role, unit = rnd.choice([(tenant.planner, None), ("unit_head", lead), ("unit_officer", lead)])
    body = {
        "to": to,
        "note": f"{tenant.canary} {rnd.getrandbits(32):08x}",
        "reason": f"Chờ {tenant.canary}",
        "product": f"Quyết định {rnd.randrange(1000)} {tenant.canary}",
    }
    path = f"/v1/{tenant.id}/tasks/{task}/status"
    return Request(tenant.id, role, unit, "POST", path, new_key(rnd), body, if_match)


def move_deadline(book: Book, rnd: random.Random) -> Request | None:
    task = book.any_task(rnd)
    body = {
        "date": _a_day(rnd),
        "precision": "day",
        "reason": f"Chưa có hướng dẫn {book.tenant.canary}",
        "document": "12/UBND-KSTT",
        "decided_by_role": "chairman",
    }
    return by_planner(book.tenant, f"tasks/{task}/deadline", body, rnd) if task else None


def rivals(book: Book, rnd: random.Random) -> Sequence[Request]:
    """Two people change the same version of one task at the same time: one of them at most may win."""
    task = book.any_task(rnd)
    if task is None:
        return ()
    etag = f'"{book.versions[task]}"'
    return [status_request(book, task, book.next_status(task, rnd), rnd, etag) for _ in range(2)]


def other_body(request: Request, rnd: random.Random) -> Request:
    """The same key for another wish, which must be refused."""
    body = {**request.body, "note": f"khác {rnd.getrandbits(32):08x}"}
    return Request(request.tenant, request.role, request.unit, request.method, request.path, request.key, body)


def _foreign(book: Book, rnd: random.Random) -> Request | None:
    """Somebody of another province asks for this one's task."""
    task = book.any_task(rnd)
    stranger = "song-hong" if book.tenant.id != "song-hong" else "cuu-long"
    path = f"/v1/{book.tenant.id}/tasks/{task}/status"
    body = {"to": "in_progress"}
    return Request(book.tenant.id, "standing_officer", None, "POST", path, new_key(rnd), body, caller=stranger)


def _unknown_status(book: Book, rnd: random.Random) -> Request | None:
    task = book.any_task(rnd)
    return status_request(book, task, "finished", rnd) if task else None


def _unknown_task(book: Book, rnd: random.Random) -> Request:
    path = f"tasks/{book.tenant.code}-NOWHERE-{rnd.randrange(10)}/status"
    return by_planner(book.tenant, path, {"to": "in_progress"}, rnd)


def _unknown_unit(book: Book, rnd: random.Random) -> Request:
    body = {
        "id": f"{book.tenant.code}-X{rnd.randrange(100)}",
        "plan": book.tenant.plan,
        "title_vi": "x",
        "lead_unit": "?",
    }
    return by_planner(book.tenant, "tasks", body, rnd)


def _not_allowed(book: Book, rnd: random.Random) -> Request | None:
    task = book.any_task(rnd)
    path = f"/v1/{book.tenant.id}/tasks/{task}/status"
    return Request(book.tenant.id, "office_officer", None, "POST", path, new_key(rnd), {"to": "in_progress"})


MISTAKES: tuple[Make, ...] = (_foreign, _unknown_status, _unknown_task, _unknown_unit, _not_allowed)


def _a_day(rnd: random.Random) -> str:
    return (_FIRST_DUE + timedelta(days=rnd.randrange(1000))).isoformat()
