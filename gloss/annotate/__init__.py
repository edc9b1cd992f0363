"""Article to Annotations. spaCy is imported only when a record is not in the cache."""
