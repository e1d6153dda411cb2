"""The methods of the Bot API, by family. Names are found whatever their case, as Telegram finds them."""

from bot.demo.server.context import Method
from bot.demo.server.methods import (
    answering,
    chat,
    commands,
    copying,
    deleting,
    editing,
    fetching,
    identity,
    receiving,
    sending,
    topics,
)

METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for family in (
        answering,
        chat,
        commands,
        copying,
        deleting,
        editing,
        fetching,
        identity,
        receiving,
        sending,
        topics,
    )
    for name, method in family.METHODS.items()
}
