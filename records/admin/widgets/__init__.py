"""Form fields of the admin: numbers, texts in three languages, related records, sources."""
