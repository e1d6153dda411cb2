"""What the page asks for, read with its types."""

import json
from typing import Any

from aiohttp import web

from bot.demo.server.chats import GroupChat, PrivateChat
from bot.demo.server.people.acts import ActError
from bot.demo.server.wire import Json
from bot.demo.server.world import World


async def body_of(request: web.Request) -> Json:
    """The JSON object of a request, empty where there is none; ActError 400."""
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise ActError(400, "the body is no JSON") from None
    if not isinstance(body, dict):
        raise ActError(400, "the body must be an object")
    return body


def value_of(body: Json, name: str, kind: type | tuple[type, ...], default: object = ...) -> Any:  # noqa: ANN401
    """A field of a body; ActError 400 where it is missing or of another type."""
    value = body.get(name)
    if value is None and default is not ...:
        return default
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ActError(400, f"{name} is missing or has the wrong type")
    return value


def phone_of(world: World, request: web.Request) -> PrivateChat:
    """The phone a path names; ActError 404."""
    number = request.match_info["user_id"]
    chat = world.private(int(number)) if number.isdecimal() else None
    if chat is None:
        raise ActError(404, "no such phone")
    return chat


def group_of(world: World, request: web.Request) -> GroupChat:
    """The group a path names; ActError 404."""
    number = request.match_info["chat_id"]
    chat = world.chats.get(int(number)) if number.removeprefix("-").isdecimal() else None
    if not isinstance(chat, GroupChat):
        raise ActError(404, "no such group")
    return chat
