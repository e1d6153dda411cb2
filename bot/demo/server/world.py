"""Everything the server knows: the bot, the people, the chats, what waits for the bot."""

import time
from collections.abc import Callable
from itertools import count

from bot.demo.server.changes import Changes
from bot.demo.server.chats import Chat, Effect, GroupChat, Kept, PrivateChat
from bot.demo.server.clocks import Clock, TelegramTime
from bot.demo.server.files import Files
from bot.demo.server.members import is_inside
from bot.demo.server.profile import Profile
from bot.demo.server.queries import Queries
from bot.demo.server.updates import Updates
from bot.demo.server.wire import Json

Listener = Callable[[Effect], None]
Onlooker = Callable[[Chat, Effect], None]


class World:
    """The state in memory; one thread and no await inside any change."""

    def __init__(
        self, bot: Json, clock: Clock, *, first_update_id: int | None, first_message_id: int
    ) -> None:
        self.clock = clock
        self.telegram_time = TelegramTime()
        self.profile = Profile(bot)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {self.profile.id: bot}
        self.files = Files()
        self.queries = Queries(self.telegram_time)
        self.changes = Changes()
        self.updates = Updates(self.telegram_time, self.changes, first_update_id)
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.listeners: dict[int, list[Listener]] = {}
        self.onlookers: list[Onlooker] = []
        self._message_ids = count(first_message_id)
        self._effects = count(1)
        self._next_user = 7_000_000_001
        self._next_group = int(time.time()) % 1_000_000_000 + 1_000_000_000

    def date(self) -> int:
        """The present, as messages are dated: the forum's clock in whole seconds."""
        return int(self.clock.now().timestamp())

    def new_user_id(self) -> int:
        """An id nobody has."""
        while self._next_user in self.users:
            self._next_user += 1
        return self._next_user

    def new_group_id(self) -> int:
        """A positive number for a new group."""
        self._next_group += 1
        return self._next_group

    def next_message_id(self, chat: Chat) -> int:
        """The number of the next message: supergroups count for themselves."""
        if isinstance(chat, GroupChat) and chat.is_supergroup:
            chat.next_message_id += 1
            return chat.next_message_id - 1
        return next(self._message_ids)

    def private(self, user_id: int) -> PrivateChat | None:
        """A person's chat with the bot."""
        chat = self.chats.get(user_id)
        return chat if isinstance(chat, PrivateChat) else None

    def put(
        self, chat: Chat, content: Json, *, sender: Json, by_bot: bool, message_id: int | None = None
    ) -> Json:
        """Adds a message to a chat and tells whoever looks on; the message."""
        message_id = message_id or self.next_message_id(chat)
        wire: Json = {
            "message_id": message_id,
            "from": sender,
            "chat": chat.info,
            "date": self.date(),
            **content,
        }
        chat.messages[message_id] = Kept(wire, self.telegram_time.now(), by_bot)
        self.tell(chat, {"event": "message", "message": wire})
        return wire

    def replace(self, chat: Chat, wire: Json) -> Json:
        """Puts a changed message in the place of what it was."""
        chat.messages[wire["message_id"]].wire = wire
        self.tell(chat, {"event": "edited", "message": wire})
        return wire

    def remove(self, chat: Chat, message_id: int) -> None:
        """Deletes a message for everyone."""
        del chat.messages[message_id]
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.tell(chat, {"event": "deleted", "message_id": message_id})

    def tell(self, chat: Chat, event: Json) -> None:
        """Notes what happened in a chat and wakes whoever waits for it."""
        effect = Effect(next(self._effects), event)
        chat.effects.append(effect)
        for listener in self.listeners.get(chat.id, ()):
            listener(effect)
        for onlooker in self.onlookers:
            onlooker(chat, effect)
        self.changes.notify()

    def member_ids(self, chat: GroupChat) -> list[int]:
        """Who is in a group."""
        return [user_id for user_id, status in chat.statuses.items() if is_inside(status)]
