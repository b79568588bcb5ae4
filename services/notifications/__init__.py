"""Notifications: who must know what, and in time. Inboxes written from events, reminders fired by the clock."""
