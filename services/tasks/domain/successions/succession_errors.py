"""What is refused about successions."""

from datetime import date

from services.tasks.domain.errors import FieldRefused, Refusal


class CannotPass(Refusal):
    """Something is still owed by a unit that ends, and nobody takes it over; `left` names some of it."""

    def __init__(self, left: list[str], count: int) -> None:
        super().__init__(f"{count} are left with nobody: {', '.join(left)}")
        self.left = left
        self.count = count


class UnitTwice(FieldRefused):
    """A unit hands over once in one succession."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} is named twice")
        self.wanted = unit


class SuccessorEnds(FieldRefused):
    """Who takes over does not end in the same succession."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} ends itself")
        self.wanted = unit


class SuccessorMissing(FieldRefused):
    """A unit that goes on only hands over what `works` names, to units that are named there."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} goes on")
        self.wanted = unit


class NotYetThere(FieldRefused):
    """The unit begins later than it would end."""

    def __init__(self, field: str, unit: str, since: date) -> None:
        super().__init__(field, f"{unit} exists since {since}")
        self.wanted = unit
        self.since = since


class LedByNoneOfThem(FieldRefused):
    """The work is led by no unit that hands over, or it is done."""

    def __init__(self, field: str, work: str) -> None:
        super().__init__(field, f"{work} does not pass on")
        self.wanted = work
