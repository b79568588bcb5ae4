"""What is not allowed about numbers, milestones, leads, approvals and plans."""

from collections.abc import Sequence

from services.tasks.domain.errors import FieldRefused, Refusal


class TargetNotReached(Refusal):
    """Completion needs the target, or a decision to complete off target (FR-NA-11)."""

    def __init__(self, op: str, value: int, reached: int | None) -> None:
        super().__init__(f"the target {op} {value} is not reached: {reached}")
        self.op = op
        self.value = value
        self.reached = reached


class SecurityOpen(Refusal):
    """Something is not shown yet of what the task has to show of security and safety (FR-NT-09)."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"not shown yet: {', '.join(missing)}")
        self.missing = tuple(missing)


class WorkClosed(Refusal):
    """What is completed or cancelled is not changed any more."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the work is {status}")
        self.status = status


class ApprovalNeeded(Refusal):
    """A product that is decided about above goes through its approval, not past it (FR-TW-06)."""


class NothingChanges(Refusal):
    """Everything is already as it is wished."""


class PlanIssuedBefore(Refusal):
    """A plan is issued once."""


class NoLeadToChange(Refusal):
    """What is assigned to a class of units is led by each of them."""


class OffTargetNotNeeded(FieldRefused):
    """There is no target that was missed, or the step completes nothing."""

    def __init__(self) -> None:
        super().__init__("off_target", "nothing is completed off target here")


class NumberMissing(FieldRefused):
    """A report states a value, or what is done of a total: one of the two."""

    def __init__(self) -> None:
        super().__init__("value", "one of value and done is needed")


class DoneExceedsTotal(FieldRefused):
    """More cannot be done than there is (FR-NT-11)."""

    def __init__(self, field: str, done: int, total: int) -> None:
        super().__init__(field, f"{done} of {total}")
        self.done = done
        self.total = total


class NothingReported(FieldRefused):
    """No number of that unit waits for the lead."""

    def __init__(self, unit: str) -> None:
        super().__init__("unit", f"nothing of {unit} waits")
        self.wanted = unit


class PartUnknown(FieldRefused):
    """The task has no such milestone, or no such period."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is not part of the task")
        self.wanted = wanted


class PartMetBefore(FieldRefused):
    """That milestone was reached, or that period met."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} was met before")
        self.wanted = wanted


class NamedTwice(FieldRefused):
    """Two milestones or sites of one work have one name."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is named twice")
        self.wanted = wanted


class NotOfThisKind(FieldRefused):
    """Regular tasks are met by period, the others by milestones."""

    def __init__(self, field: str, kind: str) -> None:
        super().__init__(field, f"not for tasks of the kind {kind}")
        self.kind = kind


class LeadUnchanged(FieldRefused):
    """The new lead leads already."""

    def __init__(self, unit: str) -> None:
        super().__init__("lead_unit", f"{unit} leads already")
        self.wanted = unit


class AuthorityMissing(FieldRefused):
    """An approval names who approves (FR-TW-15)."""

    def __init__(self) -> None:
        super().__init__("authority", "an approval needs its deciding authority")


class DocumentMissing(FieldRefused):
    """An approval is a document."""

    def __init__(self) -> None:
        super().__init__("document", "an approval needs its document")


class ClassEmpty(FieldRefused):
    """No unit of that class exists on the day on which the work is opened."""

    def __init__(self, wanted: str) -> None:
        super().__init__("assignee_classes", f"no unit is of the class {wanted}")
        self.wanted = wanted


class CriteriaMissing(FieldRefused):
    """A custom choice names its criteria; a preset brings its own."""

    def __init__(self) -> None:
        super().__init__("criteria", "criteria are given with the preset custom, and only with it")
