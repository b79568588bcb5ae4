"""Examples of the OpenAPI document about bottlenecks: they go on with the story of the events."""

from services.tasks.api.examples import example

BOTTLENECK = {
    "legal": example(
        "Điểm nghẽn pháp lý / a legal bottleneck",
        id="NA-BN-02",
        group="legal",
        theme="documents-to-amend",
        title_vi="Chờ các bộ, ngành gửi danh mục văn bản cần sửa đổi",
        title_en="Waiting for the ministries' lists of documents to amend",
        owner_unit="NA-STP",
        linked_works=["NA-T-01"],
        corrective_actions=["Rà soát trước các văn bản của tỉnh"],
        source="synthetic",
    ),
    "people": example(
        "Nguồn lực, phần con người / resources, its part people",
        id="NA-BN-03",
        group="resources",
        scope="people",
        title_vi="Chưa có cán bộ chuyên trách",
        owner_unit="NA-STP",
        raised_at="2024-03-20",
    ),
}
AMENDMENT = {
    "own-actions": example(
        "Bổ sung biện pháp tự khắc phục / what the unit does itself",
        reason="Đã làm việc với Công an tỉnh",
        corrective_actions=["Rà soát trước các văn bản của tỉnh", "Lập danh mục tạm thời"],
    )
}
PROPOSAL = {
    "to-the-chairman": example(
        "Đề xuất giải pháp / propose a solution",
        text="Đề nghị các bộ, ngành gửi danh mục trước ngày 15/4/2024",
        document="310/STP-NC",
        competent_authority={"role": "chairman", "level": "Tổ công tác Đề án 06 của Chính phủ"},
    )
}
DECISION = {
    "agreed": example(
        "Đồng ý / agreed",
        text="Đồng ý, giao Sở Tư pháp làm việc trực tiếp với các bộ, ngành",
        document="228/TB-UBND",
    )
}
REJECTION = {
    "refused": example(
        "Không đồng ý / refused",
        text="Chưa đủ căn cứ; đơn vị tự khắc phục",
        document="229/TB-UBND",
    )
}
RESOLUTION = {"resolved": example("Đã tháo gỡ / resolved", text="Đã nhận đủ danh mục văn bản của các bộ, ngành")}
LEADS = {
    "nghe-an": example(
        "Hai dòng chủ trì / two lead lines",
        lines=[
            {"group": "legal", "unit": "NA-STP"},
            {"group": "resources", "scope": "people", "unit": "NA-STP", "coordinating": ["NA-CA"]},
        ],
        source="synthetic",
    )
}
