"""The reading level of the words people read: Flesch-Kincaid grade 8 or lower."""
