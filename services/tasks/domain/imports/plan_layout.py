"""The sheet of plans; the groups of a plan stand below it in the same sheet."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from services.tasks.domain.imports.cells import Choice, Day, Flag, Number
from services.tasks.domain.imports.layout import Column, Layout
from services.tasks.domain.telling import Words
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.plan import NewPlan
from shared.events import GroupSnapshot, PlanSnapshot

_RECORDS = {"plan": Words("kế hoạch", "plan"), "group": Words("nhóm", "group")}
_TITLES = {"plan": {"name": "title_vi", "name_en": "title_en"}, "group": {"name": "name_vi"}}
RECORD = Choice(_RECORDS)


class _Record(BaseModel):
    record: Literal["plan", "group"]


def new_plan_or_group(values: Mapping[str, Any]) -> NewPlan | NewGroup:
    """Raises ValidationError, also for what only the other of the two has."""
    record = _Record.model_validate(values).record
    named = {_TITLES[record].get(name, name): value for name, value in values.items() if name != "record"}
    return NewPlan.model_validate(named) if record == "plan" else NewGroup.model_validate(named)


def _record_of(known: PlanSnapshot | GroupSnapshot) -> str:
    return "plan" if isinstance(known, PlanSnapshot) else "group"


PLANS = Layout(
    Words("Kế hoạch", "Plans"),
    (
        Column("record", Words("Dòng là", "Record"), RECORD, example="plan", required=True, tell=_record_of),
        Column("id", Words("Mã", "Code"), example="NA-KH-2024", required=True),
        Column(
            "name", Words("Tên", "Title"), example="Kế hoạch Đề án 06", required=True, names=("title_vi", "name_vi")
        ),
        Column("name_en", Words("Tên (tiếng Anh)", "Title in English"), names=("title_en",)),
        Column("plan", Words("Thuộc kế hoạch", "Of plan")),
        Column("year", Words("Năm", "Year"), Number(), example=2024),
        Column("doc_number", Words("Số, ký hiệu", "Document number"), example="12/KH-UBND"),
        Column("effective_from", Words("Hiệu lực từ ngày", "Effective from"), Day(), example="2024-01-01"),
        Column("groups_total", Words("Số nhóm theo kế hoạch", "Groups planned"), Number()),
        Column("tasks_total", Words("Số nhiệm vụ theo kế hoạch", "Tasks planned"), Number()),
        Column("models_total", Words("Số mô hình theo kế hoạch", "Models planned"), Number()),
        Column("order", Words("Thứ tự của nhóm", "Group order"), Number()),
        Column("slow", Words("Nhóm bị đánh giá chậm", "Group assessed as slow"), Flag()),
        Column("slow_basis", Words("Căn cứ đánh giá chậm", "Basis of the assessment")),
        Column("note", Words("Ghi chú của nhóm", "Group note")),
        Column("source_ref", Words("Nguồn", "Source reference")),
    ),
)
