"""Defects that somebody might write one day, planted into a service's process while it starts (tests.chaos.points)."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tests.chaos.points.plants import reading, sending, showing, writing

if TYPE_CHECKING:
    from tests.chaos.points.hooks import Alteration
    from tests.chaos.points.switches import Switches

Plant = Callable[["Switches"], list["Alteration"]]

PLANTS: Mapping[str, Plant] = {**writing.PLANTS, **reading.PLANTS, **showing.PLANTS, **sending.PLANTS}


def planted(switches: "Switches") -> list["Alteration"]:
    """Those of the defect that this process was given, if any. Raises KeyError for one that there is not."""
    name = switches.read("defect")
    return PLANTS[name.strip()](switches) if name else []
