"""What the rules of inspections, sessions and of what follows from them refuse."""

from datetime import date

from services.tasks.domain.errors import FieldRefused, Refusal


class InspectsItself(FieldRefused):
    """Nobody inspects the own unit."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} is one of the inspectors")
        self.wanted = unit


class NotInspected(FieldRefused):
    """Findings and recommendations are about units that were inspected."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} was not inspected")
        self.wanted = unit


class DueBeforeItsDay(FieldRefused):
    """Nothing can be due before the day on which it was asked for."""

    def __init__(self, field: str, day: date) -> None:
        super().__init__(field, f"lies before {day}")
        self.day = day


class NotParticipating(FieldRefused):
    """Commitments are made by units that take part in the session."""

    def __init__(self, field: str, unit: str) -> None:
        super().__init__(field, f"{unit} does not take part")
        self.wanted = unit


class SessionLiesAhead(Refusal):
    """Nobody has said anything yet in a session that is still to be held."""

    def __init__(self, day: date) -> None:
        super().__init__(f"is held on {day}")
        self.day = day
