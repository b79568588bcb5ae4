"""The life cycles of tasks and pilot models, as a table that reads like the programme (glossary 51-53, FR-NT-17)."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.tasks.domain.errors import IllegalTransition


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """`steps` names for every status where it may lead. Where it leads nowhere, it is final.

    `done` discharges the obligation; `explained` may not be entered without a reason, `proven` not without a product.
    """

    steps: Mapping[str, tuple[str, ...]]
    done: frozenset[str]
    explained: frozenset[str] = frozenset()
    proven: frozenset[str] = frozenset()

    def require_step(self, current: str, wanted: str) -> None:
        """Raises IllegalTransition, which names the steps that exist."""
        if wanted not in self.steps[current]:
            raise IllegalTransition(current, wanted, self.steps[current])

    def is_open(self, status: str) -> bool:
        """Still owed: neither done nor cancelled."""
        return status not in self.done and status != CANCELLED


CANCELLED = "cancelled"
SUBMITTED = "submitted"

TASK = LifeCycle(
    steps={
        "not_started": ("in_progress", "on_hold", "cancelled"),
        "in_progress": ("submitted", "basically_completed", "completed", "on_hold", "cancelled"),
        "submitted": ("returned", "basically_completed", "completed", "on_hold", "cancelled"),
        "returned": ("in_progress", "submitted", "on_hold", "cancelled"),
        "on_hold": ("not_started", "in_progress", "cancelled"),
        "basically_completed": ("completed", "cancelled"),
        "completed": (),
        "cancelled": (),
    },
    done=frozenset({"basically_completed", "completed"}),
    explained=frozenset({"on_hold", "cancelled"}),
    proven=frozenset({"completed"}),
)

MODEL = LifeCycle(
    steps={
        "not_started": ("in_progress",),
        "in_progress": ("completed",),
        "completed": ("maintained",),
        "maintained": (),
    },
    done=frozenset({"completed", "maintained"}),
)
