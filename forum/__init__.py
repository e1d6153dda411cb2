"""The event's rules and use cases. No Telegram, no SQL text."""
