"""The shape of the overview, for its readers: the documentation and generated clients.

It documents and does not filter: what reporting adds to a scoreboard is passed on.
"""

from typing import Literal

from pydantic import BaseModel


class Outcome(BaseModel):
    """By deadline and delivery; the five add up to `total`. Null: nothing is registered, which is not 0."""

    done_on_time: int | None
    done_late: int | None
    open_in_time: int | None
    open_overdue: int | None
    no_deadline: int | None


class KindTotals(BaseModel):
    total: int | None
    done: int | None


class Figures(BaseModel):
    """One kind of work. `total` leaves the cancelled out; `rate_done` is a percentage with two decimals."""

    reported: bool
    total: int | None
    done: int | None
    remaining: int | None
    rate_done: float | None
    cancelled: int | None = None
    by_status: dict[str, int] | None
    by_kind: dict[str, KindTotals] | None = None
    outcome: Outcome | None = None


class Models(BaseModel):
    """Pilot models have their own life cycle and are never counted among the tasks."""

    reported: bool
    total: int | None
    done: int | None
    rate_done: float | None
    by_status: dict[str, int] | None


class Share(BaseModel):
    """The figures of one group, unit or plan."""

    total: int | None
    done: int | None
    remaining: int | None
    rate_done: float | None
    outcome: Outcome | None


class PlanShare(Share):
    """Beside what is counted, what the plan itself announced."""

    plan: str
    groups_total: int | None = None
    tasks_total: int | None = None
    models_total: int | None = None


class GroupShare(Share):
    """`slow` is an assessment, not a calculation; `sample` marks made-up data."""

    group: str
    name_vi: str
    name_en: str | None = None
    slow: bool = False
    sample: bool = False


class UnitShare(Share):
    """A unit and the title of its head, never a person's name."""

    unit: str
    name_vi: str | None = None
    name_en: str | None = None
    head_role_vi: str | None = None
    head_role_en: str | None = None
    oldest_overdue_due_at: str | None = None


class Headline(BaseModel):
    """One sentence that answers first."""

    vi: str
    en: str


class MissingPart(BaseModel):
    """A part that did not answer. `stale_since`: its figures are shown as they were then."""

    part: Literal["tasks", "reporting", "notifications"]
    reason: Literal["unreachable", "timeout", "failed", "malformed", "behind"]
    stale_since: str | None = None


class Overview(BaseModel):
    """Lists are sorted by need: most overdue first."""

    tenant: str
    as_of: str | None
    sequence: int | None
    head: int | None
    unread: int | None
    groups: int | None
    tasks: Figures | None
    assignments: Figures | None
    models: Models | None
    by_plan: list[PlanShare] | None
    by_group: list[GroupShare] | None
    by_unit: list[UnitShare] | None
    headline: Headline | None
    degraded: list[MissingPart]
