"""The collections of the read model, with every index that its queries use; each has room for several generations."""

from shared.messaging.generations import in_generations
from shared.storage import CollectionSpec, Index

ROWS = in_generations(
    CollectionSpec("rows", (Index(("work",)), Index(("parent",)), Index(("focus_order",)), Index(("open_due",))))
)
COUNTERS = in_generations(CollectionSpec("boards", (Index(("level", "dimension", "bucket")),)))
HISTORY = in_generations(CollectionSpec("history", (Index(("at",)), Index(("known",)))))
NAMES = in_generations(CollectionSpec("names", (Index(("listed",), spanning=True),)))
MEASURES = in_generations(CollectionSpec("measures", (Index(("sort",)), Index(("indicator", "last_day")))))

FROZEN = CollectionSpec("frozen_reports")
"""What was frozen stays as it is; it is in no generation, so a rebuild does not touch it."""

SPECIFICATIONS = (ROWS, COUNTERS, HISTORY, NAMES, MEASURES)
