"""The shapes of progress reports to the chairman (FR-NA-24)."""

from typing import Literal

from pydantic import Field

from services.reporting.domain.answers import (
    Answer,
    GroupLine,
    Moment,
    Outcome,
    PeriodBlock,
    PlanLine,
    SlowGroups,
    TaskCounts,
    Words,
)
from services.reporting.domain.weak_point_answers import WeakPoints
from shared.tenancy import Role


class Changed(Answer):
    """One number at the end of the day before the period, and at its end; null where nothing of the sort was entered by then."""

    before: int | None = Field(examples=[3])
    after: int | None = Field(examples=[10])
    change: int | None = Field(description="Null where one of them is", examples=[7])


class SortChanges(Answer):
    total: Changed
    done: Changed
    overdue: Changed


class Achievement(Answer):
    """What the Working Group recognised, word for word (FR-NA-28)."""

    id: str = Field(examples=["NA-TT-01"])
    day: str = Field(description="The day at whose end it held", examples=["2024-03-31"])
    work: str | None
    text_vi: str
    text_en: str | None
    by_role: Role
    evidence: str = Field(examples=["/v1/nghe-an/appraisals/NA-TT-01"])
    sample: bool


class Contribution(Answer):
    """What one unit brought about in the period: what it did, and what is recognised. It is no ranking."""

    unit: str = Field(examples=["NA-STP"])
    name_vi: str
    name_en: str | None
    done_in_period: dict[str, int] = Field(
        description="Works that it leads and did, by sort; sorts are never added to each other",
        examples=[{"models": 1}],
    )
    achievements: list[Achievement]
    sample: bool


class ProgressContent(Moment):
    """What is frozen. Tasks, assignments and pilot models are counted apart and never added together."""

    tenant: str = Field(examples=["nghe-an"])
    edition: str = Field(description="Of this layout and its formulas", examples=["1"])
    period: str = Field(examples=["2024-Q1"])
    first_day: str = Field(examples=["2024-01-01"])
    last_day: str = Field(examples=["2024-03-31"])
    title_vi: str
    title_en: str | None
    headline: Words
    outcome: dict[str, Outcome] = Field(description="The four outcomes, and what has no deadline, by sort of work")
    counts: dict[str, TaskCounts] = Field(description="By sort: tasks, assignments, models")
    due_in_period: PeriodBlock = Field(description="Tasks due in the period and what became of them, by unit")
    changes: dict[str, SortChanges] = Field(description="What changed in the period, by sort")
    groups: list[GroupLine]
    slow_groups: SlowGroups | None = Field(description="As assessed by the standing agency")
    contributions: list[Contribution] = Field(description="Positive results, in order of units (FR-NA-28, FR-TW-20)")
    weak_points: WeakPoints = Field(description="Slow units, works and bottlenecks, with the formula")
    directives_open: list[PlanLine] = Field(description="Directives whose assignments are not all done")
    sample: bool = Field(description="The report was labelled as sample data when it was made")


class ProgressReport(Answer):
    """A frozen report. `digest` is the SHA-256 of `content` as JSON with sorted keys, no spaces, and text as it is (UTF-8)."""

    id: str = Field(examples=["NA-BCTD-2024-Q1"])
    status: Literal["made", "delivered", "received"]
    made_by_role: Role
    digest: str = Field(examples=["5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"])
    delivered_digest: str | None = Field(description="That of the content that was read before it was delivered")
    intact: bool | None = Field(description="Whether the two are the same; null before it is delivered")
    content: ProgressContent
