"""Answers about one tenant: its scoreboard, a period, the children of an assignment."""

from functools import partial

from services.reporting.domain.answers import FanOut, FocusModel, PeriodReport, Scoreboard
from services.reporting.domain.arrivals import TENANT, row_key
from services.reporting.domain.fan_out import fan_out
from services.reporting.domain.folding import entries_of
from services.reporting.domain.periods import Asked, Period, period_report
from services.reporting.domain.scoreboard import Material, scoreboard
from services.reporting.domain.states import ASSIGNMENTS, DONE, TASKS
from services.reporting.domain.timelines import state_at
from services.reporting.ports import Figures, LiveFigures
from services.reporting.usecases.asking import Question, moment_at, moment_of, names_for, sums_of, tallies_of
from services.reporting.usecases.latest import Latest
from shared.tenancy import TenantId

_FOCUS_LISTED = 100
_CHILDREN_LISTED = 2000
_UNPLACED = 1_000_000


class AssignmentUnknown(Exception):
    """There is no assignment of that id as of that instant."""


class Scoreboards:
    """Everything is read from what is folded; the cost of a scoreboard follows plans, groups and units, never tasks."""

    def __init__(self, live: LiveFigures) -> None:
        self._live = live
        self._latest = Latest()

    async def knows(self, tenant: TenantId) -> bool:
        """Whether the tenant has registered."""
        lists = await self._live.asked(tenant, lambda figures: figures.lists(tenant, (TENANT,)))
        return tenant in entries_of(lists.get(TENANT))

    async def scoreboard(self, tenant: TenantId, question: Question) -> Scoreboard:
        standing = await self._live.standing(tenant)
        key = (tenant, standing.generation, question.bound, question.known)
        board = self._latest.get(key, moment_at(question, standing.sequence))
        if board is None:
            board = await self._live.asked(tenant, partial(self._worked_out, tenant, question))
        return board

    async def _worked_out(self, tenant: TenantId, question: Question, figures: Figures) -> Scoreboard:
        moment = await moment_of(figures, tenant, question)
        material = Material(
            tallies=await tallies_of(figures, tenant, question),
            names=await names_for(figures, tenant, question),
            focus=await _focus(figures, tenant, question),
        )
        board = scoreboard(tenant, material, moment)
        key = (tenant, figures.generation, question.bound, question.known)
        self._latest.keep(key, board, material.tallies.values())
        return board

    async def period(self, tenant: TenantId, period: Period, question: Question) -> PeriodReport:
        async def reported(figures: Figures) -> PeriodReport:
            moment = await moment_of(figures, tenant, question)
            sums = await sums_of(figures, tenant, question)
            names = await names_for(figures, tenant, question)
            return period_report(tenant, Asked(period, sums, names, question.at), moment)

        return await self._live.asked(tenant, reported)

    async def fan_out(self, tenant: TenantId, assignment: str, question: Question) -> FanOut:
        """Reads one row for each child. Raises AssignmentUnknown."""
        return await self._live.asked(tenant, partial(_fan_out, tenant, assignment, question))


async def _fan_out(tenant: TenantId, assignment: str, question: Question, figures: Figures) -> FanOut:
    moment = await moment_of(figures, tenant, question)
    parent = await figures.row(tenant, row_key(ASSIGNMENTS, assignment))
    state = state_at(parent["timeline"], question.bound, question.known) if parent else None
    if state is None or state["work"] not in {ASSIGNMENTS, TASKS}:
        raise AssignmentUnknown(assignment)
    rows = await figures.child_rows(tenant, assignment, _CHILDREN_LISTED)
    states = ((row, state_at(row["timeline"], question.bound, question.known)) for row in rows)
    children = [(row, state) for row, state in states if state is not None]
    return fan_out(tenant, assignment, children, question.at, moment)


async def _focus(figures: Figures, tenant: TenantId, question: Question) -> list[FocusModel]:
    listed = []
    for row in await figures.focus_rows(tenant, _FOCUS_LISTED):
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
