"""Indicators and their values by their rules (FR-NA-22, FR-NA-23, FR-NT-14 to FR-NT-16, FR-TW-07)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tasks.domain.duty_errors import EditionChanged, PeriodNotBegun, PeriodUnknown
from services.tasks.domain.errors import IllegalTransition, UnknownReference
from services.tasks.domain.indicators import indicator, indicator_value
from services.tasks.domain.indicators.indicator import IndicatorDetails, NewIndicator, Surroundings
from services.tasks.domain.indicators.indicator_errors import (
    BreakdownDiffers,
    FiguresUnfit,
    NothingToDivideBy,
    TargetNotMeasured,
    TooManyEditions,
    UnitDoesNotReport,
    ValueIdTooLong,
)
from services.tasks.domain.indicators.indicator_value import MOST_EDITIONS, CorrectionWish, NewValue, ValueConfirmation
from services.tasks.domain.works.work_errors import NothingChanges
from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot
from tests.unit.tasks.cast import NGHE_AN, NOW

AROUND = Surroundings({"NA-STP", "NA-CA"}, {"NA-M-27"})
LATER = datetime(2024, 6, 1, tzinfo=UTC)


def an_indicator(**fields: Any) -> IndicatorSnapshot:
    defaults = {"id": "K", "name_vi": "Tỷ lệ", "unit_of_measure": "%", "measure": "ratio", "units": ["NA-STP"]}
    return indicator.register(NewIndicator(**defaults | fields), NGHE_AN, AROUND, NOW).state


def a_value(of: IndicatorSnapshot | None = None, **fields: Any) -> IndicatorValueSnapshot:
    defaults = {"period": "2024-03", "unit": "NA-STP", "numerator": 90, "denominator": 100}
    return indicator_value.report(NewValue(**defaults | fields), of or an_indicator(), NOW).state


@pytest.mark.parametrize(
    ("target", "formula"),
    [
        ({"op": ">=", "value": 80, "due": "2024-12-31"}, "kết quả ≥ 80 %, đến hết 31/12/2024"),
        ({"op": "<=", "value": 0.5}, "kết quả ≤ 0,5 %, chưa nêu thời hạn"),
        ({"kind": "relative_to_plan", "op": ">=", "value": 80}, "thực hiện / kế hoạch ≥ 80 %, chưa nêu thời hạn"),
    ],
)
def test_a_target_prints_its_formula(target: dict[str, Any], formula: str) -> None:
    """FR-NT-15, AMB-07."""
    stated = an_indicator(target=target).target
    assert stated is not None
    assert stated.formula_vi == formula


def test_a_target_that_is_not_stated_stays_missing() -> None:
    """FR-NA-22."""
    known = an_indicator()
    assert (known.target, known.baseline, known.direction, known.frequency) == (None, None, None, None)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"owner_unit": "NA-NOBODY"}, UnknownReference),
        ({"units": ["NA-STP", "NA-NOBODY"]}, UnknownReference),
        ({"linked_work": "NA-M-99"}, UnknownReference),
        (
            {"baseline": {"as_of": "2024-10-15", "value": 33, "breakdown": {"regular": 16, "roadmap": 16}}},
            BreakdownDiffers,
        ),
        ({"measure": "quality", "target": {"op": ">=", "value": 80}}, TargetNotMeasured),
    ],
)
def test_a_definition_that_does_not_fit_is_refused(fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        an_indicator(**fields)


def test_only_what_is_given_is_amended() -> None:
    known = an_indicator(target={"op": ">=", "value": 80}, frequency="monthly")
    change = indicator.amend(known, IndicatorDetails(target=None, reason="bỏ"), AROUND, LATER)
    assert (change.state.target, change.state.frequency, change.state.version) == (None, "monthly", 2)
    payload: Any = change.events[0].payload
    assert (payload.change.fields, payload.before.keys()) == (("target",), {"target", "version"})
    with pytest.raises(NothingChanges):
        indicator.amend(known, IndicatorDetails(frequency="monthly"), AROUND, LATER)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"unit": "NA-CA"}, UnitDoesNotReport),
        ({"unit": None}, UnitDoesNotReport),
        ({"denominator": None}, FiguresUnfit),
        ({"numerator": None}, FiguresUnfit),
        ({"denominator": 0}, NothingToDivideBy),
        ({"period": "2024-13"}, PeriodUnknown),
        ({"period": "2024-05"}, PeriodNotBegun),
        ({"item": "X" * 70}, ValueIdTooLong),
    ],
)
def test_a_value_that_does_not_fit_is_refused(fields: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        a_value(**fields)


def test_the_sort_of_an_indicator_says_which_figures_it_has() -> None:
    """FR-TW-07: four criteria alone, or beside the figures that they are about."""
    scores = {"correct": 100, "complete": 90, "clean": 0, "live": 100}
    quality = an_indicator(measure="quality", units=[])
    whole = a_value(quality, unit=None, item="CSDL-DATDAI", numerator=None, denominator=None, quality=scores)
    assert (whole.id, whole.unit, whole.figures.rate) == ("K.2024-03._.CSDL-DATDAI", None, None)
    assert a_value(quality=scores).figures.quality is not None
    with pytest.raises(FiguresUnfit):
        a_value(quality, unit=None)
    with pytest.raises(FiguresUnfit):
        a_value(an_indicator(measure="count"))


def test_an_indicator_is_reported_as_often_as_it_says() -> None:
    """Where that is not stated, months, quarters and years are told apart."""
    assert {a_value(period=period).last_day.isoformat() for period in ("2024-03", "2024-Q1", "2024")} == {
        "2024-03-31",
        "2024-12-31",
    }
    with pytest.raises(PeriodUnknown):
        a_value(an_indicator(frequency="quarterly"))


def test_a_correction_keeps_what_was_said_and_takes_effect_when_the_period_ended() -> None:
    """G9: as of then it counts, and what was known then can still be asked."""
    known = an_indicator()
    first = indicator_value.report(NewValue(period="2024-03", unit="NA-STP", numerator=90, denominator=100), known, NOW)
    confirmed = indicator_value.confirm(first.state, "head", ValueConfirmation(edition=1), NOW).state
    wish = CorrectionWish(numerator=190, denominator=200, reason="Bổ sung")
    change = indicator_value.correct(confirmed, wish, "ratio", LATER)
    assert change.events[0].time == first.events[0].time < LATER
    after = change.state
    assert (after.status, after.confirmed_by, after.edition, after.figures.rate) == ("reported", None, 2, 95.0)
    assert [(one.numerator, one.recorded_at, one.reason) for one in after.earlier] == [(90, NOW, "Bổ sung")]
    with pytest.raises(NothingChanges):
        indicator_value.correct(after, wish, "ratio", LATER)


def test_who_confirms_confirms_what_was_read_once() -> None:
    value = a_value()
    with pytest.raises(EditionChanged):
        indicator_value.confirm(value, "head", ValueConfirmation(edition=2), NOW)
    confirmed = indicator_value.confirm(value, "deputy", ValueConfirmation(edition=1), NOW).state
    assert (confirmed.status, confirmed.confirmed_by, confirmed.confirmed_at) == ("confirmed", "deputy", NOW)
    with pytest.raises(IllegalTransition):
        indicator_value.confirm(confirmed, "head", ValueConfirmation(edition=1), NOW)


def test_corrections_end_somewhere() -> None:
    value = a_value().model_copy(update={"edition": MOST_EDITIONS})
    with pytest.raises(TooManyEditions):
        indicator_value.correct(value, CorrectionWish(numerator=1, denominator=2, reason="nữa"), "ratio", LATER)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=1, max_size=20))
def test_every_edition_is_kept_in_its_order(figures: list[tuple[int, int]]) -> None:
    value, said = a_value(), [(90, 100)]
    for numerator, denominator in figures:
        if (numerator, denominator) != said[-1]:
            wish = CorrectionWish(numerator=numerator, denominator=denominator, reason="sửa")
            value = indicator_value.correct(value, wish, "ratio", LATER).state
            said.append((numerator, denominator))
    assert [(one.numerator, one.denominator) for one in (*value.earlier, value.figures)] == said
    assert (value.edition, value.version) == (len(said), len(said))
