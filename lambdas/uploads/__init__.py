"""Documents on their way to a record: offered, uploaded, looked at, scanned."""
