"""The shapes of weak points: which groups, units, works and bottlenecks, by which signs, and from which numbers (FR-NA-27)."""

from typing import Literal

from pydantic import Field

from services.reporting.domain.answers import Answer, Moment, Words

SignCode = Literal["late", "worse", "unmoved", "moved", "returned", "bottleneck"]


class Sign(Answer):
    """What makes a line weak; every line states the number that the sign is read from."""

    code: SignCode = Field(examples=["late"])
    meaning: Words
    number: str = Field(description="The field of the lines that it is read from", examples=["late_share"])


class Formula(Answer):
    """How signs are read. Nothing is weighed: a line has a sign or has it not, and the order says how lines are sorted."""

    version: str = Field(description="Another reading of signs has another version", examples=["1"])
    signs: list[Sign]
    order: Words
    unmoved_working_days: int = Field(examples=[20])
    unmoved_since: str = Field(
        description="Works whose last step was on that day or before it", examples=["2024-09-17"]
    )
    trend_days: int = Field(description="Calendar days between the two late shares that are compared", examples=[30])
    compared_with: str = Field(description="The instant of the earlier one", examples=["2024-09-15T16:59:59.999999Z"])
    often_moved: int = Field(description="So many moves of a deadline are many", examples=[2])


class WeakNumbers(Answer):
    """The inputs, of one sort of works. Shares are percent, half-up, two decimals; null where there is nothing to divide by."""

    total: int = Field(examples=[10])
    with_deadline: int = Field(examples=[10])
    done_late: int = Field(examples=[1])
    open_overdue: int = Field(examples=[2])
    late_share: float | None = Field(description="Done late or overdue, of those with a deadline", examples=[30.0])
    late_share_before: float | None = Field(description="The same at `compared_with`", examples=[10.0])
    unmoved: int = Field(description="Neither done nor resting, and without a step for so long", examples=[4])
    often_moved: int = Field(description="Works whose deadline was moved often", examples=[0])
    returned: int = Field(description="Handed in, given back, and not handed in again", examples=[1])


class WeakLine(Answer):
    signs: list[SignCode] = Field(examples=[["late", "unmoved"]])
    late_share: float | None = Field(description="The highest of its sorts of works", examples=[30.0])
    works: dict[str, WeakNumbers] = Field(
        description="By sort: tasks, assignments, children, models; sorts are never added to each other"
    )
    evidence: str = Field(
        description="Where the works behind it are listed", examples=["/v1/nghe-an/tasks?unit=NA-STP"]
    )


class WeakGroup(WeakLine):
    group: str = Field(examples=["NT-G01"])
    plan: str | None = Field(examples=["NT-KH-2024"])
    name_vi: str
    name_en: str | None
    slow: bool = Field(description="Assessed as slow by the standing agency; beside the signs, not computed (FR-NT-04)")
    sample: bool


class WeakUnit(WeakLine):
    unit: str = Field(examples=["NT-STTTT"])
    name_vi: str
    name_en: str | None
    head_role_vi: str | None = Field(examples=["Giám đốc Sở Thông tin và Truyền thông"])
    head_role_en: str | None
    unresolved_bottlenecks: int | None = Field(
        description="Null: no bottleneck was ever entered in the tenant", examples=[1]
    )
    sample: bool


class WeakWork(Answer):
    work: str = Field(examples=["NA-T-29"])
    sort: str = Field(examples=["tasks"])
    title_vi: str
    title_en: str | None
    unit: str | None = Field(examples=["NA-STTTT"])
    group: str | None = Field(examples=["NA-G05"])
    status: str = Field(examples=["in_progress"])
    due_at: str = Field(examples=["2024-03-31T16:59:59.999999Z"])
    days_overdue: int = Field(description="Calendar days since the deadline", examples=[17])
    last_step: str | None = Field(description="Day of the last step; null: it rests", examples=["2024-02-01"])
    moves: int = Field(description="How often its deadline was moved", examples=[0])
    signs: list[SignCode] = Field(examples=[["late", "unmoved"]])
    evidence: str = Field(examples=["/v1/nghe-an/tasks/NA-T-29/history"])


class WeakBottlenecks(Answer):
    """The unresolved ones of one of the five groups."""

    group: str = Field(examples=["legal"])
    unresolved: int = Field(examples=[1])
    unmoved: int = Field(description="Without a step for so long", examples=[1])
    oldest_step: str = Field(description="Day of the last step of the one that waits longest", examples=["2024-02-29"])
    evidence: str = Field(examples=["/v1/nghe-an/bottlenecks?group=legal"])


class WeakPoints(Moment):
    """Lines without a sign are left out; `of` says how many were looked at. Works are those that are overdue the longest."""

    tenant: str = Field(examples=["nghe-an"])
    reported: bool = Field(description="False: nothing was entered by then, so nothing can be said")
    formula: Formula
    groups: list[WeakGroup]
    groups_of: int = Field(examples=[10])
    units: list[WeakUnit]
    units_of: int = Field(examples=[18])
    works: list[WeakWork] = Field(description="At most 20")
    bottlenecks: list[WeakBottlenecks]
