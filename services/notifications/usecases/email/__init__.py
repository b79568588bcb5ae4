"""Notices by email: the book of addresses, what is queued for them, and the rounds that send it."""
