"""The filters of lists of bottlenecks. All that are given hold together; one that does not exist is refused."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.tasks.api.filters import split
from services.tasks.domain.search import fold
from services.tasks.domain.values import DayOrMoment, Identifier, Word
from services.tasks.ports import BottleneckSearch
from shared.events.bottlenecks import BottleneckGroup, BottleneckScope, BottleneckStatus

_Statuses = Annotated[tuple[BottleneckStatus, ...], BeforeValidator(split)]
_GROUP = Field(None, description="Một trong 5 nhóm / one of the five groups")
_STATUS = Field((), description="Lặp lại hoặc cách nhau bằng dấu phẩy / repeated, or separated by commas")
_THEME = Field(None, description="Mã chung của cùng một điểm nghẽn / code of the same bottleneck everywhere")
_PASSED_ON = "Đi tiếp ở tỉnh kế thừa / goes on in the tenant that succeeds this one"
_LIMIT = Field(100, ge=1, le=500, description="Số mục mỗi trang / items per page")
_CURSOR = Field(None, max_length=1000, description="`next` của trang trước / of the page before")


class CommonFilters(BaseModel):
    """Of provinces side by side, for their themes: each bottleneck once, where it goes on (FR-X-07)."""

    model_config = ConfigDict(extra="forbid")

    group: BottleneckGroup | None = _GROUP
    theme: Word | None = _THEME
    status: _Statuses = _STATUS

    def search(self) -> BottleneckSearch:
        return BottleneckSearch(group=self.group, theme=self.theme, statuses=self.status, passed_on=False)


class BottleneckFilters(BaseModel):
    """Of one tenant's bottlenecks."""

    model_config = ConfigDict(extra="forbid")

    group: BottleneckGroup | None = _GROUP
    theme: Word | None = _THEME
    status: _Statuses = _STATUS
    scope: BottleneckScope | None = Field(None, description="Kinh phí hoặc con người / funding or people")
    unit: Identifier | None = Field(None, description="Đơn vị bị vướng / unit whose work is held up")
    task: Identifier | None = Field(None, description="Nhiệm vụ hoặc mô hình bị vướng / work that is held up")
    raised_before: DayOrMoment | None = Field(
        None, description="Nêu trước thời điểm, hoặc trước ngày đó ở Việt Nam / raised before that instant or day"
    )
    passed_on: bool | None = Field(None, description=_PASSED_ON)
    q: str = Field("", max_length=200, description="Tìm trong mã, tên, mô tả / in id, titles and descriptions")
    limit: int = _LIMIT
    cursor: str | None = _CURSOR

    def search(self) -> BottleneckSearch:
        return BottleneckSearch(
            group=self.group,
            scope=self.scope,
            theme=self.theme,
            unit=self.unit,
            work=self.task,
            statuses=self.status,
            passed_on=self.passed_on,
            raised_before=self.raised_before,
            text=fold(self.q),
        )


class ProvincesFilters(BottleneckFilters):
    """Of every province's bottlenecks, or of one province's; without `passed_on` each once, where it goes on."""

    province: Identifier | None = Field(None, description="Chỉ một tỉnh / one province only")
    passed_on: bool | None = Field(False, description=_PASSED_ON)
