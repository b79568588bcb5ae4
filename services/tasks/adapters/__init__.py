"""The ports on real parts: the store through aggregates with their outbox, and the journal."""
