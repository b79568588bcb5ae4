"""What cannot be done with directives."""

from datetime import date

from services.tasks.domain.errors import FieldRefused


class SubjectMissing(FieldRefused):
    """The Vietnamese subject is authoritative; only what is known already may come without it (FR-BP-22)."""

    def __init__(self) -> None:
        super().__init__("subject_vi", "a directive that is not known yet needs its Vietnamese subject")


class NumberContradicted(FieldRefused):
    """Number and symbol do not give the full number."""

    def __init__(self, full_number: str) -> None:
        super().__init__("full_number", f"{full_number} is not what number and symbol say")
        self.wanted = full_number


class NumberOfOtherDay(FieldRefused):
    """The issuer has used this number and symbol in the same year for a document of another day (FR-BP-01)."""

    def __init__(self, directive: str, day: date) -> None:
        super().__init__("issued_date", f"the number belongs to {directive} of {day}")
        self.wanted = directive
        self.day = day


class BlockTwice(FieldRefused):
    """Two blocks of a directive bear the same id."""

    def __init__(self, field: str, block: str) -> None:
        super().__init__(field, f"{block} is there twice")
        self.wanted = block


class BlockOfOtherDirective(FieldRefused):
    """The task or link names a block that its directive does not have."""

    def __init__(self, block: str, directive: str | None) -> None:
        super().__init__("block", f"{block} is no block of {directive}")
        self.wanted = block


class LinkTooFar(FieldRefused):
    """A province refers to itself and to the central level, not to another province (FR-X-01)."""

    def __init__(self) -> None:
        super().__init__("target_tenant", "links lead to the own tenant or to the central level")
