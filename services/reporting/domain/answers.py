"""The shapes of answers. Where nothing of a sort was entered, `reported` is false and every number is null, never 0 (FR-X-12)."""

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Words(Answer):
    """One sentence in both languages."""

    vi: str = Field(examples=["33/43 nhiệm vụ cơ bản hoàn thành"])
    en: str = Field(examples=["33 of 43 tasks basically completed"])


class Outcome(Answer):
    """The official outcome, derived at `as_of`. Its five numbers add up to `total`."""

    done_on_time: int | None = Field(examples=[0])
    done_late: int | None = Field(examples=[17])
    open_in_time: int | None = Field(examples=[10])
    open_overdue: int | None = Field(examples=[0])
    no_deadline: int | None = Field(description="No deadline is known, whether done or not", examples=[16])


class Counts(Answer):
    """What is counted of every set of works. `total` is without `cancelled` and `passed_on`."""

    reported: bool = Field(description="False: nothing of this sort was entered by then, so there are no figures")
    total: int | None = Field(examples=[43])
    done: int | None = Field(description="Completed or basically completed", examples=[33])
    remaining: int | None = Field(examples=[10])
    rate_done: float | None = Field(description="Percent of total, half-up, two decimals", examples=[76.74])
    cancelled: int | None = Field(examples=[0])
    passed_on: int | None = Field(None, description="Goes on in the tenant that succeeds this one", examples=[0])
    outcome: Outcome
    oldest_overdue_due_at: str | None = Field(
        description="The deadline that has been missed for the longest time", examples=["2024-02-29T16:59:59.999999Z"]
    )


class PlanLine(Counts):
    """Beside what is counted stand the totals that the plan itself states; the two may differ (FR-NA-01)."""

    plan: str | None = Field(examples=["NT-KH-2024"])
    title_vi: str
    title_en: str | None
    year: int | None
    doc_number: str | None
    sample: bool
    groups_total: int | None
    tasks_total: int | None
    models_total: int | None


class GroupLine(Counts):
    group: str | None = Field(description="Null: works that belong to no group", examples=["NT-G01"])
    plan: str | None = Field(examples=["NT-KH-2024"])
    name_vi: str
    name_en: str | None
    slow: bool = Field(description="Assessed as slow by the standing agency; not computed (FR-NT-04)")
    slow_basis: str | None
    sample: bool


class UnitLine(Counts):
    unit: str | None = Field(
        description="Null: works without a lead unit, such as assignments that fan out", examples=["NT-STTTT"]
    )
    name_vi: str
    name_en: str | None
    head_role_vi: str | None = Field(examples=["Giám đốc Sở Thông tin và Truyền thông"])
    head_role_en: str | None
    sample: bool


class KindCounts(Answer):
    total: int | None = Field(examples=[43])
    done: int | None = Field(examples=[33])
    share_of_done: float | None = Field(description="Percent of all that is done", examples=[51.52])


class Tasks(Counts):
    """Tasks of plans, without assignments of directives. `planned` and `added` make up `total` (FR-NA-01)."""

    planned: int | None = Field(description="Registered before the plan was issued", examples=[43])
    added: int | None = Field(description="Registered afterwards (phát sinh)", examples=[1])
    rate_remaining: float | None = Field(examples=[23.26])
    by_status: dict[str, int | None] = Field(examples=[{"not_started": 2, "in_progress": 8, "basically_completed": 33}])
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
    model: str = Field(examples=["NA-M-27"])
    title_vi: str
    title_en: str | None
    order: int | None
    status: str
    done: bool
    target: dict[str, str | int | None] | None = Field(examples=[{"op": ">=", "value": 20, "unit": None}])


class Focus(Answer):
    """The acceleration list (FR-NA-10), in its own order; at most 100 models are listed."""

    total: int | None = Field(examples=[43])
    done: int | None = Field(examples=[33])
    models: list[FocusModel]


class Models(Counts):
    """Pilot models, never counted among tasks (FR-NA-02)."""

    rate_remaining: float | None = Field(examples=[23.26])
    by_status: dict[str, int | None] = Field(examples=[{"not_started": 2, "in_progress": 8, "basically_completed": 33}])
    shares: dict[str, float | None] = Field(
        description="Percent of total by status",
        examples=[{"not_started": 31.58, "in_progress": 52.63, "completed": 15.79, "maintained": 0.0}],
    )
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

    as_of: str = Field(
        description="The instant that the figures describe, by the time changes took effect",
        examples=["2024-10-15T16:59:59.999999Z"],
    )
    known_at: str | None = Field(description="With what had been entered by then; null: with everything known now")
    sequence: int = Field(
        description="The number of the event up to which the figures include everything", examples=[172]
    )


class Scoreboard(Moment):
    """Where one tenant stands. Lines are sorted by need: most overdue first, then the lowest rate."""

    tenant: str = Field(examples=["ninh-thuan"])
    valid_to: str | None = Field(None, description="Last day of the tenant; null: it goes on", examples=[None])
    succeeded_by: str | None = Field(None, description="Tenant that goes on with its open work", examples=[None])
    groups: int | None = Field(examples=[6])
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
    due_in_period: int | None = Field(examples=[10])
    done: int | None = Field(examples=[33])
    done_on_time: int | None = Field(examples=[0])
    done_late: int | None = Field(examples=[17])
    not_completed: int | None = Field(examples=[10])
    overdue: int | None = Field(description="Of those not completed, the ones past their deadline at as_of")
    rate_done: float | None = Field(examples=[76.74])


class PeriodUnitLine(PeriodCounts):
    unit: str | None = Field(examples=["NT-STTTT"])
    name_vi: str
    name_en: str | None
    head_role_vi: str | None = Field(examples=["Giám đốc Sở Thông tin và Truyền thông"])
    head_role_en: str | None
    sample: bool


class PeriodBlock(PeriodCounts):
    by_unit: list[PeriodUnitLine]


class PeriodReport(Moment):
    tenant: str = Field(examples=["ninh-thuan"])
    period: str = Field(examples=["2024-Q4"])
    first_day: str = Field(examples=["2024-10-01"])
    last_day: str = Field(examples=["2024-12-31"])
    tasks: PeriodBlock
    assignments: PeriodBlock | None = Field(description="Null: no assignment was entered")


class FanOutChild(Answer):
    task: str = Field(examples=["BP-A-01.BP-STC"])
    unit: str | None = Field(examples=["NT-STTTT"])
    title_vi: str
    title_en: str | None
    status: str
    done: bool
    due_at: str | None


class FanOut(Moment):
    """How far the children of one assignment are."""

    tenant: str = Field(examples=["ninh-thuan"])
    assignment: str = Field(examples=["BP-A-01"])
    counts: Counts
    children: list[FanOutChild]


class ModelCounts(Counts):
    by_status: dict[str, int | None] = Field(examples=[{"not_started": 2, "in_progress": 8, "basically_completed": 33}])


class TaskCounts(Counts):
    by_status: dict[str, int | None] = Field(examples=[{"not_started": 2, "in_progress": 8, "basically_completed": 33}])


class ProvinceLine(Answer):
    tenant: str = Field(examples=["ninh-thuan"])
    name_vi: str
    name_en: str | None
    reported: bool = Field(description="Whether the province has figures on tasks or pilot models")
    sequence: int = Field(examples=[172])
    slow_groups: int | None = Field(examples=[3])
    tasks: TaskCounts
    assignments: TaskCounts | None
    models: ModelCounts


class ReportedTotal(Answer):
    """A sum over those provinces that have figures: `reported_by` of `of`. Rates are of the sums; rates are never averaged."""

    reported_by: int = Field(examples=[2])
    of: int = Field(examples=[3])
    total: int | None = Field(examples=[43])
    done: int | None = Field(examples=[33])
    remaining: int | None = Field(examples=[10])
    rate_done: float | None = Field(examples=[76.74])
    cancelled: int | None = Field(examples=[0])
    outcome: Outcome


class ComparisonTotals(Answer):
    tasks: ReportedTotal
    assignments: ReportedTotal
    models: ReportedTotal


class ClusterLine(Answer):
    """The provinces of a cluster or region together, with how many of them have figures (FR-TW-17)."""

    cluster: str = Field(examples=["bac-trung-bo"])
    kind: str = Field(examples=["region"])
    name_vi: str
    name_en: str | None
    provinces: list[str] = Field(examples=[["nghe-an"]])
    totals: ComparisonTotals
    headline: Words


class Comparison(Answer):
    """Provinces side by side, sorted by need; those without figures last."""

    as_of: str = Field(examples=["2024-10-15T16:59:59.999999Z"])
    provinces: list[ProvinceLine]
    totals: ComparisonTotals
    clusters: list[ClusterLine] = Field(description="As the central level groups provinces; empty where it does not")
    ungrouped: list[str] = Field(description="Provinces that are in no cluster and in no region")
    headline: Words
