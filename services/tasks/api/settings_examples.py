"""Examples of the OpenAPI document about what is set once."""

from services.tasks.api.examples import example

CLUSTERS = {
    "two": example(
        "Một cụm, một vùng / a cluster and a region",
        clusters=[
            {"id": "cum-1", "kind": "cluster", "name_vi": "Cụm thi đua số 1", "tenants": ["nghe-an"]},
            {
                "id": "bac-trung-bo",
                "kind": "region",
                "name_vi": "Bắc Trung Bộ",
                "name_en": "North Central",
                "tenants": ["nghe-an"],
            },
        ],
        source="synthetic",
    )
}
PRINCIPLE = {
    "one": example(
        "Điền một ô / fill one slot",
        slots=[{"number": 1, "title_vi": "(nội dung do tỉnh xác định)", "points": ["(đầu việc do tỉnh xác định)"]}],
    ),
    "empty": example("Để trống / leave it empty", slots=[]),
}
