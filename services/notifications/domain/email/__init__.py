"""Notices by email, in the order of reading: whose addresses (book, addresses), what a tenant sets (rules, hours) and an
address chooses (preferences), what is sent (mails, letters, digest), links in it."""
