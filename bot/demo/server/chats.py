"""Chats as the server keeps them: their messages, their members, what has happened in them."""

from collections import deque
from dataclasses import dataclass, field

from bot.demo.server.wire import Json

EFFECTS_KEPT = 1000


@dataclass(slots=True)
class Kept:
    """A message: `wire` is the Bot API's form and never changed in place, `born` is Telegram's time in seconds."""

    wire: Json
    born: float
    by_bot: bool
    inline_id: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that happened in a chat, by number: `event` is what the page is told."""

    number: int
    event: Json


@dataclass(slots=True)
class Chat:
    """What all chats have; `info` is the Bot API's Chat."""

    info: Json
    messages: dict[int, Kept] = field(default_factory=dict)
    effects: deque[Effect] = field(default_factory=lambda: deque(maxlen=EFFECTS_KEPT))
    pinned: list[int] = field(default_factory=list)
    menu_button: Json | None = None

    @property
    def id(self) -> int:
        """The chat's id; negative for groups."""
        number: int = self.info["id"]
        return number


@dataclass(slots=True)
class PrivateChat(Chat):
    """One person and the bot."""

    user: Json = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    start: str | None = None
    title: str = ""
    keyboard: Json | None = None


@dataclass(slots=True)
class GroupChat(Chat):
    """A group or a supergroup; `statuses` are the members' by user id, the bot among them.

    `lacking` are the rights that the bot has not got as an administrator.
    """

    statuses: dict[int, str] = field(default_factory=dict)
    users: dict[int, Json] = field(default_factory=dict)
    migrated_to: int | None = None
    deleted: bool = False
    lacking: frozenset[str] = frozenset()
    topics: dict[int, Json] = field(default_factory=dict)
    next_message_id: int = 1

    @property
    def is_supergroup(self) -> bool:
        """Whether its messages have numbers of their own."""
        return bool(self.info["type"] == "supergroup")
