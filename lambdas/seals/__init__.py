"""Seals: proof that a message is ours, without keeping the message. A link in an email carries one."""
