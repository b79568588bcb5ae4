"""The collections and documents that the suite's stories are told with."""

from typing import Any

from shared.storage import Collection, CollectionSpec, Document, Index, Order, Page, Where
from shared.tenancy import AcrossTenants, TenantId

HANOI = TenantId("ha-noi")
HANOI_WEST = TenantId("ha-noi-west")
"""Its id begins as Hà Nội's does: a careless prefix would mix the two."""
SWEEP = AcrossTenants("contract suite")

TASKS = CollectionSpec(
    "tasks",
    (
        Index(("unit", "due_at")),
        Index(("due_at",)),
        Index(("status", "priority")),
        Index(("urgent",)),
        Index(("code",), unique=True),
        Index(("outbox_pending",), spanning=True),
        Index(("remind_at",), spanning=True),
        Index((), spanning=True),
    ),
    text=("search",),
)
NOTES = CollectionSpec("notes")
SPECS = (TASKS, NOTES)


def a_task(key: str, **fields: Any) -> Document:
    """A task whose unique code is its id, unless said otherwise."""
    return {"id": key, "code": key, "unit": "police", "title": "Cấp căn cước cho công dân", **fields}


def ids(page: Page) -> list[str]:
    return [document["id"] for document in page.items]


async def every_page(tasks: Collection, where: Where, order: Order, limit: int) -> list[Document]:
    """All documents of a query, read page after page; none may come twice."""
    page = await tasks.find(where, order, limit)
    found = page.items
    while page.after is not None:
        page = await tasks.find(where, order, limit, page.after)
        found = found + page.items
        assert len({document["id"] for document in found}) == len(found)
    return found
