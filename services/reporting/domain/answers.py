"""The shapes of answers. Where nothing of a sort was entered, `reported` is false and every number is null, never 0 (FR-X-12)."""

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Words(Answer):
    """One sentence in both languages."""

    vi: str
    en: str


class Outcome(Answer):
    """The official outcome, derived at `as_of`. Its five numbers add up to `total`."""

    done_on_time: int | None
    done_late: int | None
    open_in_time: int | None
    open_overdue: int | None
    no_deadline: int | None = Field(description="No deadline is known, whether done or not")


class Counts(Answer):
    """What is counted of every set of works. `total` is without `cancelled`."""

    reported: bool = Field(description="False: nothing of this sort was entered by then, so there are no figures")
    total: int | None
    done: int | None = Field(description="Completed or basically completed")
    remaining: int | None
    rate_done: float | None = Field(description="Percent of total, half-up, two decimals")
    cancelled: int | None
    outcome: Outcome
    oldest_overdue_due_at: str | None = Field(description="The deadline that has been missed for the longest time")


class PlanLine(Counts):
    """Beside what is counted stand the totals that the plan itself states; the two may differ (FR-NA-01)."""

    plan: str | None
    title_vi: str
    title_en: str | None
    year: int | None
    doc_number: str | None
    sample: bool
    groups_total: int | None
    tasks_total: int | None
    models_total: int | None


class GroupLine(Counts):
    group: str | None = Field(description="Null: works that belong to no group")
    plan: str | None
    name_vi: str
    name_en: str | None
    slow: bool = Field(description="Assessed as slow by the standing agency; not computed (FR-NT-04)")
    slow_basis: str | None
    sample: bool


class UnitLine(Counts):
    unit: str | None = Field(description="Null: works without a lead unit, such as assignments that fan out")
    name_vi: str
    name_en: str | None
    head_role_vi: str | None
    head_role_en: str | None
    sample: bool


class KindCounts(Answer):
    total: int | None
    done: int | None
    share_of_done: float | None = Field(description="Percent of all that is done")


class Tasks(Counts):
    """Tasks of plans, without assignments of directives."""

    rate_remaining: float | None
    by_status: dict[str, int | None]
    by_kind: dict[str, KindCounts]
    headline: Words


class Children(Counts):
    """The children into which assignments fan out; they are in neither tasks nor assignments."""

    by_unit: list[UnitLine]


class Assignments(Tasks):
    """Assignments of directives, never added to tasks (AMB-27). Lines are sorted by need."""

    by_plan: list[PlanLine]
    by_group: list[GroupLine]
    by_unit: list[UnitLine]
    children: Children | None


class FocusModel(Answer):
    model: str
    title_vi: str
    title_en: str | None
    order: int | None
    status: str
    done: bool
    target: dict[str, str | int | None] | None


class Focus(Answer):
    """The acceleration list (FR-NA-10), in its own order; at most 100 models are listed."""

    total: int | None
    done: int | None
    models: list[FocusModel]


class Models(Counts):
    """Pilot models, never counted among tasks (FR-NA-02)."""

    rate_remaining: float | None
    by_status: dict[str, int | None]
    shares: dict[str, float | None] = Field(description="Percent of total by status")
    focus: Focus
    by_unit: list[UnitLine]
    headline: Words


class SlowGroups(Answer):
    """Groups assessed as slow; an assessment, not a calculation (AMB-21)."""

    count: int
    groups: list[str]
    remaining: int = Field(description="Works in them that are not done")


class Moment(Answer):
    """What the figures stand for."""

    as_of: str = Field(description="The instant that the figures describe, by the time changes took effect")
    known_at: str | None = Field(description="With what had been entered by then; null: with everything known now")
    sequence: int = Field(description="The number of the event up to which the figures include everything")


class Scoreboard(Moment):
    """Where one tenant stands. Lines are sorted by need: most overdue first, then the lowest rate."""

    tenant: str
    groups: int | None
    slow_groups: SlowGroups | None
    tasks: Tasks
    assignments: Assignments | None = Field(description="Null: no assignment was entered")
    models: Models
    by_plan: list[PlanLine]
    by_group: list[GroupLine]
    by_unit: list[UnitLine]
    headline: Words


class PeriodCounts(Answer):
    """Works due in a period and what became of them by `as_of` (FR-NA-05)."""

    reported: bool
    due_in_period: int | None
    done: int | None
    done_on_time: int | None
    done_late: int | None
    not_completed: int | None
    overdue: int | None = Field(description="Of those not completed, the ones past their deadline at as_of")
    rate_done: float | None


class PeriodUnitLine(PeriodCounts):
    unit: str | None
    name_vi: str
    name_en: str | None
    head_role_vi: str | None
    head_role_en: str | None
    sample: bool


class PeriodBlock(PeriodCounts):
    by_unit: list[PeriodUnitLine]


class PeriodReport(Moment):
    tenant: str
    period: str
    first_day: str
    last_day: str
    tasks: PeriodBlock
    assignments: PeriodBlock | None = Field(description="Null: no assignment was entered")


class FanOutChild(Answer):
    task: str
    unit: str | None
    title_vi: str
    title_en: str | None
    status: str
    done: bool
    due_at: str | None


class FanOut(Moment):
    """How far the children of one assignment are."""

    tenant: str
    assignment: str
    counts: Counts
    children: list[FanOutChild]


class ModelCounts(Counts):
    by_status: dict[str, int | None]


class TaskCounts(Counts):
    by_status: dict[str, int | None]


class ProvinceLine(Answer):
    tenant: str
    name_vi: str
    name_en: str | None
    reported: bool = Field(description="Whether the province has figures on tasks or pilot models")
    sequence: int
    slow_groups: int | None
    tasks: TaskCounts
    assignments: TaskCounts | None
    models: ModelCounts


class ReportedTotal(Answer):
    """A sum over those provinces that have figures: `reported_by` of `of`. Rates are of the sums; rates are never averaged."""

    reported_by: int
    of: int
    total: int | None
    done: int | None
    remaining: int | None
    rate_done: float | None
    cancelled: int | None
    outcome: Outcome


class ComparisonTotals(Answer):
    tasks: ReportedTotal
    assignments: ReportedTotal
    models: ReportedTotal


class Comparison(Answer):
    """Provinces side by side, sorted by need; those without figures last."""

    as_of: str
    provinces: list[ProvinceLine]
    totals: ComparisonTotals
    headline: Words
