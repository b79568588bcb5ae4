"""What a unit says in a report or a session: results, advantages, difficulties by group, proposals, and what is late.

For what is late it says the cause, what is done about it, the new day and the support that it needs (FR-NA-13, FR-NA-21).
"""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import Field

from services.tasks.domain.duty_errors import (
    ContentMissing,
    LateItemsMissing,
    NothingNotAllowed,
    NothingWithDifficulties,
    WorkOfOthers,
)
from services.tasks.domain.values import Day, Flag, Identifier, Line, Text, Wish
from shared.events import UnitReportSnapshot
from shared.events.bottlenecks import BottleneckGroup


class WrittenDifficulty(Wish):
    group: BottleneckGroup | None = Field(None, description="Group of bottlenecks")
    text: Text


class SlowItem(Wish):
    """All of it has to be said of work that is late or slow (FR-NA-21)."""

    work: Identifier = Field(description="Task or pilot model that the unit leads")
    cause: BottleneckGroup = Field(description="What holds it up, by group")
    action: Text = Field(description="What the unit does about it")
    new_date: Day = Field(description="When it is expected to be done now")
    support: Text = Field(description="What the unit needs from others")


class ReportContent(Wish):
    """What the unit reports. Handed in again, it is a new edition; after a signature it is a correction with its reason."""

    draft: Flag = Field(False, description="Kept, but not handed in yet")
    nothing_to_report: Flag = False
    text_vi: Text | None = None
    results_vi: Text | None = Field(None, description="What was achieved")
    advantages_vi: Text | None = Field(None, description="What made it easier")
    difficulties: tuple[WrittenDifficulty, ...] = Field((), max_length=200)
    proposals: tuple[Text, ...] = Field((), max_length=100, description="Solutions that the unit proposes")
    slow_items: tuple[SlowItem, ...] = Field((), max_length=500, description="What is late or slow, and why")
    documents: tuple[Line, ...] = Field((), max_length=100, description="Numbers and symbols of attached documents")
    reason: Line | None = Field(None, description="Why a signed report is corrected")


@dataclass(frozen=True, slots=True)
class Led:
    """What the unit leads: those of the named works that it does, and all that are overdue."""

    works: Collection[str] = ()
    overdue: Collection[str] = ()


def require_sense(report: UnitReportSnapshot, content: ReportContent, led: Led) -> None:
    """Raises ContentMissing, NothingNotAllowed, NothingWithDifficulties, WorkOfOthers, LateItemsMissing."""
    _require_content(report, content)
    for place, item in enumerate(content.slow_items):
        if item.work not in led.works:
            raise WorkOfOthers(f"slow_items.{place}.work", item.work)
    unexplained = sorted(set(led.overdue) - {item.work for item in content.slow_items})
    if report.late_explained and unexplained and not content.draft:
        raise LateItemsMissing(unexplained)


def _require_content(report: UnitReportSnapshot, content: ReportContent) -> None:
    if not content.nothing_to_report:
        if not _says_something(content):
            raise ContentMissing
        return
    if not report.nothing_allowed:
        raise NothingNotAllowed
    if content.difficulties or content.slow_items:
        raise NothingWithDifficulties


def _says_something(content: ReportContent) -> bool:
    words = (content.text_vi, content.results_vi, content.advantages_vi)
    return any(words) or bool(content.difficulties or content.proposals or content.slow_items)
