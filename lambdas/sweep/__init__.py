"""Finds what is due on a schedule: reminders of follow-ups, and follow-ups that did not come."""
