"""Progress reports: figures of the period's end as they were known when the report was made, frozen (FR-NA-24)."""

import io
import zipfile
from typing import Any

import pytest
import python_calamine

from services.reporting.adapters.workbooks import XlsxWorkbooks
from services.reporting.domain.folding import Document
from services.reporting.domain.progress_report import digest_of
from services.reporting.domain.progress_report_answers import ProgressReport
from services.reporting.usecases.fold import Fold
from services.reporting.usecases.progress_reports import ProgressReports, ProgressReportUnknown
from services.reporting.usecases.weak_points import WeakSpots
from shared.calendar import WorkingDays, end_of_day
from shared.events.appraisals import AppraisalSnapshot, AppraisalWritten
from shared.events.progress_reports import (
    ProgressReportMade,
    ProgressReportSnapshot,
    ProgressReportStatusChanged,
    ProgressReportStep,
)
from shared.tenancy import Role, TenantId
from tests.unit.reporting.cast import NGHE_AN, Story, a_model, a_task, instant
from tests.unit.reporting.memory import InMemoryReadModel

MADE = instant("2024-04-05")


class InMemoryArchive:
    def __init__(self) -> None:
        self.frozen: dict[str, Document] = {}

    async def kept(self, tenant: TenantId, key: str) -> Document | None:
        return self.frozen.get(f"{tenant}/{key}")

    async def keep(self, tenant: TenantId, document: Document) -> Document:
        return self.frozen.setdefault(f"{tenant}/{document['id']}", document)


def a_report(**more: Any) -> ProgressReportSnapshot:
    fields: dict[str, Any] = {
        "id": "BC-1",
        "tenant": NGHE_AN,
        "version": 1,
        "period": "2024-Q1",
        "first_day": instant("2024-01-01").date(),
        "last_day": instant("2024-03-31T12:00:00+07:00").date(),
        "title_vi": "Báo cáo quý I/2024",
        "as_of": end_of_day(instant("2024-03-31T12:00:00+07:00").date()),
        "known_at": MADE,
        "made_by_role": Role.STANDING_OFFICER,
        "status": "made",
        "status_since": MADE,
    }
    return ProgressReportSnapshot(**fields | more)


def a_quarter() -> Story:
    """Three tasks: one was done before the quarter, one in it, one is overdue at its end; a model is done in it."""
    story = Story()
    story.group("G-1", "2023-11-01", slow=True)
    for key, due in (("T-1", "2023-12-15"), ("T-2", "2024-03-31"), ("T-3", "2024-02-29")):
        story.registers(a_task(key, due), "2023-12-01")
    story.registers(a_model("M-1"), "2024-01-15")
    story.moves("T-1", "completed", "2023-12-10")
    story.moves("T-2", "completed", "2024-03-20")
    story.moves("M-1", "completed", "2024-03-25")
    story.tell(ProgressReportMade(after=a_report()), MADE, MADE)
    return story


async def asked(story: Story, archive: InMemoryArchive) -> dict[str, Any]:
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    return await _reports(model, archive).report(NGHE_AN, "BC-1")


def _reports(model: InMemoryReadModel, archive: InMemoryArchive) -> ProgressReports:
    return ProgressReports(model, archive, WeakSpots(model, WorkingDays(lambda _: False)), XlsxWorkbooks())


async def in_sheets(story: Story, archive: InMemoryArchive) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet by its name, each by its headings."""
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    book = python_calamine.load_workbook(io.BytesIO(await _reports(model, archive).workbook(NGHE_AN, "BC-1")))
    told = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for name, rows in told.items()}


async def test_a_report_says_where_the_work_stood_and_what_changed() -> None:
    found = await asked(a_quarter(), InMemoryArchive())
    report = ProgressReport.model_validate(found)
    content = report.content
    assert (content.period, content.last_day, content.as_of) == ("2024-Q1", "2024-03-31", "2024-03-31T16:59:59.999999Z")
    outcome = content.outcome["tasks"]
    assert (outcome.done_on_time, outcome.done_late, outcome.open_in_time, outcome.open_overdue) == (2, 0, 0, 1)
    changes = content.changes["tasks"]
    assert (changes.done.before, changes.done.after, changes.done.change) == (1, 2, 1)
    assert (changes.overdue.before, changes.overdue.after) == (0, 1)
    models = content.changes["models"]
    assert (models.done.before, models.done.after, models.done.change) == (None, 1, None)
    assert "assignments" not in content.counts
    assert content.due_in_period.due_in_period == 2
    assert (content.slow_groups.count if content.slow_groups else None, content.groups[0].group) == (1, "G-1")
    assert [work.work for work in content.weak_points.works] == ["T-3"]
    assert (report.status, report.intact, report.digest) == ("made", None, digest_of(found["content"]))


async def test_a_workbook_shows_the_same_figures_under_vietnamese_headings() -> None:
    archive = InMemoryArchive()
    sheets = await in_sheets(a_quarter(), archive)
    content = (await asked(a_quarter(), archive))["content"]
    (tasks, models) = sheets["Số liệu"]
    counted = content["counts"]["tasks"]
    assert (tasks["Loại"], tasks["Tổng số"], tasks["Đã xong"]) == ("Nhiệm vụ", counted["total"], counted["done"])
    assert tasks["Chưa xong, quá hạn"] == counted["outcome"]["open_overdue"] == 1
    assert (tasks["Đã xong, đầu kỳ"], tasks["Đã xong, cuối kỳ"], tasks["Đã xong, thay đổi"]) == (1, 2, 1)
    assert (models["Loại"], models["Đã xong, đầu kỳ"]) == ("Mô hình điểm", ""), "there was no model, not 0 of them"
    assert [line["Đến hạn"] for line in sheets["Đến hạn trong kỳ"]] == [2, 2]
    assert [line["Mã"] for line in sheets["Việc còn yếu"]] == ["T-3"]
    assert sheets["Nhóm nhiệm vụ"][0]["Chậm theo đánh giá"] == "Có"
    assert {"Mục": "Mã báo cáo", "Nội dung": "BC-1"} in sheets["Tóm tắt"]


async def test_what_people_wrote_is_no_formula_in_a_workbook() -> None:
    story, archive = a_quarter(), InMemoryArchive()
    said: dict[str, Any] = {"tenant": NGHE_AN, "version": 1, "unit": "STC", "by_role": Role.CHAIRMAN}
    judged = AppraisalSnapshot(
        id="A-1", kind="achievement", as_of=instant("2024-03-31").date(), text_vi='=HYPERLINK("https://x.test")', **said
    )
    story.tell(AppraisalWritten(after=judged), instant("2024-03-31"), instant("2024-03-31"))
    model = InMemoryReadModel()
    await Fold(model).apply(NGHE_AN, story.events)
    body = await _reports(model, archive).workbook(NGHE_AN, "BC-1")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist())
    assert b"=HYPERLINK" in written
    assert b"<f>" not in written
    assert b"<hyperlink" not in written


async def test_positive_results_name_who_did_and_who_is_recognised() -> None:
    """FR-NA-28, FR-TW-20: of the period only, as it was known then; an assessment is no result."""
    story = a_quarter()
    said: dict[str, Any] = {"tenant": NGHE_AN, "version": 1, "unit": "STC", "by_role": Role.CHAIRMAN, "text_vi": "Tốt"}
    for key, day, kind in (
        ("A-1", "2024-03-31", "achievement"),
        ("A-2", "2024-04-01", "achievement"),
        ("A-3", "2024-03-01", "assessment"),
    ):
        judged = {"judgement": "good"} if kind == "assessment" else {}
        snapshot = AppraisalSnapshot(id=key, kind=kind, as_of=instant(day).date(), **said, **judged)
        story.tell(AppraisalWritten(after=snapshot), instant(day), instant(day))
    content = ProgressReport.model_validate(await asked(story, InMemoryArchive())).content
    of_unit = {one.unit: one for one in content.contributions}
    assert (of_unit["STP"].done_in_period, of_unit["STP"].achievements) == ({"tasks": 1, "models": 1}, [])
    (achievement,) = of_unit["STC"].achievements
    assert (achievement.id, achievement.evidence) == ("A-1", "/v1/nghe-an/appraisals/A-1")


async def test_what_is_entered_later_changes_nothing_whoever_asks_first() -> None:
    """A report that is worked out after all of it, from nothing, is the same to the byte."""
    story = a_quarter()
    first = await asked(story, InMemoryArchive())
    story.registers(a_task("T-4", "2024-03-01"), "2024-01-10", recorded="2024-04-20")
    story.moves("T-3", "completed", "2024-03-30", recorded="2024-04-21")
    story.postpones("T-3", "2024-09-30", "2024-03-15", recorded="2024-04-22")
    later = await asked(story, InMemoryArchive())
    assert (later["digest"], later["content"]) == (first["digest"], first["content"])


async def test_what_is_frozen_counts_and_a_delivered_digest_shows_whether_it_was_touched() -> None:
    story, archive = a_quarter(), InMemoryArchive()
    found = await asked(story, archive)
    delivered = a_report(version=2, status="delivered", digest=found["digest"])
    step = ProgressReportStep(from_="made", to="delivered")
    story.tell(ProgressReportStatusChanged(after=delivered, change=step), instant("2024-04-06"))
    again = await asked(story, archive)
    assert (again["status"], again["intact"], again["content"]) == ("delivered", True, found["content"])
    archive.frozen[f"{NGHE_AN}/BC-1"]["content"]["headline"]["vi"] = "Hoàn thành tất cả"
    assert (await asked(story, archive))["intact"] is False


async def test_a_report_that_was_not_made_is_not_there() -> None:
    with pytest.raises(ProgressReportUnknown):
        await asked(Story(), InMemoryArchive())
