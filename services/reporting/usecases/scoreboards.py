"""Answers about one tenant: its scoreboard, a period, the children of an assignment."""

from services.reporting.domain.answers import FanOut, FocusModel, Moment, PeriodReport, Scoreboard
from services.reporting.domain.arrivals import TENANT, row_key
from services.reporting.domain.fan_out import fan_out
from services.reporting.domain.folding import entries_of
from services.reporting.domain.periods import Asked, Period, period_report
from services.reporting.domain.scoreboard import Material, scoreboard
from services.reporting.domain.states import ASSIGNMENTS, DONE, TASKS
from services.reporting.domain.timelines import state_at
from services.reporting.ports import Figures
from services.reporting.usecases.asking import Question, names_for, sums_of, tallies_of
from services.reporting.usecases.latest import Latest
from shared.tenancy import TenantId

_FOCUS_LISTED = 100
_CHILDREN_LISTED = 2000
_UNPLACED = 1_000_000


class AssignmentUnknown(Exception):
    """There is no assignment of that id as of that instant."""


class Scoreboards:
    """Everything is read from what is folded; the cost of a scoreboard follows plans, groups and units, never tasks."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._latest = Latest()

    async def knows(self, tenant: TenantId) -> bool:
        """Whether the tenant has registered."""
        lists = await self._figures.lists(tenant, (TENANT,))
        return tenant in entries_of(lists.get(TENANT))

    async def scoreboard(self, tenant: TenantId, question: Question) -> Scoreboard:
        moment = await self._moment(tenant, question)
        key = (tenant, question.bound, question.known)
        board = self._latest.get(key, moment)
        if board is None:
            material = await self._material(tenant, question)
            board = scoreboard(tenant, material, moment)
            self._latest.keep(key, board, material.tallies.values())
        return board

    async def _material(self, tenant: TenantId, question: Question) -> Material:
        return Material(
            tallies=await tallies_of(self._figures, tenant, question),
            names=await names_for(self._figures, tenant, question),
            focus=await self._focus(tenant, question),
        )

    async def period(self, tenant: TenantId, period: Period, question: Question) -> PeriodReport:
        moment = await self._moment(tenant, question)
        sums = await sums_of(self._figures, tenant, question)
        names = await names_for(self._figures, tenant, question)
        return period_report(tenant, Asked(period, sums, names, question.at), moment)

    async def fan_out(self, tenant: TenantId, assignment: str, question: Question) -> FanOut:
        """Reads one row for each child. Raises AssignmentUnknown."""
        moment = await self._moment(tenant, question)
        parent = await self._figures.row(tenant, row_key(ASSIGNMENTS, assignment))
        state = state_at(parent["timeline"], question.bound, question.known) if parent else None
        if state is None or state["work"] not in {ASSIGNMENTS, TASKS}:
            raise AssignmentUnknown(assignment)
        rows = await self._figures.child_rows(tenant, assignment, _CHILDREN_LISTED)
        states = ((row, state_at(row["timeline"], question.bound, question.known)) for row in rows)
        children = [(row, state) for row, state in states if state is not None]
        return fan_out(tenant, assignment, children, question.at, moment)

    async def _moment(self, tenant: TenantId, question: Question) -> Moment:
        """Asked before the sums, so that they include at least what it says."""
        sequence = await self._figures.sequence(tenant)
        return Moment(as_of=question.at, known_at=question.known, sequence=sequence)

    async def _focus(self, tenant: TenantId, question: Question) -> list[FocusModel]:
        listed = []
        for row in await self._figures.focus_rows(tenant, _FOCUS_LISTED):
            state = state_at(row["timeline"], question.bound, question.known)
            if state is not None and state.get("focus"):
                order = row["focus_order"]
                listed.append(
                    FocusModel(
                        model=row["id"].partition(":")[2],
                        title_vi=row["title_vi"],
                        title_en=row.get("title_en"),
                        order=None if order == _UNPLACED else order,
                        status=state["status"],
                        done=state["status"] in DONE,
                        target=row.get("target"),
                    )
                )
        return listed
