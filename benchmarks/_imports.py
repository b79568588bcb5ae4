"""An import of tasks as a client of the gateway sees it, for whoever measures it or what comes after it."""

import asyncio
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx2
import xlsxwriter

from tests.stacks.tiendo import Tiendo

_XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
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
    """The import, as a client of the gateway sees it."""

    def __init__(self, tiendo: Tiendo) -> None:
        headers = {"authorization": f"Bearer {tiendo.token('nghe-an', 'standing_officer', 'NA-CA')}"}
        self._client = httpx2.AsyncClient(base_url=tiendo.url, headers=headers, timeout=60, trust_env=False)
        self._pid = tiendo.pids()["tasks"]
        self.memory: list[float] = []

    async def upload(self, body: bytes) -> str:
        answer = await self._client.post(_IMPORTS, params={"sort": "tasks"}, content=body, headers=_XLSX)
        assert answer.status_code == 201, answer.text
        job: str = answer.json()["id"]
        state = await self._until_idle(job)
        assert (state["status"], state["preview"]["faulty"]) == ("checked", 0), state
        return job

    async def carry_out(self, job: str, mode: str) -> None:
        answer = await self._client.post(f"{_IMPORTS}/{job}/run", json={"mode": mode})
        assert answer.status_code == 202, answer.text
        state = await self._until_idle(job)
        assert (state["status"], state["progress"]["failed"]) == ("finished", 0), state

    async def _until_idle(self, job: str) -> dict[str, Any]:
        while True:
            state: dict[str, Any] = (await self._client.get(f"{_IMPORTS}/{job}")).json()
            if state["status"] not in {"checking", "running"}:
                return state
            self.memory.append(_resident(self._pid))
            await asyncio.sleep(0.25)
