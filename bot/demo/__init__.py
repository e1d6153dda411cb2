"""The rehearsal: a local Bot API server with a chat page, and the bot on it with the sample forum."""

from bot.demo.rehearsal import rehearse

__all__ = ["rehearse"]
