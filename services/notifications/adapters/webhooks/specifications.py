"""The collections of subscriptions, with every index that their queries use. They are state: nothing rebuilds them."""

from shared.storage import CollectionSpec, Index

SUBSCRIPTIONS = CollectionSpec("subscriptions", (Index(("owner",)), Index(("state",), spanning=True)))
DELIVERIES = CollectionSpec(
    "deliveries",
    (
        Index(("subscription", "sequence")),
        Index(("subscription", "verdict", "sequence")),
        Index(("at",), spanning=True),
    ),
)
LEASES = CollectionSpec("leases")

SUBSCRIPTION_SPECS = (SUBSCRIPTIONS, DELIVERIES, LEASES)
