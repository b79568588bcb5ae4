"""Loads the sample data through the public API, and sends only what is not there yet."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from deploy.local.demo import mappings
from deploy.local.demo.gateway import DemoNotLoaded, Gateway
from deploy.local.demo.registrations import Registration, Wave
from deploy.local.language import say
from shared.tenancy import Role

T = TypeVar("T")
Report = Callable[[str], None]
Known = dict[tuple[str, str], set[str]]

_FRAME, _DIRECTIVES = "plans", "directives"
_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    mappings.UNIT.name: ("units", {}),
    mappings.PLAN.name: (_FRAME, {}),
    mappings.FRAME.name: (_FRAME, {}),
    mappings.REFERENCE.name: (_DIRECTIVES, {}),
    mappings.DIRECTIVE.name: (_DIRECTIVES, {}),
    mappings.LINK.name: ("links", {}),
    mappings.GROUP.name: ("groups", {}),
    mappings.TASK.name: ("tasks", {}),
    mappings.MODEL.name: ("tasks", {"kind": "pilot_model"}),
    mappings.BOTTLENECK.name: ("bottlenecks", {}),
    mappings.QUESTION_SET.name: ("question-sets", {}),
    mappings.KEY_CATALOGUE.name: ("key-catalogues", {}),
    mappings.KEY_STUDY.name: ("key-selections", {}),
    mappings.INDICATOR.name: ("indicators", {}),
    mappings.CHECKLIST.name: ("service-checklists", {}),
    mappings.CYCLE.name: ("reporting-cycles", {}),
    mappings.SESSION.name: ("sessions", {}),
    mappings.COMMITMENT.name: ("undertakings", {"kind": "commitment"}),
}
"""What a tenant has once is in no list; it is set again, to the same."""
_SAID = {
    mappings.UNIT.name: ("đơn vị", "organisation units"),
    mappings.PLAN.name: ("kế hoạch và khung văn bản", "plans and frames of directives"),
    mappings.REFERENCE.name: ("văn bản cấp trên", "documents above them"),
    mappings.DIRECTIVE.name: ("văn bản chỉ đạo", "directives"),
    mappings.LINK.name: ("liên kết", "links"),
    mappings.GROUP.name: ("nhóm nhiệm vụ", "groups of tasks"),
    mappings.TASK.name: ("nhiệm vụ", "tasks"),
    mappings.MODEL.name: ("mô hình điểm", "pilot models"),
    mappings.LEADS.name: ("bảng phân công chủ trì nhóm điểm nghẽn", "tables of who leads the groups of bottlenecks"),
    mappings.BOTTLENECK.name: ("điểm nghẽn", "bottlenecks"),
    mappings.QUESTION_SET.name: ("bộ danh mục câu hỏi", "question sets"),
    mappings.KEY_CATALOGUE.name: ("danh mục nhiệm vụ trọng tâm", "catalogues of key tasks"),
    mappings.KEY_STUDY.name: ("lựa chọn nhiệm vụ trọng tâm", "selections of key tasks"),
    mappings.INDICATOR.name: ("chỉ tiêu", "indicators"),
    mappings.CHECKLIST.name: ("danh mục dịch vụ công thiết yếu", "checklists of essential public services"),
    mappings.CYCLE.name: ("chế độ báo cáo", "reporting cycles"),
    mappings.SESSION.name: ("phiên làm việc", "working sessions"),
    mappings.COMMITMENT.name: ("cam kết", "commitments"),
}


@dataclass(frozen=True, slots=True)
class Loading:
    """One run. `heads`: by tenant, the newest sequence that a command of this run was answered with."""

    gateway: Gateway
    report: Report
    heads: dict[str, int] = field(default_factory=dict)

    async def run(self, waves: Sequence[Wave]) -> None:
        """The tenants, what each of them lacks, and then the wait for their figures. Raises DemoNotLoaded."""
        tenants, *others = waves
        await self._register(tenants)
        known = await self._known(others)
        for sort, alike in groupby(others, key=lambda wave: wave[0].sort):
            self.report(_progress(sort, [await self._complete(wave, known) for wave in alike]))
        await self._wait_for_figures({r.tenant: r.role for wave in others for r in wave})

    async def _complete(self, wave: Wave, known: Known) -> tuple[int, int]:
        """Sends what is lacking. Answers how many the wave has, and how many of them were there."""
        lacking = [registration for registration in wave if not _is_known(registration, known)]
        await self._register(lacking)
        return len(wave), len(wave) - len(lacking)

    async def _register(self, wave: Wave) -> None:
        sequences = await _at_once(self.gateway.register(registration) for registration in wave)
        for registration, sequence in zip(wave, sequences, strict=True):
            self.heads[registration.tenant] = max(self.heads.get(registration.tenant, 0), sequence)

    async def _known(self, waves: Iterable[Wave]) -> Known:
        """The ids that each tenant has, by tenant and sort."""
        asked = list(dict.fromkeys((r.tenant, r.sort, r.role) for wave in waves for r in wave if r.sort in _LISTS))
        lists = await _at_once(self._ids(tenant, sort, role) for tenant, sort, role in asked)
        return {(tenant, sort): ids for (tenant, sort, _), ids in zip(asked, lists, strict=True)}

    async def _ids(self, tenant: str, sort: str, role: Role) -> set[str]:
        collection, query = _LISTS[sort]
        return await self.gateway.ids(tenant, role, f"/v1/{tenant}/{collection}", query)

    async def _wait_for_figures(self, roles: dict[str, Role]) -> None:
        """Until reporting has applied everything that the tenants' journals hold. Raises DemoNotLoaded."""
        patience = self.gateway.patience
        waiting, pause = sorted(roles), patience.first_pause
        try:
            async with asyncio.timeout(patience.figures):
                while waiting := await self._behind(waiting, roles):
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, patience.longest_pause)
        except TimeoutError as problem:
            late = ", ".join(waiting)
            raise DemoNotLoaded(say(f"số liệu chưa cập nhật xong: {late}", f"figures are behind: {late}")) from problem

    async def _behind(self, tenants: list[str], roles: dict[str, Role]) -> list[str]:
        shown = await _at_once(self._shows_all(tenant, roles[tenant]) for tenant in tenants)
        return [tenant for tenant, complete in zip(tenants, shown, strict=True) if not complete]

    async def _shows_all(self, tenant: str, role: Role) -> bool:
        overview = await self.gateway.overview(tenant, role)
        applied, head = overview.get("sequence"), overview.get("head")
        if applied is None or head is None:
            return False
        return bool(applied >= max(head, self.heads.get(tenant, 0)))


def _is_known(registration: Registration, known: Known) -> bool:
    """A task for many units is sent again: the command completes the children that a crash left out."""
    present = known.get((registration.tenant, registration.sort), set())
    return registration.id in present and "assignees" not in registration.body


def _progress(sort: str, counts: Iterable[tuple[int, int]]) -> str:
    total, present = (sum(numbers) for numbers in zip(*counts, strict=True))
    vi, en = _SAID[sort]
    if not present:
        return say(f"  {total} {vi}", f"  {total} {en}")
    return say(f"  {total} {vi} (đã có {present})", f"  {total} {en} ({present} were there)")


async def _at_once(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """All results in order; the first failure stops the others and is raised alone."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except* DemoNotLoaded as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
