"""Documents of a record: looked at when they arrive, kept when they are known to be harmless."""
