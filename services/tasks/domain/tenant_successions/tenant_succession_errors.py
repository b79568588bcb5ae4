"""What is refused about successions of tenants."""

from datetime import date

from services.tasks.domain.errors import FieldRefused


class SucceedsItself(FieldRefused):
    """A tenant is succeeded by another one."""

    def __init__(self, field: str, tenant: str) -> None:
        super().__init__(field, f"{tenant} is the tenant that ends")
        self.wanted = tenant


class TenantNotInForce(FieldRefused):
    """The successor does not exist on that day."""

    def __init__(self, field: str, tenant: str, day: date) -> None:
        super().__init__(field, f"{tenant} does not exist on {day}")
        self.wanted = tenant
        self.day = day
