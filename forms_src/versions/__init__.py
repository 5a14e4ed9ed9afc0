"""Published versions of forms: kept for good, each in effect from its day."""
