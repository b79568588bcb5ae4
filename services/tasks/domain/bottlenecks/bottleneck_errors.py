"""What is refused about bottlenecks and their leads."""

from services.tasks.domain.errors import FieldRefused, Refusal


class BottleneckClosed(Refusal):
    """What is said of a resolved or rejected bottleneck stays."""

    def __init__(self, status: str) -> None:
        super().__init__(f"a bottleneck that is {status} is not amended")
        self.status = status


class ScopeOfOtherGroup(FieldRefused):
    """Only the resources are divided, into funding and people (FR-BP-11)."""

    def __init__(self, field: str, group: str) -> None:
        super().__init__(field, f"{group} has no parts")
        self.wanted = group


class AuthorityMissing(FieldRefused):
    """Somebody who can unblock it has a role, a unit or a level."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "a role, a unit or a level must be named")


class LeadLineTwice(FieldRefused):
    """A group, or a part of it, has one lead."""

    def __init__(self, field: str, group: str) -> None:
        super().__init__(field, f"{group} is led twice")
        self.wanted = group


class CoordinatorLeads(FieldRefused):
    """The unit that leads a group does not help itself."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} leads the group")
        self.wanted = unit
