"""The way to Telegram: python-telegram-bot's request seam, carried out by aiohttp."""

from bot.flood import seconds_of
from bot.transport.errors import NotSent, NotSentInTime, redacted
from bot.transport.request import AiohttpRequest, Timeouts

__all__ = ["AiohttpRequest", "NotSent", "NotSentInTime", "Timeouts", "redacted", "seconds_of"]
