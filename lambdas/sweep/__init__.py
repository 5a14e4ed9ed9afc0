"""Finds what is due on a schedule: reminders, follow-ups that did not come, emails left over."""
