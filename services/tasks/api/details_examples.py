"""Examples of the OpenAPI document for what is known of works besides their status; they continue the story."""

from services.tasks.api.examples import example

ISSUE = {"issued": example("Ban hành kế hoạch / issued", issued_at="2024-01-15T00:00:00+07:00")}
PROGRESS = {
    "value": example("Số lượng đạt được / what was reached", value=53, as_of="2024-05-20T08:00:00+07:00"),
    "volume": example(
        "Khối lượng trên tổng số / a volume of a total",
        done=18,
        total=24,
        unit="văn bản",
        as_of="2024-04-18T08:00:00+07:00",
        note="Đã rà soát 18 văn bản",
    ),
}
CONFIRMATION = {
    "confirmed": example("Xác nhận số của đơn vị phối hợp / confirmed", unit="NA-CA", accept=True),
    "refused": example("Không xác nhận / refused", unit="NA-CA", accept=False, note="Trùng số liệu tháng trước"),
}
PART = {
    "milestone": example(
        "Đạt một mốc / a milestone", milestone="Gửi lấy ý kiến các sở, ngành", met_on="2024-04-10", product="112/STP-VB"
    ),
    "period": example("Hoàn thành kỳ / a period of a regular task", period="2024-03", product="Báo cáo tháng 3"),
}
TASK_DETAILS = {
    "milestones": example(
        "Mốc tiến độ và nguồn lực / milestones and resources",
        milestones=[
            {"name_vi": "Gửi lấy ý kiến các sở, ngành", "due_date": "2024-04-12"},
            {"name_vi": "Trình UBND tỉnh", "due_date": "2024-04-25"},
        ],
        resources={"form": "other", "purpose": "people", "legal_basis": ["Luật Ngân sách"]},
        reason="Có giải pháp cụ thể",
    ),
    "security": example(
        "An ninh, an toàn phải bảo đảm / what has to be shown of security",
        security_checklist=[
            {"name_vi": "Hồ sơ đề xuất cấp độ an toàn được phê duyệt", "done_on": "2024-03-20"},
            {"name_vi": "Kiểm tra, đánh giá an toàn thông tin"},
        ],
    ),
    "helpers": example("Đơn vị phối hợp / coordinating units", coordinating_units=["NA-CA"], document="215/TB-UBND"),
}
MODEL_DETAILS = {
    "sites": example(
        "Địa điểm thí điểm / sites",
        sites=[{"name_vi": "Bộ phận một cửa cấp tỉnh", "unit": "NA-VPUB", "status": "in_progress"}],
        reason="Thí điểm trước khi nhân rộng",
    ),
    "checklist": example(
        "Danh mục phải đủ / a checklist",
        checklist=[
            {"name_vi": "Đăng ký khai sinh", "done_on": "2024-03-01"},
            {"name_vi": "Đăng ký thường trú"},
        ],
    ),
}
LEAD = {
    "changed": example(
        "Đổi đơn vị chủ trì / another lead unit",
        lead_unit="NA-VPUB",
        reason="Phù hợp chức năng, nhiệm vụ",
        document="318/QĐ-UBND",
        stays_coordinating=True,
    )
}
APPROVAL = {
    "submitted": example(
        "Trình phê duyệt / submitted",
        to="submitted",
        authority="Thủ tướng Chính phủ",
        items=[{"name_vi": "CSDL đất đai", "correct": 90, "complete": 70, "clean": 80, "live": 60}],
    ),
    "returned": example("Trả lại / returned", to="returned", reason="Bổ sung đánh giá dữ liệu sống"),
    "approved": example("Phê duyệt / approved", to="approved", document="06/QĐ-TTg", decided_on="2024-11-20"),
}
CLARITY = {
    "four": example("Bộ 4 rõ / four criteria", preset="four"),
    "custom": example("Tự chọn / custom", preset="custom", criteria=["person", "work", "time", "product"]),
}
