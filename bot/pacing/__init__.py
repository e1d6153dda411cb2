"""The pacer: gives out Telegram's budget of messages, the one who waits for an answer first."""

from bot.pacing.limits import Limits
from bot.pacing.pacer import Pacer

__all__ = ["Limits", "Pacer"]
