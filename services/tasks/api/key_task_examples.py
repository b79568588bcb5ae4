"""Examples of the OpenAPI document about key tasks: they go on with the story of the events."""

from typing import Any

from services.tasks.api.examples import example

_HEALTH: dict[str, Any] = {
    "code": "KT-01",
    "title_vi": "Sổ/hồ sơ sức khỏe điện tử trên VNeID",
    "title_en": "Electronic health record on VNeID",
    "source": "synthetic",
}
_UNKNOWN: dict[str, Any] = {"code": "KT-02", "note": "văn bản gốc không nêu tên", "source": "synthetic"}
_NAMED: dict[str, Any] = {"code": "KT-02", "title_vi": "Cấp phiếu lý lịch tư pháp trên VNeID", "source": "synthetic"}

CATALOGUE = {
    "two-items": example(
        "Danh mục, một nhiệm vụ chưa có tên / a catalogue; the words of one item are not known",
        id="KT-2024",
        title_vi="Nhiệm vụ trọng tâm do Tổ công tác Trung ương đề ra",
        title_en="Key tasks proposed by the central Working Group",
        stated_count=2,
        items=[_HEALTH, _UNKNOWN],
        source="synthetic",
    )
}
REVISION = {
    "named": example(
        "Phiên bản sau / the next version",
        items=[_HEALTH, _NAMED],
        reason="Bổ sung tên nhiệm vụ",
        document="126/TB-TCTTKĐA",
    )
}
STUDY = {
    "all": example(
        "Nghiên cứu mọi nhiệm vụ của phiên bản hiện tại / study all items of the present version",
        proposing_unit="NA-CA",
    ),
    "some": example("Nghiên cứu một số / study some", items=["KT-01"], note="Phù hợp hạ tầng hiện có của tỉnh"),
}
PROPOSAL = {"one": example("Đề xuất / propose", items=["KT-01"], document="512/TTr-CAT")}
DECISION = {
    "one": example(
        "Chọn, kèm nhiệm vụ của tỉnh / select, with the local task",
        selected=[
            {
                "item": "KT-01",
                "plan": "NA-KH-2024",
                "title_vi": "Triển khai sổ sức khỏe điện tử trên VNeID tại tỉnh",
                "lead_unit": "NA-STP",
                "due": {"date": "2024-12-31", "precision": "year"},
            }
        ],
        document="1210/QĐ-UBND",
    ),
    "none": example("Không chọn / turn down", not_selected=["KT-02"], reason="Chưa phù hợp thực tiễn của tỉnh"),
}
IMPLEMENTATION = {"one": example("Đang triển khai / being implemented", items=["KT-01"], document="880/UBND-NC")}
