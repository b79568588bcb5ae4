"""The collections of this service, with every index that its queries use."""

from shared.storage import CollectionSpec, Index

NOTICES = CollectionSpec("notices", (Index(("mailbox", "arrival")), Index(("mailbox", "unread", "arrival"))))
MAILBOXES = CollectionSpec("mailboxes")
OBLIGATIONS = CollectionSpec(
    "obligations",
    (
        Index(("next_step_at",), spanning=True),
        Index(("next_step_at",)),
        Index(("open", "due_at")),
    ),
)
UNITS = CollectionSpec("units")

SPECS = (NOTICES, MAILBOXES, OBLIGATIONS, UNITS)

REBUILT = {spec.name: CollectionSpec(f"rebuilt_{spec.name}") for spec in (NOTICES, OBLIGATIONS, UNITS)}
"""Where what follows from events is built anew, to be compared; apart from what people and the clock live on."""
