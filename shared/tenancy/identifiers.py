"""Identifiers. The tenant is an argument of every port and the first field of every index."""

import re
from dataclasses import dataclass
from typing import NewType

TenantId = NewType("TenantId", str)
UnitId = NewType("UnitId", str)

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")

CENTRAL = TenantId("central")


@dataclass(frozen=True, slots=True)
class AcrossTenants:
    """The one explicit way to read across provinces; the reason is written to the audit log (G6)."""

    reason: str


def is_identifier(text: str) -> bool:
    """Ids are letters, digits, dot, underscore and dash, 80 characters at most: safe in paths, keys and file names."""
    return _IDENTIFIER.fullmatch(text) is not None
