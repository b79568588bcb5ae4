"""Refusals of what is asked of the email channel."""

from typing import NamedTuple

from services.notifications.domain.phrases import Said


class EmailOff(Exception):
    """This deployment has no SMTP server to send by (TIENDO_SMTP_HOST)."""


class AddressNotFound(Exception):
    """The tenant's book has no such address."""


class NoSuchLink(Exception):
    """The link opens nothing; whether it never did, or does no longer, is not told."""


class Fault(NamedTuple):
    """What is wrong with one field of a wish; `code` is stable."""

    field: str
    code: str
    message: Said


class InvalidWish(Exception):
    """The book, the rules or the preferences that are asked for cannot be."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults
