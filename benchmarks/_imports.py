"""An import of tasks as a client of the gateway sees it, for whoever measures it or what comes after it."""

import asyncio
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter

from benchmarks._connection import Connection
from tests.stacks.tiendo import Tiendo

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IMPORTS = "/v1/nghe-an/imports"
_HEADINGS = {
    "id": "Mã nhiệm vụ",
    "title_vi": "Tên nhiệm vụ",
    "plan": "Mã kế hoạch",
    "group": "Mã nhóm nhiệm vụ",
    "lead_unit": "Đơn vị chủ trì",
    "product_vi": "Sản phẩm phải có",
    "note": "Ghi chú",
}


def one_task(name: str, number: int) -> dict[str, Any]:
    return {
        "id": f"{name}-{number:05}",
        "title_vi": f"Rà soát, chuẩn hóa và cập nhật dữ liệu chuyên ngành, đợt {number}",
        "plan": "NA-KH-2024",
        "group": "NA-G03",
        "lead_unit": "NA-STP",
        "product_vi": "Báo cáo kết quả rà soát",
        "note": "Việc đo",
    }


def workbook(rows: int, name: str = "IMP") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Nhiệm vụ")
        page.write_row(0, 0, [*_HEADINGS.values(), "Thời hạn", "Độ chính xác của thời hạn"])
        for number in range(rows):
            page.write_row(number + 1, 0, [*one_task(name, number).values(), "31/12/2026", "ngày"])
    return file.getvalue()


def _resident(pid: int) -> float:
    """MiB."""
    lines: Iterable[str] = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


class Import:
    """The import, as a client of the gateway sees it. It asks frugally: others are measured beside it."""

    def __init__(self, tiendo: Tiendo) -> None:
        self._url = tiendo.url
        self._token = tiendo.token("nghe-an", "standing_officer", "NA-CA")
        self._pid = tiendo.pids()["tasks"]
        self.memory: list[float] = []

    async def upload(self, body: bytes) -> str:
        state = await self._ask(201, "POST", f"{_IMPORTS}?sort=tasks", body, _XLSX)
        job: str = state["id"]
        state = await self._until_idle(job)
        assert (state["status"], state["preview"]["faulty"]) == ("checked", 0), state
        return job

    async def carry_out(self, job: str, mode: str) -> None:
        await self._ask(202, "POST", f"{_IMPORTS}/{job}/run", orjson.dumps({"mode": mode}))
        state = await self._until_idle(job)
        assert (state["status"], state["progress"]["failed"]) == ("finished", 0), state

    async def _until_idle(self, job: str) -> dict[str, Any]:
        while (state := await self._ask(200, "GET", f"{_IMPORTS}/{job}"))["status"] in {"checking", "running"}:
            self.memory.append(_resident(self._pid))
            await asyncio.sleep(0.25)
        return state

    async def _ask(self, status: int, method: str, path: str, *body: Any) -> dict[str, Any]:
        line = await Connection.open(self._url, self._token)
        answer = await line.request(method, path, *body)
        await line.close()
        assert answer.status == status, answer
        state: dict[str, Any] = orjson.loads(answer.body)
        return state
