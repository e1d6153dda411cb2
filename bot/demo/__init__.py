"""The rehearsal: a local Bot API server with a chat page, and the bot on it with the sample forum."""
