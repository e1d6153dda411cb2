"""The words journeys are told in: people who write to the bot, press its buttons and read its screens.

    async with Rehearsal() as server:
        anna = server.person("Анна", language_code="ru")
        await anna.send("/tables")
        screen = await anna.screen()
        assert screen.text == "..."
        assert screen.rows == [["Записаться"], ["Назад", "Меню"]]
        await anna.press("Записаться")

Nothing here sleeps: each wait ends with the event it waits for, or with TimeoutError after ten real seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo.server.app import RehearsalServer
from bot.demo.server.chats import Effect, PrivateChat
from bot.demo.server.files import Upload
from bot.demo.server.people import acts, inline
from tests.support.screens import Screen, as_read

Json = dict[str, Any]
SECONDS = 10.0


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot answered to an inline query."""

    query_id: str
    results: list[Json]
    button: Json | None
    next_offset: str

    @property
    def titles(self) -> list[str]:
        return [result.get("title", "") for result in self.results]


class Rehearsal(RehearsalServer):
    """The server, with people in it."""

    def person(self, first_name: str = "Anna", *, language_code: str = "it", **user: Any) -> "Person":
        """Somebody new; `user` may hold last_name, username, id, start, title."""
        chat = self.meet(first_name, language_code=language_code, **user)
        return Person(self, chat)


class Person:
    """One person and their phone. Every act sets the mark that `screen` and `answered` look back to."""

    def __init__(self, server: RehearsalServer, chat: PrivateChat) -> None:
        self.server = server
        self.chat = chat
        self._mark = 0
        self._read = 0
        self._pressed = ""

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Json]:
        """The whole chat as it stands, oldest first."""
        return [kept.wire for _, kept in sorted(self.chat.messages.items())]

    @property
    def last(self) -> Screen:
        """The newest message of the bot."""
        return self.from_bot[-1]

    @property
    def from_bot(self) -> list[Screen]:
        """The bot's messages that are still there, oldest first."""
        return [Screen(kept.wire) for _, kept in sorted(self.chat.messages.items()) if kept.by_bot]

    @property
    def alerts(self) -> list[str]:
        """The texts of all alert boxes."""
        return [as_read(answer["text"]) for answer in self._answers() if answer["show_alert"]]

    @property
    def toasts(self) -> list[str]:
        """The texts of all passing notices."""
        passing = [answer for answer in self._answers() if not answer["show_alert"]]
        return [as_read(answer["text"]) for answer in passing if answer["text"]]

    # Acts.

    async def send(
        self, text: str, reply_to: Json | None = None, *, entities: list[Json] | None = None
    ) -> Json:
        """Types a text, `entities` its formatting; the message."""
        content = acts.text_of_person(text, entities)
        self._act()
        return acts.say(self.server.world, self.chat, content, reply_to["message_id"] if reply_to else None)

    async def send_file(self, name: str, content: bytes, caption: str = "", *, photo: bool = False) -> Json:
        """Sends a file; the message."""
        self._act()
        return acts.send_file(self.server.world, self.chat, Upload(name, content), caption, photo=photo)

    async def send_location(self, latitude: float, longitude: float) -> Json:
        """Sends a place; the message."""
        self._act()
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return acts.say(self.server.world, self.chat, content)

    async def send_contact(self, phone_number: str) -> Json:
        """Sends one's own number; the message."""
        self._act()
        contact = {
            "phone_number": phone_number,
            "first_name": self.chat.user["first_name"],
            "user_id": self.id,
        }
        return acts.say(self.server.world, self.chat, {"contact": contact})

    async def edit(self, message: Json, text: str) -> Json:
        """Edits what one typed; the message."""
        self._act()
        return acts.edit(self.server.world, self.chat, message["message_id"], text)

    async def press(self, label: str, on: "Screen | Json | None" = None) -> str:
        """Presses the button with this label, on the newest message that has one unless another is named.

        The id of the callback query. LookupError where no such button is there, or it is no button to be answered.
        """
        screen = Screen.of(on) if on is not None else self._newest_with(label)
        return await self.press_data(screen, screen.data(label))

    async def press_data(self, message: "Screen | Json | int", data: str) -> str:
        """Presses a button that may be old or forged; the id of the callback query."""
        number = message if isinstance(message, int) else Screen.of(message).id
        self._act()
        self._pressed = acts.press(self.server.world, self.chat, number, data)
        return self._pressed

    async def follow(self, label: str) -> str:
        """The address behind a button with a link."""
        return str(self._newest_with(label).button(label)["url"])

    async def block(self) -> None:
        """Blocks the bot."""
        acts.block(self.server.world, self.chat, blocked=True)

    async def unblock(self) -> None:
        """Unblocks the bot."""
        acts.block(self.server.world, self.chat, blocked=False)

    async def inline(self, query: str, offset: str = "") -> InlineAnswer:
        """Types the bot's name and a query; its answer."""
        self._act()
        query_id = inline.ask(self.server.world, self.chat, query, offset)
        question = self.server.world.queries.inline[query_id]
        await self.until(lambda: question.answer is not None)
        answer = question.answer or {}
        return InlineAnswer(query_id, answer["results"], answer["button"], answer["next_offset"])

    async def choose(self, answer: InlineAnswer, result_id: str) -> Json:
        """Sends a result of an inline query; the message."""
        self._act()
        return inline.choose(self.server.world, self.chat, answer.query_id, result_id)

    # Waits.

    async def screen(self, seconds: float = SECONDS) -> Screen:
        """What the bot sent or changed last since the last act; waits for the first such thing."""
        await self.until(self._shown, seconds)
        return Screen(self._shown()[-1].event["message"])

    async def next_message(self, seconds: float = SECONDS) -> Screen:
        """The next message of the bot that this method has not returned yet, edits left out."""
        await self.until(self._unread, seconds)
        effect = self._unread()[0]
        self._read = effect.number
        return Screen(effect.event["message"])

    async def answered(self, seconds: float = SECONDS) -> Json | None:
        """Waits until the bot has answered the press or shown something since the last act; the answer, if any."""
        await self.until(lambda: self._answer() or self._shown(), seconds)
        return self._answer()

    async def alert(self, seconds: float = SECONDS) -> str:
        """Waits for the answer to the last press and gives its text, in a box or passing."""
        await self.until(self._answer, seconds)
        return as_read((self._answer() or {})["text"])

    async def until(self, holds: Callable[[], object], seconds: float = SECONDS) -> None:
        """Waits until `holds()` is true; TimeoutError."""
        await self.server.until(holds, seconds)

    async def settled(self) -> None:
        """Waits until nothing has happened anywhere for a tenth of a second: to show that nothing more comes."""
        await self.server.quiet()

    async def file_of(self, message: "Screen | Json") -> bytes:
        """What is in the file or picture of a message."""
        return self.server.world.files.by_id[Screen.of(message).file_id].content

    def _act(self) -> None:
        self._mark = self.chat.effects[-1].number if self.chat.effects else 0
        self._pressed = ""

    def _shown(self) -> list[Effect]:
        bot = self.server.world.profile.id
        return [
            effect
            for effect in self.chat.effects
            if effect.number > self._mark
            and effect.event["event"] in ("message", "edited")
            and effect.event["message"]["from"]["id"] == bot
        ]

    def _unread(self) -> list[Effect]:
        bot = self.server.world.profile.id
        return [
            effect
            for effect in self.chat.effects
            if effect.number > self._read
            and effect.event["event"] == "message"
            and effect.event["message"]["from"]["id"] == bot
        ]

    def _answers(self) -> list[Json]:
        return [effect.event for effect in self.chat.effects if effect.event["event"] == "callback_answer"]

    def _answer(self) -> Json | None:
        return next((answer for answer in self._answers() if answer["id"] == self._pressed), None)

    def _newest_with(self, label: str) -> Screen:
        for kept in sorted(self.chat.messages.values(), key=lambda one: -one.wire["message_id"]):
            screen = Screen(kept.wire)
            if screen.has(label):
                return screen
        raise LookupError(f"no message has a button {label!r}; the last one has {self.last.rows}")


def text_of(message: "Screen | Json") -> str:
    """A message's text or caption."""
    return Screen.of(message).text


def labels_of(message: "Screen | Json") -> list[list[str]]:
    """The labels of a message's buttons, row by row."""
    return Screen.of(message).rows
