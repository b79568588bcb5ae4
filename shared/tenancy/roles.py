"""The roles of the programme (roles of the sample data; personas of the domain)."""

from enum import StrEnum


class Role(StrEnum):
    """A role is what a person acts as; one person may hold several, a token states one."""

    CENTRAL_OFFICER = "central_wg_officer"
    CHAIRMAN = "chairman"
    PERMANENT_VICE_CHAIRMAN = "permanent_vice_chairman"
    STANDING_OFFICER = "standing_officer"
    OFFICE_OFFICER = "office_officer"
    UNIT_HEAD = "unit_head"
    UNIT_OFFICER = "unit_officer"
    DISTRICT_CHAIR = "district_chair"
    COMMUNE_OFFICER = "commune_officer"
    HOME_AFFAIRS_OFFICER = "home_affairs_officer"
    INTEGRATOR = "integrator"
    OPS = "ops"


HEADS = frozenset({Role.UNIT_HEAD, Role.DISTRICT_CHAIR})
OFFICERS = frozenset({Role.UNIT_OFFICER, Role.COMMUNE_OFFICER})
UNIT_ROLES = HEADS | OFFICERS
DEPUTY = "deputy_head"
"""How events name somebody who acts for a head; such a token states the head's role and says that it is a deputy's."""
READS_EVERY_PROVINCE = frozenset({Role.CENTRAL_OFFICER})
