"""What the programme does not allow, in its own words. Nothing has changed when one of these is raised."""

from collections.abc import Sequence
from datetime import date, datetime


class Refusal(Exception):
    """A command that the rules refuse."""


class NotAllowed(Refusal):
    """The caller's role may not do this."""


class IllegalTransition(Refusal):
    """The life cycle has no such step; `allowed` names those that it has."""

    def __init__(self, current: str, wanted: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{current} does not lead to {wanted}, but to: {', '.join(allowed) or 'nothing'}")
        self.current = current
        self.wanted = wanted
        self.allowed = tuple(allowed)


class DeadlineClosed(Refusal):
    """The deadline of something done or cancelled stays what it was: lateness must not be whitewashed."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the deadline of a work that is {status} cannot be moved")
        self.status = status


class DeadlineUnchanged(Refusal):
    """The new deadline is the present one."""


class DeadlineNotKept(Refusal):
    """Pilot models have no deadline of their own."""


class FieldRefused(Refusal):
    """One field of the command cannot be accepted as it stands."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field


class UnknownReference(FieldRefused):
    """The field names something that the tenant does not have."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, f"{wanted} is not registered")
        self.wanted = wanted


class NotAProvince(FieldRefused):
    """The field names a tenant of another level: letters go to provinces, and only provinces end or succeed."""

    def __init__(self, field: str, tenant: str) -> None:
        super().__init__(field, f"{tenant} is no province")
        self.wanted = tenant


class GroupOfOtherPlan(FieldRefused):
    """The group belongs to another plan than the task."""

    def __init__(self, group: str, plan: str) -> None:
        super().__init__("group", f"{group} does not belong to {plan}")
        self.wanted = group


class UnitNotInForce(FieldRefused):
    """The unit does not exist on the day on which the work is opened (FR-X-07)."""

    def __init__(self, field: str, unit: str, day: date) -> None:
        super().__init__(field, f"{unit} does not exist on {day}")
        self.wanted = unit
        self.day = day


class PartnerCannotLead(FieldRefused):
    """An external partner coordinates, it does not lead (FR-NA-20)."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} is an external partner")
        self.wanted = unit


class LeadMissing(FieldRefused):
    """A task has exactly one lead unit, or is assigned to a class of units (FR-BP-04)."""

    def __init__(self) -> None:
        super().__init__("lead_unit", "one lead unit, or assignees, must be named")


class LeadAndAssignees(FieldRefused):
    """What is assigned to many units is led by each of them; it has no lead of its own (FR-BP-03)."""

    def __init__(self) -> None:
        super().__init__("assignees", "a task with a lead unit is not assigned to others")


class LeadCoordinates(FieldRefused):
    """The lead unit cannot coordinate with itself (FR-BP-04)."""

    def __init__(self, unit: str) -> None:
        super().__init__("coordinating_units", f"{unit} leads the task")
        self.wanted = unit


class ChildIdTooLong(FieldRefused):
    """The id leaves no room for the ids of the assignees behind it."""

    def __init__(self, child: str, field: str = "id") -> None:
        super().__init__(field, f"{child} would be longer than an id may be")


class DeadlineIncomplete(FieldRefused):
    """A deadline has a date and a precision, or neither (FR-BP-20)."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "a date needs its precision, and a precision its date")


class PeriodReversed(FieldRefused):
    """The end lies before the beginning."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "ends before it begins")


class ReasonMissing(FieldRefused):
    """Putting on hold and cancelling need their reason."""

    def __init__(self) -> None:
        super().__init__("reason", "this step needs its reason")


class ProductMissing(FieldRefused):
    """Completion needs its product (FR-BP-25, FR-NT-08)."""

    def __init__(self) -> None:
        super().__init__("product", "completion needs the product")


class EffectiveInFuture(FieldRefused):
    """What happens later is entered later."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "lies in the future")


class EffectiveBeforeLastChange(FieldRefused):
    """The past is not rewritten: the last change took effect later than this."""

    def __init__(self, field: str, since: datetime) -> None:
        super().__init__(field, f"the last change took effect at {since.isoformat()}")
        self.since = since


class NotADecider(FieldRefused):
    """Nobody of that role decides on deadlines."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "this role does not decide on deadlines")


class NameUnchanged(FieldRefused):
    """The unit is called so already."""

    def __init__(self, field: str, name: str) -> None:
        super().__init__(field, f"the unit is called {name} already")
        self.wanted = name
