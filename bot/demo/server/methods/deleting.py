"""Deletions: for 48 hours, the bot's own anywhere, anybody's where the bot may."""

from bot.demo.server.access import find_chat, find_message, is_administrator
from bot.demo.server.chats import Chat, Kept
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.methods.copying import message_ids
from bot.demo.server.methods.delivery import readable_source
from bot.demo.server.parameters import Call

DELETABLE_SECONDS = 48 * 3600.0


def delete_message(context: Context, call: Call) -> bool:
    """`deleteMessage`."""
    chat = readable_source(context, find_chat(context.world, call))
    message_id = call.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    _check(context, chat, find_message(chat, message_id, "message to delete"))
    context.world.remove(chat, message_id)
    return True


def delete_messages(context: Context, call: Call) -> bool:
    """`deleteMessages`: what is not there is passed over."""
    numbers = message_ids(call)
    chat = readable_source(context, find_chat(context.world, call))
    found = [number for number in dict.fromkeys(numbers) if number in chat.messages]
    for number in found:
        _check(context, chat, chat.messages[number])
    for number in found:
        context.world.remove(chat, number)
    return True


def _check(context: Context, chat: Chat, kept: Kept) -> None:
    if not kept.by_bot and not is_administrator(context.world, chat):
        raise bad_request("message can't be deleted")
    if context.world.telegram_time.now() - kept.born > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


METHODS: dict[str, Method] = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
