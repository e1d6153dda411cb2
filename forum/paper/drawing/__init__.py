"""Facts as PDF pages. Nothing here knows languages, rules or the database: it runs in a process of its own."""
