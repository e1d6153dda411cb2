"""How the bot gets its updates."""

import re
from urllib.parse import urlsplit

from bot.demo.server.context import Context, Described, Method
from bot.demo.server.errors import bad_request, conflict
from bot.demo.server.parameters import Call
from bot.demo.server.updates import LONGEST_POLL
from bot.demo.server.wire import Json

MOST_AT_ONCE = 100
_SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = (80, 88, 443, 8443, None)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(context: Context, call: Call) -> list[Json]:
    """`getUpdates`: the offset confirms, the poll lasts at most 50 s, a newer one ends it."""
    if context.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    offset = call.integer("offset")
    limit = call.integer("limit", MOST_AT_ONCE)
    limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
    seconds = min(max(0, call.integer("timeout")), LONGEST_POLL)
    _allow(context, call)
    return await context.world.updates.poll(offset, limit, seconds)


def _allow(context: Context, call: Call) -> None:
    kinds = call.array("allowed_updates", "allowed_updates", "String")
    if kinds is None:
        return
    if not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("expected an Array of String as allowed_updates")
    context.world.updates.allow(kinds)


async def set_webhook(context: Context, call: Call) -> Described:
    """`setWebhook`; plain HTTP is taken on this machine only."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return await delete_webhook(context, call)
    _check_url(url)
    if secret and not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(context, call)
    connections = call.integer("max_connections", 40)
    if call.boolean("drop_pending_updates"):
        context.world.updates.queue.clear()
    webhook = context.webhook
    if (webhook.url, webhook.secret, webhook.max_connections) == (url, secret, connections):
        return Described(result=True, description="Webhook is already set")
    context.world.updates.stop_poll(conflict("terminated by setWebhook request"))
    await webhook.start(url, secret, connections)
    return Described(result=True, description="Webhook was set")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: URL host is empty")
    if parts.port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def delete_webhook(context: Context, call: Call) -> Described:
    """`deleteWebhook`."""
    if call.boolean("drop_pending_updates"):
        context.world.updates.queue.clear()
    if not context.webhook.url:
        return Described(result=True, description="Webhook is already deleted")
    await context.webhook.stop()
    return Described(result=True, description="Webhook was deleted")


def get_webhook_info(context: Context, _call: Call) -> Json:
    """`getWebhookInfo`."""
    return context.webhook.info()


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
