"""Phones of many people at once: what they type and press, and what the bot shows them for it.

Unlike `tests.support.people` a phone tells screens from notices that come meanwhile, and hears of its own chat only.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from bot.demo.server.app import RehearsalServer
from bot.demo.server.chats import Effect, PrivateChat
from bot.demo.server.people import acts
from bot.demo.server.wire import Json
from handlers.buttons import Button, Decline, unpack

SECONDS = 60.0

Kind = TypeVar("Kind", bound=Button)


class Shown:
    """A message of the bot with its keys; under a notice they are `fresh`: they leave it where it is."""

    def __init__(self, message: Json) -> None:
        self.id: int = message["message_id"]
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        self.keys = [unpack(key["callback_data"]) for row in rows for key in row if "callback_data" in key]

    @property
    def is_screen(self) -> bool:
        """Whether it is a screen, not a notice."""
        return any(not fresh for _, fresh in self.keys)

    def all(self, kind: type[Kind]) -> list[Kind]:
        """What the keys of a kind mean, in their order."""
        return [button for button, _ in self.keys if isinstance(button, kind)]

    def first(self, kind: type[Kind]) -> Kind | None:
        """The first key of a kind, where there is one."""
        return next(iter(self.all(kind)), None)

    def data(self, button: Button) -> str:
        """What the key of a button sends; LookupError where there is no such key."""
        for known, fresh in self.keys:
            if known == button:
                return button.pack(fresh=fresh)
        raise LookupError(f"no key {button!r}, but {self.keys}")


class Phone:
    """One person's phone; what asks for an answer is laid on `notices`, and `stir` is called."""

    def __init__(self, server: RehearsalServer, chat: PrivateChat, stir: Callable[[], None]) -> None:
        self.notices: deque[Shown] = deque()
        self._world = server.world
        self._chat = chat
        self._stir = stir
        self._screen: Shown | None = None
        self._shown = asyncio.Event()
        self._answered = asyncio.Event()
        server.world.listeners.setdefault(chat.id, []).append(self._note)

    async def say(self, text: str) -> Shown:
        """Type a text; the screen that answers."""
        self._begin()
        acts.say(self._world, self._chat, {"text": text})
        return await self._answer()

    async def press(self, on: Shown, button: Button) -> Shown:
        """Press a key that is there; the screen that answers, once the press is answered, too."""
        self._begin()
        acts.press(self._world, self._chat, on.id, on.data(button))
        async with asyncio.timeout(SECONDS):
            await self._answered.wait()
        return await self._answer()

    def _begin(self) -> None:
        self._shown.clear()
        self._answered.clear()

    async def _answer(self) -> Shown:
        async with asyncio.timeout(SECONDS):
            await self._shown.wait()
        if self._screen is None:
            raise LookupError("there is no screen")
        return self._screen

    def _note(self, effect: Effect) -> None:
        kind = effect.event["event"]
        if kind == "callback_answer":
            self._answered.set()
        elif kind in {"message", "edited"} and effect.event["message"]["from"]["is_bot"]:
            shown = Shown(effect.event["message"])
            if shown.is_screen:
                self._screen = shown
                self._shown.set()
            elif shown.first(Decline) is not None:
                self.notices.append(shown)
                self._stir()

    def unchanged(self) -> None:
        """The screen was shown again as it is: Telegram refuses to change nothing."""
        self._shown.set()
