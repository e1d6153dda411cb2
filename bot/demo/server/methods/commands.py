"""The command menu, by scope and language, and the menu button."""

import re

from bot.demo.server.access import find_chat
from bot.demo.server.chats import PrivateChat
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.methods.identity import language_of
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.profile import DEFAULT, Scope
from bot.demo.server.wire import Json

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
_WIDE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_NARROW = ("chat", "chat_administrators", "chat_member")


def set_commands(context: Context, call: Call) -> bool:
    """`setMyCommands`."""
    commands = call.array("commands", "commands", "BotCommand") or []
    read = [_command(one) for one in commands]
    if len(read) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = (_scope(context, call), language_of(call))
    if read:
        context.world.profile.commands[key] = read
    else:
        context.world.profile.commands.pop(key, None)
    _tell(context)
    return True


def get_commands(context: Context, call: Call) -> list[Json]:
    """`getMyCommands`: what was set for exactly this scope and language."""
    return context.world.profile.commands.get((_scope(context, call), language_of(call)), [])


def delete_commands(context: Context, call: Call) -> bool:
    """`deleteMyCommands`."""
    context.world.profile.commands.pop((_scope(context, call), language_of(call)), None)
    _tell(context)
    return True


def _tell(context: Context) -> None:
    for chat in list(context.world.chats.values()):
        if isinstance(chat, PrivateChat):
            commands = context.world.profile.commands_for(chat.id, chat.user.get("language_code", ""))
            context.world.tell(chat, {"event": "commands", "commands": commands})


def _command(one: object) -> Json:
    if not isinstance(one, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = field_of(one, "command", str, required=True).removeprefix("/")
    description = field_of(one, "description", str, required=True).strip()
    if not _COMMAND.match(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(context: Context, call: Call) -> Scope:
    value = call.json("scope", "BotCommandScope")
    if value is None:
        return DEFAULT
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = value.get("type")
    if kind in _WIDE:
        return kind, None, None
    if kind not in _NARROW:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = find_chat(context.world, Call(call.method, {"chat_id": value.get("chat_id")}))
    user = field_of(value, "user_id", int, required=True) if kind == "chat_member" else None
    return kind, chat.id, user


def set_menu_button(context: Context, call: Call) -> bool:
    """`setChatMenuButton`."""
    button = call.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if call.has("chat_id"):
        find_chat(context.world, call).menu_button = button
    else:
        context.world.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
    return True


def get_menu_button(context: Context, call: Call) -> Json:
    """`getChatMenuButton`."""
    if call.has("chat_id"):
        return find_chat(context.world, call).menu_button or {"type": "default"}
    return context.world.profile.menu_button


METHODS: dict[str, Method] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
