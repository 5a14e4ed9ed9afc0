"""Drafts: reports that are not sent, kept for 14 days for whoever has the link and the code."""
