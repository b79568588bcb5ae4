"""The ports carried out: documents in the store, the calendar of public holidays, counters for operators."""
