"""What the routes of directives answer: snapshots with their entry clock and with what is worth a second look."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from services.tasks.api.views import answer
from services.tasks.domain.directives.acknowledgement import REQUESTED
from services.tasks.domain.directives.remarks import remarks
from services.tasks.domain.search import fold
from services.tasks.domain.values import Day, Word
from services.tasks.ports import Committed, DirectiveSearch
from shared.calendar import start_of_day
from shared.events import AcknowledgementSnapshot, DirectiveSnapshot, LinkSnapshot

_SEQUENCE = Field(description="Number of the event; it is visible to readers that have applied this number")
_OR_NOTHING = Field(description="Number of the command's last event; 0 where everything was known already")
_NEXT = Field(description="Cursor of the next page; null at the end")


class Warned(BaseModel):
    """Something worth a second look; nothing was refused for it. `code` is stable."""

    code: str
    field: str
    message_vi: str
    message_en: str
    unit: str | None = Field(description="The unit that a wrong term was mapped to (FR-BP-24)")


class DirectiveView(DirectiveSnapshot):
    entry_hours: float = Field(description="Hours from the first instant of the day of issue to the entry (FR-BP-21)")
    warnings: list[Warned]


class EnteredDirective(DirectiveView):
    sequence: int = _OR_NOTHING


class Above(BaseModel):
    """A directive that this one carries out, directly or not."""

    id: str
    doc_type: str
    full_number: str | None
    issued_date: date
    subject_vi: str
    subject_en: str | None


class WholeDirective(DirectiveView):
    """One directive with what belongs to it."""

    assignments: int = Field(description="Tasks that it assigned, without the shares of single units")
    chain: list[Above] = Field(description="The directives above it, the nearest first (FR-TW-13)")
    links: list[LinkSnapshot] = Field(description="Work and directives that it refers to, here or at the central level")


class DirectivePage(BaseModel):
    items: list[DirectiveView]
    next: str | None = _NEXT


class GivenAcknowledgement(AcknowledgementSnapshot):
    sequence: int = _SEQUENCE


class AcknowledgementPage(BaseModel):
    items: list[AcknowledgementSnapshot]
    missing: list[str] = Field(description="Units of this page that have not acknowledged it")
    next: str | None = _NEXT


class RegisteredLink(LinkSnapshot):
    sequence: int = _SEQUENCE


class LinkPage(BaseModel):
    items: list[LinkSnapshot]
    next: str | None = _NEXT


class LinkList(BaseModel):
    items: list[LinkSnapshot]


class DirectiveFilters(BaseModel):
    """The filters of the list. All that are given hold together."""

    model_config = ConfigDict(extra="forbid")

    doc_type: Word | None = Field(None, description="Loại văn bản, dạng cong_van / sort of document")
    issued_from: Day | None = Field(None, description="Ban hành từ ngày / issued on that day or later")
    issued_to: Day | None = Field(None, description="Ban hành đến hết ngày / issued on that day or earlier")
    q: Annotated[str, Field(max_length=200)] = Field(
        "", description="Tìm trong số, ký hiệu, trích yếu, căn cứ, không cần dấu / in number, subject and legal basis"
    )
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")

    def search(self) -> DirectiveSearch:
        return DirectiveSearch(self.doc_type, self.issued_from, self.issued_to, fold(self.q))


class AcknowledgementFilters(BaseModel):
    """Which acknowledgements of a directive."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["requested", "acknowledged"] | None = Field(
        None, description="requested: chưa xác nhận / not acknowledged yet"
    )
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


def directive_json(directive: DirectiveSnapshot) -> dict[str, Any]:
    """DirectiveView describes it."""
    entered = directive.recorded_at - start_of_day(directive.issued_date)
    derived = {"entry_hours": round(entered.total_seconds() / 3600, 2)}
    return directive.model_dump(mode="json") | derived | {"warnings": [one._asdict() for one in remarks(directive)]}


def entered(committed: Committed[DirectiveSnapshot]) -> Response:
    """201 for its first entry, 200 where it had been known."""
    state, first = committed.state, committed.state.version == 1 and committed.sequence > 0
    content = directive_json(state) | {"sequence": committed.sequence}
    return answer(content, 201 if first else 200, state.version)


def whole_json(
    directive: DirectiveSnapshot, assignments: int, chain: Sequence[DirectiveSnapshot], links: Sequence[LinkSnapshot]
) -> dict[str, Any]:
    """WholeDirective describes it."""
    return directive_json(directive) | {
        "assignments": assignments,
        "chain": [one.model_dump(mode="json", include=set(Above.model_fields)) for one in chain],
        "links": [link.model_dump(mode="json") for link in links],
    }


def acknowledgements_json(items: Sequence[AcknowledgementSnapshot], after: str | None) -> dict[str, Any]:
    """AcknowledgementPage describes it."""
    missing = [item.unit for item in items if item.status == REQUESTED]
    return {"items": [item.model_dump(mode="json") for item in items], "missing": missing, "next": after}
