"""When mails may leave: never in quiet hours, never on a day off, and never not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.email.errors import InvalidWish
from services.notifications.domain.email.hours import digest_instant, opening
from services.notifications.domain.email.rules import STARTING, NewRules, Quiet, check, is_quiet
from services.notifications.domain.timetable import LocalDays
from shared.calendar import VIETNAM, local_date
from tests.unit.notifications.cast import a_timetable, at

IS_WORKING = a_timetable(LocalDays(off=frozenset({date(2024, 9, 6)}))).is_working
INSTANTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
HOURS = st.times().map(lambda each: f"{each:%H:%M}")
QUIET = st.none() | st.builds(Quiet, starts_at=HOURS, ends_at=HOURS).filter(lambda each: each.starts_at != each.ends_at)


def ruled(quiet: Quiet | None, working_days_only: bool) -> NewRules:
    return STARTING.model_copy(update={"quiet": quiet, "working_days_only": working_days_only})


RULES = st.builds(ruled, QUIET, st.booleans())


@given(RULES, INSTANTS)
def test_nothing_leaves_in_quiet_hours_or_on_a_day_off_and_nothing_is_lost(rules: NewRules, now: datetime) -> None:
    opens = opening(rules, now, IS_WORKING)
    assert rules.quiet is None or not is_quiet(rules.quiet, f"{opens.astimezone(VIETNAM):%H:%M}")
    assert not rules.working_days_only or IS_WORKING(local_date(opens))
    assert now <= opens <= now + timedelta(days=21)
    assert opening(rules, opens, IS_WORKING) == opens


@given(RULES, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=5)))
def test_what_waits_leaves_in_its_order(rules: NewRules, now: datetime, later: timedelta) -> None:
    assert opening(rules, now, IS_WORKING) <= opening(rules, now + later, IS_WORKING)


@given(RULES, INSTANTS)
def test_nothing_waits_longer_than_it_must(rules: NewRules, now: datetime) -> None:
    """What opens later opens at midnight or at the end of quiet hours."""
    opens = opening(rules, now, IS_WORKING).astimezone(VIETNAM)
    ends = {"00:00", rules.quiet.ends_at} if rules.quiet else {"00:00"}
    assert opens == now or (f"{opens:%H:%M}" in ends and not (opens.second or opens.microsecond))


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2024-09-04 20:59", "2024-09-04 20:59"),
        ("2024-09-04 21:00", "2024-09-05 07:00"),
        ("2024-09-05 06:59", "2024-09-05 07:00"),
        ("2024-09-05 22:00", "2024-09-09 07:00"),  # a day off of the province, and the weekend
        ("2024-09-01 12:00", "2024-09-04 07:00"),  # National Day
        ("2024-05-04 10:00", "2024-05-04 10:00"),  # a Saturday that was worked for 29 April
    ],
)
def test_nights_weekends_holidays_and_exchanged_days(asked: str, opens: str) -> None:
    assert opening(STARTING, at(asked), IS_WORKING) == at(opens)


def test_the_digest_leaves_at_its_hour_in_vietnam() -> None:
    assert digest_instant(STARTING, date(2024, 9, 4)) == at("2024-09-04 07:30")


def test_what_contradicts_itself_is_refused_as_a_whole() -> None:
    wish = STARTING.model_copy(update={"digest_at": "23:00", "urgent": ("reminder", "overdue")})
    with pytest.raises(InvalidWish) as refused:
        check(wish)
    assert [(each.field, each.code) for each in refused.value.faults] == [
        ("digest_at", "in_quiet_hours"),
        ("urgent.0", "urgent_not_mandatory"),
    ]
