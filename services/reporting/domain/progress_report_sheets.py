"""A frozen progress report as sheets of a workbook: the same figures, under Vietnamese headings (FR-NA-24)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.reporting.domain.states import ASSIGNMENTS, CHILDREN, MODELS, TASKS

Cell = str | int | float | None
Told = Mapping[str, Any]

_SORTS = {TASKS: "Nhiệm vụ", ASSIGNMENTS: "Đầu việc của văn bản", CHILDREN: "Việc con", MODELS: "Mô hình điểm"}
_STATUSES = {"made": "Đã lập", "delivered": "Đã trình", "received": "Đã nhận"}
_YES_OR_NO = {True: "Có", False: "Không"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; `rows` have a cell for each heading. A cell without a figure is empty, never 0 (FR-X-12)."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def sheets_of(report: Told) -> list[Sheet]:
    """Of what `ProgressReport` shows."""
    content = report["content"]
    weak = content["weak_points"]
    meanings = {sign["code"]: sign["meaning"]["vi"] for sign in weak["formula"]["signs"]}
    return [
        Sheet("Tóm tắt", ("Mục", "Nội dung"), _summary(report, content)),
        _table("Số liệu", {"Loại": "name", **_COUNTS, **_CHANGES}, _by_sort(content)),
        _table("Nhóm nhiệm vụ", {"Mã nhóm": "group", "Tên nhóm": "name_vi", **_COUNTS, **_SLOW}, content["groups"]),
        _table("Đến hạn trong kỳ", _DUE, _due(content["due_in_period"])),
        _table("Kết quả của đơn vị", _CONTRIBUTIONS, _contributions(content["contributions"])),
        _table("Nhóm còn yếu", {"Mã nhóm": "group", "Tên nhóm": "name_vi", **_WEAK}, _weak(weak["groups"], meanings)),
        _table(
            "Đơn vị còn yếu", {"Mã đơn vị": "unit", "Tên đơn vị": "name_vi", **_WEAK}, _weak(weak["units"], meanings)
        ),
        _table("Việc còn yếu", _WEAK_WORKS, _weak_works(weak["works"], meanings)),
        _table("Điểm nghẽn", _BOTTLENECKS, _obstacles(weak["bottlenecks"])),
        _table("Văn bản còn việc", {"Văn bản": "plan", "Tên": "title_vi", **_COUNTS}, content["directives_open"]),
    ]


_COUNTS = {
    "Tổng số": "total",
    "Đã xong": "done",
    "Còn lại": "remaining",
    "Tỷ lệ xong (%)": "rate_done",
    "Xong đúng hạn": "outcome.done_on_time",
    "Xong muộn": "outcome.done_late",
    "Chưa xong, trong hạn": "outcome.open_in_time",
    "Chưa xong, quá hạn": "outcome.open_overdue",
    "Chưa có thời hạn": "outcome.no_deadline",
    "Đã hủy": "cancelled",
    "Đi tiếp ở tỉnh kế thừa": "passed_on",
}
_CHANGES = {
    f"{what}, {when}": f"changes.{name}.{end}"
    for name, what in (("total", "Tổng số"), ("done", "Đã xong"), ("overdue", "Quá hạn"))
    for end, when in (("before", "đầu kỳ"), ("after", "cuối kỳ"), ("change", "thay đổi"))
}
_SLOW = {"Chậm theo đánh giá": "slow"}
_DUE = {
    "Mã đơn vị": "unit",
    "Tên đơn vị": "name_vi",
    "Đến hạn": "due_in_period",
    "Đã xong": "done",
    "Xong đúng hạn": "done_on_time",
    "Xong muộn": "done_late",
    "Chưa hoàn thành": "not_completed",
    "Quá hạn": "overdue",
    "Tỷ lệ xong (%)": "rate_done",
}
_CONTRIBUTIONS = {
    "Mã đơn vị": "unit",
    "Tên đơn vị": "name_vi",
    **{f"{name} xong trong kỳ": f"done_in_period.{sort}" for sort, name in _SORTS.items()},
    "Kết quả được ghi nhận": "recognised",
}
_WEAK = {
    "Dấu hiệu": "signs",
    "Loại": "name",
    "Tổng số": "total",
    "Có thời hạn": "with_deadline",
    "Xong muộn": "done_late",
    "Quá hạn": "open_overdue",
    "Tỷ lệ chậm (%)": "late_share",
    "Tỷ lệ chậm trước đó (%)": "late_share_before",
    "Không chuyển biến": "unmoved",
    "Lùi hạn nhiều lần": "often_moved",
    "Bị trả lại": "returned",
}
_WEAK_WORKS = {
    "Mã": "work",
    "Loại": "name",
    "Tên": "title_vi",
    "Đơn vị": "unit",
    "Nhóm": "group",
    "Số ngày quá hạn": "days_overdue",
    "Số lần lùi hạn": "moves",
    "Bước gần nhất": "last_step",
    "Dấu hiệu": "signs",
}
_BOTTLENECKS = {
    "Nhóm": "name",
    "Chưa tháo gỡ": "unresolved",
    "Không chuyển biến": "unmoved",
    "Bước gần nhất của điểm nghẽn chờ lâu nhất": "oldest_step",
}
_BOTTLENECK_GROUPS = {
    "legal": "Pháp lý",
    "infrastructure": "Hạ tầng",
    "data": "Dữ liệu",
    "security": "An ninh, an toàn",
    "resources": "Nguồn lực",
}


def _summary(report: Told, content: Told) -> list[Sequence[Cell]]:
    told: dict[str, Cell] = {
        "Mã báo cáo": report["id"],
        "Tên": content["title_vi"],
        "Kỳ": content["period"],
        "Từ ngày": content["first_day"],
        "Đến ngày": content["last_day"],
        "Kết quả chung": content["headline"]["vi"],
        "Trạng thái": _STATUSES[report["status"]],
        "Mã băm của nội dung (SHA-256)": report["digest"],
        "Nguyên vẹn so với bản đã trình": _YES_OR_NO.get(report["intact"]),
        "Dữ liệu mẫu": _YES_OR_NO[content["sample"]],
    }
    return list(told.items())


def _by_sort(content: Told) -> Iterable[Told]:
    for sort, counts in content["counts"].items():
        yield {"name": _SORTS[sort], **counts, "changes": content["changes"][sort]}


def _due(block: Told) -> Iterable[Told]:
    yield {**block, "name_vi": "Toàn tỉnh"}
    yield from block["by_unit"]


def _contributions(units: Iterable[Told]) -> Iterable[Told]:
    for unit in units:
        yield {**unit, "recognised": "\n".join(one["text_vi"] for one in unit["achievements"])}


def _weak(lines: Iterable[Told], meanings: Mapping[str, str]) -> Iterable[Told]:
    """A row for each sort of work, since sorts are never added to each other."""
    for line in lines:
        for sort, share in line["works"].items():
            yield {**line, **share, "name": _SORTS[sort], "signs": _said(line, meanings)}


def _weak_works(works: Iterable[Told], meanings: Mapping[str, str]) -> Iterable[Told]:
    for work in works:
        yield {**work, "name": _SORTS[work["sort"]], "signs": _said(work, meanings)}


def _said(line: Told, meanings: Mapping[str, str]) -> str:
    return "; ".join(meanings[code] for code in line["signs"])


def _obstacles(groups: Iterable[Told]) -> Iterable[Told]:
    for group in groups:
        yield {**group, "name": _BOTTLENECK_GROUPS[group["group"]]}


def _table(name: str, columns: Mapping[str, str], lines: Iterable[Told]) -> Sheet:
    read: list[Callable[[Told], Cell]] = [_reader(path) for path in columns.values()]
    return Sheet(name, tuple(columns), [[cell(line) for cell in read] for line in lines])


def _reader(path: str) -> Callable[[Told], Cell]:
    names = path.split(".")

    def read(line: Told) -> Cell:
        found: Any = line
        for name in names:
            found = found.get(name) if found is not None else None
        cell: Cell = _YES_OR_NO[found] if isinstance(found, bool) else found
        return cell

    return read
