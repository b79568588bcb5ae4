"""How far the children of one assignment are (FR-BP-05): each child's own state, and what they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.reporting.domain.answers import Counts, FanOut, FanOutChild, Moment
from services.reporting.domain.boards import cells_of
from services.reporting.domain.counting import numbers
from services.reporting.domain.states import DONE, UNCOUNTED, State
from services.reporting.domain.tallies import tally, together

Child = tuple[Mapping[str, Any], State]
"""A child's row, and its state at the instant asked for."""


def fan_out(tenant: str, assignment: str, children: Sequence[Child], at: str, moment: Moment) -> FanOut:
    counted = together(tally(dict.fromkeys(cells_of(state), 1), at) for _, state in children)
    listed = sorted(
        _listed(children), key=lambda child: (child.done, child.due_at or "9", child.unit or "", child.task)
    )
    return FanOut(
        **moment.model_dump(),
        tenant=tenant,
        assignment=assignment,
        counts=Counts(**numbers(counted)),
        children=listed,
    )


def _listed(children: Iterable[Child]) -> list[FanOutChild]:
    """What is left to do stands before what is done."""
    return [
        FanOutChild(
            task=row["id"].partition(":")[2],
            unit=state.get("unit"),
            title_vi=row["title_vi"],
            title_en=row.get("title_en"),
            status=state["status"],
            done=state["status"] in DONE | UNCOUNTED,
            due_at=state.get("due"),
        )
        for row, state in children
    ]
