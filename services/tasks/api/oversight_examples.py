"""Examples of inspections and undertakings in the OpenAPI document; they tell the story of the events' examples."""

from services.tasks.api.examples import example

INSPECTION = {
    "discipline": example(
        "Kiểm tra tiến độ, kỷ luật, kỷ cương / progress and discipline",
        id="NA-KT-01",
        title_vi="Kiểm tra tiến độ Đề án 06 và kỷ luật, kỷ cương hành chính",
        title_en="Inspection of Project 06's progress and of administrative discipline",
        held_on="2024-05-22",
        inspectors=["NA-CA", "NA-SNV"],
        inspected=["NA-STTTT"],
        findings=[
            {"about": "progress", "unit": "NA-STTTT", "text": "Chưa hoàn thành thủ tục pháp lý của IOC"},
            {"about": "discipline", "text": "Báo cáo tháng nộp chậm"},
        ],
        recommendations=[
            {
                "unit": "NA-STTTT",
                "title_vi": "Hoàn thành thủ tục pháp lý của Trung tâm IOC",
                "title_en": "Complete the legal procedure of the IOC",
                "due_date": "2024-06-30",
            }
        ],
        source="synthetic",
    )
}
UNDERTAKING_STEP = {
    "reported": example(
        "Đơn vị báo cáo kết quả / the unit reports",
        to="reported",
        text="Đã trình hồ sơ pháp lý của Trung tâm IOC",
        documents=["415/TTr-STTTT"],
    ),
    "accepted": example("Chấp nhận / accepted", to="accepted"),
    "returned": example("Trả lại / returned", to="returned", text="Hồ sơ còn thiếu ý kiến thẩm định"),
    "waived": example("Không còn phải thực hiện / no longer owed", to="waived", text="Nhiệm vụ chuyển về Trung ương"),
}
