"""The collections of this service, with every index that its queries use."""

from services.notifications.adapters.email.specifications import EMAIL_SPECS
from services.notifications.adapters.webhooks.specifications import SUBSCRIPTION_SPECS
from shared.storage import CollectionSpec, Index

NOTICES = CollectionSpec(
    "notices",
    (
        Index(("mailbox", "arrival")),
        Index(("mailbox", "unread", "arrival")),
        Index(("mailbox", "subject", "arrival")),
    ),
)
MAILBOXES = CollectionSpec("mailboxes")
OBLIGATIONS = CollectionSpec(
    "obligations",
    (
        Index(("next_step_at",), spanning=True),
        Index(("next_step_at",)),
        Index(("open", "due_at")),
        Index(("open", "ladder")),
        Index(("open", "owner_unit", "due_at")),
    ),
)
UNITS = CollectionSpec("units")
LADDERS = CollectionSpec("ladders", (Index(("settled",), spanning=True),))
"""What tenants have set, a document for each version; no rebuild touches it."""

SNOOZES = CollectionSpec("snoozes", (Index(("until",), spanning=True),))
"""Notices that are put aside, until they come back."""
CALENDAR_LINKS = CollectionSpec("calendar_links", (Index(("handle",)),))
"""Secret links to calendars; of the secret only a hash."""

SPECS = (NOTICES, MAILBOXES, OBLIGATIONS, UNITS, LADDERS, SNOOZES, CALENDAR_LINKS, *SUBSCRIPTION_SPECS, *EMAIL_SPECS)

REBUILT = {spec.name: CollectionSpec(f"rebuilt_{spec.name}") for spec in (NOTICES, OBLIGATIONS, UNITS)}
"""Where what follows from events is built anew, to be compared; apart from what people and the clock live on."""
