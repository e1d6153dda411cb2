"""The way in: the durable inbox, and the two ways to fill it."""

from bot.inbox.inbox import Closed, Inbox
from bot.inbox.poller import Poller, TokenRefused
from bot.inbox.seam import ALLOWED_UPDATES, announce_webhook, raw_updates, withdraw_webhook
from bot.inbox.verdicts import Afterwards, Done, Failed, Later, Unparsable, Verdict
from bot.inbox.webhook import Webhook

__all__ = [
    "ALLOWED_UPDATES",
    "Afterwards",
    "Closed",
    "Done",
    "Failed",
    "Inbox",
    "Later",
    "Poller",
    "TokenRefused",
    "Unparsable",
    "Verdict",
    "Webhook",
    "announce_webhook",
    "raw_updates",
    "withdraw_webhook",
]
