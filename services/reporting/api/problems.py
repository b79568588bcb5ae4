"""How this service's own errors are answered."""

from collections.abc import Callable, Mapping

from services.reporting.domain.periods import InvalidPeriod
from services.reporting.usecases.scoreboards import AssignmentUnknown
from shared.chassis import Problem, invalid
from shared.chassis.problems import NOT_FOUND


def _invalid_period(_: Exception) -> Problem:
    return invalid(
        "path.period",
        "invalid_period",
        "phải là tháng (2024-10), quý (2024-Q1) hoặc năm (2024)",
        "must be a month (2024-10), a quarter (2024-Q1) or a year (2024)",
    )


TRANSLATIONS: Mapping[type[Exception], Callable[[Exception], Problem]] = {
    AssignmentUnknown: lambda _: Problem(NOT_FOUND),
    InvalidPeriod: _invalid_period,
}
