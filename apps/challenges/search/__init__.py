"""Finding challenges: one interface over SQLite's FTS5 and MongoDB's text index."""
