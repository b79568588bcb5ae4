"""How this service's own errors are answered."""

from collections.abc import Callable, Mapping

from services.reporting.usecases.indicators import IndicatorUnknown
from services.reporting.usecases.progress_reports import ProgressReportUnknown
from services.reporting.usecases.scoreboards import AssignmentUnknown
from shared.chassis import Problem
from shared.chassis.problems import NOT_FOUND

TRANSLATIONS: Mapping[type[Exception], Callable[[Exception], Problem]] = {
    AssignmentUnknown: lambda _: Problem(NOT_FOUND),
    ProgressReportUnknown: lambda _: Problem(NOT_FOUND),
    IndicatorUnknown: lambda _: Problem(NOT_FOUND),
}
