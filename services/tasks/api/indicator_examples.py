"""Examples of indicators and services in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

INDICATOR = {
    "ratio": example(
        "Tỷ lệ nộp hồ sơ trực tuyến, nguồn không nêu mục tiêu / a rate for which no target is stated",
        id="NA-KPI-07",
        code="online-submission",
        name_vi="Tỷ lệ nộp hồ sơ trực tuyến",
        name_en="Rate of online application submission",
        unit_of_measure="%",
        measure="ratio",
        numerator_vi="Hồ sơ nộp trực tuyến",
        denominator_vi="Hồ sơ tiếp nhận",
        direction="increase",
        frequency="monthly",
        units=["NA-STP"],
        source="seed",
    ),
    "count": example(
        "Số mô hình hoàn thành / a number with its target and where it stood",
        id="NA-KPI-01",
        name_vi="Số mô hình điểm hoàn thành",
        unit_of_measure="models",
        measure="count",
        direction="increase",
        target={"op": "=", "value": 38, "due": "2024-12-31"},
        baseline={"as_of": "2024-04-02", "value": 6},
        source="seed",
    ),
    "quality": example(
        "Chất lượng dữ liệu / đúng, đủ, sạch, sống",
        id="NA-CLDL",
        name_vi="Chất lượng dữ liệu “đúng, đủ, sạch, sống”",
        unit_of_measure="4 criteria",
        measure="quality",
    ),
}
DETAILS = {
    "target": example(
        "80 % chỉ tiêu kế hoạch đến hết năm 2024 / 80 % of what was planned",
        target={"kind": "relative_to_plan", "op": ">=", "value": 80, "planned": 75, "due": "2024-12-31"},
        reason="Chọn cách hiểu “80 % của chỉ tiêu kế hoạch”",
        document="215/TB-UBND",
    ),
}
VALUE = {
    "ratio": example("Tháng 4/2024 / April 2024", period="2024-04", unit="NA-STP", numerator=120, denominator=200),
    "quality": example(
        "Một cơ sở dữ liệu / one database",
        period="2024-Q1",
        item="CSDL-HOTICH",
        quality={"correct": 100, "complete": 85, "clean": 90, "live": 100},
    ),
}
CORRECTION = {
    "late": example(
        "Bổ sung hồ sơ / what came in late",
        numerator=126,
        denominator=200,
        reason="Bổ sung hồ sơ của bộ phận một cửa",
    ),
}
CONFIRMATION = {"first": example("Xác nhận bản đã đọc / confirms what was read", edition=1)}
CHECKLIST = {
    "essential": example(
        "Danh mục dịch vụ công thiết yếu / essential public services",
        id="DVC-THIET-YEU",
        title_vi="53 dịch vụ công thiết yếu",
        title_en="53 essential public services",
        services=[
            {"id": "ES-03", "part": "QD06-25", "name_vi": "Đăng ký thường trú"},
            {"id": "ES-26", "part": "QD422-28"},
        ],
        source="background",
    ),
}
DEPLOYMENT = {
    "since": example("Đã triển khai / deployed", service="ES-03", deployed=True, deployed_on="2024-03-15"),
    "not": example("Chưa triển khai / not deployed", service="ES-26", deployed=False, note="Chưa có quy trình"),
}
