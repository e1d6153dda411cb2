"""A group of people and the bot, as a test sees it."""

from __future__ import annotations

from bot.demo.server.chats import GroupChat
from bot.demo.server.people import groups
from bot.demo.server.wire import Json
from tests.support.people import Person
from tests.support.screens import Screen, as_read
from tests.support.stage import Stage


async def taken_in(stage: Stage) -> None:
    """The bot has got every update there is, and is done with it."""
    queue = stage.server.world.updates.queue
    await stage.server.until(lambda: not queue, 10)
    await stage.running.inbox.empty()


class Group:
    """A group; its first member owns it and has added the bot. A `forum` has topics."""

    def __init__(
        self, stage: Stage, title: str, *members: Person, administrator: bool = False, forum: bool = False
    ) -> None:
        self.stage = stage
        numbers = [member.id for member in members]
        self.chat: GroupChat = groups.create(
            stage.server.world, title, numbers, administrator=administrator, forum=forum
        )

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def from_bot(self) -> list[Screen]:
        """The bot's messages with a text, oldest first, as they stand now."""
        kept = [kept.wire for _, kept in sorted(self.chat.messages.items()) if kept.by_bot]
        return [Screen(wire) for wire in kept if "text" in wire]

    @property
    def topics(self) -> dict[str, list[Screen]]:
        """The bot's messages by the name of the topic in which they stand; '' for the general one."""
        found: dict[str, list[Screen]] = {str(topic["name"]): [] for topic in self.chat.topics.values()}
        for screen in self.from_bot:
            topic = self.chat.topics.get(screen.message.get("message_thread_id", 0), {"name": ""})
            found.setdefault(str(topic["name"]), []).append(screen)
        return found

    @property
    def texts(self) -> list[str]:
        return [screen.text for screen in self.from_bot]

    async def has(self, number: int) -> list[str]:
        """Wait until the bot has written so many messages here; their texts."""
        await self.stage.server.until(lambda: len(self.from_bot) >= number, 10)
        return self.texts

    async def says(
        self, member: Person, text: str, reply_to: Screen | None = None, thread: int | None = None
    ) -> Json:
        """A member writes; a reply to what stands in a topic stands there, too."""
        number = None if reply_to is None else reply_to.id
        if reply_to is not None and thread is None:
            thread = reply_to.message.get("message_thread_id")
        world = self.stage.server.world
        return groups.say(world, self.chat, member.id, text, thread=thread, reply_to=number)

    async def press(self, member: Person, on: Screen, data: str) -> str:
        """A member presses a key, a forged one too; the word of the answer."""
        query = groups.press(self.stage.server.world, self.chat, member.id, on.id, data)
        answers: list[Json] = []

        def answered() -> bool:
            answers[:] = [one.event for one in self.chat.effects if one.event.get("id") == query]
            return bool(answers)

        await self.stage.server.until(answered, 10)
        return as_read(answers[0]["text"])

    async def done(self) -> None:
        """Wait until the bot is done with what was written."""
        await taken_in(self.stage)

    async def migrate(self) -> None:
        """It becomes a supergroup with another number."""
        self.chat = groups.migrate(self.stage.server.world, self.chat)

    async def throw_out(self, by: Person) -> None:
        """The bot is thrown out."""
        groups.set_bot_status(self.stage.server.world, self.chat, "kicked", by=by.id)

    async def take_in(self, by: Person) -> None:
        """The bot is added again."""
        groups.set_bot_status(self.stage.server.world, self.chat, "member", by=by.id)
