"""The ports of subscriptions carried out: documents, sealed secrets, the guarded way out, the lease, counters."""
