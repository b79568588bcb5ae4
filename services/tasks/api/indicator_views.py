"""What the routes of indicators and of the checklist of services answer."""

from pydantic import BaseModel, Field

from shared.events.indicators import IndicatorSnapshot, IndicatorValueSnapshot
from shared.events.service_checklists import ServiceChecklistSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_NEXT = Field(description="Cursor of the next page; null at the end")


class ChangedIndicator(IndicatorSnapshot):
    sequence: int = _SEQUENCE


class IndicatorPage(BaseModel):
    items: list[IndicatorSnapshot]
    next: str | None = _NEXT


class ChangedValue(IndicatorValueSnapshot):
    sequence: int = _SEQUENCE


class ValuePage(BaseModel):
    items: list[IndicatorValueSnapshot]
    next: str | None = _NEXT


class ChangedChecklist(ServiceChecklistSnapshot):
    sequence: int = _SEQUENCE


class ChecklistPage(BaseModel):
    items: list[ServiceChecklistSnapshot]
    next: str | None = _NEXT
