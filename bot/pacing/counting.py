"""Which calls count as messages, how many, and in which chat."""

from collections.abc import Hashable, Mapping
from functools import lru_cache

from forum.desk import Lane

_COUNTED = ("send", "copyMessage", "forwardMessage", "editMessage", "stopMessageLiveLocation", "stopPoll")
_FREE = frozenset({"sendChatAction"})
_ITEMS = {"sendMediaGroup": "media", "copyMessages": "message_ids", "forwardMessages": "message_ids"}


def messages_in(endpoint: str, data: Mapping[str, object], lane: Lane = Lane.ANSWER) -> int:
    """How many messages a call costs: 0 for what never waits behind messages, the items of an album each.

    Deleting costs nothing, but what is taken back from thousands of chats goes as it came: nobody knows how many
    deletions a second Telegram bears.
    """
    if lane is Lane.BROADCAST and endpoint.startswith("deleteMessage"):
        return 1
    if not _counts(endpoint):
        return 0
    items = data.get(_ITEMS.get(endpoint, ""))
    return max(1, len(items)) if isinstance(items, list | tuple) else 1


@lru_cache(512)
def _counts(endpoint: str) -> bool:
    return endpoint.startswith(_COUNTED) and endpoint not in _FREE


def chat_of(data: Mapping[str, object]) -> Hashable:
    """The chat a call goes to; a chat of its own where it names none (messages sent by inline mode)."""
    chat = data.get("chat_id")
    if isinstance(chat, int):
        return chat
    if not isinstance(chat, str):
        return object()
    try:
        return int(chat)
    except ValueError:
        return chat.casefold()


def is_group(chat: Hashable) -> bool:
    """Whether the group's limit holds: groups and channels have negative ids or names."""
    return isinstance(chat, str) or (isinstance(chat, int) and chat < 0)
