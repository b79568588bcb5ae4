"""Indicators, values and services in a story."""

from typing import Any

from shared.events.indicators import (
    Edition,
    Figures,
    IndicatorRegistered,
    IndicatorSnapshot,
    IndicatorTarget,
    IndicatorValueChanged,
    IndicatorValueReported,
    IndicatorValueSnapshot,
    ValueChange,
)
from shared.events.service_checklists import (
    DeploymentChange,
    ListedService,
    ServiceChecklistRegistered,
    ServiceChecklistSnapshot,
    ServiceDeploymentStated,
)
from tests.unit.reporting.cast import NGHE_AN, Story, instant

TARGET = IndicatorTarget(op=">=", value=80, kind="absolute", formula_vi="kết quả ≥ 80 %", formula_en="result ≥ 80 %")


def an_indicator(**more: Any) -> IndicatorSnapshot:
    fields: dict[str, Any] = {"id": "K", "tenant": NGHE_AN, "version": 1, "name_vi": "Tỷ lệ", "unit_of_measure": "%"}
    return IndicatorSnapshot(**fields | {"measure": "ratio", "units": ("U-0", "U-1")} | more)


def a_value(unit: str | None, numerator: int, denominator: int | None = None, **more: Any) -> IndicatorValueSnapshot:
    period = more.pop("period", "2024-03")
    fields: dict[str, Any] = {
        "id": ".".join(filter(None, ("K", period, unit, more.get("item")))),
        "tenant": NGHE_AN,
        "version": 1,
        "indicator": "K",
        "period": period,
        "last_day": "2024-04-30" if period == "2024-04" else "2024-03-31",
        "unit": unit,
        "figures": Figures(numerator=numerator, denominator=denominator),
        "edition": 1,
        "recorded_at": instant("2024-04-02"),
        "status": "reported",
    }
    return IndicatorValueSnapshot(**fields | more)


def reported(story: Story, value: IndicatorValueSnapshot, recorded: str = "2024-04-02") -> None:
    """Effective when its period ended."""
    story.tell(IndicatorValueReported(after=value), _ended(value), instant(recorded))


def corrected(
    story: Story, value: IndicatorValueSnapshot, numerator: int, denominator: int, recorded: str
) -> IndicatorValueSnapshot:
    before = Edition(**value.figures.model_dump(exclude={"rate"}), recorded_at=value.recorded_at, reason="sửa")
    update = {
        "version": value.version + 1,
        "edition": value.edition + 1,
        "figures": Figures(numerator=numerator, denominator=denominator),
        "recorded_at": instant(recorded),
        "earlier": (*value.earlier, before),
    }
    after = value.model_copy(update=update)
    change = ValueChange(what="corrected", edition=after.edition, reason="sửa")
    story.tell(IndicatorValueChanged(after=after, change=change), _ended(value), instant(recorded))
    return after


def services(*stated: tuple[str, str], of: tuple[str, ...] = ("ES-1", "ES-2", "ES-3")) -> ServiceChecklistSnapshot:
    """`stated` are services with the day since which they are deployed."""
    days = dict(stated)
    listed = [
        ListedService(id=key, part="QD06-25", deployed=True, deployed_on=days[key], since=instant(days[key]))
        if key in days
        else ListedService(id=key, part="QD06-25")
        for key in of
    ]
    version = 1 + len(stated)
    return ServiceChecklistSnapshot(id="L", tenant=NGHE_AN, version=version, title_vi="L", services=tuple(listed))


def measured(story: Story) -> None:
    """An indicator that two units report, one of them corrected; a list on which one service is deployed."""
    story.tell(IndicatorRegistered(after=an_indicator(target=TARGET)), instant("2024-01-05"))
    first = a_value("U-0", 90, 100)
    reported(story, first)
    reported(story, a_value("U-1", 10, 900))
    corrected(story, first, 190, 200, "2024-06-01")
    story.tell(ServiceChecklistRegistered(after=services()), instant("2024-01-05"))
    deployed(story, services(("ES-2", "2024-03-01")), "ES-2", "2024-03-01", "2024-05-01")


def deployed(story: Story, after: ServiceChecklistSnapshot, service: str, on: str, recorded: str) -> None:
    change = DeploymentChange(service=service, deployed=True, deployed_on=instant(on).date())
    story.tell(ServiceDeploymentStated(after=after, change=change), instant(on), instant(recorded))


def _ended(value: IndicatorValueSnapshot) -> Any:
    return instant(f"{value.last_day.isoformat()}T23:59:59+07:00")
