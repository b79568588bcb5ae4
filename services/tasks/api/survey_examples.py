"""Examples of the OpenAPI document about surveys: they go on with the story of the events."""

from typing import Any

from services.tasks.api.examples import example

_QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "legal-1",
        "group": "legal",
        "text_vi": "Đơn vị còn văn bản nào chưa ban hành hoặc cần sửa đổi để triển khai Đề án 06?",
        "text_en": "Which documents are still to be issued or amended?",
        "source": "synthetic",
    },
    {
        "id": "resources-3",
        "group": "resources",
        "scope": "people",
        "text_vi": "Số cán bộ chuyên trách, kiêm nhiệm Đề án 06?",
        "text_en": "Dedicated and part-time staff?",
        "source": "synthetic",
    },
]
_MORE = {"id": "data-5", "group": "data", "text_vi": "Vướng mắc khi kết nối dữ liệu?", "required": False}
_ANSWERS = [
    {"question": "legal-1", "status": "thuan_loi"},
    {"question": "resources-3", "status": "diem_nghen", "text": "Chưa có cán bộ chuyên trách"},
]

QUESTION_SET = {
    "two-questions": example(
        "Bộ danh mục câu hỏi / a question set",
        id="NA-QS-2024",
        title_vi="Bộ danh mục câu hỏi theo 05 nhóm vấn đề",
        title_en="Question set by the five groups of issues",
        questions=_QUESTIONS,
        source="synthetic",
    )
}
REVISION = {"third-question": example("Phiên bản sau / the next version", questions=[*_QUESTIONS, _MORE])}
ROUND = {
    "april-2024": example(
        "Mời hai đơn vị / two units are invited",
        id="NA-KS-1",
        question_set="NA-QS-2024",
        title_vi="Khảo sát thực trạng triển khai Đề án 06, tháng 4/2024",
        title_en="Survey of the status of Project 06, April 2024",
        invited=["NA-STC", "NA-CA"],
        due={"date": "2024-05-10", "precision": "day"},
        source="synthetic",
    )
}
DRAFT = {"partial": example("Bản nháp còn thiếu câu / a draft that lacks an answer", answers=_ANSWERS[:1])}
SUBMISSION = {
    "bottleneck": example("Nộp, có điểm nghẽn / submit, with a bottleneck", answers=_ANSWERS),
    "nothing": example("Không có vướng mắc / nothing to report", answers=[], nothing_to_report=True),
}
RETURN = {"incomplete": example("Trả lại / return", reason="Nêu rõ số cán bộ còn thiếu")}
ACCEPTANCE = {"accepted": example("Chấp nhận / accept", note="Đã đối chiếu với Sở Nội vụ")}
ASSESSMENT = {
    "people": example(
        "Đánh giá nhóm nguồn lực, phần con người / of the resources, its part people",
        scope="people",
        assessment="Các đơn vị chưa có cán bộ chuyên trách Đề án 06",
        solutions=["Bố trí cán bộ chuyên trách ở mỗi đơn vị"],
    )
}
