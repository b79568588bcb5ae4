"""How refusals about imports are told, in Vietnamese and English; those of single rows are told as those of single commands."""

from collections.abc import Callable, Mapping
from typing import Any

from services.tasks.domain.imports import import_job as jobs
from services.tasks.domain.imports import workbook_errors as refused
from shared.chassis import Problem, ProblemKind, Text, invalid

IMPORT_BUSY = ProblemKind(
    "import-busy",
    409,
    Text("Việc nhập đang diễn ra", "The import is under way"),
    Text("Trạng thái là {current}: hãy chờ, hoặc hủy trước.", "The status is {current}: wait for it, or cancel it."),
)
IMPORT_NOT_RUNNING = ProblemKind(
    "import-not-running",
    409,
    Text("Việc nhập đã kết thúc", "The import is over"),
    Text("Trạng thái là {current}: không có gì để hủy.", "The status is {current}: there is nothing to cancel."),
)
_WORKBOOKS: Mapping[type[refused.WorkbookRefused], tuple[str, Text]] = {
    refused.NotAWorkbook: (
        "not_a_workbook",
        Text("không phải tệp XLSX, hoặc tệp hỏng hay có mật khẩu", "no XLSX file, or damaged, or locked"),
    ),
    refused.WorkbookTooLarge: (
        "workbook_too_large",
        Text("tệp giải nén ra quá lớn", "the file unpacks to more than is taken"),
    ),
    refused.SheetMissing: (
        "sheet_missing",
        Text("không có trang tính “{wanted}”", "there is no sheet “{wanted}”"),
    ),
    refused.CellsMerged: (
        "merged_cells",
        Text("ô {cells} bị gộp; hãy bỏ gộp ô", "cells are merged at {cells}; separate them"),
    ),
    refused.TooManyRows: (
        "too_many_rows",
        Text(
            "nhiều hơn {most} dòng kể cả tiêu đề; hãy chia tệp", "more than {most} rows with headings; divide the file"
        ),
    ),
    refused.NoRows: (
        "no_rows",
        Text("dưới tiêu đề không có dòng nào", "there is no row below the headings"),
    ),
    refused.ColumnsMissing: (
        "columns_missing",
        Text("thiếu cột: {wanted}", "columns are missing: {wanted}"),
    ),
    refused.ColumnUnknown: (
        "column_unknown",
        Text("không có cột “{heading}” trong mẫu", "the template has no column “{heading}”"),
    ),
    refused.ColumnTwice: (
        "column_twice",
        Text("cột “{heading}” xuất hiện hai lần", "the column “{heading}” is there twice"),
    ),
}


def _workbook(error: refused.WorkbookRefused) -> Problem:
    code, text = _WORKBOOKS[type(error)]
    return invalid("body", code, text.vi.format_map(vars(error)), text.en.format_map(vars(error)))


TRANSLATIONS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    refused.WorkbookRefused: _workbook,
    jobs.ImportBusy: lambda error: Problem(IMPORT_BUSY, current=error.status),
    jobs.ImportNotRunning: lambda error: Problem(IMPORT_NOT_RUNNING, current=error.status),
}
