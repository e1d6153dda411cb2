"""How a message of the bot gets into a chat."""

from bot.demo.server.access import check_writable, find_message
from bot.demo.server.chats import Chat, GroupChat, PrivateChat
from bot.demo.server.context import Context
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.markup import read_markup
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json


def deliver(context: Context, call: Call, chat: Chat, content: Json) -> Json:
    """Checks the rest of a send call, spends the budget and puts the message in the chat."""
    inline, other = read_markup(call)
    dressed = {**surroundings(call, chat), **content}
    if inline:
        dressed["reply_markup"] = inline
    context.limits.spend(chat.id, context.world.telegram_time.now())
    message = put(context, chat, dressed)
    if other is not None and isinstance(chat, PrivateChat):
        chat.keyboard = other if "keyboard" in other else None
        context.world.tell(chat, {"event": "keyboard", "keyboard": chat.keyboard})
    return message


def put(context: Context, chat: Chat, content: Json) -> Json:
    """Adds a message of the bot's."""
    return context.world.put(chat, content, sender=context.world.profile.user, by_bot=True)


def surroundings(call: Call, chat: Chat) -> Json:
    """What stands around a message: the reply, the topic, protection."""
    around: Json = {}
    replied = _reply(call, chat)
    if replied is not None:
        around["reply_to_message"] = {
            name: value for name, value in replied.items() if name != "reply_to_message"
        }
    thread = call.integer("message_thread_id")
    if thread:
        if not isinstance(chat, GroupChat) or thread not in chat.topics:
            raise bad_request("message thread not found")
        if chat.topics[thread].get("closed"):
            raise bad_request("TOPIC_CLOSED")
        around["message_thread_id"] = thread
        around["is_topic_message"] = True
    if call.boolean("protect_content"):
        around["has_protected_content"] = True
    call.boolean("disable_notification")
    return around


def _reply(call: Call, chat: Chat) -> Json | None:
    parameters = call.json("reply_parameters", "reply parameters")
    if parameters is None:
        message_id = call.integer("reply_to_message_id")
        forgiving = call.boolean("allow_sending_without_reply")
    elif isinstance(parameters, dict):
        message_id = field_of(parameters, "message_id", int, required=True)
        forgiving = field_of(parameters, "allow_sending_without_reply", bool) or False
    else:
        raise bad_request("object expected as reply parameters")
    if not message_id:
        return None
    try:
        return find_message(chat, message_id, "message to be replied").wire
    except ApiError:
        if forgiving:
            return None
        raise


def readable_source(context: Context, chat: Chat) -> Chat:
    """The chat messages are copied from."""
    if isinstance(chat, GroupChat):
        check_writable(context.world, chat)
    return chat
