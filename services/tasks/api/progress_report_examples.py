"""Examples of progress reports in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

PROGRESS_REPORT = {
    "quarter": example("Báo cáo quý / of a quarter", id="NA-BCTD-2024-Q2", period="2024-Q2", source="synthetic"),
    "month": example("Báo cáo tháng / of a month", id="NA-BCTD-2024-07", period="2024-07"),
}
PROGRESS_REPORT_STEP = {
    "delivered": example(
        "Trình Chủ tịch / delivered to the chairman",
        to="delivered",
        digest="5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        note="Đã rà soát cùng Văn phòng UBND tỉnh",
    ),
    "received": example("Chủ tịch đã nhận / received by the chairman", to="received"),
}
