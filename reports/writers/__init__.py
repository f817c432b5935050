"""Each writer draws papers or documents in one format; none knows a request or the database."""
