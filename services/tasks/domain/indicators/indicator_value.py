"""Values of indicators: reported as numerator and denominator, corrected without losing what was first said, confirmed.

A value takes effect at the end of its period, or when it is entered if the period still runs; a correction does so too, so
that figures as of then are those known today, and what was known then can still be asked (G9).
"""

from datetime import datetime
from typing import Any

from pydantic import Field

from services.tasks.domain.differences import old_values
from services.tasks.domain.duty_errors import EditionChanged, PeriodNotBegun, PeriodUnknown
from services.tasks.domain.errors import IllegalTransition
from services.tasks.domain.indicators.indicator_errors import (
    FiguresUnfit,
    NothingToDivideBy,
    TooManyEditions,
    UnitDoesNotReport,
    ValueIdTooLong,
)
from services.tasks.domain.reports import reporting_periods as periods
from services.tasks.domain.values import Identifier, Line, Quantity, Score, Wish, Word
from services.tasks.domain.works.work_errors import NothingChanges
from shared.calendar import end_of_day, start_of_day
from shared.events import Change, Occurred, Source
from shared.events.indicators import (
    ConfirmedBy,
    Edition,
    Figures,
    IndicatorSnapshot,
    IndicatorValueChanged,
    IndicatorValueReported,
    IndicatorValueSnapshot,
    Measure,
    ReportedEvery,
    ValueChange,
)
from shared.tenancy import is_identifier

MOST_EDITIONS = 100
_WHOLE = "_"
"""Stands in an id for the tenant as a whole; no unit is called so."""
_EVERY: tuple[ReportedEvery, ...] = ("monthly", "quarterly", "yearly")


class NewQuality(Wish):
    """đúng, đủ, sạch, sống; where the question is yes or no, 100 or 0 (FR-TW-07)."""

    correct: Score
    complete: Score
    clean: Score
    live: Score


class ReportedFigures(Wish):
    """`quality` alone where the indicator is about quality; with a count or a ratio it says how good those data are."""

    numerator: Quantity | None = None
    denominator: Quantity | None = None
    quality: NewQuality | None = None


class NewValue(ReportedFigures):
    """`unit` is left out where the indicator names no units: the value is then the whole tenant's."""

    period: Word = Field(description="2024-03, 2024-Q1 or 2024; as often as the indicator is reported")
    unit: Identifier | None = None
    item: Identifier | None = Field(None, description="Public service or database that it is about")
    source: Source = Source.ENTERED


class CorrectionWish(ReportedFigures):
    """The figures as they should have been reported, whole."""

    reason: Line


class ValueConfirmation(Wish):
    """Confirms what was read, and nothing else."""

    edition: int = Field(strict=True, ge=1, le=MOST_EDITIONS, description="The edition that was read")


def value_id(indicator: str, period: str, unit: str | None, item: str | None) -> str:
    """The same for the same cell of the table of what is reported, so that it is reported once."""
    parts = [indicator, period]
    if unit or item:
        parts.append(unit or _WHOLE)
    if item:
        parts.append(item)
    return ".".join(parts)


def report(new: NewValue, indicator: IndicatorSnapshot, now: datetime) -> Change[IndicatorValueSnapshot]:
    """Raises PeriodUnknown, PeriodNotBegun, UnitDoesNotReport, FiguresUnfit, NothingToDivideBy, ValueIdTooLong."""
    days = _days(new.period, indicator.frequency, now)
    if (new.unit not in indicator.units) if indicator.units else (new.unit is not None):
        raise UnitDoesNotReport(new.unit)
    value = IndicatorValueSnapshot(
        id=_id(indicator.id, new),
        tenant=indicator.tenant,
        version=1,
        source=new.source,
        indicator=indicator.id,
        period=new.period,
        last_day=days.last,
        unit=new.unit,
        item=new.item,
        figures=_figures(new, indicator.measure),
        edition=1,
        recorded_at=now,
        status="reported",
    )
    return Change(value, (Occurred(IndicatorValueReported(after=value), _effective(value, now)),))


def correct(
    value: IndicatorValueSnapshot, wish: CorrectionWish, measure: Measure, now: datetime
) -> Change[IndicatorValueSnapshot]:
    """What was said before stays, with its time. Raises FiguresUnfit, NothingToDivideBy, NothingChanges, TooManyEditions."""
    figures = _figures(wish, measure)
    if figures == value.figures:
        raise NothingChanges
    if value.edition >= MOST_EDITIONS:
        raise TooManyEditions(MOST_EDITIONS)
    said = value.figures.model_dump(exclude={"rate"})
    before = Edition(**said, recorded_at=value.recorded_at, reason=wish.reason)
    update = {"figures": figures, "edition": value.edition + 1, "recorded_at": now, "status": "reported"}
    update |= {"confirmed_at": None, "confirmed_by": None, "earlier": (*value.earlier, before)}
    change = ValueChange(what="corrected", edition=value.edition + 1, reason=wish.reason)
    return _changed(value, update, change, _effective(value, now))


def confirm(
    value: IndicatorValueSnapshot, by: ConfirmedBy, wish: ValueConfirmation, now: datetime
) -> Change[IndicatorValueSnapshot]:
    """Raises IllegalTransition, EditionChanged."""
    if value.status == "confirmed":
        raise IllegalTransition("confirmed", "confirmed", ())
    if wish.edition != value.edition:
        raise EditionChanged(value.edition)
    update = {"status": "confirmed", "confirmed_at": now, "confirmed_by": by}
    return _changed(value, update, ValueChange(what="confirmed", edition=value.edition), now)


def _changed(
    value: IndicatorValueSnapshot, update: dict[str, Any], change: ValueChange, at: datetime
) -> Change[IndicatorValueSnapshot]:
    after = value.model_copy(update=update | {"version": value.version + 1})
    payload = IndicatorValueChanged(before=old_values(value, after), after=after, change=change)
    return Change(after, (Occurred(payload, at),))


def _effective(value: IndicatorValueSnapshot, now: datetime) -> datetime:
    return min(end_of_day(value.last_day), now)


def _days(name: str, frequency: ReportedEvery | None, now: datetime) -> periods.Days:
    """An indicator whose frequency is not stated is reported for months, quarters and years alike."""
    fitting = [every for every in ((frequency,) if frequency else _EVERY) if periods.is_period(every, name)]
    days = periods.days_of(fitting[0], 1, name) if fitting else None
    if days is None:
        raise PeriodUnknown("period", name, periods.example_of(frequency or "monthly"))
    begins = start_of_day(days.first)
    if begins > now:
        raise PeriodNotBegun("period", begins)
    return days


def _id(indicator: str, new: NewValue) -> str:
    key = value_id(indicator, new.period, new.unit, new.item)
    if not is_identifier(key):
        raise ValueIdTooLong(key)
    return key


def _figures(wish: ReportedFigures, measure: Measure) -> Figures:
    wanted = {"count": ("numerator",), "ratio": ("numerator", "denominator"), "quality": ("quality",)}[measure]
    for field in ("numerator", "denominator", "quality"):
        given = getattr(wish, field) is not None
        optional = field == "quality" and measure != "quality"
        if given != (field in wanted) and not optional:
            raise FiguresUnfit(field, measure)
    if wish.denominator == 0 and wish.numerator:
        raise NothingToDivideBy
    return Figures(**wish.model_dump(include={"numerator", "denominator", "quality"}))
