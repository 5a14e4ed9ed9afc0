"""Reads what SES says of emails after it took them, and records it with the report."""
