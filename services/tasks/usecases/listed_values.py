"""Values of indicators from the rows of a workbook: what the path of a request says stands in a cell, and is refused there."""

from collections.abc import Awaitable
from typing import TypeVar

from services.tasks.domain.errors import NotAllowed, UnknownReference
from services.tasks.domain.imports.indicator_value_layout import ListedValue
from services.tasks.domain.indicators import indicator_value
from services.tasks.domain.indicators.indicator_errors import NotTheirFigures
from services.tasks.ports import Committed, Records
from services.tasks.ports.frame import Frame
from services.tasks.usecases import measuring_indicators as measuring
from services.tasks.usecases.existing import existing
from shared.events.indicators import IndicatorValueSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal

T = TypeVar("T")


async def permit(frame: Frame, caller: Principal, command: Command, new: ListedValue) -> None:
    """Whether the caller reports it for that unit; asked before anybody is told what is reported already.

    Raises NotTheirFigures, UnknownReference.
    """
    await _in_its_cell(new, measuring.reported_by(frame, caller, command.tenant, new.indicator, new.unit))


async def preview(frame: Frame, command: Command, new: ListedValue) -> None:
    """Of somebody who is permitted. Raises FieldRefused."""
    indicator = await existing(frame.indicators, command.tenant, new.indicator)
    indicator_value.report(new, indicator, command.recorded_at)


async def register(
    records: Records, caller: Principal, command: Command, new: ListedValue
) -> Committed[IndicatorValueSnapshot]:
    """Raises FieldRefused, AlreadyRegistered, KeyReused."""
    return await _in_its_cell(new, measuring.report_value(records, caller, command, new.indicator, new))


async def _in_its_cell(new: ListedValue, deed: Awaitable[T]) -> T:
    try:
        return await deed
    except NotAllowed as refused:
        raise NotTheirFigures(new.unit) from refused
    except NotFound as missing:
        raise UnknownReference("indicator", new.indicator) from missing
