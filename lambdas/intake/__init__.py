"""The HTTP side: forms checked and sent, receipts shown."""
