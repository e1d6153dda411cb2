"""The way out: what the outbox holds is sent."""

from bot.delivery.delivery import Delivery, Send
from bot.delivery.results import Stale

__all__ = ["Delivery", "Send", "Stale"]
