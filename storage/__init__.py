"""SQLite and nothing else: the database, its migrations, and one module of queries per subject."""
