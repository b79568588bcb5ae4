"""Holds an answer against a recount: every number of it, and that its numbers agree with each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from services.reporting.domain.answers import Counts, PeriodReport, Scoreboard
from services.reporting.domain.periods import Period
from shared.calendar import local_date
from tests.properties.reporting.recount import Count


def check_scoreboard(board: Scoreboard, counted: Mapping[str, Count]) -> None:
    check_counts(board.tasks, counted["tasks"])
    check_counts(board.models, counted["models"])
    assert (board.assignments is None) is not counted["assignments"].known
    if board.assignments is not None:
        check_counts(board.assignments, counted["assignments"])
        children = board.assignments.children
        assert (children is None) is not counted["children"].known
        if children is not None:
            check_counts(children, counted["children"])
    _check_lines(board, counted)


def check_counts(counts: Counts, expected: Count) -> None:
    """No data is never 0 (FR-X-12)."""
    assert counts.reported == expected.known
    numbers = {"total": expected.total, "done": expected.done, "cancelled": expected.cancelled}
    numbers["remaining"] = expected.total - expected.done
    found = {name: getattr(counts, name) for name in numbers}
    assert found == (numbers if expected.known else dict.fromkeys(numbers))
    outcome = counts.outcome.model_dump()
    assert Counter({name: count for name, count in outcome.items() if count}) == expected.outcomes
    statuses: dict[str, int | None] = getattr(counts, "by_status", expected.statuses)
    assert Counter({status: count for status, count in statuses.items() if count}) == expected.statuses
    assert counts.rate_done == _rate(expected)
    if expected.known:
        assert sum(outcome.values()) == counts.total == sum(filter(None, statuses.values()))
        _check_units(getattr(counts, "by_unit", None), expected)
        _check_kinds(getattr(counts, "by_kind", {}), expected)


def _rate(expected: Count) -> float | None:
    """Half-up with two decimals, in whole numbers: 33 of 43 is 7674 hundredths of a percent."""
    if not expected.total:
        return None
    return (20_000 * expected.done + expected.total) // (2 * expected.total) / 100


def _check_units(lines: Sequence[Any] | None, expected: Count) -> None:
    if lines is not None:
        assert Counter({line.unit: line.total for line in lines if line.total}) == expected.by_unit
        overdue = {line.unit: line.outcome.open_overdue for line in lines if line.outcome.open_overdue}
        assert Counter(overdue) == +expected.overdue_by_unit


def _check_kinds(kinds: Mapping[str, Any], expected: Count) -> None:
    if kinds:
        assert Counter({kind: line.total for kind, line in kinds.items() if line.total}) == expected.by_kind
        assert Counter({kind: line.done for kind, line in kinds.items() if line.done}) == +expected.done_by_kind


def _check_lines(board: Scoreboard, counted: Mapping[str, Count]) -> None:
    tasks = counted["tasks"]
    assert Counter({line.group: line.total for line in board.by_group if line.total}) == tasks.by_group
    assert Counter({line.unit: line.total for line in board.by_unit if line.total}) == tasks.by_unit
    assert sum(line.total or 0 for line in board.by_plan) == tasks.total
    for lines in (board.by_group, board.by_unit, board.by_plan):
        overdue = [line.outcome.open_overdue or 0 for line in lines if line.reported]
        assert overdue == sorted(overdue, reverse=True), "the most overdue comes first"
        assert sum(overdue) == tasks.outcomes["open_overdue"]


def check_period(report: PeriodReport, period: Period, expected: Count) -> None:
    """What was due in the period (FR-NA-05)."""
    due = Counter(outcome for day, outcome in expected.due if period.first_day <= local_date(day) <= period.last_day)
    if not expected.known:
        assert report.tasks.due_in_period is None
        return
    assert report.tasks.due_in_period == due.total()
    assert (report.tasks.done_on_time, report.tasks.done_late) == (due["done_on_time"], due["done_late"])
    assert report.tasks.not_completed == due["open_in_time"] + due["open_overdue"]
    assert report.tasks.overdue == due["open_overdue"]
    assert sum(line.due_in_period or 0 for line in report.tasks.by_unit) == due.total()
