"""What the service does, behind all of its doors: fold events, fire reminders, read inboxes."""
