"""Email carried out: documents in the store, SMTP, counters for operators."""
