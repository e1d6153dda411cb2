"""What every method of the Bot API works on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.demo.server.limits import Limits
from bot.demo.server.parameters import Call
from bot.demo.server.webhook import Webhook
from bot.demo.server.world import World


@dataclass(slots=True)
class Context:
    """The world, the rates and the way updates go out."""

    world: World
    limits: Limits
    webhook: Webhook


@dataclass(frozen=True, slots=True)
class Described:
    """A result with the sentence Telegram puts beside it."""

    result: object
    description: str


Method: TypeAlias = Callable[[Context, Call], object | Awaitable[object]]
