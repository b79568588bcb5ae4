"""The collections of the read model, with every index that its queries use; each has room for several generations."""

from shared.messaging.generations import in_generations
from shared.storage import CollectionSpec, Index

ROWS = in_generations(CollectionSpec("rows", (Index(("work",)), Index(("parent",)), Index(("focus_order",)))))
COUNTERS = in_generations(CollectionSpec("boards", (Index(("level", "dimension", "bucket")),)))
HISTORY = in_generations(CollectionSpec("history", (Index(("at",)), Index(("known",)))))
NAMES = in_generations(CollectionSpec("names", (Index(("listed",), spanning=True),)))

SPECIFICATIONS = (ROWS, COUNTERS, HISTORY, NAMES)
