"""The shapes of answers about indicators and services. What nobody reported is null and never 0 (FR-X-12)."""

from typing import Any, Literal

from pydantic import Field

from services.reporting.domain.answers import Answer, Moment, Words


class CriterionCount(Answer):
    """Of how many assessments the criterion was fully met. Scores are not averaged."""

    met: int = Field(examples=[2])
    of: int = Field(examples=[3])


class Sum(Answer):
    """A sum over sums: the rate is worked out of numerator and denominator, never averaged from rates (FR-NA-23)."""

    numerator: int | None = Field(examples=[126])
    denominator: int | None = Field(examples=[200])
    rate: float | None = Field(description="Percent, half-up, two decimals", examples=[63.0])
    quality: dict[str, CriterionCount] | None = Field(description="đúng, đủ, sạch, sống; null: nothing was assessed")


class RollUp(Sum):
    """A period of a whole tenant; who did not report has no data and counts nowhere as 0."""

    reported_by: int = Field(examples=[1])
    of: int = Field(
        description="Units that report, or that did; 1 where there is one value for the tenant", examples=[2]
    )
    confirmed: int = Field(description="Of those that reported, the ones whose every figure is confirmed", examples=[1])
    corrected: int = Field(description="Of those that reported, the ones that corrected a figure", examples=[0])


class UnitFigures(Sum):
    unit: str | None = Field(description="Null: the tenant as a whole", examples=["NT-SGTVT"])
    name_vi: str
    name_en: str | None
    sample: bool
    reported: bool = Field(description="False: no data")
    confirmed: bool | None


class ItemFigures(Sum):
    """One public service or database, over all units that report it."""

    item: str | None = Field(description="Null: not told apart", examples=["ES-20"])
    reported_by: int


class PeriodFigures(Answer):
    period: str = Field(examples=["2024-10"])
    last_day: str = Field(examples=["2024-10-31"])
    total: RollUp
    by_unit: list[UnitFigures]
    by_item: list[ItemFigures]


class TargetStanding(Answer):
    """How far the target is, by the formula that is printed. Without a number there is nothing to compare (AMB-07)."""

    kind: Literal["absolute", "relative_to_plan"]
    op: str = Field(examples=[">="])
    value: float = Field(examples=[80])
    planned: float | None
    due: str | None = Field(examples=["2024-12-31"])
    legal_basis: str | None
    formula_vi: str = Field(examples=["thực hiện / kế hoạch ≥ 80 %, đến hết 31/12/2024"])
    formula_en: str = Field(examples=["actual / planned ≥ 80 %, by the end of 31/12/2024"])
    attained: float | None = Field(description="What is compared, half-up, two decimals; null: no data")
    gap: float | None = Field(description="The target's value less what was attained")
    met: bool | None = Field(description="Null: no data, or what was planned is not stated")
    overdue: bool | None = Field(description="Its day is over and it is not met; null: no day is stated, or no data")
    basis: Literal["value", "baseline"] | None = Field(description="What was compared")
    basis_day: str | None = Field(examples=["2024-10-31"])


class LatestFigures(Answer):
    period: str
    last_day: str
    total: RollUp


class IndicatorLine(Answer):
    """One indicator, its newest figures, and how far its target is. `definition` is as in the event's contract."""

    indicator: str = Field(examples=["NT-KPI-02"])
    code: str | None
    name_vi: str
    name_en: str | None
    unit_of_measure: str = Field(examples=["%"])
    measure: str = Field(examples=["ratio"])
    numerator_vi: str | None
    denominator_vi: str | None
    direction: str | None = Field(examples=["increase"])
    frequency: str | None
    owner_unit: str | None
    note: str | None
    sample: bool
    linked_work: str | None = Field(examples=["NA-M-27"])
    baseline: dict[str, Any] | None = Field(examples=[{"as_of": "2024-10-15", "value": 33, "breakdown": {}}])
    target: TargetStanding | None = Field(description="Null: none is stated; it is not made up")
    latest: LatestFigures | None = Field(description="Null: nothing was reported")


class IndicatorList(Moment):
    tenant: str
    indicators: list[IndicatorLine]


class IndicatorSeries(Moment):
    """One indicator over its periods, the newest first."""

    tenant: str
    indicator: IndicatorLine
    periods: list[PeriodFigures]


class ProvinceFigures(Sum):
    tenant: str = Field(examples=["nghe-an"])
    name_vi: str
    name_en: str | None
    indicator: str | None = Field(description="Null: the province has no indicator of this code")
    reported: bool
    reported_by: int | None
    of: int | None
    target: TargetStanding | None


class ProvincesTotal(Sum):
    reported_by: int = Field(description="Provinces with figures", examples=[2])
    of: int = Field(examples=[3])


class IndicatorComparison(Answer):
    """Provinces that measure the same, side by side for one period; those without figures last."""

    code: str = Field(examples=["online-submission"])
    period: str
    as_of: str
    provinces: list[ProvinceFigures]
    total: ProvincesTotal
    headline: Words


class ServiceStanding(Answer):
    service: str = Field(examples=["ES-03"])
    part: str = Field(examples=["QD06-25"])
    name_vi: str | None = Field(description="Null: the name is not known")
    name_en: str | None
    deployed: bool | None = Field(description="Null: nothing was stated")
    deployed_on: str | None
    note: str | None


class Deployed(Answer):
    """How many services are deployed. Null where nothing was stated of any: that is no data, not 0."""

    total: int = Field(examples=[53])
    stated: int = Field(description="Services of which something was stated", examples=[25])
    deployed: int | None = Field(examples=[25])
    not_deployed: int | None
    rate: float | None = Field(description="Deployed in percent of all, half-up, two decimals", examples=[47.17])


class PartDeployed(Deployed):
    part: str = Field(examples=["QD06-25"])


class ChecklistCoverage(Deployed):
    checklist: str
    title_vi: str
    title_en: str | None
    sample: bool
    headline: Words
    by_part: list[PartDeployed]
    services: list[ServiceStanding]


class ServiceCoverage(Moment):
    tenant: str
    checklists: list[ChecklistCoverage]


class ProvinceCoverage(Answer):
    tenant: str
    name_vi: str
    name_en: str | None
    reported: bool
    total: int | None
    stated: int | None
    deployed: int | None
    rate: float | None


class CoverageComparison(Answer):
    """How many services each province has deployed; those that stated nothing last."""

    checklist: str
    as_of: str
    reported_by: int
    of: int
    provinces: list[ProvinceCoverage]
    headline: Words
