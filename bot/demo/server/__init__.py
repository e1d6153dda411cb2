"""A local Bot API server, strict as Telegram is, and the people who talk to the bot on it."""
