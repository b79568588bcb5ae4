"""Examples of appraisals in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

APPRAISAL = {
    "assessment": example(
        "Đánh giá của Tổ công tác / an assessment",
        id="NA-DG-01",
        kind="assessment",
        unit="NA-STTTT",
        as_of="2024-06-30",
        judgement="slow",
        text_vi="Kết quả thực hiện còn hạn chế, chậm chuyển biến",
        text_en="Results are still limited and slow to change",
        basis={"text": "Báo cáo sơ kết 6 tháng", "documents": ["45/BC-TCT"]},
        source="synthetic",
    ),
    "achievement": example(
        "Ghi nhận thành tích / an achievement",
        id="NA-TT-01",
        kind="achievement",
        unit="NA-STP",
        as_of="2024-06-30",
        text_vi="Hoàn thành số hóa hộ tịch trước hạn",
    ),
    "impact": example(
        "Tác động của việc chậm / what lateness does",
        id="NA-TD-01",
        kind="impact",
        unit="NA-STTTT",
        work="NA-T-29",
        as_of="2024-06-30",
        text_vi="Người dân chưa được thụ hưởng tiện ích của Đề án 06",
    ),
}
