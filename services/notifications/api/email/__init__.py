"""The door of email: the book of addresses, and the pages behind the links in mails."""
