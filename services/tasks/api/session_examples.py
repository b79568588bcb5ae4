"""Examples of sessions in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

SESSION = {
    "conference": example(
        "Hội nghị sơ kết / a conference",
        id="NA-HN-01",
        sort="conference",
        title_vi="Hội nghị đánh giá tiến độ các mô hình điểm",
        title_en="Conference on the progress of pilot models",
        held_on="2024-07-02",
        chair_role="permanent_vice_chairman",
        chair_unit="NA-UBND",
        participants=["NA-STTTT", "NA-STP"],
        source="synthetic",
    )
}
COMMITMENT = {
    "ioc": example(
        "Cam kết có thời hạn / a commitment with its day",
        unit="NA-STTTT",
        title_vi="Trình phê duyệt chủ trương đầu tư IOC",
        title_en="Submit the IOC's investment for approval",
        due_date="2024-07-20",
    )
}
