"""The filters of the task list. All that are given hold together; one that does not exist is refused, not ignored."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.tasks.domain.search import fold
from services.tasks.domain.steps import AnyStatus
from services.tasks.domain.values import DayOrMoment, Identifier
from services.tasks.ports import Search


def _split(given: Any) -> Any:
    """`?status=a&status=b` and `?status=a,b` mean the same."""
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


Statuses = Annotated[tuple[AnyStatus, ...], BeforeValidator(_split)]


class TaskFilters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    unit: Identifier | None = Field(None, description="Đơn vị chủ trì / lead unit")
    group: Identifier | None = Field(None, description="Nhóm nhiệm vụ / group of tasks")
    parent: Identifier | None = Field(None, description="Việc con của đầu việc / child tasks of an assignment")
    kind: Literal["regular", "roadmap", "directive", "unspecified", "pilot_model"] | None = Field(
        None, description="pilot_model: mô hình điểm thay cho nhiệm vụ / pilot models instead of tasks"
    )
    status: Statuses = Field((), description="Lặp lại hoặc cách nhau bằng dấu phẩy / repeated, or separated by commas")
    due_before: DayOrMoment | None = Field(
        None, description="Hạn trước thời điểm, hoặc trước ngày đó ở Việt Nam / due before that instant or day"
    )
    overdue: bool | None = Field(None, description="Quá hạn và chưa xong / past the deadline and still open")
    q: str = Field(
        "", max_length=200, description="Tìm trong mã, tên, sản phẩm, không cần dấu / in id, titles and products"
    )
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")

    def search(self, now: datetime) -> Search:
        models = self.kind == "pilot_model"
        return Search(
            now=now,
            models=models,
            kind=None if models else self.kind,
            unit=self.unit,
            group=self.group,
            parent=self.parent,
            statuses=self.status,
            due_before=self.due_before,
            overdue=self.overdue,
            text=fold(self.q),
        )
