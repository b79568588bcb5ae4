"""Surveys of the town: a question set, a round that waits for answers, and one in which everything was accepted."""

from typing import TYPE_CHECKING, Any

from tests.abuse.callers import LEAD, OTHER, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Town

Body = dict[str, Any]
SET = "SET"
_BEFORE = {"return": ("submission",), "acceptance": ("submission",)}
"""The steps of a response that lie before an operation."""


def bodies(mark: str, number: int) -> dict[str, Body]:
    """A request of each sort that is about surveys."""
    questions = [{"id": "q1", "group": "legal", "text_vi": f"Câu hỏi {mark}", "source": "synthetic"}]
    titled = {"title_vi": f"Khảo sát {mark}", "title_en": f"Survey {mark}", "source": "synthetic"}
    answers = {"answers": [{"question": "q1", "status": "diem_nghen", "text": f"Vướng mắc {mark}"}]}
    return {
        "question_set": {"id": f"{SET}-{number}", "questions": questions, **titled},
        "revision": {"questions": questions},
        "survey_round": {"id": f"R-{number}", "question_set": SET, "invited": [LEAD, OTHER], **titled},
        "assessment": {"assessment": f"Đánh giá {mark}", "solutions": [f"Giải pháp {mark}"]},
        "draft": answers,
        "submission": answers,
        "return": {"reason": f"Trả lại {mark}"},
        "acceptance": {"note": f"Chấp nhận {mark}"},
    }


def settle(town: "Town", chief: Caller) -> None:
    tenant = chief.tenant
    town.made(chief, f"/v1/{tenant}/question-sets", **town.body("question_set", tenant) | {"id": SET})
    town.made(chief, f"/v1/{tenant}/question-sets", **town.body("question_set", tenant) | {"id": f"KEPT-{tenant}"})
    fresh(town, chief, (), f"KEPT-{tenant}")
    fresh(town, chief, ("submission", "acceptance"), f"CANCELLED-{tenant}")


def fresh_for(town: "Town", chief: Caller, operation: str) -> str:
    """The id of a round in which the response of the lead unit waits for that step."""
    return fresh(town, chief, _BEFORE.get(operation, ()), None)


def fresh(town: "Town", chief: Caller, steps: tuple[str, ...], key: str | None) -> str:
    tenant = chief.tenant
    body = town.body("survey_round", tenant) | ({"id": key} if key else {})
    opened: str = town.made(chief, f"/v1/{tenant}/survey-rounds", **body)["id"]
    for step in steps:
        town.made(chief, f"/v1/{tenant}/survey-rounds/{opened}/responses/{LEAD}/{step}", **town.body(step, tenant))
    return opened
