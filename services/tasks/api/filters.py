"""The filters of the task list. All that are given hold together; one that does not exist is refused, not ignored."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.tasks.domain.outcome import Outcome
from services.tasks.domain.search import fold
from services.tasks.domain.values import DayOrMoment, Identifier
from services.tasks.domain.works.clarity import masks
from services.tasks.domain.works.steps import AnyStatus
from services.tasks.ports import Search, TaskSort, WorkOrder
from shared.events.clarity import Criterion


def split(given: Any) -> Any:
    """`?status=a&status=b` and `?status=a,b` mean the same."""
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


Statuses = Annotated[tuple[AnyStatus, ...], BeforeValidator(split)]


class TaskConditions(BaseModel):
    """Which tasks."""

    model_config = ConfigDict(extra="forbid")

    unit: Identifier | None = Field(None, description="Đơn vị chủ trì / lead unit")
    group: Identifier | None = Field(None, description="Nhóm nhiệm vụ / group of tasks")
    parent: Identifier | None = Field(None, description="Việc con của đầu việc / child tasks of an assignment")
    directive: Identifier | None = Field(
        None, description="Đầu việc của văn bản, không kèm việc con / assignments of a directive, without child tasks"
    )
    inspection: Identifier | None = Field(
        None, description="Việc phát sinh từ cuộc kiểm tra / tasks that follow from an inspection"
    )
    kind: Literal["regular", "roadmap", "directive", "unspecified", "pilot_model"] | None = Field(
        None, description="pilot_model: mô hình điểm thay cho nhiệm vụ / pilot models instead of tasks"
    )
    sort: TaskSort | None = Field(
        None,
        description="Đếm là gì: nhiệm vụ của kế hoạch, đầu việc của văn bản, việc con / what figures count it as: "
        "task of a plan, assignment of a directive, child task",
    )
    status: Statuses = Field((), description="Lặp lại hoặc cách nhau bằng dấu phẩy / repeated, or separated by commas")
    counted: bool | None = Field(
        None,
        description="Có trong các tổng số: không kể việc đã hủy và việc đi tiếp ở tỉnh kế thừa / part of totals: neither "
        "cancelled nor passed on",
    )
    passed_on: bool | None = Field(
        None, description="Đi tiếp ở tỉnh kế thừa / goes on in the tenant that succeeds this one"
    )
    due_before: DayOrMoment | None = Field(
        None, description="Hạn trước thời điểm, hoặc trước ngày đó ở Việt Nam / due before that instant or day"
    )
    overdue: bool | None = Field(None, description="Quá hạn và chưa xong / past the deadline and still open")
    outcome: Outcome | None = Field(
        None,
        description="Kết quả đến lúc này; việc đã hủy không có kết quả / at this moment; what was cancelled has none",
    )
    done: bool | None = Field(
        None, description="Đã xong; false: còn phải làm, không kể việc đã hủy / false: still owed, so nothing cancelled"
    )
    q: str = Field(
        "",
        max_length=200,
        description="Tìm trong mã, tên, sản phẩm, văn bản pháp luật, không cần dấu / in id, titles, products, legal references",
    )
    clear: bool | None = Field(None, description="Đủ rõ theo bộ tiêu chí của tỉnh / clear by the tenant's criteria")
    added: bool | None = Field(
        None, description="Phát sinh sau khi ban hành kế hoạch / added after the plan was issued"
    )
    without_legal_basis: bool | None = Field(
        None, description="Nguồn lực chưa có căn cứ pháp luật / resources without a legal basis"
    )

    def search(self, now: datetime, criteria: tuple[Criterion, ...]) -> Search:
        models = self.kind == "pilot_model"
        return Search(
            now=now,
            models=models,
            kind=None if models else self.kind,
            sort=self.sort,
            unit=self.unit,
            group=self.group,
            parent=self.parent,
            directive=self.directive,
            inspection=self.inspection,
            statuses=self.status,
            counted=self.counted,
            passed_on=self.passed_on,
            due_before=self.due_before,
            overdue=self.overdue,
            outcome=self.outcome,
            done=self.done,
            text=fold(self.q),
            gaps=None if self.clear is None else masks(criteria, clear=self.clear),
            added=self.added,
            without_legal_basis=self.without_legal_basis,
        )


class TaskFilters(TaskConditions):
    """Which tasks, in which order, and which page of them."""

    order: WorkOrder = Field(
        "id",
        description="need: quá hạn lâu nhất trước, việc đã xong sau cùng / longest overdue first, what is done last",
    )
    total: bool = Field(False, description="Cho biết `total` / tell `total`")
    limit: int = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
    cursor: str | None = Field(None, max_length=1000, description="`next` của trang trước / of the page before")
