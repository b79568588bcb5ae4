"""The collections of email, with every index that their queries use. They are state: nothing rebuilds them."""

from shared.storage import CollectionSpec, Index

EMAIL_BOOKS = CollectionSpec("email_books", (Index(("active",), spanning=True),))
"""One document for each tenant that has ever set its address book."""
EMAIL_RULES = CollectionSpec("email_rules")
"""One document for each tenant that has ever set its rules."""
EMAIL_ADDRESSES = CollectionSpec("email_addresses")
EMAILS = CollectionSpec("emails", (Index(("due_at",)), Index(("settled_at",)), Index(("address", "fate"))))
"""What is to be sent and what became of it; addresses by key only."""

EMAIL_SPECS = (EMAIL_BOOKS, EMAIL_RULES, EMAIL_ADDRESSES, EMAILS)
