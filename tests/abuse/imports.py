"""Imports of the town: files of units, by the name under which they were uploaded."""

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from tests.abuse.callers import LEAD, Caller
from tests.e2e.waiting import until

if TYPE_CHECKING:
    from tests.abuse.town import Town

XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
KEPT, CANCELLED, FAULTY = "KEPT", "CANCELLED", "FAULTY"


def workbook(name: str, sort: str = "department") -> bytes:
    """One row, of a unit that is there: a run skips it, so that nothing happens beside the tests. Without a sort it is faulty."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Đơn vị")
        page.write_row(0, 0, ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị"])
        page.write_row(1, 0, [LEAD, name, sort])
    return file.getvalue()


def upload(town: "Town", tenant: str) -> dict[str, Any]:
    """How a new file is sent: what an HTTP client is given."""
    return {"content": workbook(f"Tên {town.marks.get(tenant, 'nobody')}"), "headers": XLSX}


def settle(town: "Town", tenant: str, chief: Caller) -> None:
    """One that nothing has happened to, one that was cancelled, and one that is faulty."""
    for name in (KEPT, CANCELLED, FAULTY):
        _put(town, tenant, chief, name)
    town.made(chief, f"/v1/{tenant}/imports/{named(town, tenant, CANCELLED)}/cancel")


def named(town: "Town", tenant: str, name: str) -> str:
    """The id of the import under that name."""
    return town.imports[tenant, name]


def fresh(town: "Town", tenant: str, chief: Caller) -> str:
    return _put(town, tenant, chief, f"F-{next(town.numbers)}")


def _put(town: "Town", tenant: str, chief: Caller, name: str) -> str:
    sort = "" if name == FAULTY else "department"
    body = workbook(f"Tên {town.marks[tenant]}", sort)
    answer = town.ask(chief, "POST", f"/v1/{tenant}/imports", params={"sort": "units"}, content=body, headers=XLSX)
    assert answer.status == 201, answer.text
    job: str = answer.json()["id"]
    town.imports[tenant, name] = job
    until(lambda: town.ask(chief, "GET", f"/v1/{tenant}/imports/{job}").json()["status"] == "checked")
    return job
