"""Figures folded from events: scoreboards, periods, comparison of provinces, as of any instant."""
