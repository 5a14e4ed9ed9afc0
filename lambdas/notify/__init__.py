"""Sends the emails that a record owes, and files each as part of the record."""
