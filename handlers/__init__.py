"""The conversation: Telegram in, one call to the forum, one screen out."""
