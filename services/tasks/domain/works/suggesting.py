"""The same content as task and as pilot model: a change of one is only suggested for the other, never made (FR-NT-20)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from services.tasks.domain.lifecycle import MODEL, TASK
from shared.events import ModelSnapshot, TaskSnapshot


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`update` says which of the two may have to follow the other."""

    update: Literal["task", "pilot_model"]
    task: str
    task_status: str
    text_vi: str
    text_en: str


def suggestions(model: ModelSnapshot, linked: Iterable[TaskSnapshot]) -> Iterator[Suggestion]:
    """One for each linked task that is done while the model is not, or the other way round."""
    model_done = model.status in MODEL.done
    for task in linked:
        task_done = task.status in TASK.done
        if task_done and not model_done:
            vi = f"Nhiệm vụ {task.id} đã xong: xem xét cập nhật mô hình {model.id}"
            yield Suggestion(
                "pilot_model", task.id, task.status, vi, f"{task.id} is done: consider updating the model {model.id}"
            )
        elif model_done and TASK.is_open(task.status):
            vi = f"Mô hình {model.id} đã xong: xem xét cập nhật nhiệm vụ {task.id}"
            yield Suggestion(
                "task", task.id, task.status, vi, f"The model {model.id} is done: consider updating {task.id}"
            )
