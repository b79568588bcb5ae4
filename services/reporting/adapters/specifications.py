"""The collections of the read model, with every index that its queries use."""

from shared.storage import CollectionSpec, Index

ROWS = CollectionSpec("rows", (Index(("work",)), Index(("parent",)), Index(("focus_order",))))
COUNTERS = CollectionSpec("boards", (Index(("level", "dimension", "bucket")),))
HISTORY = CollectionSpec("history", (Index(("at",)), Index(("known",))))
NAMES = CollectionSpec("names", (Index(("listed",), spanning=True),))

SPECIFICATIONS = (ROWS, COUNTERS, HISTORY, NAMES)
