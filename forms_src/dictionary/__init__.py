"""What a form asks, for staff and for those who use its answers: a table of fields, and a picture."""
