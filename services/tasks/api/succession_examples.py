"""Examples of successions in the OpenAPI document; they tell the story that the examples of the events tell."""

from services.tasks.api.examples import example

NAME = {
    "science": example(
        "Sở Tư pháp đổi tên / a department has a new name",
        name_vi="Sở Tư pháp và Pháp chế",
        name_en="Department of Justice and Legal Affairs",
        effective_on="2024-06-01",
        document="412/QĐ-UBND",
    )
}
SUCCESSION = {
    "merged": example(
        "Hợp nhất hai sở / two departments become one",
        id="NA-SX-01",
        title_vi="Hợp nhất Sở Thông tin và Truyền thông vào Sở Tư pháp",
        title_en="The Department of Information and Communications joins the Department of Justice",
        effective_on="2024-06-01",
        document="413/NQ-HĐND",
        heirs=[{"unit": "NA-STTTT", "successor": "NA-STP"}, {"unit": "NA-VPUB", "successor": "NA-STP"}],
        source="synthetic",
    ),
    "divided": example(
        "Kết thúc cấp huyện, chọn đơn vị kế thừa cho từng việc / the district level ends",
        id="NA-SX-02",
        title_vi="Kết thúc hoạt động cấp huyện",
        effective_on="2025-07-01",
        document="76/2025/UBTVQH15",
        heirs=[{"unit": "NA-H412", "successor": "NA-STP"}],
        works=[{"work": "NA-T-46", "lead_unit": "NA-CA"}],
    ),
}
TENANT_SUCCESSION = {
    "merged": example(
        "Tỉnh được kế thừa / a province is succeeded by another",
        tenant="nghe-an",
        successor="bac-trung-bo",
        title_vi="Sắp xếp đơn vị hành chính cấp tỉnh (ví dụ)",
        title_en="Provinces are merged (an example)",
        effective_on="2024-08-01",
        document="999/NQ-QH",
        heirs=[{"unit": "NA-STP", "successor": "BTB-STP"}, {"unit": "NA-VPUB", "successor": "BTB-VPUB"}],
        works=[{"work": "NA-M-27", "lead_unit": "BTB-VPUB"}],
        source="synthetic",
    ),
}
