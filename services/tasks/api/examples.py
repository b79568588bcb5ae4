"""Examples of the OpenAPI document: the story that the examples of the events tell, and what else can be said."""

from datetime import UTC, date, datetime
from typing import Any

from services.tasks.api.views import work_json
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.new_task import NewTask, Surroundings
from services.tasks.domain.works.steps import StatusWish
from services.tasks.usecases.clarifying import DEFAULT
from shared.events import GroupSnapshot, PlanSnapshot, UnitSnapshot
from shared.tenancy import TenantId

_NGHE_AN = TenantId("nghe-an")
_SEED_002 = "002_6a1810dcd9271977.txt"
_ENTERED_AT = datetime(2024, 1, 20, 3, 0, tzinfo=UTC)
_READ_AT = datetime(2024, 4, 2, 3, 0, tzinfo=UTC)


def example(summary: str, **value: Any) -> dict[str, Any]:
    return {"summary": summary, "value": value}


def answered(status: int, **more: Any) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that answers the task of the example `one-lead`."""
    return {status: {"content": {"application/json": {"example": _task_answer() | more}}}}


TENANT = {
    "nghe-an": example(
        "Tỉnh Nghệ An",
        id="nghe-an",
        level="province",
        short_code="NA",
        name_vi="Tỉnh Nghệ An",
        name_en="Nghe An Province",
        standing_unit="NA-CA",
        office_unit="NA-VPUB",
        working_group_unit="NA-TCT06",
        working_group_head_role_vi="Chủ tịch UBND tỉnh",
        working_group_head_role_en="Chairman of the Provincial People's Committee",
        gso_code="40",
        e_identifier="H41",
        source="seed",
        source_ref=_SEED_002,
    )
}
UNIT = {
    "department": example(
        "Sở, ngành / a department",
        id="NA-STP",
        type="department",
        name_vi="Sở Tư pháp",
        name_en="Department of Justice",
        parent="NA-UBND",
        head_role_vi="Giám đốc Sở Tư pháp",
        head_role_en="Director",
        source="background",
        note="standard provincial agency list of 2024, general knowledge, not looked up for this province",
    ),
    "district": example(
        "Cấp huyện, đến 30/6/2025 / a district until 30 June 2025",
        id="NA-H412",
        type="city",
        level="district",
        name_vi="UBND thành phố Vinh",
        name_en="People's Committee of Vinh city",
        parent="NA-UBND",
        head_role_vi="Chủ tịch UBND thành phố Vinh",
        valid_to="2025-06-30",
        source="background",
    ),
}
PLAN = {
    "nghe-an-2024": example(
        "Kế hoạch 2024 / the plan of 2024",
        id="NA-KH-2024",
        year=2024,
        title_vi="Kế hoạch triển khai Đề án 06 năm 2024 của Tổ công tác tỉnh",
        title_en="2024 Project 06 plan of the provincial Working Group",
        effective_from="2024-01-01",
        groups_total=10,
        tasks_total=51,
        models_total=38,
        source="seed",
        source_ref=_SEED_002,
    )
}
GROUP = {
    "institutions": example(
        "Nhóm đầu của kế hoạch / the first group of a plan",
        id="NA-G01",
        plan="NA-KH-2024",
        name_vi="Hoàn thiện thể chế, pháp lý",
        name_en="Institutions and legal framework",
        order=1,
        source="synthetic",
    ),
    "digitalisation": example(
        "Nhóm chậm / a slow group",
        id="NT-G01",
        plan="NT-KH-2024",
        name_vi="Nhóm số hóa",
        name_en="Digitalisation group",
        slow=True,
        slow_basis="03 nhóm chậm tiến độ",
        source="seed",
    ),
}
TASK = {
    "one-lead": example(
        "Một đơn vị chủ trì / one lead unit",
        id="NA-T-01",
        plan="NA-KH-2024",
        group="NA-G01",
        title_vi="Rà soát, trình ban hành danh mục văn bản cần sửa đổi phục vụ Đề án 06",
        title_en="Review and submit the list of documents to amend for Project 06",
        lead_unit="NA-STP",
        coordinating_units=["NA-CA"],
        product_vi="Danh mục văn bản",
        product_en="Document list",
        due={"date": "2024-03-15", "precision": "day"},
        source="synthetic",
    ),
    "adopted": example(
        "Đã có kết quả trước khi nhập / with the status that was reported before",
        id="NA-T-02",
        plan="NA-KH-2024",
        group="NA-G01",
        title_vi="Rà soát quy trình nội bộ giải quyết thủ tục hành chính",
        lead_unit="NA-STP",
        product_vi="Báo cáo rà soát",
        due={"date": "2024-03-31", "precision": "month"},
        status="in_progress",
        status_as_of="2024-03-31",
        source="synthetic",
    ),
    "fan-out": example(
        "Giao cho nhiều đơn vị / assigned to a class of units",
        id="BP-A-01",
        kind="directive",
        plan="BP-CV-1470",
        directive="BP-CV-1470",
        group="BP-G01",
        title_vi="Nghiên cứu kinh nghiệm sử dụng kinh phí đầu tư, thuê dịch vụ CNTT",
        assignees=["BP-STTTT", "BP-STC", "BP-H688"],
        product_vi="Văn bản tham mưu bố trí kinh phí, nguồn lực",
        source="seed",
    ),
}
MODEL = {
    "essential-services": example(
        "Mô hình có mục tiêu định lượng / a model with a quantified target",
        id="NA-M-27",
        title_vi="Triển khai 53 dịch vụ công thiết yếu",
        title_en="Deploying 53 essential public services",
        title_vi_basis="back-translation of the English text",
        lead_unit="NA-VPUB",
        lead_basis="inferred",
        year=2024,
        focus=True,
        focus_order=1,
        target={"op": "=", "value": 53, "unit": "services"},
        source="seed",
        source_ref=_SEED_002,
    )
}
STATUS = {
    "start": example(
        "Bắt đầu / start",
        to="in_progress",
        note="Đã phân công phòng chuyên môn rà soát văn bản",
        effective_at="2024-01-15T08:00:00+07:00",
    ),
    "start-model": example(
        "Bắt đầu mô hình / start a pilot model",
        to="in_progress",
        note="Bắt đầu triển khai tại bộ phận một cửa các cấp",
        effective_at="2024-04-08T08:00:00+07:00",
    ),
    "complete": example("Hoàn thành kèm sản phẩm / complete", to="completed", product="Quyết định 55/QĐ-UBND"),
    "hold": example("Tạm dừng có lý do / put on hold", to="on_hold", reason="Chờ Nghị định hướng dẫn"),
}
MANY_STATUSES = {
    "some": example(
        "Hai nhiệm vụ / two tasks",
        changes=[
            {"task": "NA-T-01", "to": "in_progress"},
            {"task": "NA-T-02", "to": "on_hold", "reason": "Chờ Nghị định hướng dẫn", "version": 3},
        ],
    )
}
DEADLINE = {
    "moved": example(
        "Dời hạn có căn cứ / moved with its basis",
        date="2024-04-30",
        precision="month",
        reason="Chờ danh mục văn bản của các bộ, ngành",
        document="215/TB-UBND",
        decided_by_role="permanent_vice_chairman",
    )
}


def _task_answer() -> dict[str, Any]:
    """What a reader was answered on 2 April 2024: overdue since 16 March."""
    units = {
        key: UnitSnapshot(id=key, tenant=_NGHE_AN, version=1, type="department", name_vi=name, head_role_vi=head)
        for key, name, head in (
            ("NA-STP", "Sở Tư pháp", "Giám đốc Sở Tư pháp"),
            ("NA-CA", "Công an tỉnh Nghệ An", "Giám đốc Công an tỉnh"),
        )
    }
    frame: dict[str, Any] = {"tenant": _NGHE_AN, "version": 1}
    plan = PlanSnapshot(id="NA-KH-2024", year=2024, title_vi="Kế hoạch 2024", effective_from=date(2024, 1, 1), **frame)
    group = GroupSnapshot(id="NA-G01", plan=plan.id, name_vi="Hoàn thiện thể chế, pháp lý", **frame)
    new, start = NewTask(**TASK["one-lead"]["value"]), StatusWish(**STATUS["start"]["value"])
    entered = tasks.register(new, _NGHE_AN, Surroundings(plan, group, None, units), _ENTERED_AT)
    started = tasks.change_status(entered.state, start, _ENTERED_AT)
    return work_json(started.state, _READ_AT, DEFAULT)
