"""Indicators in figures: sums over sums, who reported, as of when and as known when (FR-NA-12, FR-NA-22, FR-NA-23, G2, G9)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.indicator_answers import IndicatorLine, IndicatorSeries, RollUp
from services.reporting.domain.roll_ups import Reported, roll_up
from services.reporting.domain.targets import Attained, standing
from services.reporting.usecases.asking import Question
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.indicators import Indicators, IndicatorUnknown
from services.reporting.usecases.service_coverage import Coverages
from shared.events import Event
from tests.unit.reporting.cast import NGHE_AN, Story, instant
from tests.unit.reporting.measured import (
    TARGET,
    IndicatorRegistered,
    a_value,
    an_indicator,
    corrected,
    deployed,
    measured,
    reported,
    services,
)
from tests.unit.reporting.memory import InMemoryReadModel, Stopped

NOW = instant("2024-07-01")


def question(as_of: str | None = None, known_at: str | None = None) -> Question:
    return Question(NOW, instant(as_of) if as_of else None, instant(known_at) if known_at else None)


async def folded(events: list[Event], size: int = 100) -> InMemoryReadModel:
    model = InMemoryReadModel()
    for start in range(0, len(events), size):
        await Fold(model).apply(NGHE_AN, events[start : start + size])
    return model


async def series(model: InMemoryReadModel, asked: Question | None = None, periods: int = 12) -> IndicatorSeries:
    return await Indicators(model).series(NGHE_AN, "K", asked or question(), periods)


@pytest.mark.parametrize(
    ("asked", "rate", "corrections"),
    [
        (question(), 18.18, 1),
        (question("2024-03-31T23:59:59+07:00"), 18.18, 1),
        (question("2024-03-31T23:59:59+07:00", "2024-05-01"), 10.0, 0),
        (question(known_at="2024-05-01"), 10.0, 0),
    ],
)
async def test_a_correction_counts_since_its_period_ended_and_since_it_was_known(
    asked: Question, rate: float, corrections: int
) -> None:
    story = Story()
    measured(story)
    total = (await series(await folded(story.events), asked)).periods[0].total
    assert (total.rate, total.corrected, total.reported_by, total.of) == (rate, corrections, 2, 2)


async def test_before_the_period_ended_there_is_no_data_and_no_zero() -> None:
    story = Story()
    measured(story)
    answer = await series(await folded(story.events), question("2024-03-31T12:00:00+07:00"))
    assert (answer.periods, answer.indicator.latest) == ([], None)
    assert answer.indicator.target is not None
    assert (answer.indicator.target.attained, answer.indicator.target.met) == (None, None)
    with pytest.raises(IndicatorUnknown):
        await series(await folded(story.events), question(known_at="2024-01-04"))


async def test_the_newest_periods_come_first_and_no_more_than_asked() -> None:
    story = Story()
    measured(story)
    reported(story, a_value("U-1", 7, 10, period="2024-04"), "2024-05-03")
    model = await folded(story.events)
    assert [one.period for one in (await series(model)).periods] == ["2024-04", "2024-03"]
    april = (await series(model, periods=1)).periods
    assert [(one.period, one.total.reported_by, one.total.of) for one in april] == [("2024-04", 1, 2)]
    silent = april[0].by_unit[0]
    assert (silent.unit, silent.reported, silent.numerator, silent.rate, silent.confirmed) == (
        "U-0",
        False,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("writes", range(12))
async def test_any_stop_and_any_repetition_lead_to_the_same_figures(writes: int) -> None:
    """G2: the process dies before any write, and everything comes again."""
    story = Story()
    measured(story)
    right = await series(await folded(story.events))
    model = InMemoryReadModel(writes_left=writes)
    try:
        await folded_into(model, story.events)
    except Stopped:
        model.writes_left = None
        await folded_into(model, story.events)
    await folded_into(model, story.events[2:])
    assert await series(model) == right


async def folded_into(model: InMemoryReadModel, events: list[Event]) -> None:
    for event in events:
        await Fold(model).apply(NGHE_AN, [event])


Values = st.dictionaries(
    st.text("abc", min_size=1, max_size=3), st.tuples(st.integers(0, 10**6), st.integers(1, 10**6))
)


@given(Values, Values)
def test_a_roll_up_is_a_sum_over_sums(one: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]) -> None:
    """FR-NA-23: however units are divided, the rate is that of everything together, and never an average of rates."""
    whole = one | other
    total = _rolled_up(whole, list(whole))
    assert (total.reported_by, total.of) == (len(whole), max(1, len(whole)))
    if not whole:
        assert (total.numerator, total.denominator, total.rate) == (None, None, None)
        return
    numerators, denominators = zip(*whole.values(), strict=True)
    assert (total.numerator, total.denominator) == (sum(numerators), sum(denominators))
    exact = Decimal(100 * sum(numerators)) / sum(denominators)
    assert total.rate == float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    silent = _rolled_up(whole, [*whole, "silent"])
    assert (silent.rate, silent.reported_by, silent.of) == (total.rate, total.reported_by, total.of + 1)


def _rolled_up(units: dict[str, tuple[int, int]], expected: list[str]) -> RollUp:
    return roll_up(
        Reported("2024-03", "2024-03-31", {unit: [_figures(*pair)] for unit, pair in units.items()}), expected
    )


def _figures(numerator: int, denominator: int, item: str | None = None) -> dict[str, Any]:
    figures = {"numerator": numerator, "denominator": denominator, "quality": None}
    return {"figures": figures, "item": item, "status": "reported", "edition": 1}


def test_nothing_is_counted_twice() -> None:
    """What units report stands for the tenant's own figure, and what a unit reports of everything for its items."""
    units = {"": [_figures(1, 1)], "U-0": [_figures(5, 10, "ES-1"), _figures(6, 20)], "U-1": [_figures(1, 10, "ES-1")]}
    total = roll_up(Reported("2024-03", "2024-03-31", units), ["U-0", "U-1"])
    assert (total.numerator, total.denominator, total.reported_by) == (7, 30, 2)


@pytest.mark.parametrize(
    ("number", "target", "attained", "met", "gap"),
    [
        (Fraction(80), {}, 80.0, True, 0.0),
        (Fraction(79996, 1000), {}, 80.0, False, 0.0),
        (Fraction(60), {"kind": "relative_to_plan", "planned": 75.0}, 80.0, True, 0.0),
        (Fraction(60), {"kind": "relative_to_plan"}, None, None, None),
        (Fraction(60), {"kind": "relative_to_plan", "planned": 0.0}, None, None, None),
        (Fraction(6), {"op": "=", "value": 38.0}, 6.0, False, 32.0),
        (Fraction(10), {"op": "<=", "value": 0.0}, 10.0, False, -10.0),
    ],
)
def test_a_target_is_compared_exactly_and_shown_rounded(
    number: Fraction, target: dict[str, Any], attained: float | None, met: bool | None, gap: float | None
) -> None:
    """FR-NT-15, AMB-07."""
    found = standing(TARGET.model_dump(mode="json") | target, Attained(number, "value", "2024-03-31"), "2024-07-01")
    assert (found.attained, found.met, found.gap) == (attained, met, gap)


async def test_the_baseline_counts_from_its_day_until_something_newer_is_reported() -> None:
    story = Story()
    known = an_indicator(measure="count", units=(), baseline={"as_of": "2024-03-15", "value": 6}, target=TARGET)
    story.tell(IndicatorRegistered(after=known), instant("2024-01-05"))
    reported(story, a_value(None, 9))
    model = await folded(story.events)

    async def basis(as_of: str) -> tuple[object, object]:
        line: IndicatorLine = (await Indicators(model).listed(NGHE_AN, question(as_of))).indicators[0]
        assert line.target is not None
        return line.target.basis, line.target.attained

    assert [await basis(day) for day in ("2024-03-10", "2024-03-20", "2024-04-03")] == [
        (None, None),
        ("baseline", 6.0),
        ("value", 9.0),
    ]


async def test_services_are_counted_from_the_day_on_which_they_were_deployed() -> None:
    """FR-NA-12: entered in any order; a statement that was parked comes with the next one."""
    story = Story()
    measured(story)
    deployed(story, services(("ES-2", "2024-03-01"), ("ES-1", "2024-02-01")), "ES-1", "2024-02-01", "2024-05-02")
    parked = [event for event in story.events if event.sequence != 6]

    async def counts(model: InMemoryReadModel, as_of: str, known_at: str | None = None) -> tuple[int | None, int]:
        (found,) = (await Coverages(model).of_tenant(NGHE_AN, question(as_of, known_at))).checklists
        return found.deployed, found.stated

    for model in (await folded(story.events), await folded(parked)):
        assert [await counts(model, day) for day in ("2024-01-15", "2024-02-15", "2024-03-15")] == [
            (None, 0),
            (1, 1),
            (2, 2),
        ]
        assert await counts(model, "2024-06-01", "2024-04-01") == (None, 0)


async def test_a_correction_after_a_late_clock_is_not_lost() -> None:
    """Where clocks of two machines disagree, the order of events stands."""
    story = Story()
    story.tell(IndicatorRegistered(after=an_indicator()), instant("2024-01-05"))
    first = a_value("U-0", 1, 4)
    reported(story, first, "2024-04-03")
    corrected(story, first, 3, 4, "2024-04-02")
    answer = await series(await folded(story.events), question(known_at="2024-04-04"))
    assert answer.periods[0].total.rate == 75.0
