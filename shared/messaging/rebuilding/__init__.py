"""Rebuilds of read models: a second generation beside the live one, proved equal, then put in its place (G4)."""

from shared.messaging.rebuilding.building import Unbuildable
from shared.messaging.rebuilding.comparing import Compared, Pair, whole
from shared.messaging.rebuilding.read_models import Built, ReadModel, go_live
from shared.messaging.rebuilding.rebuilder import Interrupted, Parts, Rebuilder
from shared.messaging.rebuilding.records import REBUILDS, Example, Findings, Ignored, LeftOut, Rebuild, Rebuilds, Stage
from shared.messaging.rebuilding.wishes import UnknownTenant, Wishes
from shared.messaging.rebuilding.worker import Worker

__all__ = [
    "REBUILDS",
    "Built",
    "Compared",
    "Example",
    "Findings",
    "Ignored",
    "Interrupted",
    "LeftOut",
    "Pair",
    "Parts",
    "ReadModel",
    "Rebuild",
    "Rebuilder",
    "Rebuilds",
    "Stage",
    "Unbuildable",
    "UnknownTenant",
    "Wishes",
    "Worker",
    "go_live",
    "whole",
]
