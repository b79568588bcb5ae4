"""Contracts of indicators: what is measured, the target, and what a unit reports for a period (FR-NA-22, FR-NT-15, FR-TW-07)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, computed_field

from shared.events.envelope import Instant
from shared.events.event_types import EventType
from shared.events.payloads import Contract, Payload, Snapshot
from shared.events.work_details import Amendment
from shared.events.work_parts import rounded_percent

Measure = Literal["count", "ratio", "quality"]
Direction = Literal["increase", "decrease"]
ReportedEvery = Literal["monthly", "quarterly", "yearly"]
TargetKind = Literal["absolute", "relative_to_plan"]
ValueStatus = Literal["reported", "confirmed"]
ConfirmedBy = Literal["head", "deputy", "standing_agency"]


class IndicatorTarget(Contract):
    """A number to be reached. What the source does not state stays null; it is never filled in (AMB-07)."""

    kind: TargetKind = Field(description="relative_to_plan: the value in percent of what was planned")
    op: Literal["=", ">=", "<="] = Field(description="How the value compares with the number when it is reached")
    value: float = Field(description="The number, in the indicator's unit of measure; percent where relative_to_plan")
    planned: float | None = Field(
        default=None, description="What was planned; null: not stated, so nothing is assessed"
    )
    due: date | None = Field(default=None, description="By the end of which day; null: not stated")
    legal_basis: str | None = Field(default=None, description="Document that sets it; null: none is stated")
    formula_vi: str = Field(description="The formula that is used, as it is printed, in Vietnamese")
    formula_en: str = Field(description="The same in English")


class IndicatorBaseline(Contract):
    """Where the indicator stood before values were reported."""

    as_of: date = Field(description="At the end of which day")
    value: float = Field(description="In the indicator's unit of measure")
    breakdown: dict[str, float] = Field(default={}, description="Parts that add up to the value")


class IndicatorSnapshot(Snapshot):
    """What is measured, by whom, and which number is to be reached."""

    code: str | None = Field(default=None, description="The same in every tenant that measures the same; null: its own")
    name_vi: str = Field(description="Name in Vietnamese")
    name_en: str | None = Field(default=None, description="Name in English")
    unit_of_measure: str = Field(description="What a value is counted in, such as %")
    measure: Measure = Field(description="ratio: numerator over denominator; quality: four criteria")
    numerator_vi: str | None = Field(default=None, description="What is counted; of a ratio above the line")
    denominator_vi: str | None = Field(default=None, description="What a ratio is taken of")
    direction: Direction | None = Field(default=None, description="Which way it should go; null: not stated")
    frequency: ReportedEvery | None = Field(default=None, description="How often it is reported; null: not stated")
    owner_unit: str | None = Field(default=None, description="Unit that answers for it; null: not stated")
    units: tuple[str, ...] = Field(default=(), description="Units that report; empty: one value for the whole tenant")
    target: IndicatorTarget | None = Field(default=None, description="Null: no number is stated")
    baseline: IndicatorBaseline | None = Field(default=None, description="Null: not stated")
    linked_work: str | None = Field(default=None, description="Task or pilot model that carries it out (AMB-25)")
    note: str | None = Field(default=None, description="A remark on the definition or its target")


class IndicatorRegistered(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.indicator.registered.v1"
    after: IndicatorSnapshot


class IndicatorAmended(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.indicator.amended.v1"
    after: IndicatorSnapshot
    change: Amendment


class DataQuality(Contract):
    """Correct, complete, clean, live: each from 0 to 100; no is 0, yes is 100 (FR-TW-07)."""

    correct: int = Field(description="đúng")
    complete: int = Field(description="đủ")
    clean: int = Field(description="sạch")
    live: int = Field(description="sống")


class Figures(Contract):
    """What was reported. The rate follows from it and is never accepted from outside (FR-NA-23)."""

    numerator: int | None = Field(default=None, description="What was counted; null: the indicator is about quality")
    denominator: int | None = Field(default=None, description="Of how many; null: the indicator is no ratio")
    quality: DataQuality | None = Field(default=None, description="How good the data are, if it was assessed")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(self) -> float | None:
        """Percent of the denominator, half-up, two decimals; null where there is nothing to divide by."""
        return None if self.numerator is None else rounded_percent(self.numerator, self.denominator)


class Edition(Figures):
    """Figures as they once were reported, and why they were corrected."""

    recorded_at: Instant = Field(description="When they were entered")
    reason: str | None = Field(default=None, description="Why the figures after them were entered")


class IndicatorValueSnapshot(Snapshot):
    """One indicator's value for a period, of one unit or the whole tenant. Corrections keep what was reported first."""

    indicator: str = Field(description="Indicator that it is a value of")
    period: str = Field(description="2024-03, 2024-Q1 or 2024")
    last_day: date = Field(description="Last day of the period")
    unit: str | None = Field(default=None, description="Unit that reports; null: the tenant as a whole")
    item: str | None = Field(default=None, description="Public service or database that it is about; null: all")
    figures: Figures = Field(description="What counts now")
    edition: int = Field(description="Counts what was reported, from 1")
    recorded_at: Instant = Field(description="When these figures were entered")
    status: ValueStatus = Field(description="A correction waits to be confirmed again")
    confirmed_at: Instant | None = Field(default=None, description="When the present edition was confirmed")
    confirmed_by: ConfirmedBy | None = Field(default=None, description="Who confirmed the present edition")
    earlier: tuple[Edition, ...] = Field(default=(), description="Editions before, the first one first")


class ValueChange(Contract):
    """What was done with a value, and why."""

    what: Literal["corrected", "confirmed"] = Field(description="Which of the two")
    edition: int = Field(description="The edition that it is about")
    reason: str | None = Field(default=None, description="Why it was corrected")


class IndicatorValueReported(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.indicator-value.reported.v1"
    after: IndicatorValueSnapshot


class IndicatorValueChanged(Payload):
    TYPE: ClassVar[str] = "vn.tiendo.indicator-value.changed.v1"
    after: IndicatorValueSnapshot
    change: ValueChange


_READERS = ("reporting", "gateway")

EVENTS = (
    EventType(
        IndicatorRegistered,
        "indicator id",
        _READERS,
        "An indicator is defined: what is measured, who reports, which number is to be reached, where one is stated.",
        "Một chỉ tiêu được khai báo: đo gì, ai báo cáo, mục tiêu bao nhiêu nếu có nêu.",
    ),
    EventType(
        IndicatorAmended,
        "indicator id",
        _READERS,
        "The definition changes: its target, who owns it, who reports and how often.",
        "Định nghĩa chỉ tiêu thay đổi: mục tiêu, đơn vị theo dõi, đơn vị báo cáo, tần suất.",
    ),
    EventType(
        IndicatorValueReported,
        "<indicator>.<period>.<unit>.<item>",
        _READERS,
        "A unit reports the first figures of a period, as numerator and denominator or by the four criteria of quality.",
        "Một đơn vị báo cáo số liệu đầu tiên của kỳ: tử số và mẫu số, hoặc bốn tiêu chí chất lượng dữ liệu.",
    ),
    EventType(
        IndicatorValueChanged,
        "<indicator>.<period>.<unit>.<item>",
        _READERS,
        "Figures are corrected, which keeps the ones before, or confirmed by head, deputy or standing agency.",
        "Số liệu được đính chính, số cũ vẫn lưu, hoặc được thủ trưởng, cấp phó hay cơ quan thường trực xác nhận.",
    ),
)
